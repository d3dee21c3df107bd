//! What the search does with lists: puts the selection into one or takes it out, keeps the search as a
//! live one, and filters by them.

mod acts;
mod add;
mod facet;
mod pick;
mod remove;
mod replace;

pub(super) use acts::{ListActs, ListDialogs};
pub(super) use facet::ListFacet;
