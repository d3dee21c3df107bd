//! Which contact is which record of a location: one each way. The link of a contact that was deleted stays,
//! because an undo may put it back; until then it stands in nobody's way.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;
use domain::{ContactId, Timestamp};

use crate::conn::{Conn, on};
use crate::schema::{contacts, crm_links as table};
use crate::types::{Key, Moment};
use crate::{Result, Scope, dialect};

/// The hashes of the address and the number by which a record is found: equal ones are equal, and that is
/// all that they tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Hashes {
    pub email: Option<[u8; 32]>,
    pub phone: Option<[u8; 32]>,
}

/// A contact and its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub contact: ContactId,
    pub crm_id: String,
    pub hashes: Hashes,
}

/// The records of these contacts.
pub fn of_contacts(
    conn: &mut Conn,
    scope: &Scope,
    location: &str,
    contacts: &[ContactId],
) -> Result<HashMap<ContactId, String>> {
    let owner = scope.organization();
    let mut found = HashMap::new();
    for ids in contacts.chunks(dialect::ROWS) {
        let keys: Vec<_> = ids.iter().map(|&id| Key(id)).collect();
        let rows: Vec<(Key<ContactId>, String)> = on!(conn, |c| table::table
            .filter(table::organization_id.eq(Key(owner)))
            .filter(table::location.eq(location))
            .filter(table::contact_id.eq_any(&keys))
            .select((table::contact_id, table::crm_id))
            .load(c))?;
        found.extend(rows.into_iter().map(|(Key(contact), record)| (contact, record)));
    }
    Ok(found)
}

/// The contact of a record, if it is there.
pub fn of_record(
    conn: &mut Conn,
    scope: &Scope,
    location: &str,
    crm_id: &str,
) -> Result<Option<ContactId>> {
    let owner = scope.organization();
    let found: Option<Key<ContactId>> = on!(conn, |c| table::table
        .filter(table::organization_id.eq(Key(owner)))
        .filter(table::location.eq(location))
        .filter(table::crm_id.eq(crm_id))
        .filter(is_there())
        .select(table::contact_id)
        .get_result(c)
        .optional())?;
    Ok(found.map(|Key(contact)| contact))
}

/// Whether a link's contact is there.
#[diesel::dsl::auto_type(no_type_alias)]
fn is_there() -> _ {
    exists(contacts::table.filter(contacts::id.eq(table::contact_id)))
}

/// The contacts that were written with these addresses and numbers, by their hashes.
pub fn by_hashes(
    conn: &mut Conn,
    scope: &Scope,
    location: &str,
    hashes: &[Hashes],
) -> Result<HashMap<[u8; 32], ContactId>> {
    let owner = scope.organization();
    let mut found = HashMap::new();
    for some in hashes.chunks(dialect::ROWS) {
        let emails: Vec<&[u8]> =
            some.iter().filter_map(|one| Some(one.email.as_ref()?.as_slice())).collect();
        let phones: Vec<&[u8]> =
            some.iter().filter_map(|one| Some(one.phone.as_ref()?.as_slice())).collect();
        let by_email: Vec<(Option<Vec<u8>>, Key<ContactId>)> = on!(conn, |c| table::table
            .filter(table::organization_id.eq(Key(owner)))
            .filter(table::location.eq(location))
            .filter(table::email_hash.eq_any(&emails))
            .filter(is_there())
            .select((table::email_hash, table::contact_id))
            .load(c))?;
        let by_phone: Vec<(Option<Vec<u8>>, Key<ContactId>)> = on!(conn, |c| table::table
            .filter(table::organization_id.eq(Key(owner)))
            .filter(table::location.eq(location))
            .filter(table::phone_hash.eq_any(&phones))
            .filter(is_there())
            .select((table::phone_hash, table::contact_id))
            .load(c))?;
        for (hash, Key(contact)) in by_email.into_iter().chain(by_phone) {
            if let Some(hash) = super::hash_of(hash)? {
                found.insert(hash, contact);
            }
        }
    }
    Ok(found)
}

/// Keeps what is known of a contact's record now. Whoever calls it has asked [`of_record`]: a contact that had
/// the record and is gone loses it.
///
/// # Errors
/// [`crate::Constraint::RecordTaken`] if the record is another contact's.
pub fn keep(
    conn: &mut Conn,
    scope: &Scope,
    location: &str,
    link: &Link,
    now: Timestamp,
) -> Result<()> {
    let owner = scope.organization();
    let (email, phone) =
        (link.hashes.email.map(|h| h.to_vec()), link.hashes.phone.map(|h| h.to_vec()));
    on!(conn, |c| diesel::delete(table::table)
        .filter(table::organization_id.eq(Key(owner)))
        .filter(table::location.eq(location))
        .filter(table::crm_id.eq(&link.crm_id))
        .filter(table::contact_id.ne(Key(link.contact)))
        .execute(c))?;
    on!(conn, |c| diesel::insert_into(table::table)
        .values((
            table::organization_id.eq(Key(owner)),
            table::location.eq(location),
            table::contact_id.eq(Key(link.contact)),
            table::crm_id.eq(&link.crm_id),
            table::email_hash.eq(email.clone()),
            table::phone_hash.eq(phone.clone()),
            table::pushed_at.eq(Moment(now)),
        ))
        .on_conflict((table::organization_id, table::location, table::contact_id))
        .do_update()
        .set((
            table::crm_id.eq(&link.crm_id),
            table::email_hash.eq(email),
            table::phone_hash.eq(phone),
            table::pushed_at.eq(Moment(now)),
        ))
        .execute(c))?;
    Ok(())
}

/// Forgets the record of a contact, because the CRM does not have it any more.
pub fn delete(conn: &mut Conn, scope: &Scope, location: &str, contact: ContactId) -> Result<()> {
    let owner = scope.organization();
    on!(conn, |c| diesel::delete(table::table.find((Key(owner), location, Key(contact))))
        .execute(c))?;
    Ok(())
}
