//! The fate of one row, once everybody it might be is known.

use domain::contact::{Contact, ContactFields, Identity, MergeRules, Verdict, merge};
use domain::import::{ImportRow, MatchHow, MatchWith, RowMatch, RowState};
use domain::problem::FieldError;

/// Somebody who shares a key with a row.
pub(crate) struct Met<'a> {
    pub(crate) key: &'a str,
    pub(crate) who: Who<'a>,
}

/// Where they are from.
pub(crate) enum Who<'a> {
    Row(u64, &'a ContactFields),
    Workspace(&'a Contact),
    Directory(&'a Contact),
}

impl Who<'_> {
    fn fields(&self) -> &ContactFields {
        match self {
            Self::Row(_, fields) => fields,
            Self::Workspace(contact) | Self::Directory(contact) => &contact.fields,
        }
    }
}

/// Looks-alike that are shown with a row.
const SHOWN: usize = 5;

/// A row that cannot be accepted.
pub(crate) fn invalid(row: &mut ImportRow, errors: Vec<FieldError>) {
    row.state = RowState::Invalid;
    let reasons = errors.iter().map(|error| format!("{}: {}", error.field, error.message));
    row.reason = reasons.collect::<Vec<_>>().join(" ");
    row.errors = errors;
}

/// A row that may be written: new, a change, or nothing new. Those it meets come strongest first: of
/// the file, of the workspace, of the directory.
pub(crate) fn decide(
    row: &mut ImportRow,
    (fields, who): (&ContactFields, &Identity),
    met: &[Met<'_>],
    rules: &MergeRules,
) {
    let mut same = None;
    for Met { key, who: other } in met {
        let how = match who.confirms(key, &Identity::of(other.fields())) {
            Verdict::Same => MatchHow::Same,
            Verdict::Like => MatchHow::Like,
            Verdict::No => continue,
        };
        let evidence = Identity::evidence(key, fields, Some(other.fields()));
        let found = described(other, how, evidence);
        if row.matches.iter().any(|known| is_one(known, &found)) {
            continue;
        }
        let decides = how == MatchHow::Same && !matches!(other, Who::Directory(_));
        if decides && same.is_none() {
            same = Some((other, row.matches.len()));
        }
        if row.matches.len() < SHOWN || decides {
            row.matches.push(found);
        }
    }
    row.state = RowState::New;
    row.reason = String::new();
    row.contact_id = None;
    let Some((other, at)) = same.filter(|_| !row.apart) else { return };
    let evidence = row.matches.get(at).map(|found| found.evidence.clone()).unwrap_or_default();
    match other {
        Who::Row(number, _) => {
            row.state = RowState::Duplicate;
            row.reason = format!("Repeats row {number}: {evidence}.");
        }
        Who::Workspace(contact) | Who::Directory(contact) => {
            compare(row, fields, contact, &evidence, rules);
        }
    }
}

fn compare(
    row: &mut ImportRow,
    fields: &ContactFields,
    contact: &Contact,
    evidence: &str,
    rules: &MergeRules,
) {
    let name = contact.fields.display_name();
    row.contact_id = Some(contact.id);
    if merge(rules, &contact.fields, fields) == contact.fields {
        row.state = RowState::Duplicate;
        row.reason = format!("Says nothing new of {name}: {evidence}.");
    } else {
        row.state = RowState::Update;
        row.reason = format!("Changes {name}: {evidence}.");
    }
}

fn described(other: &Who<'_>, how: MatchHow, evidence: String) -> RowMatch {
    let name = other.fields().display_name().to_owned();
    let (with, contact_id, row) = match other {
        Who::Row(number, _) => (MatchWith::Row, None, Some(*number)),
        Who::Workspace(contact) => (MatchWith::Contact, Some(contact.id), None),
        Who::Directory(contact) => (MatchWith::Directory, Some(contact.id), None),
    };
    RowMatch { with, contact_id, row, name, how, evidence }
}

/// Whether two matches are with the same one; the first, stronger, stays.
fn is_one(a: &RowMatch, b: &RowMatch) -> bool {
    a.with == b.with && a.contact_id == b.contact_id && a.row == b.row
}
