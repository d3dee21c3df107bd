use db::testing::{contents, databases};
use domain::Sources;

use super::{OURS, append, run};
use crate::tenant;

const REFUSED: &[&str] = &[
    "UPDATE audit_events SET outcome = 'denied'",
    "UPDATE audit_events SET hash = hash",
    "UPDATE audit_events SET seq = seq + 1",
    "DELETE FROM audit_events",
    "DELETE FROM audit_events WHERE seq = 2",
    "DELETE FROM audit_heads",
];

#[test]
fn the_database_itself_refuses_to_change_or_delete_events() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        append(db, &scope, &sources, OURS);
        append(db, &scope, &sources, OURS);
        let before = contents(db, &[]).unwrap();
        let of_postgres = ["TRUNCATE audit_events", "TRUNCATE audit_heads"];
        let more = if fresh.kind == "postgres" { &of_postgres[..] } else { &[] };
        let replaced =
            ["INSERT OR REPLACE INTO audit_events SELECT * FROM audit_events WHERE seq = 1"];
        let of_sqlite = if fresh.kind == "sqlite" { &replaced[..] } else { &[] };
        for sql in REFUSED.iter().chain(more).chain(of_sqlite) {
            let refused = run(db, sql, sql).unwrap_err().to_string();
            assert!(refused.contains("never"), "{sql} on {}: {refused}", fresh.kind);
        }
        assert_eq!(contents(db, &[]).unwrap(), before, "on {}", fresh.kind);
    }
}
