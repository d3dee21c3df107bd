use super::{Allowance, Trouble};

/// What became of one call.
#[derive(Debug)]
pub struct Reply<T> {
    pub result: Result<T, Trouble>,
    /// What is left, if the CRM said so; also beside an error.
    pub allowance: Option<Allowance>,
    /// By which the CRM's support finds the call.
    pub trace_id: Option<String>,
}

impl<T> Reply<T> {
    /// The same reply with another result; what cannot be read is an unknown outcome.
    pub(super) fn and_then<U>(self, read: impl FnOnce(T) -> Result<U, Trouble>) -> Reply<U> {
        let Self { result, allowance, trace_id } = self;
        Reply { result: result.and_then(read), allowance, trace_id }
    }
}
