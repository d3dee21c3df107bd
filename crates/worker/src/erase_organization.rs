//! An organization that nobody belongs to any more loses its records: contacts with all that hangs
//! on them, imports and their files, saved searches, lists, the connection to a CRM and its pushes, mails of open
//! invitations. What stays is its name's row and its
//! audit log, which holds no contents.

use db::job;
use domain::OrganizationId;

use crate::heartbeat::Task;
use crate::outcome::Fault;

/// Contacts in one transaction.
const CHUNK: i64 = 500;

/// Deletes in chunks; a run that was cut off goes on where it ended.
pub(crate) fn run(task: &Task<'_>, id: OrganizationId) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    let scope = &claim.scope;
    if scope.organization() != id
        || !worker.db.read_as_now(scope, |c| db::organization::is_closed(c, scope))?
    {
        return Err(Fault::Gone);
    }
    // Imports first: a commit that another worker is at finds no import any more and writes nothing.
    let imports = worker.db.read_as_now(scope, |c| db::import::ids(c, scope))?;
    for import in imports {
        worker.store.remove(import)?;
    }
    worker.db.write_as_now(scope, |c| {
        job::hold(c, claim)?;
        db::saved_search::delete_all(c, scope)?;
        db::list::delete_all(c, scope)?;
        db::crm::delete_all(c, scope)?;
        Ok::<_, Fault>(db::import::delete_all(c, scope)?)
    })?;
    loop {
        task.go_on()?;
        let now = worker.sources.now();
        let deleted = worker.db.write_as_now(&claim.scope, |c| {
            job::hold(c, claim)?;
            Ok::<_, Fault>(db::contact::delete_some(c, scope, CHUNK, now)?)
        })?;
        if deleted == 0 {
            break;
        }
    }
    worker.db.write_as_now(scope, |c| {
        db::organization::forget(c, scope)?;
        Ok::<_, Fault>(job::finish(c, claim)?)
    })
}
