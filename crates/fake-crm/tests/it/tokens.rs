use connect::crm::{Configuration, Crm, Trouble};
use domain::Timestamp;
use fake_crm::{CLIENT_ID, LOCATION};
use secrecy::{ExposeSecret as _, SecretString};

use crate::site::{BACK, Site};

#[tokio::test]
async fn a_refresh_token_works_once_and_its_reuse_ends_all() {
    let site = Site::start();
    let first: SecretString = site.pair().refresh_token.into();
    let second = site.crm.refresh(&first).await.unwrap();
    assert_eq!(second.location(), Ok(LOCATION));
    assert!(second.missing_scopes().is_empty());
    assert_eq!(second.expires_in.as_secs(), 86_399);
    assert!(site.crm.location(&second.access_token, LOCATION).await.result.is_ok());

    assert_eq!(site.crm.refresh(&first).await.err(), Some(Trouble::InvalidGrant));
    assert_eq!(site.fake.change(|world| world.counts.reuses), 1);
    // Whoever used it first loses what it got, too.
    let lost = site.crm.location(&second.access_token, LOCATION).await.result;
    assert_eq!(lost, Err(Trouble::Unauthorised));
    assert_eq!(site.crm.refresh(&second.refresh_token).await.err(), Some(Trouble::InvalidGrant));
}

#[tokio::test]
async fn an_expired_token_is_refused_and_refreshed() {
    let site = Site::start();
    let pair = site.pair();
    let (access, refresh) = (pair.access_token.into(), pair.refresh_token.into());
    site.fake.change(fake_crm::World::expire_tokens);
    assert_eq!(site.crm.location(&access, LOCATION).await.result, Err(Trouble::Unauthorised));
    let next = site.crm.refresh(&refresh).await.unwrap();
    assert!(site.crm.location(&next.access_token, LOCATION).await.result.is_ok());
}

#[tokio::test]
async fn an_inactive_location_keeps_its_refresh_token() {
    let site = Site::start();
    let pair = site.pair();
    let (access, refresh) = (pair.access_token.into(), pair.refresh_token.into());
    let set = |active: bool| {
        site.fake.change(|world| world.locations.get_mut(LOCATION).unwrap().active = active);
    };
    set(false);
    assert_eq!(site.crm.refresh(&refresh).await.err(), Some(Trouble::InactiveLocation));
    assert_eq!(site.crm.location(&access, LOCATION).await.result, Err(Trouble::InactiveLocation));
    set(true);
    assert!(site.crm.refresh(&refresh).await.is_ok());
}

#[tokio::test]
async fn a_lost_answer_to_a_refresh_is_an_unknown_outcome() {
    use fake_crm::{Call, Fault};
    for fault in [Fault::Lost, Fault::FailedLate, Fault::Malformed] {
        let site = Site::start();
        let refresh: SecretString = site.pair().refresh_token.into();
        site.fake.change(|world| world.faults.plan(fault, Call::Token, 1));
        let lost = site.crm.refresh(&refresh).await.err().unwrap();
        assert!(matches!(lost, Trouble::Unknown(_)), "{fault:?} {lost:?}");
        assert_eq!(site.crm.refresh(&refresh).await.err(), Some(Trouble::InvalidGrant));
    }
}

#[tokio::test]
async fn another_secret_is_no_grant() {
    let site = Site::start();
    let refresh: SecretString = site.pair().refresh_token.into();
    let wrong = "wrong".to_owned().into();
    let mut configuration = Configuration::new(CLIENT_ID.to_owned(), wrong, BACK.to_owned());
    configuration.token_url = site.fake.token_url();
    let crm = Crm::new(configuration).unwrap();
    assert_eq!(crm.refresh(&refresh).await.err(), Some(Trouble::Unauthorised));
    // Nothing was used up.
    assert!(site.crm.refresh(&refresh).await.is_ok());
}

#[tokio::test]
async fn an_uninstall_is_signed_and_ends_the_tokens() {
    let site = Site::start();
    let pair = site.pair();
    let access = pair.access_token.into();
    for location in [Some(LOCATION), None] {
        let webhook = site.fake.change(|world| {
            world.uninstall(location);
            world.uninstall_webhook(location)
        });
        let key = site.crm.webhook_key();
        let (body, now) = (webhook.body.as_bytes(), Timestamp::from_micros(0));
        let notice = key.hear(&webhook.signature, body, site.crm.app_id(), now).unwrap();
        assert_eq!(notice.kind, "UNINSTALL");
        assert_eq!(notice.location_id.as_deref(), location);
        assert_eq!(notice.company_id.is_some(), location.is_none());
    }
    assert_eq!(site.crm.location(&access, LOCATION).await.result, Err(Trouble::Unauthorised));
}

#[tokio::test]
async fn a_token_without_a_scope_is_refused() {
    let site = Site::start();
    let token = "made up".to_owned().into();
    let refused = site.crm.location(&token, LOCATION).await.result;
    assert_eq!(refused, Err(Trouble::Unauthorised));
    assert_eq!(site.token().expose_secret().len(), 64);
}
