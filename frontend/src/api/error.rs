use domain::problem::FieldError;
use domain::{Code, Problem};

/// Why a request gave no answer to work with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Error {
    /// The server refused, and said why.
    #[error("{}", .0.detail)]
    Refused(Box<Problem>),
    /// No answer came at all.
    #[error("The server could not be reached. Check the connection, then try again.")]
    Unreachable,
    /// An answer came that this version of the page cannot read.
    #[error("The server's answer could not be read. Reload the page, then try again.")]
    Unreadable,
    /// A newer request took its place.
    #[error("The request was given up for a newer one.")]
    Aborted,
}

impl Error {
    /// The stable code, where the server gave one.
    pub(crate) fn code(&self) -> Option<Code> {
        match self {
            Self::Refused(problem) => Some(problem.code),
            _ => None,
        }
    }

    /// Whether the server knows of no session any more.
    pub(crate) fn is_signed_out(&self) -> bool {
        matches!(self, Self::Refused(problem) if problem.status == 401)
    }

    /// In a few words, what went wrong.
    pub(crate) fn title(&self) -> String {
        match self {
            Self::Refused(problem) => problem.title.clone(),
            Self::Unreachable => "No connection".to_owned(),
            Self::Unreadable => "This page is out of date".to_owned(),
            Self::Aborted => "Given up".to_owned(),
        }
    }

    /// Every field that the server did not accept.
    pub(crate) fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Refused(problem) => problem.errors.clone(),
            _ => Vec::new(),
        }
    }

    /// What to quote to support, where the fault is the server's. What a person can mend without
    /// help, such as a mistyped password, carries none.
    pub(crate) fn request_id(&self) -> Option<String> {
        match self {
            Self::Refused(problem) if problem.status >= 500 => problem.request_id.clone(),
            _ => None,
        }
    }

    /// Reads the body of a refusal; a proxy may have answered in the server's place.
    pub(super) fn of_answer(status: u16, body: &str) -> Self {
        match serde_json::from_str::<Problem>(body) {
            Ok(problem) => Self::Refused(Box::new(problem)),
            Err(_) if status >= 500 => Self::Unreachable,
            Err(_) => Self::Unreadable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_keeps_what_the_server_said() {
        let problem = Problem::invalid(vec![FieldError::required("email")]);
        let body = serde_json::to_string(&problem).unwrap();
        let error = Error::of_answer(422, &body);
        assert_eq!(error.code(), Some(Code::InvalidInput));
        assert_eq!(error.fields().len(), 1);
        assert_eq!(error.to_string(), problem.detail);
    }

    #[test]
    fn only_a_fault_of_the_server_has_an_id_to_quote() {
        let mut problem = Problem::invalid(Vec::new());
        problem.request_id = Some("req_1".to_owned());
        assert_eq!(Error::Refused(Box::new(problem.clone())).request_id(), None);
        problem.status = 503;
        assert_eq!(Error::Refused(Box::new(problem)).request_id().as_deref(), Some("req_1"));
    }

    #[test]
    fn a_proxys_page_is_not_taken_for_an_answer() {
        assert_eq!(Error::of_answer(502, "<html>"), Error::Unreachable);
        assert_eq!(Error::of_answer(404, ""), Error::Unreadable);
    }
}
