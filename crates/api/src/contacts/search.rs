use std::collections::HashMap;

use actix_web::{HttpRequest, HttpResponse, get, web};
use db::Conn;
use domain::contact::Contact;
use domain::search::{Day, Hit, SearchAnswer, SearchQuery, Why};
use domain::{ContactId, Layer};

use super::wait::read_own_writes;
use crate::App;
use crate::access::{Access, ContactsRead};
use crate::http::{Answer, Refusal};

/// Search contacts
///
/// Finds people as they are typed: every word may be the beginning of a word, another form of a given name
/// or have a typo from four letters on; where nobody is met so, also two from eight letters on, or one in
/// the first. Words such as `vp`, `sales` or `germany` also find what they mean; `chips` names them. `"a b"`
/// is met to the letter, `-word` by nobody, `OR` and brackets do what they say, `field:value` looks into one
/// field. A repeated filter is OR inside it, different filters are AND, a leading `-` excludes. A change that
/// was answered before is seen.
#[utoipa::path(
    tag = "contacts",
    params(
        ("q" = Option<String>, Query, description = "Words of the name, title, company, city, e-mail or phone, with `\"…\"`, `-`, `OR`, brackets and `field:value`", example = "ann smi -acme"),
        ("scope" = Option<Layer>, Query, description = "`workspace` unless given"),
        ("industry" = Option<Vec<String>>, Query, explode = true),
        ("company" = Option<Vec<String>>, Query, explode = true),
        ("title" = Option<Vec<String>>, Query, explode = true),
        ("seniority" = Option<Vec<String>>, Query, explode = true),
        ("department" = Option<Vec<String>>, Query, explode = true),
        ("country" = Option<Vec<String>>, Query, explode = true, description = "ISO 3166-1 codes"),
        ("city" = Option<Vec<String>>, Query, explode = true),
        ("region" = Option<Vec<String>>, Query, explode = true),
        ("size" = Option<Vec<String>>, Query, explode = true),
        ("domain" = Option<Vec<String>>, Query, explode = true),
        ("tag" = Option<Vec<String>>, Query, explode = true),
        ("has" = Option<Vec<String>>, Query, explode = true, description = "email, phone, linkedin, website, title, company"),
        ("source" = Option<Vec<String>>, Query, explode = true, description = "created, import, directory, sample"),
        ("created" = Option<Vec<String>>, Query, explode = true, description = "A day, month or year, `>=2026-01-01`, `<2026`, `2026-01..2026-03`, or one that moves: `today`, `last-30-days`, `this-month`, `this-year`; in UTC", example = json!([">=2026-01-01"])),
        ("updated" = Option<Vec<String>>, Query, explode = true, description = "As `created`"),
        ("verified" = Option<Vec<String>>, Query, explode = true, description = "As `created`"),
        ("list" = Option<Vec<String>>, Query, explode = true, description = "Ids of lists; a live one stands for its search, in brackets"),
        ("verbatim" = Option<Vec<String>>, Query, explode = true, description = "Words of the box that mean nothing but themselves: the `words` of chips that were taken off"),
        ("sort" = Option<String>, Query, description = "name, company, title, city, country, updated, created or verified, `-` in front for descending; by relevance unless given", example = "-updated"),
        ("limit" = Option<usize>, Query, minimum = 1, maximum = 1000, description = "50 unless given"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
        ("offset" = Option<usize>, Query, description = "Hits before the page, instead of a cursor: for a scroll bar. Pages in a row go by cursors, which neither repeat nor hide contacts when others come or go"),
        ("facets" = Option<bool>, Query, description = "Whether to count facets; true unless given"),
    ),
    responses((status = 200, description = "A page of hits", body = SearchAnswer, headers(("Server-Timing" = String, description = "`search;dur=` milliseconds in the index")))),
)]
#[get("/contacts/search")]
pub(crate) async fn search_contacts(
    app: web::Data<App>,
    access: Access<ContactsRead>,
    request: HttpRequest,
) -> Answer<HttpResponse> {
    let mut query = parse(request.query_string())?;
    let started = app.sources.now();
    let day = Day::of_search(&mut query, started);
    let _turn = app.searches.clone().acquire_owned().await.map_err(Refusal::internal)?;
    let (scope, layer) = (access.scope, query.scope);
    let state = app.clone();
    let read = move |c: &mut Conn| {
        db::list::resolve(c, &scope, &mut query, day)?;
        let before = state.sources.now();
        let found = state.index.find(scope.partition(layer), &query)?;
        let searched = state.sources.now().seconds_since(before) * 1e3;
        let ids: Vec<ContactId> = found.hits.iter().map(|hit| hit.contact).collect();
        let contacts = db::contact::by_ids(c, &scope, layer, &ids)?;
        Ok((found, searched, contacts))
    };
    let (found, searched, contacts) = read_own_writes(&app, &access, layer, read).await?;
    let mut contacts: HashMap<ContactId, Contact> =
        contacts.into_iter().map(|contact| (contact.id, contact)).collect();
    // A contact that was deleted a moment ago may still be in the index: it has no row.
    let hits = found.hits.into_iter().filter_map(|mut hit| {
        let contact = contacts.remove(&hit.contact)?;
        if layer == Layer::Directory {
            hit.why.iter_mut().for_each(hide);
        }
        Some(Hit { contact, why: hit.why })
    });
    let answer = SearchAnswer {
        hits: hits.collect(),
        total: found.total,
        facets: found.facets,
        chips: found.chips,
        next_cursor: found.next_cursor.map(|cursor| day.mark(&cursor)),
        took_ms: app.sources.now().seconds_since(started) * 1e3,
    };
    let timing = format!("search;dur={searched:.3}");
    Ok(HttpResponse::Ok().insert_header(("Server-Timing", timing)).json(answer))
}

/// What only saving reveals, no reason tells: it shows no more than was typed.
fn hide(why: &mut Why) {
    if matches!(why.field.as_str(), "emails" | "phones") {
        why.matched.clone_from(&why.word);
    }
}

pub(crate) fn parse(query: &str) -> Answer<SearchQuery> {
    parse_beside(query, "").map(|(query, _)| query)
}

/// A search, and the value of a parameter that is none of a search, empty if it is missing.
pub(in crate::contacts) fn parse_beside(
    query: &str,
    beside: &str,
) -> Answer<(SearchQuery, String)> {
    let mut pairs = web::Query::<Vec<(String, String)>>::from_query(query)
        .map_err(|_| Refusal::new(domain::Code::MalformedRequest, "The query cannot be decoded."))?
        .into_inner();
    let at = pairs.iter().position(|(name, _)| !beside.is_empty() && name == beside);
    let value = at.map(|at| pairs.remove(at).1).unwrap_or_default();
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    Ok((SearchQuery::from_pairs(pairs).map_err(Refusal::invalid)?, value))
}
