use diesel::prelude::*;
use domain::contact::{Contact, Identity};

use super::row::Row;
use crate::conn::{Conn, on};
use crate::schema::{contact_keys, contacts};
use crate::types::Key;
use crate::{Result, Scope};

/// A contact of the workspace that shares a key with what was asked for.
#[derive(Debug, Clone)]
pub struct Twin {
    /// The shared key (see [`Identity::keys`]).
    pub key: String,
    pub contact: Contact,
}

impl Twin {
    /// The facts that confirm or deny it.
    pub fn identity(&self) -> Identity {
        Identity::of(&self.contact.fields)
    }
}

/// Keys in one statement: far below the limits of both databases.
const CHUNK: usize = 1_000;

/// The contacts of the workspace that share any of these keys, each with the key it shares.
pub fn twins(conn: &mut Conn, scope: &Scope, keys: &[String]) -> Result<Vec<Twin>> {
    let owner = scope.organization();
    let mut out = Vec::new();
    for keys in keys.chunks(CHUNK) {
        let rows: Vec<(String, Row)> = on!(conn, |c| contact_keys::table
            .inner_join(contacts::table.on(contacts::id.eq(contact_keys::contact_id)))
            .filter(contact_keys::organization_id.eq(Key(owner)))
            .filter(contact_keys::key.eq_any(keys))
            .order((contact_keys::key.asc(), contact_keys::contact_id.asc()))
            .select((contact_keys::key, Row::as_select()))
            .load(c))?;
        for (key, row) in rows {
            out.push(Twin { key, contact: row.contact()? });
        }
    }
    Ok(out)
}
