//! The full-text index: what a search box, filters, facets and completions need, and nothing
//! else. It answers ids and reasons; rows come from the database.
//!
//! A query goes `plan` (the tree of the box, its texts taken apart by `token`) → `lookup` (the terms to
//! look at) → `matching` (sets of bits, segment by segment) → `page` and `facet`. A contact goes `card`
//! (its searched words) → `document` (terms, key, values). `compare` says when two words meet; terms and
//! reasons both follow it. What terms cannot tell is looked at by `check`.

mod asked;
mod bits;
mod card;
mod change;
mod check;
mod class;
mod compare;
mod counts;
mod cure;
mod cursor;
mod document;
mod error;
mod facet;
mod filter;
mod find;
mod following;
mod found;
mod grade;
mod index;
mod jump;
mod key;
mod known;
mod level;
mod lookup;
mod mark;
mod matching;
mod merge;
mod number;
mod open;
mod order;
mod page;
mod place;
mod plan;
mod question;
mod rank;
mod schema;
mod segment;
mod snapshot;
mod sought;
mod suggest;
mod term;
mod token;
mod typeahead;
mod values;
mod why;
mod why_not;
mod word;
mod writer;

pub use change::{Change, Document};
pub use cure::Cure;
pub use error::Error;
pub use following::{Following, State};
pub use found::{Every, Found, FoundHit};
pub use index::Index;
pub use mark::Mark;
pub use place::Place;
pub use writer::Writer;
