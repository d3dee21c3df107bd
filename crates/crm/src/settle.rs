use db::crm::{link, push_item};
use db::{Conn, Scope};
use domain::crm::PushFate;
use domain::{PushId, Timestamp};

use crate::Outcome;
use crate::look::Conflict;

/// Keeps what became of a contact, with its record, in one transaction; answers its fate. A record that went
/// to another contact meanwhile makes it a conflict.
///
/// # Errors
/// The database failed.
pub fn settle(
    conn: &mut Conn,
    scope: &Scope,
    (push, location): (PushId, &str),
    outcome: &Outcome,
    now: Timestamp,
) -> db::Result<Option<PushFate>> {
    let mut settled = outcome.settled.clone();
    if outcome.unlink {
        link::delete(conn, scope, location, outcome.contact)?;
    }
    if let Some(link) = &outcome.link {
        let owner = link::of_record(conn, scope, location, &link.crm_id)?;
        match owner.filter(|owner| *owner != link.contact) {
            None => link::keep(conn, scope, location, link, now)?,
            Some(other) => {
                let conflict = Conflict::taken(link.crm_id.clone(), other);
                settled.fate = PushFate::Conflict;
                settled.reason = Some(conflict.reason);
                settled.other_contact = conflict.other_contact;
            }
        }
    }
    let is_new = push_item::settle(conn, scope, push, &settled, now)?;
    Ok(is_new.then_some(settled.fate))
}
