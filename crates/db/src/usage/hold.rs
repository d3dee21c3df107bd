use diesel::prelude::*;
use domain::package::{Limit, LimitCheck, Meter, Month};
use domain::{ContactId, Timestamp};

use super::read::{check, check_contacts, package};
use crate::conn::{Conn, on};
use crate::schema::{contacts, usage};
use crate::types::Key;
use crate::{Result, Scope};

/// What became of units that an act asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// They are taken, of this month.
    Held(Month),
    /// They are more than is left; nothing is taken.
    Refused(LimitCheck),
}

/// Takes units of this month, in the transaction of the act that needs them: if that fails, they were
/// never taken. One statement decides, so two acts at once cannot take the same ones.
pub fn hold(
    conn: &mut Conn,
    scope: &Scope,
    meter: Meter,
    wanted: u64,
    now: Timestamp,
) -> Result<Hold> {
    let (owner, month) = (scope.organization(), Month::of(now));
    let wanted_now = i64::try_from(wanted).unwrap_or(i64::MAX);
    let figure = package(conn, scope)?.figure(meter.limit());
    // The highest figure at which so many more still fit.
    let most = match figure {
        Some(figure) => i64::try_from(figure).unwrap_or(i64::MAX).saturating_sub(wanted_now),
        None => i64::MAX.saturating_sub(wanted_now),
    };
    let held = wanted == 0
        || on!(conn, |c| {
            diesel::insert_into(usage::table)
                .values((
                    usage::organization_id.eq(Key(owner)),
                    usage::month.eq(month.number()),
                    usage::meter.eq(meter.as_str()),
                    usage::used.eq(0),
                ))
                .on_conflict_do_nothing()
                .execute(c)?;
            let row = usage::table.find((Key(owner), month.number(), meter.as_str()));
            diesel::update(row)
                .filter(usage::used.le(most))
                .set(usage::used.eq(usage::used + wanted_now))
                .execute(c)
        })? == 1;
    if held {
        return Ok(Hold::Held(month));
    }
    Ok(Hold::Refused(check(conn, scope, meter, wanted, now)?))
}

/// Gives units back that an act took and did not use, to the month that they were taken of.
pub fn give_back(
    conn: &mut Conn,
    scope: &Scope,
    meter: Meter,
    month: Month,
    units: u64,
) -> Result<()> {
    let owner = scope.organization();
    let units = i64::try_from(units).unwrap_or(i64::MAX);
    let row = || usage::table.find((Key(owner), month.number(), meter.as_str()));
    on!(conn, |c| {
        diesel::update(row())
            .filter(usage::used.ge(units))
            .set(usage::used.eq(usage::used - units))
            .execute(c)
    })?;
    Ok(())
}

/// Whether so many more contacts fit into the workspace; how it stands if not. Where the package has no
/// limit it costs nothing, else no more than counting to the limit.
pub fn room_for_contacts(
    conn: &mut Conn,
    scope: &Scope,
    wanted: u64,
) -> Result<Option<LimitCheck>> {
    let Some(figure) = package(conn, scope)?.figure(Limit::SavedContacts) else { return Ok(None) };
    let Some(most) = figure.checked_sub(wanted) else {
        return Ok(Some(check_contacts(conn, scope, wanted)?));
    };
    let owner = scope.organization();
    // The contact behind the last one that leaves room for those to come.
    let beyond: Option<Key<ContactId>> = on!(conn, |c| contacts::table
        .filter(contacts::organization_id.eq(Key(owner)))
        .order(contacts::id.asc())
        .offset(i64::try_from(most).unwrap_or(i64::MAX))
        .limit(1)
        .select(contacts::id)
        .first(c)
        .optional())?;
    match beyond {
        Some(_) => Ok(Some(check_contacts(conn, scope, wanted)?)),
        None => Ok(None),
    }
}
