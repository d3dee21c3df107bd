use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::OrganizationId;

/// Who writes now, of the threads of this process. Waiting here costs no connection; other
/// processes are kept out by the database.
#[derive(Clone, Default)]
pub(crate) struct Turns(Arc<Mutex<HashMap<OrganizationId, Arc<Mutex<()>>>>>);

impl Turns {
    /// Does the work when nobody else does work of the same organization.
    pub(crate) fn take<T>(&self, organization: OrganizationId, work: impl FnOnce() -> T) -> T {
        let turn = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            turns.entry(organization).or_default().clone()
        };
        let done = {
            let _held = turn.lock().unwrap_or_else(PoisonError::into_inner);
            work()
        };
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Two are left when nobody waits: the one in the table and ours.
        if Arc::strong_count(&turn) == 2 {
            turns.remove(&organization);
        }
        done
    }
}
