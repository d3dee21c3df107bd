use db::import::Stored;
use db::{Conn, Scope};
use domain::import::ImportState;
use domain::{Code, ImportId, Timestamp};

use crate::http::{Answer, Refusal};

/// An import of the caller's organization.
pub(super) fn load(conn: &mut Conn, scope: &Scope, id: ImportId, now: Timestamp) -> Answer<Stored> {
    db::import::find(conn, scope, id, now)?.ok_or_else(Refusal::not_found)
}

/// What cannot be done in the state that the import is in.
pub(super) fn wrong_state(what: &str, state: ImportState) -> Refusal {
    let detail =
        format!("{what} is not possible while the import is in the state {}.", state.as_str());
    Refusal::new(Code::WrongState, detail)
}
