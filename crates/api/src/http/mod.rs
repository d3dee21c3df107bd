//! What surrounds every route: problems, request ids, headers, static files.

mod assets;
mod cursor;
mod etag;
mod extract;
mod fallback;
mod headers;
mod problem;
mod surround;

pub(crate) use cursor::{read_cursor, write_cursor};
pub(crate) use etag::{IfMatch, etag};
pub(crate) use extract::{json_config, path_config};
pub(crate) use fallback::fallback;
pub(crate) use problem::{Answer, Refusal};
pub(crate) use surround::surround;

pub use assets::{Assets, StaticFile};
pub use problem::Problems;
