//! An import as a client sees it: upload, mapping, staging, review, commit.

mod field;
mod mapping;
mod row;
mod run;
mod source;

pub use field::ImportField;
pub use mapping::{ColumnChoice, MappingRequest, OnDuplicate};
pub use row::{ImportRow, ImportRows, RowState};
pub use run::{Column, Import, ImportState, Imports, Progress, RowCounts};
pub use source::{Sheet, Source, SourceRequest};
