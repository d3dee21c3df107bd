//! An import as a client sees it: upload, mapping, staging, review, commit.

mod edit;
mod field;
mod mapping;
mod profile;
mod row;
mod run;

pub use edit::EditKey;
pub use field::ImportField;
pub use mapping::{ColumnChoice, FieldRule, MappingRequest, OnDuplicate};
pub use profile::{ImportProfile, ImportProfiles, PROFILES_MAX};
pub use row::{ImportRow, ImportRows, RowState};
pub use run::{Column, Import, ImportState, Imports, Progress, RowCounts, Source};
