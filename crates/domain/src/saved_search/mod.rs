//! Searches that are kept under a name.

mod snapshot;
mod wire;

pub use snapshot::{SEEN_MAX, Snapshot};
pub use wire::{
    Changes, NewSavedSearch, SavedSearch, SavedSearchOwner, SavedSearchPatch, SavedSearches,
    Visibility,
};

/// Searches that one person keeps in an organization, at most.
pub const SAVED_SEARCHES_MAX: usize = 500;
/// Days in which a deleted search can be had back.
pub const RESTORE_DAYS: i64 = 30;
