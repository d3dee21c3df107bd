use std::io;

use domain::search::FilterField;

/// What can go wrong in the index.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The index could not be read or written.
    #[error("the search index failed: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    /// A file of the index could not be read, or its folder could not be made or wiped.
    #[error("the search index's files failed: {0}")]
    Io(#[from] io::Error),
    /// Reading the index ended in a panic, as it does on some damaged files.
    #[error("the search index could not be read to the end")]
    Panicked,
    /// The cursor is not one of ours, or belongs to another search.
    #[error("the cursor does not belong to this search")]
    Cursor,
    /// A filter's value is one that no contact can have. The message is for a person.
    #[error("the filter {} cannot be read: {message}", field.as_str())]
    Filter { field: FilterField, message: String },
}
