use diesel::prelude::*;
use domain::crm::PushFate;
use domain::{ContactId, OrganizationId, PushId, Timestamp};

use crate::conn::{Conn, on};
use crate::crm::link::Hashes;
use crate::schema::crm_push_items as table;
use crate::types::{Json, Key, Moment};
use crate::{Result, Scope, dialect};

/// What the dry run says of a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    pub number: u64,
    pub contact: ContactId,
    pub fate: PushFate,
    pub reason: Option<String>,
    pub fields: Vec<String>,
    pub crm_id: Option<String>,
    pub other_crm_id: Option<String>,
    pub other_contact: Option<ContactId>,
    pub hashes: Hashes,
}

#[derive(Insertable)]
#[diesel(table_name = table)]
struct NewRow<'a> {
    push_id: Key<PushId>,
    number: i64,
    organization_id: Key<OrganizationId>,
    contact_id: Key<ContactId>,
    planned: &'static str,
    fate: &'static str,
    unsure: bool,
    reason: Option<&'a str>,
    fields: Json<&'a [String]>,
    crm_id: Option<&'a str>,
    other_crm_id: Option<&'a str>,
    other_contact_id: Option<Key<ContactId>>,
    email_hash: Option<&'a [u8]>,
    phone_hash: Option<&'a [u8]>,
    updated_at: Moment,
}

/// Keeps what the dry run says of the next contacts.
pub fn create_many(
    conn: &mut Conn,
    scope: &Scope,
    push: PushId,
    items: &[NewItem],
    now: Timestamp,
) -> Result<()> {
    let rows: Vec<NewRow<'_>> = items
        .iter()
        .map(|item| NewRow {
            push_id: Key(push),
            number: signed(item.number),
            organization_id: Key(scope.organization()),
            contact_id: Key(item.contact),
            planned: item.fate.as_str(),
            fate: item.fate.as_str(),
            unsure: false,
            reason: item.reason.as_deref(),
            fields: Json(item.fields.as_slice()),
            crm_id: item.crm_id.as_deref(),
            other_crm_id: item.other_crm_id.as_deref(),
            other_contact_id: item.other_contact.map(Key),
            email_hash: item.hashes.email.as_ref().map(<[u8; 32]>::as_slice),
            phone_hash: item.hashes.phone.as_ref().map(<[u8; 32]>::as_slice),
            updated_at: Moment(now),
        })
        .collect();
    dialect::insert_rows!(conn, table::table, &rows)?;
    Ok(())
}

/// Notes, before anything is sent, that from now on nobody knows whether the CRM took these contacts.
pub fn doubt(conn: &mut Conn, scope: &Scope, push: PushId, numbers: &[u64]) -> Result<()> {
    set_unsure(conn, scope, push, numbers, true)
}

/// Notes of contacts that nothing was sent after all.
pub fn calm(conn: &mut Conn, scope: &Scope, push: PushId, numbers: &[u64]) -> Result<()> {
    set_unsure(conn, scope, push, numbers, false)
}

/// How many contacts wait of which nobody knows whether the CRM took them.
pub fn unsure(conn: &mut Conn, scope: &Scope, push: PushId) -> Result<u64> {
    let waits = [PushFate::Create, PushFate::Update].map(PushFate::as_str);
    let rows: i64 = on!(conn, |c| table::table
        .filter(table::push_id.eq(Key(push)))
        .filter(table::organization_id.eq(Key(scope.organization())))
        .filter(table::fate.eq_any(waits))
        .filter(table::unsure.eq(true))
        .count()
        .get_result(c))?;
    Ok(u64::try_from(rows).unwrap_or_default())
}

fn set_unsure(
    conn: &mut Conn,
    scope: &Scope,
    push: PushId,
    numbers: &[u64],
    unsure: bool,
) -> Result<()> {
    for numbers in numbers.chunks(dialect::ROWS) {
        let numbers: Vec<i64> = numbers.iter().copied().map(signed).collect();
        on!(conn, |c| diesel::update(table::table)
            .filter(table::push_id.eq(Key(push)))
            .filter(table::organization_id.eq(Key(scope.organization())))
            .filter(table::number.eq_any(&numbers))
            .set(table::unsure.eq(unsure))
            .execute(c))?;
    }
    Ok(())
}

/// What became of a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    pub number: u64,
    pub fate: PushFate,
    pub reason: Option<String>,
    pub fields: Vec<String>,
    pub crm_id: Option<String>,
    pub other_crm_id: Option<String>,
    pub other_contact: Option<ContactId>,
    pub trace_id: Option<String>,
}

/// Keeps what became of a contact, if it was still to be written; answers whether it was.
pub fn settle(
    conn: &mut Conn,
    scope: &Scope,
    push: PushId,
    settled: &Settled,
    now: Timestamp,
) -> Result<bool> {
    let waits = [PushFate::Create, PushFate::Update].map(PushFate::as_str);
    let rows = on!(conn, |c| diesel::update(table::table)
        .filter(table::push_id.eq(Key(push)))
        .filter(table::number.eq(signed(settled.number)))
        .filter(table::organization_id.eq(Key(scope.organization())))
        .filter(table::fate.eq_any(waits))
        .set((
            table::fate.eq(settled.fate.as_str()),
            table::unsure.eq(false),
            table::reason.eq(settled.reason.as_deref()),
            table::fields.eq(Json(settled.fields.as_slice())),
            table::crm_id.eq(settled.crm_id.as_deref()),
            table::other_crm_id.eq(settled.other_crm_id.as_deref()),
            table::other_contact_id.eq(settled.other_contact.map(Key)),
            table::trace_id.eq(settled.trace_id.as_deref()),
            table::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(rows == 1)
}

/// Has the failed contacts written once more. Whatever was sent of them, the CRM is asked first.
pub fn retry(conn: &mut Conn, scope: &Scope, push: PushId, now: Timestamp) -> Result<u64> {
    let rows = on!(conn, |c| diesel::update(table::table)
        .filter(table::push_id.eq(Key(push)))
        .filter(table::organization_id.eq(Key(scope.organization())))
        .filter(table::fate.eq(PushFate::Failed.as_str()))
        .set((
            table::fate.eq(table::planned),
            table::unsure.eq(true),
            table::reason.eq(None::<String>),
            table::trace_id.eq(None::<String>),
            table::updated_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(u64::try_from(rows).unwrap_or_default())
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
