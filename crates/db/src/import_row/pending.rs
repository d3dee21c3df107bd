//! Rows as a commit and an undo need them: without their cells.

use std::collections::HashMap;

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use domain::contact::ContactFields;
use domain::import::{RowState, UndoPreview};
use domain::{ContactId, ImportId};

use super::{Fields, signed};
use crate::conn::{Conn, on};
use crate::schema::import_rows;
use crate::types::{DbUuid, Key};
use crate::{Error, Result, Scope, dialect};

/// A row that a commit writes, or wrote.
#[derive(Debug, Clone)]
pub struct Pending {
    pub number: u64,
    pub state: RowState,
    pub contact: ContactId,
    pub fields: ContactFields,
    /// Whether a person made it a contact of its own.
    pub apart: bool,
    /// Whether a person changed it after it was compared with the rest of the file.
    pub is_edited: bool,
}

/// What a commit writes.
const WRITES: [&str; 2] = [RowState::New.as_str(), RowState::Update.as_str()];

type Columns = (i64, String, Option<Key<ContactId>>, Option<Fields>, bool, bool);

/// The rows among those behind a number, up to another one, that a commit writes, or wrote. They are as many as
/// the span of numbers at most: before PostgreSQL has counted the rows of an import it takes them for few,
/// and sorts for "the next of all that are left" all of them. Nor may it look for them by their state, of which
/// nearly all are: the condition is one that no index knows.
pub fn pending(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
    (after, through): (u64, u64),
) -> Result<Vec<Pending>> {
    let owner = scope.organization();
    let writes = WRITES.map(|state| format!("'{state}'")).join(", ");
    let rows: Vec<Columns> = on!(conn, |c| import_rows::table
        .filter(import_rows::import_id.eq(Key(import)))
        .filter(import_rows::organization_id.eq(Key(owner)))
        .filter(import_rows::number.gt(signed(after)))
        .filter(import_rows::number.le(signed(through)))
        .filter(sql::<Bool>(&format!("CASE WHEN state IN ({writes}) THEN TRUE ELSE FALSE END")))
        .order(import_rows::number.asc())
        .select((
            import_rows::number,
            import_rows::state,
            import_rows::contact_id,
            import_rows::fields,
            import_rows::apart,
            import_rows::edits.is_not_null(),
        ))
        .load(c))?;
    rows.into_iter()
        .map(|(number, state, contact, fields, apart, is_edited)| {
            let (Some(Key(contact)), Some(Fields(fields))) = (contact, fields) else {
                return Err(Error::Corrupt("import_rows.fields"));
            };
            Ok(Pending {
                number: u64::try_from(number).unwrap_or_default(),
                state: RowState::parse(&state).ok_or(Error::Corrupt("import_rows.state"))?,
                contact,
                fields,
                apart,
                is_edited,
            })
        })
        .collect()
}

/// The parsed fields of rows by their numbers.
pub fn fields_of(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
    numbers: &[u64],
) -> Result<HashMap<u64, ContactFields>> {
    let mut out = HashMap::with_capacity(numbers.len());
    for numbers in numbers.chunks(1_000) {
        let numbers: Vec<i64> = numbers.iter().map(|&number| signed(number)).collect();
        let rows = dialect::fields_of_rows(conn, scope.organization(), import, &numbers)?;
        let known = rows
            .into_iter()
            .filter_map(|(number, fields)| Some((u64::try_from(number).ok()?, fields?.0)));
        out.extend(known);
    }
    Ok(out)
}

/// The highest number of a row; 0 if there is none.
pub fn last_number(conn: &mut Conn, scope: &Scope, import: ImportId) -> Result<u64> {
    let owner = scope.organization();
    let last: Option<i64> = on!(conn, |c| import_rows::table
        .filter(import_rows::import_id.eq(Key(import)))
        .filter(import_rows::organization_id.eq(Key(owner)))
        .order(import_rows::number.desc())
        .select(import_rows::number)
        .first(c)
        .optional())?;
    Ok(last.and_then(|number| u64::try_from(number).ok()).unwrap_or_default())
}

/// The contact of any row that may be written; none if there is none.
pub fn any_contact(conn: &mut Conn, scope: &Scope, import: ImportId) -> Result<Option<ContactId>> {
    let owner = scope.organization();
    let found: Option<Option<Key<ContactId>>> = on!(conn, |c| import_rows::table
        .filter(import_rows::import_id.eq(Key(import)))
        .filter(import_rows::organization_id.eq(Key(owner)))
        .filter(import_rows::state.eq_any(WRITES))
        .select(import_rows::contact_id)
        .first(c)
        .optional())?;
    Ok(found.flatten().map(|Key(contact)| contact))
}

#[derive(QueryableByName)]
struct Counts {
    #[diesel(sql_type = BigInt)]
    removes: i64,
    #[diesel(sql_type = BigInt)]
    restores: i64,
    #[diesel(sql_type = BigInt)]
    keeps: i64,
    #[diesel(sql_type = BigInt)]
    gone: i64,
}

/// What an undo of the rows up to a number would do, in contacts: by whether they have the version still
/// that the import gave them.
pub fn undo_counts(
    conn: &mut Conn,
    scope: &Scope,
    import: ImportId,
    through: u64,
    preview: UndoPreview,
) -> Result<UndoPreview> {
    // A contact that was made has version 1; one that was changed has the version of the row's change.
    let sql = "SELECT \
        coalesce(sum(CASE WHEN r.state = 'new' AND c.version = 1 THEN 1 ELSE 0 END), 0) AS removes, \
        coalesce(sum(CASE WHEN r.state = 'update' AND h.version = c.version THEN 1 ELSE 0 END), 0) AS restores, \
        coalesce(sum(CASE WHEN (r.state = 'new' AND c.version > 1) \
            OR (r.state = 'update' AND h.version < c.version) THEN 1 ELSE 0 END), 0) AS keeps, \
        coalesce(sum(CASE WHEN c.id IS NULL THEN 1 ELSE 0 END), 0) AS gone \
        FROM import_rows r LEFT JOIN contacts c ON c.id = r.contact_id \
        LEFT JOIN (SELECT import_id, number, max(version) AS version FROM contact_changes \
            WHERE import_id = $1 GROUP BY import_id, number) h \
            ON r.state = 'update' AND h.import_id = r.import_id AND h.number = r.number \
        WHERE r.import_id = $2 AND r.organization_id = $3 AND r.number <= $4 \
        AND r.state IN ('new', 'update')";
    let counts: Counts = on!(conn, |c| diesel::sql_query(sql)
        .bind::<DbUuid, _>(Key(import))
        .bind::<DbUuid, _>(Key(import))
        .bind::<DbUuid, _>(Key(scope.organization()))
        .bind::<BigInt, _>(signed(through))
        .get_result(c))?;
    let unsigned = |count: i64| u64::try_from(count).unwrap_or_default();
    Ok(UndoPreview {
        removes: unsigned(counts.removes),
        restores: unsigned(counts.restores),
        keeps: unsigned(counts.keeps),
        gone: unsigned(counts.gone),
        ..preview
    })
}
