//! Wrapped data keys: one a version of each organization.

use diesel::prelude::*;
use domain::{OrganizationId, Timestamp};

use crate::Result;
use crate::conn::{Conn, on};
use crate::schema::data_keys;
use crate::types::{Key, Moment};

/// A data key as it is kept: opened only by the key-encryption key of this number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    pub organization: OrganizationId,
    pub version: i64,
    pub wrapped: Vec<u8>,
    pub wrapped_by: i64,
}

type Row = (Key<OrganizationId>, i64, Vec<u8>, i64);

fn key((Key(organization), version, wrapped, wrapped_by): Row) -> WrappedKey {
    WrappedKey { organization, version, wrapped, wrapped_by }
}

/// A version of an organization's key, or the newest one.
pub fn find(
    conn: &mut Conn,
    organization: OrganizationId,
    version: Option<i64>,
) -> Result<Option<WrappedKey>> {
    let row: Option<Row> = on!(conn, |c| {
        let mut query = data_keys::table
            .filter(data_keys::organization_id.eq(Key(organization)))
            .order(data_keys::version.desc())
            .select((
                data_keys::organization_id,
                data_keys::version,
                data_keys::wrapped,
                data_keys::wrapped_by,
            ))
            .into_boxed();
        if let Some(version) = version {
            query = query.filter(data_keys::version.eq(version));
        }
        query.get_result(c).optional()
    })?;
    Ok(row.map(key))
}

/// Stores a new version.
pub fn create(conn: &mut Conn, new: &WrappedKey, now: Timestamp) -> Result<()> {
    on!(conn, |c| diesel::insert_into(data_keys::table)
        .values((
            data_keys::organization_id.eq(Key(new.organization)),
            data_keys::version.eq(new.version),
            data_keys::wrapped.eq(&new.wrapped),
            data_keys::wrapped_by.eq(new.wrapped_by),
            data_keys::created_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(())
}

/// Every data key of the installation, for wrapping them anew.
pub fn all(conn: &mut Conn) -> Result<Vec<WrappedKey>> {
    let rows: Vec<Row> = on!(conn, |c| data_keys::table
        .order((data_keys::organization_id.asc(), data_keys::version.asc()))
        .select((
            data_keys::organization_id,
            data_keys::version,
            data_keys::wrapped,
            data_keys::wrapped_by,
        ))
        .load(c))?;
    Ok(rows.into_iter().map(key).collect())
}

/// Replaces the wrapping of a data key; the key inside stays the same.
pub fn rewrap(conn: &mut Conn, key: &WrappedKey) -> Result<()> {
    on!(conn, |c| diesel::update(data_keys::table.find((Key(key.organization), key.version)))
        .set((data_keys::wrapped.eq(&key.wrapped), data_keys::wrapped_by.eq(key.wrapped_by)))
        .execute(c))?;
    Ok(())
}

/// Forgets a version under which nothing is sealed any more.
pub fn delete(conn: &mut Conn, organization: OrganizationId, version: i64) -> Result<()> {
    on!(conn, |c| diesel::delete(data_keys::table.find((Key(organization), version))).execute(c))?;
    Ok(())
}
