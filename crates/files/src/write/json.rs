//! One JSON object a line.

use domain::contact::ContactFields;

/// The fields of a contact under the names that the API gives them. Empty ones are there, so that every
/// line has the same keys.
pub(super) fn line(fields: &ContactFields) -> Vec<u8> {
    // Texts, lists and maps of texts always can be written.
    let mut line = serde_json::to_vec(fields).unwrap_or_default();
    line.push(b'\n');
    line
}
