//! Which tables and columns there are, as PostgreSQL tells.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, SmallInt, Text};

use super::LEFT;
use crate::conn::Conn;
use crate::{Error, Result, dialect, tables};

/// A table with its columns in the order of their names.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// Where the columns of the primary key are in `columns`, in the key's order.
    pub(super) key: Vec<usize>,
}

#[derive(Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Whether PostgreSQL numbers it.
    pub(super) numbered: bool,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Id,
    Text,
    Number,
    Yes,
    Time,
    Bytes,
    Json,
}

impl Kind {
    pub(super) const ALL: [Self; 7] =
        [Self::Id, Self::Text, Self::Number, Self::Yes, Self::Time, Self::Bytes, Self::Json];

    /// The name of the type at PostgreSQL.
    const fn type_name(self) -> &'static str {
        match self {
            Self::Id => "uuid",
            Self::Text => "text",
            Self::Number => "bigint",
            Self::Yes => "boolean",
            Self::Time => "timestamp with time zone",
            Self::Bytes => "bytea",
            Self::Json => "json",
        }
    }

    /// The letter that tells it in the name of a result's column.
    pub(super) const fn letter(self) -> &'static str {
        match self {
            Self::Id => "i",
            Self::Text => "t",
            Self::Number => "n",
            Self::Yes => "y",
            Self::Time => "m",
            Self::Bytes => "b",
            Self::Json => "j",
        }
    }
}

const COLUMNS: &str = "SELECT r.relname::text AS table_name, a.attname::text AS name, \
    format_type(a.atttypid, NULL) AS type_name, a.attidentity <> '' AS numbered, \
    (array_position(i.indkey::smallint[], a.attnum))::smallint AS key_place \
    FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped \
    LEFT JOIN pg_index i ON i.indrelid = r.oid AND i.indisprimary \
    WHERE r.relkind = 'r' AND r.relpersistence = 'p' AND r.relnamespace = 'public'::regnamespace ORDER BY 1, 2";

/// The last two are references of SQLite alone (see the migration `references`).
const REFERENCES: &str = "SELECT conrelid::regclass::text AS table_name, \
    confrelid::regclass::text AS name FROM pg_constraint \
    WHERE contype = 'f' AND conrelid <> confrelid AND connamespace = 'public'::regnamespace \
    UNION VALUES ('contacts', 'organizations'), ('import_rows', 'imports')";

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    type_name: String,
    #[diesel(sql_type = Bool)]
    numbered: bool,
    #[diesel(sql_type = Nullable<SmallInt>)]
    key_place: Option<i16>,
}

#[derive(QueryableByName)]
struct Reference {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    name: String,
}

/// The tables to carry between two databases, of which one is PostgreSQL: referred ones first.
///
/// # Errors
/// If they have not run the same migrations, or their tables differ.
pub(super) fn common(from: &mut Conn, to: &mut Conn) -> Result<Vec<Table>> {
    let [old, new] = [tables::migrations(from)?, tables::migrations(to)?];
    if old != new {
        let problem = "the databases are not of the same version; run `server migrate` on both";
        return Err(Error::Migration(problem.to_owned()));
    }
    let (postgres, other) = match from {
        Conn::Pg(_) => (from, to),
        Conn::Sqlite(_) => (to, from),
    };
    let tables = of(postgres)?;
    for table in &tables {
        let there: BTreeSet<String> =
            dialect::column_names(other, &table.name)?.into_iter().collect();
        let here: BTreeSet<String> = table.columns.iter().map(|c| c.name.clone()).collect();
        if there != here {
            let problem = format!("the columns of {} are not the same in both", table.name);
            return Err(Error::Migration(problem));
        }
    }
    Ok(tables)
}

/// What PostgreSQL has, referred tables first.
pub(super) fn of(conn: &mut Conn) -> Result<Vec<Table>> {
    let Conn::Pg(c) = conn else { return Ok(Vec::new()) };
    let found: Vec<Found> = diesel::sql_query(COLUMNS).load(c)?;
    let references: Vec<Reference> = diesel::sql_query(REFERENCES).load(c)?;
    let mut tables: Vec<Table> = Vec::new();
    let mut places: Vec<Vec<(i16, usize)>> = Vec::new();
    for Found { table_name, name, type_name, numbered, key_place } in found {
        if table_name.starts_with("__diesel") || LEFT.contains(&table_name.as_str()) {
            continue;
        }
        let kind = Kind::ALL.into_iter().find(|kind| kind.type_name() == type_name);
        let kind = kind.ok_or_else(|| {
            Error::Migration(format!(
                "{table_name}.{name} is a {type_name}, which cannot be carried"
            ))
        })?;
        if tables.last().is_none_or(|last| last.name != table_name) {
            tables.push(Table { name: table_name, columns: Vec::new(), key: Vec::new() });
            places.push(Vec::new());
        }
        if let (Some(table), Some(places)) = (tables.last_mut(), places.last_mut()) {
            places.extend(key_place.map(|place| (place, table.columns.len())));
            table.columns.push(Column { name, kind, numbered });
        }
    }
    for (table, mut places) in tables.iter_mut().zip(places) {
        places.sort_unstable();
        table.key = places.into_iter().map(|(_, column)| column).collect();
        if table.key.is_empty() {
            return Err(Error::Migration(format!("{} has no primary key", table.name)));
        }
    }
    in_order(tables, &references)
}

/// Tables behind all that they refer to.
fn in_order(mut left: Vec<Table>, references: &[Reference]) -> Result<Vec<Table>> {
    let mut ordered: Vec<Table> = Vec::new();
    while !left.is_empty() {
        let waits = |table: &Table| {
            references.iter().any(|reference| {
                reference.table_name == table.name
                    && left.iter().any(|other| other.name == reference.name)
            })
        };
        let next = left.iter().position(|table| !waits(table));
        let next = next.ok_or_else(|| Error::Migration("tables refer in a circle".to_owned()))?;
        ordered.push(left.remove(next));
    }
    Ok(ordered)
}
