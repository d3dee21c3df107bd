//! What goes where.

use diesel::prelude::*;
use domain::Timestamp;
use domain::crm::{CrmMapping, FieldMapping};

use crate::conn::{Conn, on};
use crate::schema::crm_mappings as table;
use crate::types::{Json, Key, Moment};
use crate::{Result, Scope};

/// That of the organization, or the one that everybody begins with.
pub fn find(conn: &mut Conn, scope: &Scope) -> Result<CrmMapping> {
    let owner = scope.organization();
    let row: Option<(Json<Vec<FieldMapping>>, Moment)> = on!(conn, |c| table::table
        .find(Key(owner))
        .select((table::mapping, table::updated_at))
        .get_result(c)
        .optional())?;
    Ok(match row {
        Some((Json(fields), Moment(at))) => CrmMapping { fields, updated_at: Some(at) },
        None => CrmMapping::default(),
    })
}

/// Keeps another one.
pub fn update(
    conn: &mut Conn,
    scope: &Scope,
    fields: &[FieldMapping],
    now: Timestamp,
) -> Result<()> {
    let owner = scope.organization();
    let fields = fields.to_vec();
    on!(conn, |c| diesel::insert_into(table::table)
        .values((
            table::organization_id.eq(Key(owner)),
            table::mapping.eq(Json(fields.clone())),
            table::updated_at.eq(Moment(now)),
        ))
        .on_conflict(table::organization_id)
        .do_update()
        .set((table::mapping.eq(Json(fields)), table::updated_at.eq(Moment(now))))
        .execute(c))?;
    Ok(())
}
