use std::collections::{HashMap, HashSet};

use diesel::dsl::{exists, select};
use diesel::prelude::*;
use domain::contact::{ContactEmail, ContactFields, EmailKind, Identity};
use domain::suppression::{Found, Identifier};
use domain::value::Email;
use domain::{ContactId, Layer, SuppressionId};

use super::{Digest, Suppressor};
use crate::conn::{Conn, on};
use crate::schema::suppressions;
use crate::types::Key;
use crate::{Error, Result, Scope, contact};

/// Hashes in one statement: far below the limits of both databases.
const CHUNK: usize = 5_000;

/// Whether anything is suppressed at all.
pub fn any(conn: &mut Conn, scope: &Scope) -> Result<bool> {
    let owner = scope.organization();
    let ours = suppressions::table.filter(suppressions::organization_id.eq(Key(owner)));
    Ok(on!(conn, |c| select(exists(ours)).get_result(c))?)
}

/// Those of the hashes that are on the list.
pub fn matching(conn: &mut Conn, scope: &Scope, digests: &[Digest]) -> Result<HashSet<Digest>> {
    Ok(known(conn, scope, digests)?.into_keys().collect())
}

/// Those of the hashes that are on the list, each with the id of its entry.
pub(super) fn known(
    conn: &mut Conn,
    scope: &Scope,
    digests: &[Digest],
) -> Result<HashMap<Digest, SuppressionId>> {
    let owner = scope.organization();
    let mut found = HashMap::new();
    for digests in digests.chunks(CHUNK) {
        let digests: Vec<&[u8]> = digests.iter().map(<[u8; 32]>::as_slice).collect();
        let rows: Vec<(Vec<u8>, Key<SuppressionId>)> = on!(conn, |c| suppressions::table
            .filter(suppressions::organization_id.eq(Key(owner)))
            .filter(suppressions::digest.eq_any(&digests))
            .select((suppressions::digest, suppressions::id))
            .load(c))?;
        for (digest, Key(id)) in rows {
            let digest = digest.try_into().map_err(|_| Error::Corrupt("suppressions.digest"))?;
            found.insert(digest, id);
        }
    }
    Ok(found)
}

/// Which of these contacts must not be stored, and must not leave: one query for all of them, and none
/// but a glance where nothing is suppressed.
pub fn held_back(
    conn: &mut Conn,
    scope: &Scope,
    suppressor: &Suppressor,
    contacts: &[&ContactFields],
) -> Result<Vec<bool>> {
    if contacts.is_empty() || !any(conn, scope)? {
        return Ok(vec![false; contacts.len()]);
    }
    let owner = scope.organization();
    let digests: Vec<Vec<Digest>> =
        contacts.iter().map(|fields| suppressor.digests(owner, fields)).collect();
    let held = matching(conn, scope, &digests.concat())?;
    Ok(digests.iter().map(|own| own.iter().any(|digest| held.contains(digest))).collect())
}

/// The fields of one contact that are suppressed, by their names in the request, each once.
pub fn holding(
    conn: &mut Conn,
    scope: &Scope,
    suppressor: &Suppressor,
    fields: &ContactFields,
) -> Result<Vec<String>> {
    let owner = scope.organization();
    let all: Vec<(String, Digest)> = Identifier::all_of(fields)
        .into_iter()
        .map(|Found { field, identifier }| (field, suppressor.digest(owner, &identifier)))
        .collect();
    let digests: Vec<Digest> = all.iter().map(|(_, digest)| *digest).collect();
    let held = matching(conn, scope, &digests)?;
    let mut named: Vec<String> = all
        .into_iter()
        .filter(|(_, digest)| held.contains(digest))
        .map(|(field, _)| field)
        .collect();
    named.dedup();
    Ok(named)
}

/// How many contacts of the workspace stand under one of these addresses.
pub fn contacts_of(conn: &mut Conn, scope: &Scope, emails: &[Email]) -> Result<u64> {
    let keys: Vec<String> = emails.iter().flat_map(|email| keys_of(email.clone())).collect();
    let twins = contact::twins(conn, scope, Layer::Workspace, &keys)?;
    let found: HashSet<ContactId> = twins.into_iter().map(|twin| twin.contact.id).collect();
    Ok(u64::try_from(found.len()).unwrap_or(u64::MAX))
}

/// The keys that a contact has by an address, whatever else it has.
fn keys_of(email: Email) -> Vec<String> {
    let emails = vec![ContactEmail { value: email, kind: EmailKind::default() }];
    Identity::keys(&ContactFields { emails, ..ContactFields::default() })
}
