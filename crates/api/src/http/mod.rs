//! What surrounds every route: problems, request ids, headers, static files.

mod assets;
mod cursor;
mod etag;
mod extract;
mod fallback;
mod gate;
mod headers;
mod idempotency;
mod outing;
mod places;
mod problem;
mod rates;
mod requests;
mod surround;

pub(crate) use cursor::{page_size, read_cursor, write_cursor};
pub(crate) use etag::{IfMatch, etag};
pub(crate) use extract::{json_config, path_config, query_config};
pub(crate) use fallback::fallback;
pub(crate) use gate::gate;
pub(crate) use idempotency::{BodyPrint, KEPT_SECONDS};
pub(crate) use outing::{CONSENT, SECONDS as OUTING_SECONDS, SIGN_IN};
pub(crate) use places::Places;
pub(crate) use problem::{Answer, Refusal};
pub(crate) use rates::Allowances;
pub(crate) use requests::RequestLog;
pub(crate) use surround::{request_id, surround};

pub use assets::{Assets, StaticFile};
pub use problem::Problems;
pub use rates::Rates;
