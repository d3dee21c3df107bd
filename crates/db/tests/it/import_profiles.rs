use db::import_profile as profiles;
use db::testing::on_each;
use domain::Sources;
use domain::import::{ColumnChoice, ImportProfile, OnDuplicate};
use domain::value::Country;

use crate::tenant;

fn profile(sources: &Sources, name: &str, headers: &[&str]) -> ImportProfile {
    let choice =
        |header: &&str| ColumnChoice { header: (*header).to_owned(), ..ColumnChoice::default() };
    ImportProfile {
        id: sources.id(),
        name: name.to_owned(),
        columns: headers.iter().map(choice).collect(),
        on_duplicate: OnDuplicate::Overwrite,
        default_country: Country::parse("CH").ok(),
        used_at: sources.now(),
    }
}

#[test]
fn the_profile_that_fits_best_is_proposed_to_its_own_organization() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let other = tenant(db, &sources, "eve@example.com");
        let five = ["Name", "Mail", "Phone", "City", "Notes"];
        let exact = profile(&sources, "CRM", &five);
        let near = profile(&sources, "Older CRM", &five[..4]);
        let headers: Vec<String> = five.iter().map(|&text| text.to_owned()).collect();
        db.write_as_now(&scope, |c| {
            assert_eq!(profiles::save(c, &scope, &exact)?, exact.id);
            assert_eq!(profiles::save(c, &scope, &near)?, near.id);
            assert_eq!(profiles::list(c, &scope)?.len(), 2);
            assert_eq!(profiles::fitting(c, &scope, &headers)?, Some(exact.clone()));
            assert!(profiles::remove(c, &scope, exact.id)?);
            assert_eq!(profiles::fitting(c, &scope, &headers)?, Some(near.clone()));
            assert_eq!(profiles::fitting(c, &scope, &headers[..2])?, None);
            Ok::<_, db::Error>(())
        })
        .unwrap();
        db.write_as_now(&other, |c| {
            assert_eq!(profiles::fitting(c, &other, &headers)?, None);
            assert!(!profiles::remove(c, &other, near.id)?);
            Ok(())
        })
    })
}

#[test]
fn a_name_is_kept_once() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let first = profile(&sources, "CRM", &["A"]);
        let second = profile(&sources, "crm ", &["B"]);
        db.write_as_now(&scope, |c| {
            profiles::save(c, &scope, &first)?;
            assert_eq!(profiles::save(c, &scope, &second)?, first.id);
            let all = profiles::list(c, &scope)?;
            assert_eq!(all, [ImportProfile { id: first.id, ..second.clone() }]);
            Ok(())
        })
    })
}
