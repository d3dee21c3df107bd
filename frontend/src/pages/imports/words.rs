//! Words and colours for the states of imports and rows.

use domain::import::{Import, ImportState, RowState};

use crate::ui::Tone;

/// Where an import stands, in a word or two.
pub(crate) fn import(import: &Import) -> (&'static str, Tone) {
    match import.state {
        ImportState::Review if import.written > 0 => ("Stopped halfway", Tone::Warn),
        state => import_state(state),
    }
}

const fn import_state(state: ImportState) -> (&'static str, Tone) {
    match state {
        ImportState::Mapping => ("Needs mapping", Tone::Accent),
        ImportState::Staging => ("Checking rows", Tone::Accent),
        ImportState::Review => ("Ready to commit", Tone::Warn),
        ImportState::Committing => ("Writing", Tone::Accent),
        ImportState::Committed => ("Done", Tone::Good),
        ImportState::Undoing => ("Being undone", Tone::Accent),
        ImportState::Undone => ("Undone", Tone::Plain),
        ImportState::Cancelled => ("Cancelled", Tone::Plain),
        ImportState::Failed => ("Failed", Tone::Bad),
    }
}

/// The fate of a row in a word.
pub(crate) const fn row_state(state: RowState) -> (&'static str, Tone) {
    match state {
        RowState::New => ("New", Tone::Good),
        RowState::Update => ("Update", Tone::Accent),
        RowState::Duplicate => ("Duplicate", Tone::Plain),
        RowState::Invalid => ("Invalid", Tone::Bad),
        RowState::Suppressed => ("Suppressed", Tone::Warn),
        RowState::Skipped => ("Left out", Tone::Plain),
    }
}
