use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, QueryableByName};
use diesel::row::{Field, NamedRow};
use diesel::sql_types::{BigInt, Binary, Bool, Text};
use domain::OrganizationId;

use super::catalogue::Kind;
use crate::types::{DbJson, DbTime, DbUuid, Json, Key, Moment};

/// An id, of whatever it is one.
pub(super) type AnyId = Key<OrganizationId>;

/// A value with its type, whichever database it is in.
#[derive(Debug, Clone)]
pub(super) enum Cell {
    Id(Option<AnyId>),
    Text(Option<String>),
    Number(Option<i64>),
    Yes(Option<bool>),
    Time(Option<Moment>),
    Bytes(Option<Vec<u8>>),
    Json(Option<Json<serde_json::Value>>),
}

/// A row of any table. The name of each column of the query begins with the letter of its kind.
pub(super) struct Row(pub(super) Vec<Cell>);

impl<DB: Backend> QueryableByName<DB> for Row
where
    AnyId: FromSql<DbUuid, DB>,
    String: FromSql<Text, DB>,
    i64: FromSql<BigInt, DB>,
    bool: FromSql<Bool, DB>,
    Moment: FromSql<DbTime, DB>,
    Vec<u8>: FromSql<Binary, DB>,
    Json<serde_json::Value>: FromSql<DbJson, DB>,
{
    fn build<'a>(row: &impl NamedRow<'a, DB>) -> deserialize::Result<Self> {
        let mut cells = Vec::with_capacity(row.field_count());
        for index in 0..row.field_count() {
            let field = diesel::row::Row::get(row, index).ok_or("a column is missing")?;
            let name = field.field_name().unwrap_or_default();
            let kind = Kind::ALL.into_iter().find(|kind| name.starts_with(kind.letter()));
            let value = field.value();
            cells.push(match kind.ok_or("a column has no kind")? {
                Kind::Id => Cell::Id(value.map(AnyId::from_sql).transpose()?),
                Kind::Text => Cell::Text(value.map(String::from_sql).transpose()?),
                Kind::Number => Cell::Number(value.map(i64::from_sql).transpose()?),
                Kind::Yes => Cell::Yes(value.map(bool::from_sql).transpose()?),
                Kind::Time => Cell::Time(value.map(Moment::from_sql).transpose()?),
                Kind::Bytes => {
                    Cell::Bytes(value.map(<Vec<u8> as FromSql<Binary, DB>>::from_sql).transpose()?)
                }
                Kind::Json => Cell::Json(value.map(Json::from_sql).transpose()?),
            });
        }
        Ok(Self(cells))
    }
}

/// Binds a cell to a query whose binds are boxed.
macro_rules! bind {
    ($query:expr, $cell:expr) => {{
        use diesel::sql_types::{BigInt, Binary, Bool, Nullable, Text};
        use $crate::types::{DbJson, DbTime, DbUuid};
        match $cell {
            Cell::Id(id) => $query.bind::<Nullable<DbUuid>, _>(id),
            Cell::Text(text) => $query.bind::<Nullable<Text>, _>(text),
            Cell::Number(number) => $query.bind::<Nullable<BigInt>, _>(number),
            Cell::Yes(yes) => $query.bind::<Nullable<Bool>, _>(yes),
            Cell::Time(time) => $query.bind::<Nullable<DbTime>, _>(time),
            Cell::Bytes(bytes) => $query.bind::<Nullable<Binary>, _>(bytes),
            Cell::Json(json) => $query.bind::<Nullable<DbJson>, _>(json),
        }
    }};
}
pub(super) use bind;
