//! Who was chosen: ids in parts, so that a million of them are one transaction.

use diesel::prelude::*;
use domain::id::TypedId;
use domain::{ContactId, PushId};
use uuid::Uuid;

use crate::conn::{Conn, on};
use crate::schema::crm_push_parts as table;
use crate::types::Key;
use crate::{Result, Scope};

/// Ids in a part.
pub const PART: usize = 5_000;
/// Bytes of an id.
const ID: usize = 16;

pub(super) fn create(
    conn: &mut Conn,
    scope: &Scope,
    push: PushId,
    ids: &[ContactId],
) -> Result<()> {
    for (number, ids) in (0_i64..).zip(ids.chunks(PART)) {
        let bytes: Vec<u8> = ids.iter().flat_map(|id| *id.uuid().as_bytes()).collect();
        on!(conn, |c| diesel::insert_into(table::table)
            .values((
                table::push_id.eq(Key(push)),
                table::number.eq(number),
                table::organization_id.eq(Key(scope.organization())),
                table::ids.eq(&bytes),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// The ids of a part, counted from 0; none behind the last one.
pub fn part(conn: &mut Conn, scope: &Scope, push: PushId, number: u64) -> Result<Vec<ContactId>> {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    let bytes: Option<Vec<u8>> = on!(conn, |c| table::table
        .find((Key(push), number))
        .filter(table::organization_id.eq(Key(scope.organization())))
        .select(table::ids)
        .get_result(c)
        .optional())?;
    let bytes = bytes.unwrap_or_default();
    let ids = bytes.chunks_exact(ID).filter_map(|bytes| Uuid::from_slice(bytes).ok());
    Ok(ids.map(ContactId::from_uuid).collect())
}

/// Forgets who was chosen: everybody has a row by now, or never will.
pub fn drop_parts(conn: &mut Conn, scope: &Scope, push: PushId) -> Result<()> {
    on!(conn, |c| diesel::delete(table::table)
        .filter(table::push_id.eq(Key(push)))
        .filter(table::organization_id.eq(Key(scope.organization())))
        .execute(c))?;
    Ok(())
}
