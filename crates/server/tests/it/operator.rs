use db::system::{self, NewPerson};
use domain::Sources;
use domain::value::Email;

use crate::places;

#[test]
fn operators_are_added_listed_and_removed() {
    for place in places() {
        let sources = Sources::predictable();
        let email = Email::parse("ada@example.com").unwrap();
        let new = NewPerson {
            user: sources.id(),
            email: &email,
            name: "Ada",
            password_hash: None,
            verified_at: None,
        };
        place.db.write_now(|c| system::create_person(c, &new, sources.now())).unwrap();
        let nobody = place.run(&["operator", "add", "bob@example.com"]);
        assert_eq!(nobody.code, Some(1));
        assert!(nobody.errors.contains("nobody signs in with bob@example.com"), "{nobody:?}");
        let add = || place.run(&["operator", "add", "Ada@Example.com"]);
        let added = add();
        assert!(added.out.contains("ada@example.com is now an operator"), "{added:?}");
        assert!(add().out.contains("already"));
        let listed = place.run(&["operator", "list"]);
        assert_eq!(listed.out, format!("{}  ada@example.com  Ada\n", new.user));
        let removed = place.run(&["operator", "remove", "ada@example.com"]);
        assert!(removed.out.contains("is now no operator"), "{removed:?}");
        assert_eq!(place.run(&["operator", "list"]).out, "");
        let verified = place.run(&["audit-verify"]);
        assert!(verified.out.contains("2 events"), "both changes are in the log: {verified:?}");
    }
}
