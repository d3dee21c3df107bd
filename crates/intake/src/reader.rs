use domain::contact::{ContactFields, Context, Identity};
use domain::import::{ImportRow, RowState};
use domain::problem::FieldError;
use files::Mapping;

use crate::Draft;
use crate::fate::invalid;
use crate::seen::{KeyHash, Mark};

/// Makes contacts of drafts. It needs no database, so it may go ahead of the judge on another thread.
#[derive(Clone)]
pub struct Reader {
    pub(crate) mapping: Mapping,
    pub(crate) context: Context,
    pub(crate) hash: KeyHash,
}

/// Rows that were read and are to be judged.
pub struct Chunk {
    pub(crate) rows: Vec<ImportRow>,
    /// Those that hold a contact, in their order.
    pub(crate) parsed: Vec<Parsed>,
}

/// A row that was parsed, and that may be written.
pub(crate) struct Parsed {
    /// Its place among the rows of the chunk.
    pub(crate) at: usize,
    pub(crate) fields: ContactFields,
    pub(crate) who: Identity,
    /// Each as it is remembered, too.
    pub(crate) keys: Vec<(String, Mark)>,
}

impl Reader {
    /// Every row with its cells, and those of them that hold a contact.
    pub fn read(&self, drafts: Vec<Draft>) -> Chunk {
        let mut chunk = Chunk { rows: Vec::with_capacity(drafts.len()), parsed: Vec::new() };
        for draft in drafts {
            let mut row = ImportRow::read(draft.number, draft.cells);
            (row.edits, row.apart) = (draft.edits, draft.apart);
            if draft.skip {
                row.state = RowState::Skipped;
                "Left out.".clone_into(&mut row.reason);
            } else if let Some(reason) = draft.broken {
                invalid(&mut row, vec![FieldError::new("row", "invalid", reason)]);
            } else {
                match self.mapping.input(&row.cells, &row.edits).parse_with(&self.context) {
                    Ok(fields) => chunk.parsed.push(self.parsed(chunk.rows.len(), fields)),
                    Err(errors) => invalid(&mut row, errors),
                }
            }
            chunk.rows.push(row);
        }
        chunk
    }

    fn parsed(&self, at: usize, fields: ContactFields) -> Parsed {
        let who = Identity::of(&fields);
        let initials = who.initials();
        let marked = |key: String| {
            let mark = self.hash.mark(&key, initials);
            (key, mark)
        };
        let keys = who.keys_of(&fields).into_iter().map(marked).collect();
        Parsed { at, fields, who, keys }
    }
}
