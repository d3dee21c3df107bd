use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpResponse, ResponseError};
use db::MayRetry;
use domain::package::LimitCheck;
use domain::problem::FieldError;
use domain::{Code, Problem};

use super::surround::request_id;

/// What a handler answers.
pub(crate) type Answer<T> = Result<T, Refusal>;

/// A request that is not granted, with the problem that its client will see. What only the log
/// may know stays in `cause`.
#[derive(Debug)]
pub(crate) struct Refusal {
    problem: Box<Problem>,
    cause: Option<String>,
    may_retry: bool,
    /// Seconds.
    retry_after: Option<i64>,
}

/// The body of every error, for the document.
#[derive(utoipa::ToResponse)]
#[response(
    description = "What went wrong and how to mend it",
    content_type = "application/problem+json"
)]
pub struct Problems(#[expect(dead_code, reason = "names the schema")] Problem);

impl Refusal {
    pub(crate) fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            problem: Box::new(Problem::new(code, detail)),
            cause: None,
            may_retry: false,
            retry_after: None,
        }
    }

    pub(crate) fn invalid(errors: Vec<FieldError>) -> Self {
        Self { problem: Box::new(Problem::invalid(errors)), ..Self::new(Code::InvalidInput, "") }
    }

    /// Fields that hold what must not be stored, by their names alone.
    pub(crate) fn suppressed(fields: Vec<String>) -> Self {
        let message = "This is on the suppression list of your organization.";
        let errors = fields.into_iter().map(|field| FieldError::new(field, "suppressed", message));
        let detail = "Somebody asked not to be stored here. Leave the named fields out, or talk to \
                      an Organization Admin.";
        let problem =
            Problem { errors: errors.collect(), ..Problem::new(Code::Suppressed, detail) };
        Self { problem: Box::new(problem), ..Self::new(Code::Suppressed, "") }
    }

    /// An act that takes more than is left.
    pub(crate) fn limit_reached(check: &LimitCheck) -> Self {
        let reached = check.reached();
        let problem = Problem::new(Code::LimitReached, reached.detail());
        let problem = Problem { limit: Some(reached), ..problem };
        Self { problem: Box::new(problem), ..Self::new(Code::LimitReached, "") }
    }

    /// Says after how many seconds asking again makes sense.
    pub(crate) fn retry_after(mut self, seconds: i64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Unknown, deleted, or another organization's: the same answer to the byte.
    pub(crate) fn not_found() -> Self {
        Self::new(Code::NotFound, "There is no such record, or it is not yours to see.")
    }

    /// A fault of ours: the client learns nothing but that, the log learns all.
    #[expect(clippy::needless_pass_by_value, reason = "`map_err(Refusal::internal)` reads well")]
    pub(crate) fn internal(cause: impl ToString) -> Self {
        let detail = "It has been noted under the request id. Try again in a moment.";
        Self { cause: Some(cause.to_string()), ..Self::new(Code::Internal, detail) }
    }

    /// A fault that may pass.
    pub(crate) fn unavailable(detail: &str, cause: &dyn ToString) -> Self {
        Self { cause: Some(cause.to_string()), ..Self::new(Code::Unavailable, detail) }
    }

    /// For the log.
    pub(crate) fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    pub(crate) fn code(&self) -> Code {
        self.problem.code
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.problem.code.as_str())
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        let problem = Problem { request_id: request_id(), ..(*self.problem).clone() };
        let mut response = HttpResponse::build(self.status_code())
            .content_type("application/problem+json")
            .json(problem);
        let header = match self.code() {
            Code::NotSignedIn | Code::SessionEnded | Code::SecondFactorRequired => {
                Some((header::WWW_AUTHENTICATE, "Bearer"))
            }
            _ => None,
        };
        let seconds = match self.code() {
            Code::TooManyRequests | Code::Unavailable => Some(self.retry_after.unwrap_or(2)),
            _ => None,
        };
        if let Some(seconds) = seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some((name, value)) = header {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

impl From<db::Error> for Refusal {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Stale => Self::new(
                Code::Changed,
                "Somebody changed the record since you read it. Read it again and repeat your change.",
            ),
            db::Error::Full => Self::new(
                Code::StorageFull,
                "The server has no space left, and nothing of this was stored. Reading still works. Tell the \
                 operator to make space, then try again.",
            ),
            db::Error::Constraint(db::Constraint::EmailTaken) => {
                Self::invalid(vec![FieldError::new(
                    "email",
                    "taken",
                    "Somebody has signed up with this address. Sign in instead.",
                )])
            }
            // The claim of an Idempotency-Key went to another request meanwhile.
            db::Error::LeaseLost => Self::new(
                Code::RequestInFlight,
                "Another request with this Idempotency-Key does the same. Ask again in a moment.",
            ),
            db::Error::Connection(cause) => {
                Self::unavailable("The database does not answer. Try again in a moment.", &cause)
            }
            other => Self { may_retry: other.may_retry(), ..Self::internal(other) },
        }
    }
}

impl MayRetry for Refusal {
    fn may_retry(&self) -> bool {
        self.may_retry
    }
}

impl From<vault::Error> for Refusal {
    fn from(error: vault::Error) -> Self {
        match error {
            vault::Error::Database(error) => error.into(),
            other => Self::internal(other),
        }
    }
}

impl From<db::list::Unresolved> for Refusal {
    fn from(error: db::list::Unresolved) -> Self {
        match error {
            db::list::Unresolved::Database(error) => error.into(),
            db::list::Unresolved::Wrong(error) => Self::invalid(vec![error]),
        }
    }
}

impl From<search::Error> for Refusal {
    fn from(error: search::Error) -> Self {
        match error {
            search::Error::Cursor => Self::invalid(vec![FieldError::new(
                "cursor",
                "invalid",
                "This cursor belongs to another search. Begin again without it.",
            )]),
            search::Error::Filter { field, message } => {
                Self::invalid(vec![FieldError::new(field.as_str(), "invalid", message)])
            }
            other => Self::unavailable("Search does not answer. Everything else works.", &other),
        }
    }
}

impl From<std::io::Error> for Refusal {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::new(
                Code::StorageFull,
                "The server has no space left for the file, and nothing of it was kept. Reading still works. \
                 Tell the operator to make space, then send it again.",
            ),
            _ => Self::internal(error),
        }
    }
}
