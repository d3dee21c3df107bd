//! An import as a client sees it: upload, mapping, staging, review, commit.

mod edit;
mod field;
mod mapping;
mod profile;
mod review;
mod row;
mod run;
mod source;
mod undo;

pub use edit::EditKey;
pub use field::ImportField;
pub use mapping::{ColumnChoice, FieldRule, MappingRequest, OnDuplicate};
pub use profile::{ImportProfile, ImportProfiles, PROFILES_MAX, ProfileName};
pub use review::{BulkChange, BulkCount, BulkRequest, RowFilter, RowPatch};
pub use row::{ImportRow, ImportRows, MatchHow, MatchWith, RowMatch, RowState};
pub use run::{Column, Import, ImportState, Imports, Progress, RowCounts};
pub use source::{Sheet, Source, SourceRequest};
pub use undo::{Kept, UndoAction, UndoCounts, UndoPreview};
