use db::testing::on_each;
use domain::Sources;

use super::{FORGED, OURS, append, flaws, kinds, log_of_five, tamper};

const COLUMNS: &str =
    "at, actor, action, outcome, subject, detail, address, request_id, previous, hash";

#[test]
fn deleted_rows_are_missed_wherever_they_stood() -> db::Result<()> {
    let cases: [(&str, &[(u64, &str)]); 6] = [
        ("seq = 1", &[(1, "missing")]),
        ("seq = 3", &[(3, "missing")]),
        ("seq IN (2, 4)", &[(2, "missing"), (4, "missing")]),
        ("seq = 5", &[(5, "truncated")]),
        ("seq > 2", &[(3, "truncated")]),
        ("seq > 0", &[(1, "truncated")]),
    ];
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        tamper(db, "CREATE TABLE kept AS SELECT * FROM audit_events");
        for (rows, expected) in cases {
            tamper(db, &format!("DELETE FROM audit_events WHERE {rows}"));
            assert_eq!(flaws(db, &scope), kinds(expected), "{rows}");
            let back = "DELETE FROM audit_events; INSERT INTO audit_events SELECT * FROM kept;";
            tamper(db, back);
        }
        Ok(())
    })
}

#[test]
fn a_log_that_was_cut_and_goes_on_stays_cut() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        tamper(db, "DELETE FROM audit_events WHERE seq = 5");
        append(db, &scope, &sources, OURS);
        // It is not sealed again, so nothing that follows can heal it.
        assert_eq!(flaws(db, &scope), kinds(&[(5, "missing"), (6, "head_forged")]));
        Ok(())
    })
}

#[test]
fn two_rows_that_changed_places_are_found() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        tamper(
            db,
            "UPDATE audit_events SET seq = 100 WHERE seq = 2; \
             UPDATE audit_events SET seq = 2 WHERE seq = 3; \
             UPDATE audit_events SET seq = 3 WHERE seq = 100;",
        );
        let expected = [(2, "edited"), (3, "edited"), (4, "out_of_order")];
        assert_eq!(flaws(db, &scope), kinds(&expected));
        Ok(())
    })
}

#[test]
fn an_inserted_row_is_found_in_the_middle_and_at_the_end() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        let copy = |from: u8, to: u8| {
            format!(
                "INSERT INTO audit_events (organization_id, seq, {COLUMNS}) \
                 SELECT organization_id, {to}, {COLUMNS} FROM audit_events WHERE seq = {from};"
            )
        };
        tamper(db, &copy(5, 6));
        assert_eq!(flaws(db, &scope), kinds(&[(6, "edited"), (5, "out_of_order")]));
        let make_room = "DELETE FROM audit_events WHERE seq = 6; \
                         UPDATE audit_events SET seq = seq + 100 WHERE seq > 2; \
                         UPDATE audit_events SET seq = seq - 99 WHERE seq > 100;";
        tamper(db, &format!("{make_room} {}", copy(2, 3)));
        let edited = [3, 4, 5, 6].map(|seq| (seq, "edited"));
        assert_eq!(flaws(db, &scope), kinds(&[&edited[..], &[(5, "out_of_order")]].concat()));
        Ok(())
    })
}

/// Whoever knows how a row is hashed can write one that fits the row before it, but not one that
/// the row behind it follows.
#[test]
fn a_row_replaced_by_one_with_a_right_hash_is_found_at_the_next() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = log_of_five(db, &sources);
        tamper(
            db,
            "CREATE TABLE kept AS SELECT * FROM audit_events; \
             CREATE TABLE kept_heads AS SELECT * FROM audit_heads; \
             DELETE FROM audit_events WHERE seq > 2; \
             UPDATE audit_heads SET seq = 2, \
             hash = (SELECT hash FROM audit_events WHERE seq = 2);",
        );
        append(db, &scope, &sources, FORGED);
        tamper(
            db,
            "INSERT INTO audit_events SELECT * FROM kept WHERE seq > 3; \
             DELETE FROM audit_heads; INSERT INTO audit_heads SELECT * FROM kept_heads;",
        );
        assert_eq!(flaws(db, &scope), kinds(&[(4, "out_of_order")]));
        Ok(())
    })
}
