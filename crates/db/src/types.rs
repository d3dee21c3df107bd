//! SQL types of our own, so that one schema serves both databases and PostgreSQL keeps uuid,
//! timestamptz and jsonb, while SQLite keeps 16 bytes, microseconds and text.

use std::io::Write;

use diesel::backend::Backend;
use diesel::deserialize::{self, FromSql, FromSqlRow};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::query_builder::QueryId;
use diesel::serialize::{self, IsNull, Output, ToSql};
use diesel::sql_types::{BigInt, Binary, SqlType, Text};
use diesel::sqlite::Sqlite;
use domain::Timestamp;
use domain::id::TypedId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// uuid, or 16 bytes.
#[derive(SqlType, QueryId)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Binary"))]
pub struct DbUuid;

/// timestamptz, or microseconds since 1970.
#[derive(Clone, SqlType, QueryId)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185))]
#[diesel(sqlite_type(name = "Long"))]
pub struct DbTime;

/// json, or text.
#[derive(SqlType, QueryId)]
#[diesel(postgres_type(oid = 114, array_oid = 199))]
#[diesel(sqlite_type(name = "Text"))]
pub struct DbJson;

/// An id in a uuid column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, FromSqlRow, AsExpression)]
#[diesel(sql_type = DbUuid)]
pub(crate) struct Key<I: std::fmt::Debug>(pub(crate) I);

impl<I: TypedId + std::fmt::Debug> FromSql<DbUuid, Pg> for Key<I> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(I::from_uuid(Uuid::from_slice(value.as_bytes())?)))
    }
}
impl<I: TypedId + std::fmt::Debug> FromSql<DbUuid, Sqlite> for Key<I> {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let bytes = <Vec<u8> as FromSql<Binary, Sqlite>>::from_sql(value)?;
        Ok(Self(I::from_uuid(Uuid::from_slice(&bytes)?)))
    }
}
impl<I: TypedId + std::fmt::Debug> ToSql<DbUuid, Pg> for Key<I> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(self.0.uuid().as_bytes())?;
        Ok(IsNull::No)
    }
}
impl<I: TypedId + std::fmt::Debug> ToSql<DbUuid, Sqlite> for Key<I> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.uuid().as_bytes().to_vec());
        Ok(IsNull::No)
    }
}

/// Microseconds from 1970-01-01 to 2000-01-01, where PostgreSQL begins to count.
const POSTGRES_EPOCH: i64 = 946_684_800_000_000;

/// A moment in a timestamptz column.
#[derive(Debug, Clone, Copy, FromSqlRow, AsExpression)]
#[diesel(sql_type = DbTime)]
pub(crate) struct Moment(pub(crate) Timestamp);

impl FromSql<DbTime, Pg> for Moment {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let micros = <i64 as FromSql<BigInt, Pg>>::from_sql(value)?;
        Ok(Self(Timestamp::from_micros(micros.saturating_add(POSTGRES_EPOCH))))
    }
}
impl FromSql<DbTime, Sqlite> for Moment {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(Timestamp::from_micros(<i64 as FromSql<BigInt, Sqlite>>::from_sql(value)?)))
    }
}
impl ToSql<DbTime, Pg> for Moment {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let micros = self.0.micros().saturating_sub(POSTGRES_EPOCH);
        <i64 as ToSql<BigInt, Pg>>::to_sql(&micros, &mut out.reborrow())
    }
}
impl ToSql<DbTime, Sqlite> for Moment {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.micros());
        Ok(IsNull::No)
    }
}

/// Any serialisable value in a JSON column.
#[derive(Debug, Clone, FromSqlRow, AsExpression)]
#[diesel(sql_type = DbJson)]
pub(crate) struct Json<T: std::fmt::Debug>(pub(crate) T);

impl<T: DeserializeOwned + std::fmt::Debug> FromSql<DbJson, Pg> for Json<T> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(serde_json::from_slice(value.as_bytes())?))
    }
}
impl<T: DeserializeOwned + std::fmt::Debug> FromSql<DbJson, Sqlite> for Json<T> {
    fn from_sql(value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let text = <String as FromSql<Text, Sqlite>>::from_sql(value)?;
        Ok(Self(serde_json::from_str(&text)?))
    }
}
impl<T: Serialize + std::fmt::Debug> ToSql<DbJson, Pg> for Json<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        serde_json::to_writer(out, &self.0)?;
        Ok(IsNull::No)
    }
}
impl<T: Serialize + std::fmt::Debug> ToSql<DbJson, Sqlite> for Json<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(serde_json::to_string(&self.0)?);
        Ok(IsNull::No)
    }
}
