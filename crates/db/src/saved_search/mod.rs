//! Searches that are kept under a name.

mod follow;
mod forget;
mod place;
mod read;
mod write;

pub use follow::{Followed, followed, tell};
pub use forget::{delete_all, leave, prune};
pub use place::{Own, place, see, seen};
pub use read::{count, find, list};
pub use write::{create, delete, restore, update};
