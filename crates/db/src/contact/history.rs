use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;
use domain::contact::history::by_name;
use domain::contact::{
    ChangeSource, FieldChange, FieldSource, History, HistoryEntry, ImportName, Origin,
};
use domain::id::TypedId;
use domain::{ContactId, ImportId, OrganizationId, Timestamp, UserId};

use super::row::Row;
use super::update::Cause;
use crate::conn::{Conn, on};
use crate::schema::{contact_changes, contacts, imports, users};
use crate::types::{Json, Key, Moment};
use crate::{Error, Result, Scope, dialect};

/// One new version of a contact.
pub(super) struct Entry {
    pub(super) contact: ContactId,
    pub(super) version: i64,
    pub(super) number: Option<u64>,
    pub(super) changes: Vec<FieldChange>,
}

#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = contact_changes, treat_none_as_default_value = false)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
struct Stored {
    organization_id: Key<OrganizationId>,
    contact_id: Key<ContactId>,
    version: i64,
    at: Moment,
    source: String,
    user_id: Option<Key<UserId>>,
    import_id: Option<Key<ImportId>>,
    number: Option<i64>,
    changes: Json<Vec<FieldChange>>,
}

pub(super) fn append(
    conn: &mut Conn,
    scope: &Scope,
    entries: &[Entry],
    cause: Cause,
    now: Timestamp,
) -> Result<()> {
    let rows: Vec<Stored> = entries
        .iter()
        .map(|entry| Stored {
            organization_id: Key(scope.organization()),
            contact_id: Key(entry.contact),
            version: entry.version,
            at: Moment(now),
            source: cause.source.as_str().to_owned(),
            user_id: Some(Key(scope.user())),
            import_id: cause.import.map(Key),
            number: entry.number.and_then(|number| i64::try_from(number).ok()),
            changes: Json(entry.changes.clone()),
        })
        .collect();
    dialect::insert_rows!(conn, contact_changes::table, &rows)?;
    Ok(())
}

/// What became of a contact of the workspace; none if it is unknown or another organization's.
pub fn history(conn: &mut Conn, scope: &Scope, id: ContactId) -> Result<Option<History>> {
    let owner = scope.organization();
    let row: Option<Row> = on!(conn, |c| contacts::table
        .find(Key(id))
        .filter(contacts::organization_id.eq(Key(owner)))
        .select(Row::as_select())
        .get_result(c)
        .optional())?;
    let Some(row) = row else { return Ok(None) };
    let stored: Vec<Stored> = on!(conn, |c| contact_changes::table
        .filter(contact_changes::contact_id.eq(Key(id)))
        .filter(contact_changes::organization_id.eq(Key(owner)))
        .order(contact_changes::version.desc())
        .select(Stored::as_select())
        .load(c))?;
    let mut entries =
        stored.into_iter().map(Stored::into_wire).collect::<Result<Vec<HistoryEntry>>>()?;
    entries.push(beginning(&row)?);
    name(conn, owner, &mut entries)?;
    let provenance = provenance(&row, &entries)?;
    Ok(Some(History { entries, provenance }))
}

/// The version with which a contact began.
fn beginning(row: &Row) -> Result<HistoryEntry> {
    let origin = Origin::from_word(&row.source).ok_or(Error::Corrupt("contacts.source"))?;
    let source = match origin {
        Origin::Created => ChangeSource::Person,
        Origin::Import => ChangeSource::Import,
        Origin::Directory => ChangeSource::Directory,
        Origin::Sample => ChangeSource::Sample,
    };
    let made_by = row.made_by.map(|Key(id)| id);
    let (user, import) = if origin == Origin::Import { (None, made_by) } else { (made_by, None) };
    Ok(HistoryEntry {
        version: 1,
        at: row.created_at.0,
        source,
        by: user,
        by_name: None,
        import: import
            .map(|id| ImportName { id: ImportId::from_uuid(id.uuid()), file_name: String::new() }),
        changes: Vec::new(),
    })
}

/// For every field that has a value, the newest version that touched it.
fn provenance(row: &Row, entries: &[HistoryEntry]) -> Result<BTreeMap<String, FieldSource>> {
    let newest = |field: &str| {
        let touched = |entry: &&HistoryEntry| entry.changes.iter().any(|c| c.field == field);
        let entry = entries.iter().find(touched).or(entries.last())?;
        Some(FieldSource { version: entry.version, at: entry.at, source: entry.source })
    };
    let fields = row.clone().fields()?;
    Ok(by_name(&fields)
        .into_keys()
        .filter_map(|field| Some((field.clone(), newest(&field)?)))
        .collect())
}

/// Fills in the names of files and people; what came with a file was brought by who uploaded it.
fn name(conn: &mut Conn, owner: OrganizationId, entries: &mut [HistoryEntry]) -> Result<()> {
    let files: Vec<Key<ImportId>> =
        entries.iter().filter_map(|entry| Some(Key(entry.import.as_ref()?.id))).collect();
    let files: Vec<(Key<ImportId>, String, Key<UserId>)> = on!(conn, |c| imports::table
        .filter(imports::id.eq_any(&files))
        .filter(imports::organization_id.eq(Key(owner)))
        .select((imports::id, imports::file_name, imports::user_id))
        .load(c))?;
    for entry in entries.iter_mut() {
        let Some(import) = &mut entry.import else { continue };
        if let Some((_, name, user)) = files.iter().find(|(id, ..)| id.0 == import.id) {
            name.clone_into(&mut import.file_name);
            entry.by = entry.by.or(Some(user.0));
        }
    }
    let people: Vec<Key<UserId>> = entries.iter().filter_map(|entry| entry.by.map(Key)).collect();
    let people: Vec<(Key<UserId>, String)> = on!(conn, |c| users::table
        .filter(users::id.eq_any(&people))
        .select((users::id, users::name))
        .load(c))?;
    for entry in entries {
        let name = people.iter().find(|(id, _)| Some(id.0) == entry.by);
        entry.by_name = name.map(|(_, name)| name.clone());
    }
    Ok(())
}

impl Stored {
    fn into_wire(self) -> Result<HistoryEntry> {
        Ok(HistoryEntry {
            version: self.version,
            at: self.at.0,
            source: ChangeSource::from_word(&self.source)
                .ok_or(Error::Corrupt("contact_changes.source"))?,
            by: self.user_id.map(|Key(id)| id),
            by_name: None,
            import: self.import_id.map(|Key(id)| ImportName { id, file_name: String::new() }),
            changes: self.changes.0,
        })
    }
}

/// What the rows of an import last changed in their contacts, by the numbers of the rows.
pub fn of_rows(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
    (after, through): (u64, u64),
    source: ChangeSource,
) -> Result<HashMap<u64, Vec<FieldChange>>> {
    let owner = scope.organization();
    let bound = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let rows: Vec<Stored> = on!(conn, |c| contact_changes::table
        .filter(contact_changes::import_id.eq(Key(import)))
        .filter(contact_changes::number.gt(bound(after)))
        .filter(contact_changes::number.le(bound(through)))
        .filter(contact_changes::organization_id.eq(Key(owner)))
        .order((contact_changes::number.asc(), contact_changes::version.asc()))
        .select(Stored::as_select())
        .load(c))?;
    // The newest of a row counts, and only if it is what is asked for.
    let newest: HashMap<i64, Stored> =
        rows.into_iter().filter_map(|row| Some((row.number?, row))).collect();
    let wanted = newest.into_iter().filter(|(_, row)| row.source == source.as_str());
    Ok(wanted
        .filter_map(|(number, row)| Some((u64::try_from(number).ok()?, row.changes.0)))
        .collect())
}
