//! `/settings`: the person, the organization, and who may do what in it.

mod acting;
mod audit;
mod feed;
mod frame;
mod keys;
mod loaded;
mod members;
mod organization;
mod page_links;
mod profile;
mod requests;
mod roles;
mod security;
mod suppression;
mod usage;

pub(super) use acting::Acting;
pub(crate) use audit::audit_page;
pub(super) use feed::Feed;
pub(super) use frame::settings;
pub(crate) use keys::keys_page;
pub(super) use loaded::Loaded;
pub(crate) use members::members_page;
pub(crate) use organization::organization_page;
pub(crate) use page_links::{PageLink, page_links};
pub(crate) use profile::profile_page;
pub(crate) use requests::requests_page;
pub(crate) use security::security_page;
pub(crate) use suppression::suppression_page;
pub(crate) use usage::usage_page;
