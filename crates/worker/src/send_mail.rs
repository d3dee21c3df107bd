//! A mail goes out. A worker that dies between sending and noting it sends it twice; that is the
//! lesser evil, and links work once anyway.

use connect::letters;
use connect::mail::MailError;
use db::job;
use domain::MailId;

use crate::heartbeat::Task;
use crate::outcome::Fault;

/// Hands the mail over.
pub(crate) fn run(task: &Task<'_>, id: MailId) -> Result<(), Fault> {
    let Task { worker, claim, .. } = *task;
    task.go_on()?;
    let mail = worker.db.read_now(|c| db::mail::find(c, id))?.ok_or(Fault::Gone)?;
    let message = letters::write(&mail.letter, &worker.post.links);
    match worker.post.mailer.send(&mail.to, &message) {
        Ok(()) => {}
        Err(MailError::Later(cause)) => return Err(Fault::Retry(cause)),
        Err(MailError::Never(cause)) => return Err(Fault::Fail(cause)),
    }
    worker.db.write_now(|c| {
        db::mail::delete(c, id)?;
        Ok::<_, Fault>(job::finish(c, claim)?)
    })
}
