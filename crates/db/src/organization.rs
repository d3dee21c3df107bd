//! Tenants.

use diesel::prelude::*;
use domain::OrganizationId;
use domain::access::OrganizationSummary;

use crate::conn::{Conn, on};
use crate::schema::{invitations, organizations, requests, suppressions, usage};
use crate::types::{Key, Moment};
use crate::{Error, Result, Scope};

/// The scope's organization.
pub fn find(conn: &mut Conn, scope: &Scope) -> Result<OrganizationSummary> {
    summary(conn, scope.organization())?.ok_or(Error::Query(diesel::result::Error::NotFound))
}

/// An organization that is not closed, for whoever holds an invitation into it.
pub(crate) fn summary(conn: &mut Conn, id: OrganizationId) -> Result<Option<OrganizationSummary>> {
    let row: Option<(String, bool)> = on!(conn, |c| organizations::table
        .find(Key(id))
        .filter(organizations::closed_at.is_null())
        .select((organizations::name, organizations::requires_second_factor))
        .get_result(c)
        .optional())?;
    Ok(row.map(|(name, requires_second_factor)| OrganizationSummary {
        id,
        name,
        requires_second_factor,
    }))
}

/// Sets name and rules.
pub fn update(conn: &mut Conn, scope: &Scope, new: &OrganizationSummary) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::update(organizations::table.find(Key(owner)))
        .set((
            organizations::name.eq(&new.name),
            organizations::requires_second_factor.eq(new.requires_second_factor),
        ))
        .execute(c))?;
    Ok(())
}

/// Whether an organization was closed: nobody belongs to it, and its records go.
pub fn is_closed(conn: &mut Conn, scope: &Scope) -> Result<bool> {
    let owner = scope.organization();
    let at: Option<Moment> = on!(conn, |c| organizations::table
        .find(Key(owner))
        .select(organizations::closed_at)
        .get_result(c))?;
    Ok(at.is_some())
}

/// Takes away what a closed organization still holds of people: its name, invitations, requests,
/// and what it had suppressed.
pub fn forget(conn: &mut Conn, scope: &Scope) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| {
        diesel::delete(invitations::table)
            .filter(invitations::organization_id.eq(Key(owner)))
            .execute(c)?;
        diesel::delete(requests::table)
            .filter(requests::organization_id.eq(Key(owner)))
            .execute(c)?;
        diesel::delete(suppressions::table)
            .filter(suppressions::organization_id.eq(Key(owner)))
            .execute(c)?;
        diesel::delete(usage::table).filter(usage::organization_id.eq(Key(owner))).execute(c)?;
        diesel::update(organizations::table.find(Key(owner)))
            .set(organizations::name.eq("Closed organization"))
            .execute(c)
    })?;
    Ok(())
}
