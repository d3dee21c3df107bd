use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use db::audit::{By, Pen};
use db::system;
use domain::audit::{Action, Actor, Event};
use domain::{OrganizationId, Sources};

use crate::{Place, account, begin, places};

/// Somebody with the rights of the database's owner takes the guards away.
const WITHOUT_GUARDS: (&str, &str) = (
    "DROP TRIGGER audit_events_stay; DROP TRIGGER audit_events_remain;",
    "ALTER TABLE audit_events DISABLE TRIGGER ALL;",
);

#[test]
fn a_log_that_was_tampered_with_is_found() {
    for place in places() {
        let (_, organization) = with_events(&place, 3);
        let good = place.run(&["audit-verify"]);
        assert_eq!(good.code, Some(0), "{good:?}");
        let line = good.out.lines().find(|line| line.contains(&organization.to_string())).unwrap();
        assert!(line.starts_with("intact") && line.ends_with("3 events"), "{line}");

        place.execute(WITHOUT_GUARDS);
        place.execute_both("UPDATE audit_events SET subject = 'somebody else' WHERE seq = 2");
        let bad = place.run(&["audit-verify"]);
        assert_eq!(bad.code, Some(1), "{bad:?}");
        assert!(bad.out.contains("BROKEN") && bad.out.contains(" at 2: "), "{bad:?}");
        assert!(bad.errors.contains("1 of 1 logs are not intact"), "{bad:?}");
    }
}

#[test]
fn a_log_that_was_set_back_is_found_by_a_head_that_was_kept() {
    for place in places() {
        let (sources, organization) = with_events(&place, 2);
        place.execute_both("CREATE TABLE kept AS SELECT * FROM audit_heads");
        append(&place, &sources, organization);
        let good = place.run(&["audit-verify"]);
        let head = good.out.split_whitespace().nth(1).unwrap().to_owned();
        assert!(head.starts_with(&format!("{organization}:3:")), "{head}");
        assert_eq!(place.run(&["audit-verify", "--known", &head]).code, Some(0));

        place.execute(WITHOUT_GUARDS);
        place.execute_both("DELETE FROM audit_events WHERE seq = 3");
        let cut = place.run(&["audit-verify"]);
        assert_eq!(cut.code, Some(1), "{cut:?}");
        // With head and seal of an earlier day all fits; only what was kept elsewhere tells.
        place.execute_both(
            "UPDATE audit_heads SET seq = 2, hash = (SELECT hash FROM kept), \
             seal = (SELECT seal FROM kept)",
        );
        assert_eq!(place.run(&["audit-verify"]).code, Some(0));
        let set_back = place.run(&["audit-verify", "--known", &head]);
        assert_eq!(set_back.code, Some(1), "{set_back:?}");
        let elsewhere =
            head.replace(&organization.to_string(), &sources.id::<OrganizationId>().to_string());
        let unknown = place.run(&["audit-verify", "--known", &elsewhere]);
        assert!(unknown.errors.contains("there is no log of"), "{unknown:?}");
    }
}

impl Place {
    /// For SQLite, and for PostgreSQL.
    fn execute(&self, (embedded, server): (&str, &str)) {
        let sql = if self.server.is_some() { server } else { embedded };
        db::testing::execute(&self.db, sql).unwrap();
    }

    fn execute_both(&self, sql: &str) {
        self.execute((sql, sql));
    }
}

/// An organization whose log has so many events.
fn with_events(place: &Place, count: usize) -> (Sources, OrganizationId) {
    let empty = place.run(&["audit-verify"]);
    assert!(empty.out.contains("All 0 logs are intact"), "{empty:?}");
    let sources = Sources::predictable();
    let account = account(&sources);
    let now = sources.now();
    place.db.write_now(|c| system::create_account(c, &account, now)).unwrap();
    for _ in 0..count {
        append(place, &sources, account.organization);
    }
    (sources, account.organization)
}

fn append(place: &Place, sources: &Sources, organization: OrganizationId) {
    let by = By { organization, actor: Actor::System, address: None, request_id: None };
    let (pen, now) = (pen(place), sources.now());
    let event = Event::new(Action::OrganizationChanged).on(organization);
    place.db.write_now(|c| db::audit::append(c, &pen, &by, event.clone(), now)).unwrap();
}

/// The pen of the server, from its key file.
fn pen(place: &Place) -> Pen {
    let text = std::fs::read_to_string(place.folder.path().join("keys.json")).unwrap();
    let keys: serde_json::Value = serde_json::from_str(&text).unwrap();
    let key = BASE64_STANDARD.decode(keys["audit"].as_str().unwrap()).unwrap();
    let head = Arc::new(secrets::HeadKey::new(&key.try_into().unwrap()));
    Pen::new(move |organization, seq, hash| head.seal(organization, seq, hash))
}

#[test]
fn a_server_does_not_start_with_keys_that_are_not_those_of_its_database() {
    for place in places() {
        with_events(&place, 1);
        let keys = place.folder.path().join("keys.json");
        let good = std::fs::read_to_string(&keys).unwrap();
        std::fs::remove_file(&keys).unwrap();
        let start = ["all", "--empty", "--listen", "127.0.0.1:0"];
        let refused = place.run(&start);
        assert_eq!(refused.code, Some(1), "{refused:?}");
        assert!(refused.errors.contains("keys.json: the key audit is not the one"), "{refused:?}");
        std::fs::write(&keys, good).unwrap();
        let intact = place.run(&["audit-verify"]);
        assert_eq!(intact.code, Some(0), "nothing was spoiled: {intact:?}");

        // The file is lost for good: the operator begins anew, and the log says so.
        std::fs::remove_file(&keys).unwrap();
        begin(place.folder.path(), place.server.as_ref().map(|fresh| fresh.url.as_str()));
        assert_eq!(place.run(&["audit-verify"]).code, Some(1));
        let sealed = place.run(&["audit-seal"]);
        assert!(sealed.out.contains("head_forged"), "{sealed:?}");
        assert!(sealed.out.contains("1 logs were sealed anew"), "{sealed:?}");
        let intact = place.run(&["audit-verify"]);
        assert_eq!(intact.code, Some(0), "{intact:?}");
        assert!(intact.out.contains("2 events"), "the sealing is one: {intact:?}");
    }
}
