use domain::contact::{ContactFields, Origin};
use domain::{ContactId, ListId, Partition, Timestamp};

/// A contact as it enters the index.
#[derive(Debug, Clone)]
pub struct Document {
    pub contact: ContactId,
    pub fields: ContactFields,
    /// How much is known, 0 to 100.
    pub completeness: u8,
    pub source: Origin,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// The lists into which people put it.
    pub lists: Vec<ListId>,
    pub verified_at: Option<Timestamp>,
}

/// One change of the index.
#[derive(Debug, Clone)]
pub enum Change {
    /// Adds the contact, or replaces what the index knows of it.
    Upsert(Partition, Box<Document>),
    /// Removes the contact; one that is not there is no error.
    Remove(Partition, ContactId),
}
