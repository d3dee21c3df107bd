//! Addresses of pages, and what every page does when it opens.

mod address;
mod guard;
mod last;

pub(crate) use address::{Place, with_contact};
pub(crate) use guard::{next_path, private, set_title};
pub(crate) use last::LastSearch;

/// Addresses that are linked from more than one place.
pub(crate) mod paths {
    use domain::{ContactId, ImportId};

    pub(crate) const SEARCH: &str = "/search";
    pub(crate) const IMPORTS: &str = "/imports";
    pub(crate) const LOGIN: &str = "/login";
    pub(crate) const SIGNUP: &str = "/signup";
    pub(crate) const NEW_CONTACT: &str = "/contacts/new";

    /// One import.
    pub(crate) fn import(id: ImportId) -> String {
        format!("/imports/{id}")
    }

    /// The form that changes a contact.
    pub(crate) fn edit_contact(id: ContactId) -> String {
        format!("/contacts/{id}/edit")
    }
}
