use super::{Action, Outcome};
use crate::time::Timestamp;

/// Which events are asked for; what is absent does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    pub action: Option<Action>,
    pub outcome: Option<Outcome>,
    /// The id of a user or a key, or `system`.
    pub actor: Option<String>,
    /// The id of what was acted upon.
    pub subject: Option<String>,
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
}
