use std::time::Duration;

use connect::crm::Trouble;
use fake_crm::{Call, Fault, LOCATION};

use crate::site::{Site, fields};

const ADA: [(&str, &str); 1] = [("email", "ada@example.com")];

/// What the client sees of a fault, and whether the contact is there afterwards.
async fn upsert_with(fault: Fault) -> (Option<Trouble>, usize) {
    let site = Site::start();
    site.fake.change(|world| {
        world.faults.stall_millis = 1_000;
        world.faults.plan(fault, Call::Upsert, 1);
    });
    let trouble = site.crm.upsert(&site.token(), LOCATION, &fields(&ADA)).await.result.err();
    (trouble, site.contacts().len())
}

#[tokio::test]
async fn faults_do_or_do_not_what_was_asked() {
    for (fault, done) in [
        (Fault::Lost, 1),
        (Fault::Dropped, 0),
        (Fault::Failed, 0),
        (Fault::FailedLate, 1),
        (Fault::Malformed, 1),
        (Fault::Stall, 1),
        (Fault::StallFirst, 0),
    ] {
        let (trouble, contacts) = upsert_with(fault).await;
        assert!(matches!(trouble, Some(Trouble::Unknown(_))), "{fault:?} {trouble:?}");
        assert_eq!(contacts, done, "{fault:?}");
    }
    assert_eq!(upsert_with(Fault::Limited).await, (Some(Trouble::Limited), 0));
    assert_eq!(upsert_with(Fault::Unauthorised).await, (Some(Trouble::Unauthorised), 0));
    let (trouble, contacts) = upsert_with(Fault::RefusedLate).await;
    assert!(trouble.unwrap().is_unknown());
    assert_eq!(contacts, 1);
}

#[tokio::test]
async fn a_late_call_is_done_although_nobody_waits() {
    let site = Site::start();
    site.fake.change(|world| {
        world.faults.stall_millis = 700;
        world.faults.plan(Fault::StallFirst, Call::Upsert, 1);
    });
    assert!(site.crm.upsert(&site.token(), LOCATION, &fields(&ADA)).await.result.is_err());
    assert!(site.contacts().is_empty());
    for _ in 0..100 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        if !site.contacts().is_empty() {
            return;
        }
    }
    panic!("it was never done");
}

#[tokio::test]
async fn writes_for_one_contact_at_the_same_time_are_noticed() {
    let site = Site::start();
    site.fake.change(|world| world.settings.latency_millis = 100);
    let token = site.token();
    let (ada, other) = (fields(&ADA), fields(&[("email", "bob@example.com")]));
    let _ = tokio::join!(
        site.crm.upsert(&token, LOCATION, &ada),
        site.crm.upsert(&token, LOCATION, &other),
    );
    assert_eq!(site.fake.change(|world| world.counts.overlaps), 0);
    let upper = fields(&[("email", "ADA@example.com")]);
    let _ = tokio::join!(
        site.crm.upsert(&token, LOCATION, &ada),
        site.crm.upsert(&token, LOCATION, &upper),
    );
    assert_eq!(site.fake.change(|world| world.counts.overlaps), 1);
}
