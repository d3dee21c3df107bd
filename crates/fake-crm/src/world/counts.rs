use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The calls that the CRM knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Call {
    Token,
    Location,
    Upsert,
    Update,
    AddTags,
    Contact,
    FindDuplicate,
}

impl Call {
    pub(crate) fn scope(self) -> Option<&'static str> {
        match self {
            Self::Token => None,
            Self::Location => Some("locations.readonly"),
            Self::Upsert | Self::Update | Self::AddTags => Some("contacts.write"),
            Self::Contact | Self::FindDuplicate => Some("contacts.readonly"),
        }
    }
}

/// What was seen so far.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Counts {
    /// Calls that came, whatever became of them.
    pub calls: BTreeMap<Call, u64>,
    /// Calls to the API that its limits let through.
    pub admitted: u64,
    /// Microseconds since the start, of the first and the last of them.
    pub first_at: Option<u64>,
    pub last_at: Option<u64>,
    /// How many of them came in each interval of the limit, from the first on.
    pub slices: Vec<u64>,
    /// Calls that came although the allowance was used up.
    pub exceeded: u64,
    /// Writes for one address or number that were at work at the same time.
    pub overlaps: u64,
    /// Fields that were sent empty or null.
    pub blanks: u64,
    pub created: u64,
    pub updated: u64,
    /// Updates after which the contact was what it had been.
    pub unchanged: u64,
    /// Refresh tokens that were used again; each took all tokens of its family.
    pub reuses: u64,
    pub refreshes: u64,
    /// What was refused with 400 or 422.
    pub refused: u64,
    /// Faults that were made, by name.
    pub faults: BTreeMap<String, u64>,
}

impl Counts {
    /// Counts a call that the limits let through; `interval` is in microseconds.
    pub(crate) fn admit(&mut self, now: u64, interval: u64) {
        self.admitted += 1;
        let since = now - *self.first_at.get_or_insert(now);
        self.last_at = Some(now);
        let slice = usize::try_from(since / interval.max(1)).unwrap_or_default();
        if self.slices.len() <= slice {
            self.slices.resize(slice + 1, 0);
        }
        self.slices[slice] += 1;
    }
}
