//! A search as it is asked and answered.

mod answer;
mod day;
mod filter;
pub mod language;
mod query;
mod sort;
mod span;
mod why_not;

pub use answer::{
    FacetCount, Hit, How, Relation, SearchAnswer, Suggestion, SuggestionKind, Suggestions, Total,
    Why,
};
pub use day::{Day, MovingSpan};
pub use filter::{Filter, FilterField};
pub use query::{LIMIT_DEFAULT, LIMIT_MAX, SearchQuery};
pub use sort::{Sort, SortColumn};
pub use span::Span;
pub use why_not::{Exclusion, ExclusionKind, FacetValues, WhyNot};
