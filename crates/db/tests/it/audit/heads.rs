use db::testing::on_each;
use domain::Sources;

use super::{FORGED, OURS, append, flaws, kinds, log_of_five, tamper, unguard, verify};
use crate::tenant;

#[test]
fn an_edited_head_is_found() -> db::Result<()> {
    let row_two = "(SELECT hash FROM audit_events WHERE seq = 2)";
    let cases = [
        ("seq = 4".to_owned(), kinds(&[(4, "head_forged"), (4, "out_of_order")])),
        ("seq = 6".to_owned(), kinds(&[(6, "head_forged"), (6, "truncated")])),
        (format!("hash = {row_two}"), kinds(&[(5, "head_forged"), (5, "out_of_order")])),
        ("seal = hash".to_owned(), kinds(&[(5, "head_forged")])),
    ];
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        tamper(db, "CREATE TABLE kept AS SELECT * FROM audit_heads");
        for (edit, expected) in &cases {
            tamper(db, &format!("UPDATE audit_heads SET {edit}"));
            assert_eq!(flaws(db, &scope), *expected, "{edit}");
            tamper(db, "DELETE FROM audit_heads; INSERT INTO audit_heads SELECT * FROM kept;");
            assert_eq!(flaws(db, &scope), [], "{edit} taken back");
        }
        Ok(())
    })
}

/// Cutting the end off and moving the head back needs a seal for the row that is then the last.
#[test]
fn a_head_moved_back_to_an_earlier_row_is_forged() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        tamper(
            db,
            "DELETE FROM audit_events WHERE seq > 3; UPDATE audit_heads SET seq = 3, \
             hash = (SELECT hash FROM audit_events WHERE seq = 3);",
        );
        assert_eq!(flaws(db, &scope), kinds(&[(3, "head_forged")]));
        Ok(())
    })
}

#[test]
fn a_removed_head_and_an_emptied_log_are_found() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        tamper(db, "DELETE FROM audit_heads");
        let verdict = verify(db, &scope, None);
        assert_eq!((verdict.events, verdict.head), (5, None));
        assert_eq!(flaws(db, &scope), kinds(&[(1, "truncated")]));
        tamper(db, "DELETE FROM audit_events");
        assert_eq!(flaws(db, &scope), kinds(&[(1, "truncated")]));
        Ok(())
    })
}

#[test]
fn a_log_written_anew_under_another_key_is_forged() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        tamper(db, "DELETE FROM audit_events; DELETE FROM audit_heads;");
        for _ in 0..5 {
            append(db, &scope, &sources, FORGED);
        }
        assert_eq!(flaws(db, &scope), kinds(&[(5, "head_forged")]));
        Ok(())
    })
}

/// A spoiled log must not stop the work of an organization, and going on must not heal it.
#[test]
fn a_log_with_a_forged_or_lost_head_goes_on_without_a_seal() -> db::Result<()> {
    for spoil in ["UPDATE audit_heads SET seal = hash", "DELETE FROM audit_heads"] {
        on_each(|db| {
            let sources = Sources::predictable();
            let scope = log_of_five(db, &sources);
            tamper(db, spoil);
            append(db, &scope, &sources, OURS);
            append(db, &scope, &sources, OURS);
            assert_eq!(flaws(db, &scope), kinds(&[(7, "head_forged")]), "{spoil}");
            Ok(())
        })?;
    }
    Ok(())
}

/// A seal is made for one organization: that of another does not fit.
#[test]
fn the_seal_of_another_organization_is_forged() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let (ada, bob) =
            (tenant(db, &sources, "ada@example.com"), tenant(db, &sources, "bob@example.com"));
        append(db, &ada, &sources, OURS);
        append(db, &bob, &sources, OURS);
        unguard(db);
        tamper(
            db,
            "CREATE TABLE kept AS SELECT * FROM audit_heads; UPDATE audit_heads SET seal = \
             (SELECT seal FROM kept WHERE kept.organization_id <> audit_heads.organization_id);",
        );
        for scope in [ada, bob] {
            assert_eq!(flaws(db, &scope), kinds(&[(1, "head_forged")]));
        }
        Ok(())
    })
}
