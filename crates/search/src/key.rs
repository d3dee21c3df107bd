//! The key by which contacts are ordered: owner, folded display name, a zero byte, the id.

use domain::contact::ContactFields;
use domain::id::TypedId;
use domain::value::fold;
use domain::{ContactId, Partition};

/// Letters of the name that count for the order; cursors carry them.
const NAME_MAX: usize = 120;
const ID: usize = 16;
/// Bytes of the owner in front.
pub(crate) const OWNER: usize = 16;

/// The key of a contact.
pub(crate) fn key(partition: Partition, contact: ContactId, fields: &ContactFields) -> Vec<u8> {
    let mut key = partition.owner().uuid().as_bytes().to_vec();
    let name = fold(fields.display_name());
    key.extend(name.bytes().take(NAME_MAX));
    key.push(0);
    key.extend_from_slice(contact.uuid().as_bytes());
    key
}

/// The folded name in a key.
pub(crate) fn name(key: &[u8]) -> &[u8] {
    key.get(OWNER..key.len().saturating_sub(ID + 1)).unwrap_or_default()
}
