//! A search as it is asked and answered.

mod answer;
mod filter;
pub mod language;
mod query;
mod sort;

pub use answer::{
    FacetCount, Hit, How, Relation, SearchAnswer, Suggestion, SuggestionKind, Suggestions, Total,
    Why,
};
pub use filter::{Filter, FilterField};
pub use query::{LIMIT_DEFAULT, LIMIT_MAX, SearchQuery};
pub use sort::{Sort, SortColumn};
