//! Rows by the thousand. PostgreSQL takes a short row soonest from one array a column: a statement with
//! a parameter for each value is read, planned and bound anew every time. SQLite binds values quickly.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Nullable};
use domain::{ContactId, ImportId, OrganizationId};

use super::insert_rows;
use crate::Result;
use crate::conn::Conn;
use crate::import_row::Fields;
use crate::schema::{contact_keys, import_rows, outbox};
use crate::types::{DbJson, DbTime, DbUuid, Key, Moment};

/// Rows in one statement that has an array for each column.
pub(crate) const ARRAY_ROWS: usize = 1_000;

/// Writes rows by the thousand into a table of many columns: on PostgreSQL with an array for each of the
/// columns, which are named with their SQL types; one that is forgotten does not compile.
macro_rules! insert_columns {
    ($conn:expr, $table:ident, $rows:expr, $row:ident { $($column:ident: $kind:ty),+ $(,)? }) => {{
        const _: fn(&$row) = |row| {
            let $row { $($column: _),+ } = row;
        };
        let rows: &[$row] = $rows;
        match $conn {
            $crate::conn::Conn::Pg(c) => {
                let sql = $crate::dialect::insert_sql(stringify!($table), &[$(stringify!($column)),+]);
                rows.chunks($crate::dialect::ARRAY_ROWS).try_for_each(|chunk| {
                    let insert = diesel::sql_query(&sql);
                    $(let insert = insert.bind::<diesel::sql_types::Array<$kind>, _>(
                        chunk.iter().map(|row| &row.$column).collect::<Vec<_>>(),
                    );)+
                    diesel::RunQueryDsl::execute(insert, c).map(drop)
                }).map_err($crate::Error::from)
            }
            conn @ $crate::conn::Conn::Sqlite(_) => {
                $crate::dialect::insert_rows!(conn, $crate::schema::$table::table, rows).map(drop)
            }
        }
    }};
}
pub(crate) use insert_columns;

/// `INSERT INTO t (a, b) SELECT * FROM unnest($1, $2)`.
pub(crate) fn insert_sql(table: &str, columns: &[&str]) -> String {
    let marks: Vec<String> = (1..=columns.len()).map(|place| format!("${place}")).collect();
    let (columns, marks) = (columns.join(", "), marks.join(", "));
    format!("INSERT INTO {table} ({columns}) SELECT * FROM unnest({marks})")
}

#[derive(Debug, Insertable)]
#[diesel(table_name = contact_keys, treat_none_as_default_value = false)]
pub(crate) struct KeyRow {
    organization_id: Key<OrganizationId>,
    run: i64,
    hash: i64,
    contact_id: Key<ContactId>,
}

impl KeyRow {
    pub(crate) fn new(
        owner: OrganizationId,
        run: i64,
        &(hash, contact): &(i64, ContactId),
    ) -> Self {
        Self { organization_id: Key(owner), run, hash, contact_id: Key(contact) }
    }
}

/// Writes keys of contacts into a new run.
pub(crate) fn insert_keys(
    conn: &mut Conn,
    owner: OrganizationId,
    run: i64,
    keys: &[(i64, ContactId)],
) -> Result<()> {
    match conn {
        Conn::Pg(c) => {
            let (hashes, contacts): (Vec<i64>, Vec<Key<ContactId>>) =
                keys.iter().map(|&(hash, contact)| (hash, Key(contact))).unzip();
            diesel::sql_query(
                "INSERT INTO contact_keys (organization_id, run, hash, contact_id) \
                 SELECT $1, $2, * FROM unnest($3, $4)",
            )
            .bind::<DbUuid, _>(Key(owner))
            .bind::<BigInt, _>(run)
            .bind::<Array<BigInt>, _>(hashes)
            .bind::<Array<DbUuid>, _>(contacts)
            .execute(c)?;
        }
        Conn::Sqlite(_) => {
            let rows: Vec<KeyRow> = keys.iter().map(|key| KeyRow::new(owner, run, key)).collect();
            insert_rows!(conn, contact_keys::table, &rows)?;
        }
    }
    Ok(())
}

#[derive(Debug, Insertable)]
#[diesel(table_name = outbox, treat_none_as_default_value = false)]
struct OutboxRow {
    organization_id: Key<OrganizationId>,
    contact_id: Key<ContactId>,
    settled: bool,
    created_at: Moment,
}

/// Writes changes of contacts into the outbox, in their order.
pub(crate) fn insert_changes(
    conn: &mut Conn,
    owner: OrganizationId,
    contacts: &[ContactId],
    settled: bool,
    at: Moment,
) -> Result<()> {
    match conn {
        Conn::Pg(c) => {
            let contacts: Vec<Key<ContactId>> = contacts.iter().map(|&id| Key(id)).collect();
            diesel::sql_query(
                "INSERT INTO outbox (organization_id, contact_id, settled, created_at) \
                 SELECT $1, contact, $2, $3 FROM unnest($4) AS told (contact)",
            )
            .bind::<DbUuid, _>(Key(owner))
            .bind::<Bool, _>(settled)
            .bind::<DbTime, _>(at)
            .bind::<Array<DbUuid>, _>(contacts)
            .execute(c)?;
        }
        Conn::Sqlite(_) => {
            let row = |&contact| OutboxRow {
                organization_id: Key(owner),
                contact_id: Key(contact),
                settled,
                created_at: at,
            };
            let rows: Vec<OutboxRow> = contacts.iter().map(row).collect();
            insert_rows!(conn, outbox::table, &rows)?;
        }
    }
    Ok(())
}

type FieldsOfRow = (i64, Option<Fields>);

#[derive(QueryableByName)]
struct RowOfImport {
    #[diesel(sql_type = BigInt)]
    number: i64,
    #[diesel(sql_type = Nullable<DbJson>)]
    fields: Option<Fields>,
}

/// The parsed fields of rows of an import by their numbers, 1,000 at most. PostgreSQL takes an import for small
/// until it has counted its rows, and would read all of them for a thousand numbers; it cannot read a
/// scalar subquery in any way but by its key.
pub(crate) fn fields_of_rows(
    conn: &mut Conn,
    owner: OrganizationId,
    import: ImportId,
    numbers: &[i64],
) -> Result<Vec<FieldsOfRow>> {
    match conn {
        Conn::Pg(c) => {
            let rows: Vec<RowOfImport> = diesel::sql_query(
                "SELECT number, (SELECT fields FROM import_rows r WHERE r.import_id = $1 \
                 AND r.organization_id = $2 AND r.number = wanted.number) AS fields \
                 FROM unnest($3) AS wanted (number)",
            )
            .bind::<DbUuid, _>(Key(import))
            .bind::<DbUuid, _>(Key(owner))
            .bind::<Array<BigInt>, _>(numbers)
            .load(c)?;
            Ok(rows.into_iter().map(|row| (row.number, row.fields)).collect())
        }
        Conn::Sqlite(c) => Ok(import_rows::table
            .filter(import_rows::import_id.eq(Key(import)))
            .filter(import_rows::organization_id.eq(Key(owner)))
            .filter(import_rows::number.eq_any(numbers))
            .select((import_rows::number, import_rows::fields))
            .load(c)?),
    }
}
