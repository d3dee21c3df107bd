use std::collections::{BTreeMap, HashMap};

use db::Scope;
use db::contact::Twin;
use domain::Sources;
use domain::contact::{ContactFields, Identity, MergeRules, OnDuplicate, Verdict, merge};
use domain::import::{ImportRow, RowState};
use domain::problem::FieldError;
use files::{Mapping, Row, RowProblem};

use super::seen::Seen;
use crate::Worker;
use crate::outcome::Fault;

/// Decides the fate of rows, one chunk after the other.
pub(super) struct Judge {
    rule: OnDuplicate,
    rules: MergeRules,
    seen: Seen,
}

/// A row on its way: read and parsed, with the keys under which it may be known.
struct Candidate {
    number: u64,
    cells: Vec<String>,
    outcome: Result<ContactFields, Vec<FieldError>>,
    keys: Vec<String>,
}

impl Judge {
    pub(super) fn new(rule: OnDuplicate, rules: MergeRules) -> Self {
        Self { rule, rules, seen: Seen::default() }
    }

    /// The fate of each row of a chunk; the workspace is asked once for all of them.
    pub(super) fn chunk(
        &mut self,
        worker: &Worker,
        scope: &Scope,
        mapping: &Mapping,
        rows: Vec<Result<Row, RowProblem>>,
    ) -> Result<Vec<ImportRow>, Fault> {
        let candidates: Vec<Candidate> =
            rows.into_iter().map(|row| read(row, mapping)).collect::<Result<_, _>>()?;
        let keys: Vec<String> = candidates.iter().flat_map(|row| row.keys.clone()).collect();
        let mut twins: HashMap<String, Vec<Twin>> = HashMap::new();
        for twin in worker.db.read_as_now(scope, |c| db::contact::twins(c, scope, &keys))? {
            twins.entry(twin.key.clone()).or_default().push(twin);
        }
        Ok(candidates.into_iter().map(|row| self.fate(&worker.sources, &twins, row)).collect())
    }

    fn fate(
        &mut self,
        sources: &Sources,
        twins: &HashMap<String, Vec<Twin>>,
        row: Candidate,
    ) -> ImportRow {
        let mut staged = ImportRow::read(row.number, row.cells);
        let fields = match row.outcome {
            Ok(fields) => fields,
            Err(errors) => {
                staged.reason = errors
                    .iter()
                    .map(|error| format!("{}: {}", error.field, error.message))
                    .collect::<Vec<_>>()
                    .join(" ");
                staged.errors = errors;
                return staged;
            }
        };
        let who = Identity::of(&fields);
        if let Some((number, key)) = self.seen.earlier(&row.keys, &who) {
            staged.state = RowState::Duplicate;
            staged.reason =
                format!("Repeats row {number}: {}.", Identity::evidence(key, &fields, None));
        } else {
            self.seen.add(&row.keys, &who, row.number);
            let known = row.keys.iter().find_map(|key| {
                let same = |twin: &&Twin| who.confirms(key, &twin.identity()) == Verdict::Same;
                let twin = twins.get(key)?.iter().find(same)?;
                Some((twin, key))
            });
            if let Some((twin, key)) = known {
                self.compare(&mut staged, twin, key, &fields);
            } else {
                staged.state = RowState::New;
                staged.contact_id = Some(sources.id());
            }
        }
        staged.fields = Some(fields);
        staged
    }

    fn compare(&self, staged: &mut ImportRow, twin: &Twin, key: &str, fields: &ContactFields) {
        let current = &twin.contact.fields;
        let evidence = Identity::evidence(key, fields, Some(current));
        let name = current.display_name();
        staged.contact_id = Some(twin.contact.id);
        if merge(&self.rules, current, fields) == *current {
            staged.state = RowState::Duplicate;
            staged.reason = match self.rule {
                OnDuplicate::Skip => format!("Already in the workspace as {name}: {evidence}."),
                _ => format!("Says nothing new of {name}: {evidence}."),
            };
        } else {
            staged.state = RowState::Update;
            staged.reason = format!("Changes {name}: {evidence}.");
        }
    }
}

fn read(row: Result<Row, RowProblem>, mapping: &Mapping) -> Result<Candidate, Fault> {
    match row {
        Ok(row) => {
            let outcome = mapping.input(&row.cells, &BTreeMap::new()).parse();
            let keys = outcome.as_ref().map(Identity::keys).unwrap_or_default();
            let cells = row.cells.into_iter().map(printable).collect();
            Ok(Candidate { number: row.number, cells, outcome, keys })
        }
        Err(RowProblem::Broken { number, reason, cells }) => {
            let errors = vec![FieldError::new("row", "invalid", reason)];
            let cells = cells.into_iter().map(printable).collect();
            Ok(Candidate { number, cells, outcome: Err(errors), keys: Vec::new() })
        }
        Err(RowProblem::Io(error)) => Err(error.into()),
    }
}

/// A cell as both databases can keep it: PostgreSQL has no place for NUL in text.
fn printable(cell: String) -> String {
    if cell.contains('\0') { cell.replace('\0', "\u{fffd}") } else { cell }
}
