//! The page of consent, walked through as a browser would.

use connect::crm::{SCOPES, Trouble};
use fake_crm::{LOCATION, Settings};
use url::{Url, form_urlencoded};

use crate::site::{BACK, Site};

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().new_agent()
}

/// Opens the page and presses the button. Answers the address to which the browser is sent.
fn choose(site: &Site, choice: &str) -> Url {
    let page = Url::parse(&site.crm.authorize_url("state & more").unwrap()).unwrap();
    let mut form: Vec<(String, String)> = page.query_pairs().into_owned().collect();
    let mut shown = agent().get(page.as_str()).call().unwrap();
    assert_eq!(shown.status(), 200);
    let text = shown.body_mut().read_to_string().unwrap();
    assert!(text.contains(&format!("value=\"{choice}\"")), "{text}");
    form.push(("choice".to_owned(), choice.to_owned()));
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let sent = agent()
        .post(page.as_str())
        .header("Content-Type", "application/x-www-form-urlencoded")
        .send(&body)
        .unwrap();
    assert_eq!(sent.status(), 302);
    Url::parse(sent.headers()["location"].to_str().unwrap()).unwrap()
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(one, _)| one == name).map(|(_, text)| text.into())
}

#[tokio::test]
async fn consent_gives_a_code_that_works_once() {
    let site = Site::start();
    let back = choose(&site, LOCATION);
    assert!(back.as_str().starts_with(BACK));
    assert_eq!(parameter(&back, "state").as_deref(), Some("state & more"));
    let code = parameter(&back, "code").unwrap();
    let grant = site.crm.exchange_code(&code).await.unwrap();
    assert_eq!(grant.location(), Ok(LOCATION));
    assert_eq!(grant.scopes.as_deref().unwrap(), SCOPES);
    assert_eq!(site.crm.exchange_code(&code).await.err(), Some(Trouble::InvalidGrant));
    // The second use took the tokens of the first with it.
    let lost = site.crm.location(&grant.access_token, LOCATION).await.result;
    assert_eq!(lost, Err(Trouble::Unauthorised));
}

#[tokio::test]
async fn a_code_does_not_live_long() {
    let site = Site::start();
    site.fake.change(|world| world.settings.code_seconds = 0);
    let code = parameter(&choose(&site, LOCATION), "code").unwrap();
    assert_eq!(site.crm.exchange_code(&code).await.err(), Some(Trouble::InvalidGrant));
}

#[tokio::test]
async fn an_agency_gives_a_token_that_is_for_no_location() {
    let site = Site::start();
    site.fake
        .change(|world| world.settings = Settings { company_tokens: true, ..Settings::default() });
    let code = parameter(&choose(&site, "company"), "code").unwrap();
    let grant = site.crm.exchange_code(&code).await.unwrap();
    assert!(grant.location().is_err());
    assert!(grant.company_id.is_some());
}

#[test]
fn whoever_denies_comes_back_without_a_code() {
    let back = choose(&Site::start(), "deny");
    assert_eq!(parameter(&back, "error").as_deref(), Some("access_denied"));
    assert_eq!(parameter(&back, "code"), None);
}

#[test]
fn the_page_is_for_known_apps_addresses_and_scopes() {
    let site = Site::start();
    let page = site.crm.authorize_url("s").unwrap();
    for (right, wrong) in [
        ("response_type=code", "response_type=token"),
        ("client_id=66", "client_id=77"),
        ("redirect_uri=http%3A%2F%2F127.0.0.1", "redirect_uri=http%3A%2F%2F127.0.0.1.example"),
        ("contacts.write", "users.write"),
    ] {
        assert!(page.contains(right), "{page}");
        let shown = agent().get(page.replace(right, wrong)).call().unwrap();
        assert_eq!(shown.status(), 400, "{wrong}");
    }
}
