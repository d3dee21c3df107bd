use db::testing::on_each;
use domain::Sources;
use domain::audit::Head;

use super::{OURS, append, flaws, kinds, log_of_five, named, tamper, verify};

#[test]
fn a_point_that_was_kept_elsewhere_fits_as_long_as_the_log_goes_on() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        let known = verify(db, &scope, None).head.unwrap();
        assert_eq!(known.seq, 5);
        append(db, &scope, &sources, OURS);
        assert!(verify(db, &scope, Some(&known)).intact);
        let other = Head { seq: 5, hash: "0".repeat(64) };
        assert_eq!(named(verify(db, &scope, Some(&other))), kinds(&[(5, "head_forged")]));
        let ahead = Head { seq: 7, hash: known.hash };
        assert_eq!(named(verify(db, &scope, Some(&ahead))), kinds(&[(7, "truncated")]));
        Ok(())
    })
}

/// An old copy of rows and head fits itself; only the point that was kept tells.
#[test]
fn a_log_that_was_put_back_to_an_earlier_state_is_told_by_the_point() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        tamper(db, "CREATE TABLE kept AS SELECT * FROM audit_heads");
        append(db, &scope, &sources, OURS);
        append(db, &scope, &sources, OURS);
        let known = verify(db, &scope, None).head.unwrap();
        tamper(
            db,
            "DELETE FROM audit_events WHERE seq > 5; \
             DELETE FROM audit_heads; INSERT INTO audit_heads SELECT * FROM kept;",
        );
        assert_eq!(flaws(db, &scope), []);
        assert_eq!(named(verify(db, &scope, Some(&known))), kinds(&[(6, "truncated")]));
        Ok(())
    })
}

/// Somebody with the server's keys can write a whole log anew, but not with the same hashes.
#[test]
fn a_log_written_anew_under_the_right_key_is_told_by_the_point() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        let known = verify(db, &scope, None).head.unwrap();
        tamper(db, "DELETE FROM audit_events; DELETE FROM audit_heads;");
        for _ in 0..5 {
            append(db, &scope, &sources, OURS);
        }
        assert_eq!(flaws(db, &scope), []);
        assert_eq!(named(verify(db, &scope, Some(&known))), kinds(&[(5, "head_forged")]));
        Ok(())
    })
}
