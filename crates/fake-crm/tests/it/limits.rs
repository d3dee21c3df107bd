use connect::crm::Trouble;
use fake_crm::{LOCATION, Limits};

use crate::site::Site;

#[tokio::test]
async fn the_headers_tell_what_is_left() {
    let site = Site::start();
    site.fake.change(|world| world.limits = Some(Limits { max: 3, daily: 4, ..Limits::REAL }));
    let token = site.token();
    for left in [2, 1, 0] {
        let reply = site.crm.location(&token, LOCATION).await;
        let allowance = reply.allowance.unwrap();
        assert!(reply.result.is_ok());
        assert_eq!(
            (allowance.max, allowance.remaining, allowance.interval_millis),
            (3, left, 10_000)
        );
        assert_eq!((allowance.daily_max, allowance.daily_remaining), (Some(4), Some(left + 1)));
    }
    let reply = site.crm.location(&token, LOCATION).await;
    assert_eq!(reply.result, Err(Trouble::Limited));
    assert_eq!(reply.allowance.unwrap().remaining, 0);
    let counts = site.fake.change(|world| world.counts.clone());
    assert_eq!((counts.admitted, counts.exceeded), (3, 1));
    assert_eq!(counts.slices, [3]);
}

#[tokio::test]
async fn each_location_has_its_own() {
    let site = Site::start();
    site.fake.change(|world| world.limits = Some(Limits { max: 1, ..Limits::REAL }));
    for location in [LOCATION, "LocNorthwindSupport2"] {
        let token = site.fake.install(location).access_token.into();
        assert!(site.crm.location(&token, location).await.result.is_ok());
        assert_eq!(site.crm.location(&token, location).await.result, Err(Trouble::Limited));
    }
}

#[tokio::test]
async fn the_interval_slides() {
    let site = Site::start();
    let limits = Limits { max: 2, interval_millis: 300, daily: 100 };
    site.fake.change(|world| world.limits = Some(limits));
    let token = site.token();
    for _ in 0..2 {
        assert!(site.crm.location(&token, LOCATION).await.result.is_ok());
    }
    assert!(site.crm.location(&token, LOCATION).await.result.is_err());
    tokio::time::sleep(std::time::Duration::from_millis(350)).await;
    assert!(site.crm.location(&token, LOCATION).await.result.is_ok());
}
