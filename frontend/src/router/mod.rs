//! Addresses of pages, and what every page does when it opens.

mod address;
mod guard;
mod last;
mod link;

pub(crate) use address::{Place, with_contact, with_contact_of};
pub(crate) use guard::{next_path, set_title};
pub(crate) use last::LastSearch;
pub(crate) use link::token_of_link;

/// Addresses that are linked from more than one place.
pub(crate) mod paths {
    use domain::{ContactId, ImportId, PushId};

    pub(crate) const SEARCH: &str = "/search";
    pub(crate) const LISTS: &str = "/lists";
    pub(crate) const IMPORTS: &str = "/imports";
    pub(crate) const CRM: &str = "/crm";
    pub(crate) const CRM_CONNECTION: &str = "/settings/crm";
    pub(crate) const CRM_MAPPING: &str = "/settings/crm/mapping";
    pub(crate) const LOGIN: &str = "/login";
    pub(crate) const SIGNUP: &str = "/signup";
    pub(crate) const FORGOT: &str = "/forgot";
    pub(crate) const NEW_CONTACT: &str = "/contacts/new";
    pub(crate) const PROFILE: &str = "/settings/profile";
    pub(crate) const SECURITY: &str = "/settings/security";
    pub(crate) const ORGANIZATION: &str = "/settings/organization";
    pub(crate) const MEMBERS: &str = "/settings/members";
    pub(crate) const KEYS: &str = "/settings/keys";
    pub(crate) const AUDIT: &str = "/settings/audit";
    pub(crate) const REQUESTS: &str = "/settings/requests";
    pub(crate) const SUPPRESSION: &str = "/settings/suppression";
    pub(crate) const USAGE: &str = "/settings/usage";
    pub(crate) const JOBS: &str = "/operator/jobs";

    /// One import.
    pub(crate) fn import(id: ImportId) -> String {
        format!("/imports/{id}")
    }

    /// One push into the CRM.
    pub(crate) fn push(id: PushId) -> String {
        format!("/crm/pushes/{id}")
    }

    /// One contact with its history.
    pub(crate) fn contact(id: ContactId) -> String {
        format!("/contacts/{id}")
    }

    /// The form that changes a contact.
    pub(crate) fn edit_contact(id: ContactId) -> String {
        format!("/contacts/{id}/edit")
    }
}
