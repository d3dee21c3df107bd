//! The connection to a CRM: tokens under seal, what goes where, which contact is which record, and pushes.

pub mod connection;
pub mod hook;
pub mod link;
pub mod mapping;
pub mod push;
pub mod push_item;
pub mod state;

use diesel::prelude::*;

use crate::conn::{Conn, on};
use crate::schema::{
    crm_connections, crm_links, crm_mappings, crm_push_items, crm_push_parts, crm_pushes,
    crm_states,
};
use crate::types::Key;
use crate::{Result, Scope};

/// Forgets all of a closed organization.
pub fn delete_all(conn: &mut Conn, scope: &Scope) -> Result<()> {
    let owner = scope.organization();
    macro_rules! forget {
        ($($table:ident)*) => {
            $(on!(conn, |c| diesel::delete($table::table)
                .filter($table::organization_id.eq(Key(owner)))
                .execute(c))?;)*
        };
    }
    forget!(crm_push_items crm_push_parts crm_pushes crm_links crm_mappings crm_states crm_connections);
    Ok(())
}

/// A hash as it is stored.
fn hash_of(bytes: Option<Vec<u8>>) -> Result<Option<[u8; 32]>> {
    let read =
        |bytes: Vec<u8>| bytes.try_into().map_err(|_| crate::Error::Corrupt("a hash of the CRM"));
    bytes.map(read).transpose()
}
