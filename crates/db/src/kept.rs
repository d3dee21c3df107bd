use domain::Timestamp;

/// Of what people keep under a name: what is there, or what was deleted and can be had back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    Kept,
    /// At this moment or later.
    DeletedSince(Timestamp),
}
