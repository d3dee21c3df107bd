//! What an organization has bought, and how much of it is used.

mod figures;
mod month;
mod wire;

pub use figures::{Limit, Meter, Package};
pub use month::Month;
pub use wire::{LimitCheck, LimitReached, Usage, WARNING_PERCENT};
