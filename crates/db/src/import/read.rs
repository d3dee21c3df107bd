use diesel::prelude::*;
use domain::import::{
    BulkRequest, Column, Import, ImportState, OnDuplicate, ProfileName, Progress, RowCounts,
    UndoCounts,
};
use domain::value::Country;
use domain::{ImportId, Timestamp};
use serde::de::DeserializeOwned;

use super::source;
use crate::conn::{Conn, on};
use crate::schema::imports;
use crate::types::{Json, Key, Moment};
use crate::{Error, Result, Scope};

#[derive(Queryable, Selectable)]
#[diesel(table_name = imports)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
struct Row {
    id: Key<ImportId>,
    state: String,
    file_name: String,
    bytes: i64,
    sha256: Vec<u8>,
    format: String,
    dialect: Json<serde_json::Value>,
    mapping: Json<Vec<Column>>,
    on_duplicate: String,
    counts: Json<RowCounts>,
    done: i64,
    expected: i64,
    started_at: Option<Moment>,
    finished_at: Option<Moment>,
    error: Option<String>,
    created_at: Moment,
    updated_at: Moment,
    revision: Option<Json<BulkRequest>>,
    default_country: Option<String>,
    profile: Option<Json<ProfileName>>,
    staged_mark: i64,
    compared_through: Option<i64>,
    written_through: i64,
    written: i64,
    undone_through: i64,
    undo: Option<Json<UndoCounts>>,
}

/// An import and how its file is read, which no client needs.
#[derive(Debug, Clone)]
pub struct Stored {
    pub import: Import,
    /// Of the uploaded file.
    pub sha256: [u8; 32],
    /// A change of many rows that a job is at.
    pub revision: Option<BulkRequest>,
    /// Where the outbox was when staging began.
    pub staged_mark: i64,
    /// Rows up to this number were compared with all rows before them; none where all were.
    pub compared_through: Option<u64>,
    /// Rows up to this number are decided: those that were to be written are.
    pub written_through: u64,
    /// Rows up to this number are taken back, or put in again.
    pub undone_through: u64,
    dialect: serde_json::Value,
}

impl Stored {
    /// How the file is read, as the files room wrote it.
    ///
    /// # Errors
    /// [`Error::Corrupt`] if it was written by another version of that room.
    pub fn dialect<D: DeserializeOwned>(&self) -> Result<D> {
        serde_json::from_value(self.dialect.clone()).map_err(|_| Error::Corrupt("imports.dialect"))
    }
}

/// One import; none if it is unknown or another organization's. `now` is for the rate of a job
/// at work.
pub fn find(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportId,
    now: Timestamp,
) -> Result<Option<Stored>> {
    let owner = scope.organization();
    let row: Option<Row> = on!(conn, |c| imports::table
        .find(Key(id))
        .filter(imports::organization_id.eq(Key(owner)))
        .select(Row::as_select())
        .get_result(c)
        .optional())?;
    row.map(|row| row.stored(now)).transpose()
}

/// Imports, newest first, older than `before` if given.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    before: Option<ImportId>,
    limit: i64,
    now: Timestamp,
) -> Result<Vec<Import>> {
    let owner = scope.organization();
    // Ids are made in the order of time, so they are the order and the cursor at once.
    let rows: Vec<Row> = on!(conn, |c| {
        let mut query = imports::table
            .filter(imports::organization_id.eq(Key(owner)))
            .order(imports::id.desc())
            .limit(limit)
            .select(Row::as_select())
            .into_boxed();
        if let Some(before) = before {
            query = query.filter(imports::id.lt(Key(before)));
        }
        query.load(c)
    })?;
    let import = |row: Row| {
        let mut import = row.stored(now)?.import;
        // Of a hundred imports that is much, and nobody looks at it in a list.
        import.source.preview.clear();
        Ok(import)
    };
    rows.into_iter().map(import).collect()
}

/// Every import of an organization, for emptying it.
pub fn ids(conn: &mut Conn, scope: &Scope) -> Result<Vec<ImportId>> {
    let owner = scope.organization();
    let keys: Vec<Key<ImportId>> = on!(conn, |c| imports::table
        .filter(imports::organization_id.eq(Key(owner)))
        .select(imports::id)
        .load(c))?;
    Ok(keys.into_iter().map(|Key(id)| id).collect())
}

/// Whether another import of the organization is being written, taken back or put in again.
pub fn is_other_at_work(conn: &mut Conn, scope: &Scope, id: ImportId) -> Result<bool> {
    let owner = scope.organization();
    let writing = [ImportState::Committing.as_str(), ImportState::Undoing.as_str()];
    let other: Option<Key<ImportId>> = on!(conn, |c| imports::table
        .filter(imports::organization_id.eq(Key(owner)))
        .filter(imports::state.eq_any(writing))
        .filter(imports::id.ne(Key(id)))
        .select(imports::id)
        .get_result(c)
        .optional())?;
    Ok(other.is_some())
}

/// Of these imports, of all organizations, those whose file is kept.
pub fn with_files(conn: &mut Conn, ids: &[ImportId]) -> Result<Vec<ImportId>> {
    but(conn, ids, &[ImportState::Cancelled])
}

/// Of these imports, of all organizations, those whose file may be read again.
pub fn before_commit(conn: &mut Conn, ids: &[ImportId]) -> Result<Vec<ImportId>> {
    but(conn, ids, &[ImportState::Cancelled, ImportState::Committing, ImportState::Committed])
}

/// Of these imports, those in other states.
fn but(conn: &mut Conn, ids: &[ImportId], states: &[ImportState]) -> Result<Vec<ImportId>> {
    let states: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
    let keys: Vec<Key<ImportId>> = ids.iter().map(|&id| Key(id)).collect();
    let mut found = Vec::new();
    for keys in keys.chunks(1_000) {
        let kept: Vec<Key<ImportId>> = on!(conn, |c| imports::table
            .filter(imports::id.eq_any(keys))
            .filter(imports::state.ne_all(&states))
            .select(imports::id)
            .load(c))?;
        found.extend(kept.into_iter().map(|Key(id)| id));
    }
    Ok(found)
}

impl Row {
    fn stored(self, now: Timestamp) -> Result<Stored> {
        let state = ImportState::from_word(&self.state).ok_or(Error::Corrupt("imports.state"))?;
        let on_duplicate = OnDuplicate::from_word(&self.on_duplicate)
            .ok_or(Error::Corrupt("imports.on_duplicate"))?;
        let sha256 = self.sha256.try_into().map_err(|_| Error::Corrupt("imports.sha256"))?;
        let dialect = self.dialect.0;
        let import = Import {
            id: self.id.0,
            state,
            source: source::of(&dialect, (self.file_name, unsigned(self.bytes)), self.format),
            columns: self.mapping.0,
            on_duplicate,
            default_country: self.default_country.map(Country::from_stored),
            profile: self.profile.map(|Json(profile)| profile),
            rows: self.counts.0,
            written: unsigned(self.written),
            undo: self.undo.map(|Json(undo)| undo),
            checks: Vec::new(),
            progress: progress(
                (unsigned(self.done), unsigned(self.expected)),
                self.started_at.map(|moment| moment.0),
                self.finished_at.map_or(now, |moment| moment.0),
                state.is_running(),
            ),
            error: self.error,
            created_at: self.created_at.0,
            updated_at: self.updated_at.0,
        };
        Ok(Stored {
            import,
            sha256,
            revision: self.revision.map(|Json(revision)| revision),
            staged_mark: self.staged_mark,
            compared_through: self.compared_through.map(unsigned),
            written_through: unsigned(self.written_through),
            undone_through: unsigned(self.undone_through),
            dialect,
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "rows of a file are far below 2^53")]
fn progress(
    (done, total): (u64, u64),
    started_at: Option<Timestamp>,
    until: Timestamp,
    running: bool,
) -> Progress {
    let seconds = started_at.map_or(0.0, |start| until.seconds_since(start).max(0.001));
    let rows_per_second = if seconds > 0.0 { done as f64 / seconds } else { 0.0 };
    let eta_seconds = (running && rows_per_second > 0.0)
        .then(|| total.saturating_sub(done) as f64 / rows_per_second);
    Progress { done, total, rows_per_second, eta_seconds }
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
