use connect::crm::{Key, Trouble};
use fake_crm::{Identity, LOCATION};

use crate::site::{Site, fields};

const ADA: [(&str, &str); 3] =
    [("firstName", "Ada"), ("email", "ada@example.com"), ("phone", "+15555550100")];

#[tokio::test]
async fn the_same_contact_is_created_once() {
    let site = Site::start();
    let token = site.token();
    let first = site.crm.upsert(&token, LOCATION, &fields(&ADA)).await;
    assert!(first.trace_id.is_some() && first.allowance.is_some());
    let first = first.result.unwrap();
    assert!(first.created);
    let again = site.crm.upsert(&token, LOCATION, &fields(&ADA)).await.result.unwrap();
    assert!(!again.created);
    assert_eq!(again.record.id, first.record.id);
    assert_eq!(again.record.get("phone"), Some("+15555550100"));
    assert_eq!(site.contacts().len(), 1);
    let counts = site.fake.change(|world| world.counts.clone());
    assert_eq!((counts.created, counts.updated, counts.unchanged), (1, 0, 1));
}

#[tokio::test]
async fn case_and_form_of_address_and_number_do_not_matter() {
    let site = Site::start();
    let id = site.put(&[("email", "Ada@Example.com"), ("phone", "+1 555-555-0100")]);
    for sent in [[("email", "ada@example.com")], [("phone", "+15555550100")]] {
        let upserted = site.crm.upsert(&site.token(), LOCATION, &fields(&sent)).await;
        assert_eq!(upserted.result.unwrap().record.id, id);
    }
}

#[tokio::test]
async fn the_second_key_is_ignored_silently_if_it_is_of_another() {
    for (order, kept) in [
        ([Identity::Email, Identity::Phone], "email"),
        ([Identity::Phone, Identity::Email], "phone"),
    ] {
        let site = Site::start();
        site.fake.change(|world| world.locations.get_mut(LOCATION).unwrap().order = order.to_vec());
        let by_email = site.put(&[("email", "ada@example.com"), ("phone", "+15555550111")]);
        let by_phone = site.put(&[("email", "old@example.com"), ("phone", "+15555550100")]);
        let upserted = site.crm.upsert(&site.token(), LOCATION, &fields(&ADA)).await;
        let upserted = upserted.result.unwrap();
        assert!(!upserted.created);
        let (id, email, phone) = if kept == "email" {
            (by_email, "ada@example.com", "+15555550111")
        } else {
            (by_phone, "old@example.com", "+15555550100")
        };
        assert_eq!(upserted.record.id, id);
        assert_eq!(upserted.record.get("email"), Some(email));
        assert_eq!(upserted.record.get("phone"), Some(phone));
        assert_eq!(upserted.record.get("firstName"), Some("Ada"));
    }
}

#[tokio::test]
async fn what_a_location_does_not_look_at_makes_no_duplicate() {
    let site = Site::start();
    let order = vec![Identity::Email];
    site.fake.change(|world| world.locations.get_mut(LOCATION).unwrap().order = order);
    site.put(&[("phone", "+15555550100")]);
    let token = site.token();
    let found = site.crm.find_duplicate(&token, LOCATION, Key::Phone("+15555550100")).await;
    assert_eq!(found.result.unwrap(), None);
    assert!(site.crm.upsert(&token, LOCATION, &fields(&ADA)).await.result.unwrap().created);
    assert_eq!(site.fake.change(|world| world.duplicates(LOCATION)), 1);
}

#[tokio::test]
async fn a_duplicate_is_found_by_either_key() {
    let site = Site::start();
    let token = site.token();
    let id = site.put(&[("email", "a+b@example.com"), ("phone", "+15555550100")]);
    for key in [Key::Email("a+b@example.com"), Key::Phone("+15555550100")] {
        let found = site.crm.find_duplicate(&token, LOCATION, key).await.result.unwrap();
        assert_eq!(found.unwrap().id, id);
    }
    let found = site.crm.find_duplicate(&token, LOCATION, Key::Email("b@example.com")).await;
    assert_eq!(found.result.unwrap(), None);
}

#[tokio::test]
async fn an_update_takes_no_address_of_another() {
    let site = Site::start();
    let token = site.token();
    let other = site.put(&[("email", "ada@example.com")]);
    let id = site.put(&[("email", "bob@example.com")]);
    let refused = site.crm.update(&token, &id, &fields(&ADA)).await.result.unwrap_err();
    let Trouble::Refused { status: 400, duplicate: Some(duplicate), .. } = refused else {
        panic!("{refused:?}");
    };
    assert_eq!((duplicate.contact_id, duplicate.field.as_deref()), (other, Some("email")));
    let fine = fields(&[("city", "Berlin"), ("companyName", "Acme"), ("locationId", LOCATION)]);
    let record = site.crm.update(&token, &id, &fine).await.result.unwrap();
    assert_eq!(
        (record.get("city"), record.get("email")),
        (Some("Berlin"), Some("bob@example.com"))
    );
}

#[tokio::test]
async fn an_upsert_can_be_refused_with_the_contact_that_is_there() {
    let site = Site::start();
    let id = site.put(&[("email", "ada@example.com")]);
    site.fake.change(|world| world.locations.get_mut(LOCATION).unwrap().upsert_refuses = true);
    let refused = site.crm.upsert(&site.token(), LOCATION, &fields(&ADA)).await.result;
    let Err(Trouble::Refused { duplicate: Some(duplicate), .. }) = refused else { panic!() };
    assert_eq!(duplicate.contact_id, id);
}

#[tokio::test]
async fn tags_are_added_and_a_contact_that_is_gone_is_known_to_be() {
    let site = Site::start();
    let token = site.token();
    let id = site.put(&[("email", "ada@example.com")]);
    let tags = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
    site.crm.add_tags(&token, &id, &tags(&["one", "two"])).await.result.unwrap();
    let all = site.crm.add_tags(&token, &id, &tags(&["Two", "three"])).await.result.unwrap();
    assert_eq!(all, ["one", "two", "three"]);
    assert_eq!(site.crm.contact(&token, &id).await.result.unwrap().tags, all);

    site.fake.change(|world| world.remove_contact(&id));
    assert_eq!(site.crm.contact(&token, &id).await.result, Err(Trouble::Gone));
    assert_eq!(site.crm.update(&token, &id, &fields(&ADA)).await.result, Err(Trouble::Gone));
    assert_eq!(site.crm.add_tags(&token, &id, &tags(&["x"])).await.result, Err(Trouble::Gone));
}

#[tokio::test]
async fn properties_that_are_unknown_are_refused_each_by_name() {
    let site = Site::start();
    let token = site.token();
    let wrong = fields(&[("email", "ada@example.com"), ("address", "1"), ("jobTitle", "CEO")]);
    let refused = site.crm.upsert(&token, LOCATION, &wrong).await.result.unwrap_err();
    let Trouble::Refused { status: 422, messages, .. } = refused else { panic!("{refused:?}") };
    assert_eq!(
        messages,
        ["property address should not exist", "property jobTitle should not exist"]
    );
    assert!(site.contacts().is_empty());
    for wrong in [[("country", "Germany")], [("email", "nobody")]] {
        let refused = site.crm.upsert(&token, LOCATION, &fields(&wrong)).await.result;
        assert!(matches!(refused, Err(Trouble::Refused { status: 422, .. })), "{wrong:?}");
    }
}

#[tokio::test]
async fn blanks_are_counted() {
    let site = Site::start();
    let blank = fields(&[("email", "ada@example.com"), ("city", " ")]);
    site.crm.upsert(&site.token(), LOCATION, &blank).await.result.unwrap();
    assert_eq!(site.fake.change(|world| world.counts.blanks), 1);
}

#[tokio::test]
async fn a_token_is_for_its_location_alone() {
    let site = Site::start();
    let token = site.token();
    let other = "LocNorthwindSupport2";
    assert_eq!(site.crm.upsert(&token, other, &fields(&ADA)).await.result, Err(Trouble::Forbidden));
    let found = site.crm.find_duplicate(&token, other, Key::Email("a@example.com")).await;
    assert_eq!(found.result, Err(Trouble::Forbidden));
    assert!(site.crm.location(&token, other).await.result.is_err());
    let location = site.crm.location(&token, LOCATION).await.result.unwrap();
    assert_eq!(
        (location.name.as_str(), location.allow_duplicates),
        ("Northwind Sales", Some(false))
    );
}
