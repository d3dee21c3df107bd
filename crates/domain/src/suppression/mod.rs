//! Identifiers that must never be stored, exported or pushed again. What is kept of them is a keyed
//! hash; here is what it is made of, and how the list travels.

mod identifier;
mod wire;

pub use identifier::{Found, Identifier, SuppressedKind};
pub use wire::{
    CheckSuppression, NewSuppressions, RemoveSuppressions, RowOutcome, Suppressed, Suppression,
    SuppressionPage, SuppressionReason, SuppressionRow, SuppressionsAdded, SuppressionsRemoved,
};
