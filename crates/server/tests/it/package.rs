use db::system;
use domain::Sources;
use domain::package::Package;

use crate::{account, places};

#[test]
fn an_organization_is_given_a_package_and_its_log_says_so() {
    for place in places() {
        let sources = Sources::predictable();
        let account = account(&sources);
        let now = sources.now();
        let scope = place.db.write_now(|c| system::create_account(c, &account, now)).unwrap();
        let organization = account.organization.to_string();
        let given = place.run(&["package", &organization, "team"]);
        assert!(given.out.contains("has the package team now"), "{given:?}");
        let package = place.db.read_as_now(&scope, |c| db::usage::package(c, &scope)).unwrap();
        assert_eq!(package, Package::Team);
        let verified = place.run(&["audit-verify"]);
        assert!(verified.out.contains("1 events"), "{verified:?}");
        let nobody = place.run(&["package", "org_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b", "team"]);
        assert_eq!(nobody.code, Some(1));
        assert!(nobody.errors.contains("there is no organization"), "{nobody:?}");
        let wrong = place.run(&["package", &organization, "huge"]);
        assert!(wrong.errors.contains("expected free, team"), "{wrong:?}");
    }
}
