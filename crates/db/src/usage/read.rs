use diesel::prelude::*;
use domain::package::{Limit, LimitCheck, Meter, Month, Package};
use domain::{OrganizationId, Timestamp};

use crate::conn::{Conn, on};
use crate::schema::{contacts, organizations, usage};
use crate::types::Key;
use crate::{Error, Result, Scope};

/// What the organization has bought.
pub fn package(conn: &mut Conn, scope: &Scope) -> Result<Package> {
    let owner = scope.organization();
    let word: String = on!(conn, |c| organizations::table
        .find(Key(owner))
        .select(organizations::package)
        .get_result(c))?;
    Package::from_word(&word).ok_or(Error::Corrupt("organizations.package"))
}

/// Gives the organization another package.
pub fn set_package(conn: &mut Conn, scope: &Scope, package: Package) -> Result<()> {
    assign(conn, scope.organization(), package).map(drop)
}

/// Gives an organization a package, in the name of the installation; false if there is none of this id.
pub fn assign(conn: &mut Conn, organization: OrganizationId, package: Package) -> Result<bool> {
    let rows = on!(conn, |c| diesel::update(organizations::table.find(Key(organization)))
        .filter(organizations::closed_at.is_null())
        .set(organizations::package.eq(package.as_str()))
        .execute(c))?;
    Ok(rows == 1)
}

/// How a meter stands this month, and whether so much more fits. Reading it holds nothing: what an act
/// takes is decided by [`super::hold`] in its own transaction.
pub fn check(
    conn: &mut Conn,
    scope: &Scope,
    meter: Meter,
    wanted: u64,
    now: Timestamp,
) -> Result<LimitCheck> {
    let (limit, month) = (meter.limit(), Month::of(now));
    let figure = package(conn, scope)?.figure(limit);
    let used = used(conn, scope, meter, month)?;
    Ok(LimitCheck::new((limit, figure), used, wanted, Some(month.end())))
}

/// How many contacts the workspace has, of how many, and whether so many more fit. It counts them all,
/// some 50 ms a million.
pub fn check_contacts(conn: &mut Conn, scope: &Scope, wanted: u64) -> Result<LimitCheck> {
    let figure = package(conn, scope)?.figure(Limit::SavedContacts);
    let owner = scope.organization();
    let count: i64 = on!(conn, |c| contacts::table
        .filter(contacts::organization_id.eq(Key(owner)))
        .count()
        .get_result(c))?;
    let used = u64::try_from(count).unwrap_or_default();
    Ok(LimitCheck::new((Limit::SavedContacts, figure), used, wanted, None))
}

/// Everything that is counted so far: contacts, and this month's rows of imports and exports and contacts that were pushed.
pub fn read(conn: &mut Conn, scope: &Scope, now: Timestamp) -> Result<Vec<LimitCheck>> {
    let mut all = vec![check_contacts(conn, scope, 0)?];
    for meter in [Meter::ImportRows, Meter::ExportRows, Meter::CrmPushes] {
        all.push(check(conn, scope, meter, 0, now)?);
    }
    Ok(all)
}

fn used(conn: &mut Conn, scope: &Scope, meter: Meter, month: Month) -> Result<u64> {
    let owner = scope.organization();
    let used: Option<i64> = on!(conn, |c| usage::table
        .find((Key(owner), month.number(), meter.as_str()))
        .select(usage::used)
        .get_result(c)
        .optional())?;
    Ok(used.and_then(|used| u64::try_from(used).ok()).unwrap_or_default())
}
