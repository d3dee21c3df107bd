//! JSON objects: one a line (JSON Lines), in an array, or one behind the other.

mod flat;
mod objects;

pub(crate) use objects::Objects;
