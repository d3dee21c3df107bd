mod look;
mod snapshot;
mod wire;

pub use look::{Look, Seen};
pub use snapshot::{SEEN_MAX, Snapshot};
pub use wire::{
    Changes, NewSavedSearch, Notify, SavedSearch, SavedSearchOwner, SavedSearchPatch,
    SavedSearches, Visibility,
};

/// Searches that one person keeps in an organization, at most.
pub const SAVED_SEARCHES_MAX: usize = 500;
/// Days in which a deleted search can be had back.
pub const RESTORE_DAYS: i64 = 30;
