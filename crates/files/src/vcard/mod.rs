//! vCards of the versions 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), card by card from a stream.

mod address;
mod card;
mod cards;
mod kind;
mod lines;
mod property;
mod slot;

pub(crate) use cards::Cards;
pub(crate) use slot::Slot;
