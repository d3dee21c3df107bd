use db::suppression::Suppressor;
use db::{Conn, Scope};
use domain::contact::ContactFields;

use crate::http::{Answer, Refusal};

/// Refuses a contact that must not be stored, in the transaction that would store it.
///
/// # Errors
/// `suppressed`, with the names of the fields.
pub(super) fn refuse_suppressed(
    conn: &mut Conn,
    scope: &Scope,
    suppressor: &Suppressor,
    fields: &ContactFields,
) -> Answer<()> {
    let held = db::suppression::holding(conn, scope, suppressor, fields)?;
    if held.is_empty() { Ok(()) } else { Err(Refusal::suppressed(held)) }
}
