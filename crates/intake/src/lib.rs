//! What becomes of the rows of a file: each is parsed as a form would be, compared with the rows before
//! it, with the workspace and with the directory, and given its fate and the reason for it.
//!
//! The worker judges whole files here, the API single rows that a person edits; neither may use the
//! other, and both must judge alike.

mod draft;
mod fate;
mod judge;
mod reader;
mod seen;

pub use draft::Draft;
pub use judge::Judge;
pub use reader::{Chunk, Reader};
