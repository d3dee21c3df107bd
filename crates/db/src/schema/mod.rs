//! The tables as both databases have them; by hand, because the SQL types are our own. A test
//! writes and reads every column on both.

use diesel::{allow_tables_to_appear_in_same_query, joinable};

mod of_accounts;
mod of_contacts;
mod of_crm;
mod of_imports;
mod of_installation;

pub(crate) use of_accounts::*;
pub(crate) use of_contacts::*;
pub(crate) use of_crm::*;
pub(crate) use of_imports::*;
pub(crate) use of_installation::*;

joinable!(members -> organizations (organization_id));
allow_tables_to_appear_in_same_query!(
    members,
    organizations,
    users,
    sessions,
    api_keys,
    invitations,
    identities,
    operators,
);
allow_tables_to_appear_in_same_query!(jobs, organizations);
allow_tables_to_appear_in_same_query!(saved_searches, saved_search_places, notices, search_watches);
allow_tables_to_appear_in_same_query!(imports, import_chunks, import_rows);
allow_tables_to_appear_in_same_query!(lists, list_contacts, contacts);
allow_tables_to_appear_in_same_query!(crm_connections, users);
allow_tables_to_appear_in_same_query!(crm_pushes, users);
allow_tables_to_appear_in_same_query!(crm_links, contacts);
