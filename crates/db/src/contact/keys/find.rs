use std::collections::{HashMap, HashSet};

use diesel::prelude::*;
use domain::contact::{Contact, Identity};
use domain::{ContactId, Layer};

use super::{hash, runs};
use crate::conn::{Conn, on};
use crate::schema::contact_keys;
use crate::types::Key;
use crate::{Result, Scope, contact};

/// A contact that shares a key with what was asked for.
#[derive(Debug, Clone)]
pub struct Twin {
    /// The shared key (see [`Identity::keys`]).
    pub key: String,
    pub contact: Contact,
}

/// Hashes in one statement.
const CHUNK: usize = 500;
/// Keys that one statement answers, at most.
const ANSWERED: i64 = 20_000;
/// Contacts of one key that are looked at: a mailbox that thousands share tells nothing of anybody.
const CROWD: usize = 8;

/// The contacts of a layer that share any of these keys, each with the keys it shares. Directory
/// contacts come without what only saving reveals.
pub fn twins(conn: &mut Conn, scope: &Scope, layer: Layer, keys: &[String]) -> Result<Vec<Twin>> {
    let owner = scope.owner(layer);
    let runs: Vec<i64> = runs(conn, owner)?.into_iter().map(|(run, _)| run).collect();
    if runs.is_empty() || keys.is_empty() {
        return Ok(Vec::new());
    }
    let asked: HashSet<&str> = keys.iter().map(String::as_str).collect();
    let mut hashes: Vec<i64> = asked.iter().map(|key| hash(key)).collect();
    hashes.sort_unstable();
    let mut ids: Vec<ContactId> = Vec::new();
    for hashes in hashes.chunks(CHUNK) {
        let mut open = hashes.to_vec();
        while !open.is_empty() {
            let found: Vec<(i64, Key<ContactId>)> = on!(conn, |c| contact_keys::table
                .filter(contact_keys::organization_id.eq(Key(owner)))
                .filter(contact_keys::run.eq_any(&runs))
                .filter(contact_keys::hash.eq_any(&open))
                .limit(ANSWERED)
                .select((contact_keys::hash, contact_keys::contact_id))
                .load(c))?;
            let is_whole = i64::try_from(found.len()).is_ok_and(|count| count < ANSWERED);
            let mut counts: HashMap<i64, usize> = HashMap::new();
            for (hash, Key(id)) in found {
                let count = counts.entry(hash).or_default();
                *count += 1;
                if *count <= CROWD {
                    ids.push(id);
                }
            }
            // Crowds may have left no room for the others, who are asked for again without them.
            open.retain(|hash| !is_whole && counts.get(hash).is_none_or(|count| *count < CROWD));
        }
    }
    ids.sort_unstable();
    ids.dedup();
    let mut out = Vec::new();
    for ids in ids.chunks(1_000) {
        for contact in contact::whole_by_ids(conn, owner, ids)? {
            let shared: Vec<String> = Identity::keys(&contact.fields)
                .into_iter()
                .filter(|key| asked.contains(key.as_str()))
                .collect();
            let contact = if layer == Layer::Directory { contact.masked() } else { contact };
            out.extend(shared.into_iter().map(|key| Twin { key, contact: contact.clone() }));
        }
    }
    Ok(out)
}

impl Twin {
    /// Twins by the key that they share.
    pub fn by_key(twins: Vec<Self>) -> HashMap<String, Vec<Contact>> {
        let mut out: HashMap<String, Vec<Contact>> = HashMap::new();
        for twin in twins {
            out.entry(twin.key).or_default().push(twin.contact);
        }
        out
    }
}
