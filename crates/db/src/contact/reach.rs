use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;
use domain::contact::{ContactEmail, ContactFields, ContactPhone};
use domain::{ContactId, Layer};

use crate::conn::{Conn, on};
use crate::schema::contacts;
use crate::types::{Json, Key};
use crate::{Result, Scope};

type Row = (
    Key<ContactId>,
    Json<Vec<ContactEmail>>,
    Json<Vec<ContactPhone>>,
    Json<BTreeMap<String, String>>,
);

/// Of the contacts of these ids, in their order, only the lists: e-mails, phones and custom fields. That
/// is enough to know the columns of a table and who is held back, and a third of the work of
/// [`super::by_ids`]. Of the directory, what only saving reveals is left out.
pub fn lists_of(
    conn: &mut Conn,
    scope: &Scope,
    layer: Layer,
    ids: &[ContactId],
) -> Result<Vec<(ContactId, ContactFields)>> {
    let owner = scope.owner(layer);
    let keys: Vec<_> = ids.iter().map(|&id| Key(id)).collect();
    let rows: Vec<Row> = on!(conn, |c| contacts::table
        .filter(contacts::organization_id.eq(Key(owner)))
        .filter(contacts::id.eq_any(&keys))
        .select((contacts::id, contacts::emails, contacts::phones, contacts::custom))
        .load(c))?;
    let mut found: HashMap<ContactId, ContactFields> = rows
        .into_iter()
        .map(|(Key(id), Json(emails), Json(phones), Json(custom))| {
            let mut fields = ContactFields { custom, ..ContactFields::default() };
            if layer == Layer::Workspace {
                (fields.emails, fields.phones) = (emails, phones);
            }
            (id, fields)
        })
        .collect();
    Ok(ids.iter().filter_map(|id| Some((*id, found.remove(id)?))).collect())
}
