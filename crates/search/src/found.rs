use std::collections::BTreeMap;

use domain::ContactId;
use domain::search::language::Chip;
use domain::search::{FacetCount, FilterField, Total, Why};

/// All contacts that match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Every {
    /// How many there are.
    pub total: u64,
    /// Which, in no order; none if there are more than were asked for.
    pub contacts: Option<Vec<ContactId>>,
}

/// One page of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The page, best first.
    pub hits: Vec<FoundHit>,
    /// All hits of the query, on every page; exact.
    pub total: Total,
    /// For each facet its most frequent values, most frequent first; empty unless asked for.
    pub facets: BTreeMap<FilterField, Vec<FacetCount>>,
    /// The plain words of the box that were recognised.
    pub chips: Vec<Chip>,
    /// Where the next page begins; `None` behind the last hit.
    pub next_cursor: Option<String>,
}

/// One contact that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundHit {
    pub contact: ContactId,
    /// One entry for each word of the box, in its order.
    pub why: Vec<Why>,
}
