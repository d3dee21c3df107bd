//! Contacts: search, read, change.

use domain::ContactId;
use domain::contact::{Contact, ContactInput, ContactPatch, History};
use domain::search::{FacetValues, FilterField, SearchAnswer, SearchQuery, Suggestions, WhyNot};
use gloo_net::http::Method;
use web_sys::AbortSignal;

use super::call::Call;
use super::{Client, Error};

/// One page of a search.
pub(crate) async fn search(
    client: Client,
    query: &SearchQuery,
    abort: Option<AbortSignal>,
) -> Result<SearchAnswer, Error> {
    let call = Call::get("contacts/search").query(&query.to_pairs()).abort_by(abort);
    client.send(call).await?.read()
}

/// Completions of what is in the box.
pub(crate) async fn suggest(
    client: Client,
    query: &SearchQuery,
    abort: Option<AbortSignal>,
) -> Result<Suggestions, Error> {
    let asked =
        SearchQuery { text: query.text.clone(), scope: query.scope, ..SearchQuery::default() };
    let call = Call::get("contacts/suggest").query(&asked.to_pairs()).abort_by(abort);
    client.send(call).await?.read()
}

/// Values of a filter that begin so, with the contacts that each would find beside the rest of
/// the search.
pub(crate) async fn facet_values(
    client: Client,
    query: &SearchQuery,
    (field, like): (FilterField, String),
    abort: Option<AbortSignal>,
) -> Result<FacetValues, Error> {
    let mut pairs = query.to_pairs();
    pairs.push(("value_like", like));
    let path = format!("contacts/facets/{}", field.as_str());
    client.send(Call::get(path).query(&pairs).abort_by(abort)).await?.read()
}

/// What of a search keeps a contact away.
pub(crate) async fn why_not(
    client: Client,
    id: ContactId,
    query: &SearchQuery,
) -> Result<WhyNot, Error> {
    let call = Call::get(format!("contacts/{id}/why-not")).query(&query.to_pairs());
    client.send(call).await?.read()
}

/// One contact.
pub(crate) async fn find(client: Client, id: ContactId) -> Result<Contact, Error> {
    client.send(Call::get(format!("contacts/{id}"))).await?.read()
}

/// What became of a contact of the workspace, and where its values come from.
pub(crate) async fn history(client: Client, id: ContactId) -> Result<History, Error> {
    client.send(Call::get(format!("contacts/{id}/history"))).await?.read()
}

/// Adds a contact to the workspace.
pub(crate) async fn create(client: Client, input: &ContactInput) -> Result<Contact, Error> {
    client.send(Call::post("contacts").json(input)).await?.read()
}

/// Changes a contact that is still at `version`.
pub(crate) async fn update(
    client: Client,
    id: ContactId,
    version: i64,
    patch: &ContactPatch,
) -> Result<Contact, Error> {
    let call = Call::new(Method::PATCH, format!("contacts/{id}")).json(patch).if_match(version);
    client.send(call).await?.read()
}

/// Deletes a contact that is still at `version`. The request finishes even when the page is
/// left meanwhile.
pub(crate) async fn delete(client: Client, id: ContactId, version: i64) -> Result<(), Error> {
    let call = Call::new(Method::DELETE, format!("contacts/{id}"));
    client.send(call.if_match(version).outlives_page()).await.map(drop)
}
