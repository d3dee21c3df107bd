//! Mappings that an organization keeps for the files of a source.

use diesel::prelude::*;
use domain::import::{ColumnChoice, ImportProfile, OnDuplicate, PROFILES_MAX};
use domain::value::{Country, fold};
use domain::{ImportProfileId, Timestamp};

use crate::conn::{Conn, on};
use crate::schema::import_profiles as table;
use crate::types::{Json, Key, Moment};
use crate::{Error, Result, Scope};

/// Columns that a profile and a file share, in percent of all that either has, for the profile
/// to be proposed.
const NEARLY: usize = 80;

type Row = (Key<ImportProfileId>, String, Json<Vec<ColumnChoice>>, String, Option<String>, Moment);

fn read(
    (Key(id), name, Json(columns), on_duplicate, country, Moment(used_at)): Row,
) -> Result<ImportProfile> {
    let on_duplicate = OnDuplicate::from_word(&on_duplicate)
        .ok_or(Error::Corrupt("import_profiles.on_duplicate"))?;
    let default_country = country.map(Country::from_stored);
    Ok(ImportProfile { id, name, columns, on_duplicate, default_country, used_at })
}

/// Keeps a profile; one of the same name is replaced and keeps its id, which is answered. The
/// one that was not used for longest gives way where there are too many.
pub fn save(conn: &mut Conn, scope: &Scope, new: &ImportProfile) -> Result<ImportProfileId> {
    let owner = scope.organization();
    let key = fold(&new.name);
    // Names of signs alone fold to nothing.
    let key = if key.is_empty() { new.name.clone() } else { key };
    let columns = Json(new.columns.clone());
    let country = new.default_country.as_ref().map(Country::as_str);
    on!(conn, |c| diesel::insert_into(table::table)
        .values((
            table::id.eq(Key(new.id)),
            table::organization_id.eq(Key(owner)),
            table::name.eq(&new.name),
            table::name_key.eq(&key),
            table::mapping.eq(&columns),
            table::on_duplicate.eq(new.on_duplicate.as_str()),
            table::default_country.eq(country),
            table::used_at.eq(Moment(new.used_at)),
        ))
        .on_conflict((table::organization_id, table::name_key))
        .do_update()
        .set((
            table::name.eq(&new.name),
            table::mapping.eq(&columns),
            table::on_duplicate.eq(new.on_duplicate.as_str()),
            table::default_country.eq(country),
            table::used_at.eq(Moment(new.used_at)),
        ))
        .execute(c))?;
    let kept: Vec<(Key<ImportProfileId>, String)> = on!(conn, |c| table::table
        .filter(table::organization_id.eq(Key(owner)))
        .order((table::used_at.desc(), table::id.desc()))
        .select((table::id, table::name_key))
        .load(c))?;
    for (Key(id), _) in kept.iter().skip(PROFILES_MAX) {
        remove(conn, scope, *id)?;
    }
    Ok(kept.iter().find(|(_, known)| *known == key).map_or(new.id, |(Key(id), _)| *id))
}

/// All of an organization, the last used first.
pub fn list(conn: &mut Conn, scope: &Scope) -> Result<Vec<ImportProfile>> {
    let owner = scope.organization();
    let rows: Vec<Row> = on!(conn, |c| table::table
        .filter(table::organization_id.eq(Key(owner)))
        .order((table::used_at.desc(), table::id.desc()))
        .select((
            table::id,
            table::name,
            table::mapping,
            table::on_duplicate,
            table::default_country,
            table::used_at,
        ))
        .load(c))?;
    rows.into_iter().map(read).collect()
}

/// The profile to propose for a file with these headers: one for the same, or else for nearly
/// the same; among equals the last used.
pub fn fitting(
    conn: &mut Conn,
    scope: &Scope,
    headers: &[String],
) -> Result<Option<ImportProfile>> {
    let mut best: Option<(usize, ImportProfile)> = None;
    for profile in list(conn, scope)? {
        let fit = profile.fit(headers);
        if fit >= NEARLY && best.as_ref().is_none_or(|(known, _)| fit > *known) {
            best = Some((fit, profile));
        }
    }
    Ok(best.map(|(_, profile)| profile))
}

/// Forgets a profile; false if it is unknown or another organization's.
pub fn remove(conn: &mut Conn, scope: &Scope, id: ImportProfileId) -> Result<bool> {
    let owner = scope.organization();
    let rows = on!(conn, |c| diesel::delete(table::table.find(Key(id)))
        .filter(table::organization_id.eq(Key(owner)))
        .execute(c))?;
    Ok(rows == 1)
}

/// Forgets all profiles of a closed organization.
pub(crate) fn remove_all(conn: &mut Conn, scope: &Scope) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::delete(table::table)
        .filter(table::organization_id.eq(Key(owner)))
        .execute(c))?;
    Ok(())
}

/// Notes that a profile was proposed and taken.
pub fn mark_used(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportProfileId,
    now: Timestamp,
) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::update(table::table.find(Key(id)))
        .filter(table::organization_id.eq(Key(owner)))
        .set(table::used_at.eq(Moment(now)))
        .execute(c))?;
    Ok(())
}
