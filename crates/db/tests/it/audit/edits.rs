use db::testing::on_each;
use domain::Sources;
use domain::audit::{Action, Event, Outcome};
use serde_json::json;

use super::{OURS, append, flaws, kinds, log_of_five, pen, tamper, tamper_differently, verify};
use crate::tenant;

/// A value for every column that is hashed, other than what was written.
const EDITS: &[&str] = &[
    "actor = 'system'",
    "action = 'member.removed'",
    "outcome = 'denied'",
    "subject = 'usr_somebody'",
    "subject = NULL",
    "detail = '{\"role\":\"manager\"}'",
    "detail = '{}'",
    "address = '192.0.2.2'",
    "address = NULL",
    "request_id = 'another'",
    "request_id = NULL",
    "previous = hash",
];

#[test]
fn an_edited_column_is_found() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        tamper(db, "CREATE TABLE kept AS SELECT * FROM audit_events");
        for edit in EDITS {
            tamper(db, &format!("UPDATE audit_events SET {edit} WHERE seq = 3"));
            assert_eq!(flaws(db, &scope), kinds(&[(3, "edited")]), "{edit}");
            let back = "DELETE FROM audit_events; INSERT INTO audit_events SELECT * FROM kept;";
            tamper(db, back);
            assert_eq!(flaws(db, &scope), [], "{edit} taken back");
        }
        Ok(())
    })
}

#[test]
fn a_moment_that_is_a_microsecond_off_is_found() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        tamper_differently(
            db,
            "UPDATE audit_events SET at = at + 1 WHERE seq = 5",
            "UPDATE audit_events SET at = at + interval '1 microsecond' WHERE seq = 5",
        );
        assert_eq!(flaws(db, &scope), kinds(&[(5, "edited")]));
        Ok(())
    })
}

#[test]
fn an_edited_hash_breaks_the_row_and_the_next() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        tamper(db, "UPDATE audit_events SET hash = previous WHERE seq = 3");
        assert_eq!(flaws(db, &scope), kinds(&[(3, "edited"), (4, "out_of_order")]));
        Ok(())
    })
}

#[test]
fn a_row_that_moved_to_another_organization_is_missed_in_one_and_found_in_the_other()
-> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let other = tenant(db, &sources, "bob@example.com");
        append(db, &other, &sources, OURS);
        tamper(db, "CREATE TABLE target AS SELECT organization_id FROM audit_heads");
        let scope = log_of_five(db, &sources);
        let target = "(SELECT organization_id FROM target)";
        tamper(
            db,
            &format!(
                "UPDATE audit_events SET organization_id = {target} \
                 WHERE seq = 3 AND organization_id <> {target}"
            ),
        );
        assert_eq!(flaws(db, &scope), kinds(&[(3, "missing")]));
        let expected = [(2, "missing"), (3, "edited"), (1, "out_of_order")];
        assert_eq!(flaws(db, &other), kinds(&expected));
        Ok(())
    })
}

/// PostgreSQL keeps JSON in a form of its own; what is read back has to give the same bytes.
#[test]
fn every_kind_of_detail_verifies_as_it_was_written() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let by = db::audit::By::job(&scope);
        let (pen, now) = (pen(OURS), sources.now());
        let event = Event::new(Action::MemberChanged)
            .ended(Outcome::Failed)
            .with("z", json!({ "b": [1, -2, 0.1], "a": null, "aa": true }))
            .with("largest", u64::MAX)
            .with("smallest", i64::MIN)
            .with("far", 1e300)
            .with("text", "\"quotes\" \\ \u{7} é \u{1F600}");
        db.write_now(|c| db::audit::append(c, &pen, &by, event.clone(), now))?;
        assert!(verify(db, &scope, None).intact);
        let filter = domain::audit::AuditFilter::default();
        let read = db.read_now(|c| db::audit::list(c, &scope, &filter, None, 10))?;
        assert_eq!(read[0].detail, event.detail);
        Ok(())
    })
}
