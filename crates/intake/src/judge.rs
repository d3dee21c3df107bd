use std::collections::HashMap;
use std::sync::Arc;

use db::contact::{Twin, twins};
use db::suppression::{Suppressor, held_back};
use db::{Conn, Scope};
use domain::contact::{Contact, ContactFields, Context};
use domain::import::{ImportRow, RowState};
use domain::{ImportId, Layer, Sources};
use files::Mapping;

use crate::fate::{Met, Who, decide};
use crate::reader::{Chunk, Parsed, Reader};
use crate::seen::{KeyHash, Mark, Seen};

/// Decides the fate of rows: one chunk after the other of a file, or some that a person changed.
pub struct Judge {
    reader: Reader,
    suppressor: Suppressor,
    import: ImportId,
    /// The rows of the file so far; none where single rows are judged again, which are compared with
    /// the file when they are written.
    seen: Option<Seen>,
    /// Rows that were judged and may not be stored yet.
    unwritten: Arc<Vec<ImportRow>>,
}

/// Everybody a chunk may meet: earlier rows by their numbers, the others by the keys they share.
struct Others {
    rows: HashMap<u64, ContactFields>,
    workspace: HashMap<String, Vec<Contact>>,
    directory: HashMap<String, Vec<Contact>>,
}

impl Judge {
    /// For the rows of a whole file, in their order.
    pub fn of_file(
        import: ImportId,
        mapping: Mapping,
        context: Context,
        suppressor: Suppressor,
    ) -> Self {
        let seen = Some(Seen::default());
        Self { seen, ..Self::of_rows(import, mapping, context, suppressor) }
    }

    /// For rows that are judged again.
    pub fn of_rows(
        import: ImportId,
        mapping: Mapping,
        context: Context,
        suppressor: Suppressor,
    ) -> Self {
        let reader = Reader { mapping, context, hash: KeyHash::default() };
        Self { reader, suppressor, import, seen: None, unwritten: Arc::default() }
    }

    /// Who reads the rows for this judge.
    pub fn reader(&self) -> Reader {
        self.reader.clone()
    }

    /// The last row that was compared with all before it; none where all were. There is an end to what
    /// is remembered of a file.
    pub fn compared_through(&self) -> Option<u64> {
        self.seen.as_ref().and_then(Seen::full_at)
    }

    /// Remembers the rows of the last chunk until the next one is judged, which so may be done while they
    /// are written.
    pub fn keep(&mut self, rows: Arc<Vec<ImportRow>>) {
        self.unwritten = rows;
    }

    /// The fate of each row of a chunk that this judge's [`Reader`] read. Workspace, directory and the rows
    /// before are asked once for all of them; the rows before must be stored, or [kept](Self::keep).
    pub fn chunk(
        &mut self,
        conn: &mut Conn,
        scope: &Scope,
        sources: &Sources,
        chunk: Chunk,
    ) -> db::Result<Vec<ImportRow>> {
        let Chunk { mut rows, mut parsed } = chunk;
        self.hold_back(conn, scope, &mut rows, &mut parsed)?;
        self.seen.iter_mut().for_each(Seen::settle);
        let before: Vec<_> = parsed.iter().map(|row| self.sharing(row, Seen::rows)).collect();
        let others = self.others(conn, scope, &parsed, &before)?;
        let first = rows.first().map_or(0, |row| row.number);
        // By number the places of rows of this chunk that are remembered.
        let mut recent: HashMap<u64, usize> = HashMap::new();
        for (candidate, before) in parsed.into_iter().zip(before) {
            let (earlier, rest) = rows.split_at_mut(candidate.at);
            let Some(row) = rest.first_mut() else { continue };
            let of_row = |number: u64| match recent.get(&number) {
                Some(&at) => earlier.get(at).and_then(|row| row.fields.as_ref()),
                None => others.rows.get(&number),
            };
            let mut found = before;
            found.extend(self.sharing(&candidate, |seen, mark| seen.recent(mark, first)));
            found.sort_unstable();
            let met = met(&candidate, &found, of_row, &others);
            decide(row, (&candidate.fields, &candidate.who), &met, self.reader.mapping.rules());
            if row.state == RowState::New {
                row.contact_id = Some(sources.id());
            }
            if row.state.is_written()
                && let Some(seen) = &mut self.seen
                && seen.add(candidate.keys.iter().map(|(_, mark)| *mark), row.number)
            {
                recent.insert(row.number, candidate.at);
            }
            row.fields = Some(candidate.fields);
        }
        Ok(rows)
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

    /// The keys, by their places, that earlier rows share, each with the number of such a row; `rows` says
    /// which of them are looked at.
    fn sharing<'s, Rows: IntoIterator<Item = u64>>(
        &'s self,
        row: &Parsed,
        rows: impl Fn(&'s Seen, Mark) -> Rows,
    ) -> Vec<(usize, u64)> {
        let Some(seen) = &self.seen else { return Vec::new() };
        let marks = row.keys.iter().map(|(_, mark)| *mark).enumerate();
        marks
            .flat_map(|(at, mark)| rows(seen, mark).into_iter().map(move |row| (at, row)))
            .collect()
    }

    fn others(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        parsed: &[Parsed],
        before: &[Vec<(usize, u64)>],
    ) -> db::Result<Others> {
        let mut numbers: Vec<u64> = before.iter().flatten().map(|(_, number)| *number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut rows = HashMap::new();
        if let Some(first) = self.unwritten.first() {
            let stored = numbers.partition_point(|&number| number < first.number);
            for number in numbers.drain(stored..) {
                let at = self.unwritten.binary_search_by_key(&number, |row| row.number);
                let row = at.ok().and_then(|at| self.unwritten.get(at));
                let fields = row.and_then(|row| row.fields.clone());
                rows.extend(fields.map(|fields| (number, fields)));
            }
        }
        rows.extend(db::import_row::fields_of(conn, scope, self.import, &numbers)?);
        let keys: Vec<String> =
            parsed.iter().flat_map(|row| &row.keys).map(|(key, _)| key.clone()).collect();
        Ok(Others {
            rows,
            workspace: Twin::by_key(twins(conn, scope, Layer::Workspace, &keys)?),
            directory: Twin::by_key(twins(conn, scope, Layer::Directory, &keys)?),
        })
    }
}

/// Everybody who shares a key with a row: first those of the file, then of the workspace, then of the
/// directory; in each by the strength of the keys.
fn met<'a>(
    row: &'a Parsed,
    earlier: &[(usize, u64)],
    of_row: impl Fn(u64) -> Option<&'a ContactFields>,
    others: &'a Others,
) -> Vec<Met<'a>> {
    let mut out: Vec<Met<'a>> = Vec::new();
    for &(at, number) in earlier {
        if let (Some((key, _)), Some(fields)) = (row.keys.get(at), of_row(number)) {
            out.push(Met { key, who: Who::Row(number, fields) });
        }
    }
    for (key, _) in &row.keys {
        let contacts = others.workspace.get(key).into_iter().flatten();
        out.extend(contacts.map(|contact| Met { key, who: Who::Workspace(contact) }));
    }
    for (key, _) in &row.keys {
        let contacts = others.directory.get(key).into_iter().flatten();
        out.extend(contacts.map(|contact| Met { key, who: Who::Directory(contact) }));
    }
    out
}
