use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use domain::crm::{FateFilter, PushCounts, PushFate, PushItem};
use domain::{ContactId, Layer, PushId};

use crate::conn::{Conn, on};
use crate::crm::hash_of;
use crate::crm::link::Hashes;
use crate::schema::crm_push_items as table;
use crate::types::{Json, Key, Moment};
use crate::{Error, Result, Scope, contact, dialect};

#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
#[diesel(check_for_backend(diesel::pg::Pg, diesel::sqlite::Sqlite))]
struct Row {
    number: i64,
    contact_id: Key<ContactId>,
    planned: String,
    fate: String,
    reason: Option<String>,
    fields: Json<Vec<String>>,
    crm_id: Option<String>,
    other_crm_id: Option<String>,
    other_contact_id: Option<Key<ContactId>>,
    trace_id: Option<String>,
    updated_at: Moment,
}

/// Contacts of a push behind a number, in the order of the push.
pub fn list(
    conn: &mut Conn,
    scope: &Scope,
    push: PushId,
    filter: FateFilter,
    (after, limit): (u64, i64),
) -> Result<Vec<PushItem>> {
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let rows: Vec<Row> = on!(conn, |c| {
        let query = table::table
            .filter(table::push_id.eq(Key(push)))
            .filter(table::organization_id.eq(Key(scope.organization())))
            .filter(table::number.gt(after))
            .select(Row::as_select())
            .order(table::number.asc())
            .limit(limit)
            .into_boxed();
        match filter.fate {
            Some(fate) => query.filter(table::fate.eq(fate.as_str())).load(c),
            None => query.load(c),
        }
    })?;
    let ids: Vec<ContactId> = rows.iter().map(|row| row.contact_id.0).collect();
    let mut names = HashMap::new();
    for ids in ids.chunks(dialect::ROWS) {
        let found = contact::by_ids(conn, scope, Layer::Workspace, ids)?;
        names.extend(found.iter().map(|one| (one.id, one.fields.display_name().to_owned())));
    }
    rows.into_iter().map(|row| item(row, &names)).collect()
}

fn item(row: Row, names: &HashMap<ContactId, String>) -> Result<PushItem> {
    let contact = row.contact_id.0;
    Ok(PushItem {
        number: u64::try_from(row.number).unwrap_or_default(),
        contact,
        name: names.get(&contact).cloned(),
        planned: fate(&row.planned)?,
        fate: fate(&row.fate)?,
        reason: row.reason,
        fields: row.fields.0,
        crm_id: row.crm_id,
        other_crm_id: row.other_crm_id,
        other_contact: row.other_contact_id.map(|Key(id)| id),
        trace_id: row.trace_id,
        updated_at: row.updated_at.0,
    })
}

fn fate(word: &str) -> Result<PushFate> {
    PushFate::from_word(word).ok_or(Error::Corrupt("crm_push_items.fate"))
}

/// How many contacts are what.
pub fn counts(conn: &mut Conn, scope: &Scope, push: PushId, total: u64) -> Result<PushCounts> {
    let rows: Vec<(String, i64)> = on!(conn, |c| table::table
        .filter(table::push_id.eq(Key(push)))
        .filter(table::organization_id.eq(Key(scope.organization())))
        .group_by(table::fate)
        .select((table::fate, diesel::dsl::count_star()))
        .load(c))?;
    let mut counts = PushCounts { total, ..PushCounts::default() };
    for (word, count) in rows {
        *counts.of(fate(&word)?) = u64::try_from(count).unwrap_or_default();
    }
    Ok(counts)
}

/// The number of the last contact that has a fate; 0 before the first.
pub fn last(conn: &mut Conn, scope: &Scope, push: PushId) -> Result<u64> {
    let last: Option<i64> = on!(conn, |c| table::table
        .filter(table::push_id.eq(Key(push)))
        .filter(table::organization_id.eq(Key(scope.organization())))
        .select(diesel::dsl::max(table::number))
        .get_result(c))?;
    Ok(u64::try_from(last.unwrap_or_default()).unwrap_or_default())
}

/// The numbers behind the first and up to the second that have a fate.
pub fn numbers(
    conn: &mut Conn,
    scope: &Scope,
    push: PushId,
    (after, to): (u64, u64),
) -> Result<HashSet<u64>> {
    let signed = |number| i64::try_from(number).unwrap_or(i64::MAX);
    let rows: Vec<i64> = on!(conn, |c| table::table
        .filter(table::push_id.eq(Key(push)))
        .filter(table::organization_id.eq(Key(scope.organization())))
        .filter(table::number.gt(signed(after)))
        .filter(table::number.le(signed(to)))
        .select(table::number)
        .load(c))?;
    Ok(rows.into_iter().map(|number| u64::try_from(number).unwrap_or_default()).collect())
}

/// The contacts of a push with these addresses and numbers, by their hashes.
pub fn by_hashes(
    conn: &mut Conn,
    scope: &Scope,
    push: PushId,
    hashes: &[Hashes],
) -> Result<HashMap<[u8; 32], ContactId>> {
    type Found = Vec<(Option<Vec<u8>>, Key<ContactId>)>;
    let owner = scope.organization();
    let mut found = HashMap::new();
    for some in hashes.chunks(dialect::ROWS) {
        let emails: Vec<&[u8]> =
            some.iter().filter_map(|one| Some(one.email.as_ref()?.as_slice())).collect();
        let phones: Vec<&[u8]> =
            some.iter().filter_map(|one| Some(one.phone.as_ref()?.as_slice())).collect();
        let by_email: Found = on!(conn, |c| table::table
            .filter(table::push_id.eq(Key(push)))
            .filter(table::organization_id.eq(Key(owner)))
            .filter(table::email_hash.eq_any(&emails))
            .select((table::email_hash, table::contact_id))
            .order(table::number.desc())
            .load(c))?;
        let by_phone: Found = on!(conn, |c| table::table
            .filter(table::push_id.eq(Key(push)))
            .filter(table::organization_id.eq(Key(owner)))
            .filter(table::phone_hash.eq_any(&phones))
            .select((table::phone_hash, table::contact_id))
            .order(table::number.desc())
            .load(c))?;
        for (hash, Key(contact)) in by_email.into_iter().chain(by_phone) {
            if let Some(hash) = hash_of(hash)? {
                found.insert(hash, contact);
            }
        }
    }
    Ok(found)
}

/// A contact that is still to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub number: u64,
    pub contact: ContactId,
    pub planned: PushFate,
    /// The record that the dry run found.
    pub crm_id: Option<String>,
    /// Nobody knows whether the CRM took it already.
    pub unsure: bool,
}

/// The next contacts behind a number that are still to be written.
pub fn waiting(
    conn: &mut Conn,
    scope: &Scope,
    push: PushId,
    after: u64,
    limit: i64,
) -> Result<Vec<Waiting>> {
    type Found = (i64, Key<ContactId>, String, Option<String>, bool);
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let fates = [PushFate::Create, PushFate::Update].map(PushFate::as_str);
    let rows: Vec<Found> = on!(conn, |c| table::table
        .filter(table::push_id.eq(Key(push)))
        .filter(table::organization_id.eq(Key(scope.organization())))
        .filter(table::number.gt(after))
        .filter(table::fate.eq_any(fates))
        .select((table::number, table::contact_id, table::planned, table::crm_id, table::unsure))
        .order(table::number.asc())
        .limit(limit)
        .load(c))?;
    rows.into_iter()
        .map(|(number, Key(contact), planned, crm_id, unsure)| {
            let number = u64::try_from(number).unwrap_or_default();
            Ok(Waiting { number, contact, planned: fate(&planned)?, crm_id, unsure })
        })
        .collect()
}
