use std::collections::HashMap;

use db::contact::{Twin, twins};
use db::suppression::{Suppressor, held_back};
use db::{Conn, Scope};
use domain::contact::{Contact, ContactFields, Context, Identity};
use domain::import::{ImportRow, RowState};
use domain::problem::FieldError;
use domain::{ImportId, Layer, Sources};
use files::Mapping;

use crate::Draft;
use crate::fate::{Met, Who, decide, invalid};
use crate::seen::Seen;

/// Decides the fate of rows: one chunk after the other of a file, or some that a person changed.
pub struct Judge {
    mapping: Mapping,
    context: Context,
    suppressor: Suppressor,
    import: ImportId,
    /// The rows of the file so far; none where single rows are judged again, which are compared with
    /// the file when they are written.
    seen: Option<Seen>,
}

/// A row that was parsed, and that may be written.
struct Parsed {
    at: usize,
    fields: ContactFields,
    keys: Vec<String>,
}

impl Judge {
    /// For the rows of a whole file, in their order.
    pub fn of_file(
        import: ImportId,
        mapping: Mapping,
        context: Context,
        suppressor: Suppressor,
    ) -> Self {
        Self { mapping, context, suppressor, import, seen: Some(Seen::default()) }
    }

    /// For rows that are judged again.
    pub fn of_rows(
        import: ImportId,
        mapping: Mapping,
        context: Context,
        suppressor: Suppressor,
    ) -> Self {
        Self { mapping, context, suppressor, import, seen: None }
    }

    /// The last row that was compared with all before it; none where all were. There is an end to what
    /// is remembered of a file.
    pub fn compared_through(&self) -> Option<u64> {
        self.seen.as_ref().and_then(Seen::full_at)
    }

    /// The fate of each row of a chunk. Workspace, directory and the rows before are asked once for all
    /// of them; the rows before must be stored.
    pub fn chunk(
        &mut self,
        conn: &mut Conn,
        scope: &Scope,
        sources: &Sources,
        drafts: Vec<Draft>,
    ) -> db::Result<Vec<ImportRow>> {
        let (mut rows, mut parsed) = self.parse(drafts);
        self.hold_back(conn, scope, &mut rows, &mut parsed)?;
        let keys: Vec<String> = parsed.iter().flat_map(|row| row.keys.clone()).collect();
        let workspace = Twin::by_key(twins(conn, scope, Layer::Workspace, &keys)?);
        let directory = Twin::by_key(twins(conn, scope, Layer::Directory, &keys)?);
        let mut file = self.rows_before(conn, scope, &parsed)?;
        for Parsed { at, fields, keys } in parsed {
            let row = &mut rows[at];
            let earlier = self.earlier(&keys);
            let met = met(&keys, &earlier, &file, &workspace, &directory);
            decide(row, &fields, &met, self.mapping.rules());
            if row.state == RowState::New {
                row.contact_id = Some(sources.id());
            }
            if row.state.is_written()
                && let Some(seen) = &mut self.seen
            {
                seen.add(&keys, row.number);
                file.insert(row.number, fields.clone());
            }
            row.fields = Some(fields);
        }
        Ok(rows)
    }

    /// Every row with its cells, and those of them that hold a contact.
    fn parse(&self, drafts: Vec<Draft>) -> (Vec<ImportRow>, Vec<Parsed>) {
        let (mut rows, mut parsed) = (Vec::with_capacity(drafts.len()), Vec::new());
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
                    Ok(fields) => {
                        let keys = Identity::keys(&fields);
                        parsed.push(Parsed { at: rows.len(), fields, keys });
                    }
                    Err(errors) => invalid(&mut row, errors),
                }
            }
            rows.push(row);
        }
        (rows, parsed)
    }

    /// Takes those out who must not be stored. What they were is not kept: only that there was a row.
    fn hold_back(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        rows: &mut [ImportRow],
        parsed: &mut Vec<Parsed>,
    ) -> db::Result<()> {
        let fields: Vec<&ContactFields> = parsed.iter().map(|row| &row.fields).collect();
        let mut held = held_back(conn, scope, &self.suppressor, &fields)?.into_iter();
        parsed.retain(|candidate| {
            let is_held = held.next().unwrap_or_default();
            if is_held {
                let row = &mut rows[candidate.at];
                row.state = RowState::Suppressed;
                "Stands on the suppression list.".clone_into(&mut row.reason);
                row.cells.iter_mut().for_each(String::clear);
                row.edits.clear();
            }
            !is_held
        });
        Ok(())
    }

    /// The numbers of earlier rows that share a key, each with the key, strongest first.
    fn earlier<'k>(&self, keys: &'k [String]) -> Vec<(&'k str, u64)> {
        let Some(seen) = &self.seen else { return Vec::new() };
        let of_key =
            |key: &'k String| seen.rows(key).into_iter().map(move |row| (key.as_str(), row));
        keys.iter().flat_map(of_key).collect()
    }

    /// What the rows before the chunk say that share a key with one of it.
    fn rows_before(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        parsed: &[Parsed],
    ) -> db::Result<HashMap<u64, ContactFields>> {
        let mut numbers: Vec<u64> =
            parsed.iter().flat_map(|row| self.earlier(&row.keys)).map(|(_, row)| row).collect();
        numbers.sort_unstable();
        numbers.dedup();
        db::import_row::fields_of(conn, scope, self.import, &numbers)
    }
}

/// Everybody who shares a key with a row: first those of the file, then of the workspace, then of the
/// directory; in each by the strength of the keys.
fn met<'a>(
    keys: &'a [String],
    earlier: &[(&'a str, u64)],
    file: &'a HashMap<u64, ContactFields>,
    workspace: &'a HashMap<String, Vec<Contact>>,
    directory: &'a HashMap<String, Vec<Contact>>,
) -> Vec<Met<'a>> {
    let mut out: Vec<Met<'a>> = Vec::new();
    for &(key, number) in earlier {
        if let Some(fields) = file.get(&number) {
            out.push(Met { key, who: Who::Row(number, fields) });
        }
    }
    for (layer, who) in [(workspace, false), (directory, true)] {
        for key in keys {
            for contact in layer.get(key).into_iter().flatten() {
                let who = if who { Who::Directory(contact) } else { Who::Workspace(contact) };
                out.push(Met { key, who });
            }
        }
    }
    out
}
