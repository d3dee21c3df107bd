use db::job::{self, Taker};
use db::testing::{databases, execute};
use domain::Sources;
use domain::job::{Job, Queue};
use domain::{JobId, OrganizationId};

use super::taker;
use crate::tenant;

/// With many jobs that wait and many more that are done, a claim still looks up single entries.
#[test]
fn no_query_of_a_claim_reads_or_sorts_the_queue() {
    for fresh in databases().unwrap() {
        let db = &fresh.db;
        let sources = Sources::predictable();
        for number in 0..20 {
            let scope = tenant(db, &sources, &format!("p{number}@example.com"));
            let ids: Vec<JobId> = (0..150).map(|_| sources.id()).collect();
            let job = Job::StageImport { import: sources.id() };
            db.write_now(|c| ids.iter().try_for_each(|id| job::enqueue(c, &scope, *id, &job)))
                .unwrap();
        }
        // Most are done.
        let done = if fresh.kind == "sqlite" { "abs(random()) % 10" } else { "random() * 10" };
        execute(
            db,
            &format!("UPDATE jobs SET state = 'done', finished_at = run_at WHERE {done} > 2"),
        )
        .unwrap();
        execute(db, "ANALYZE jobs").unwrap();
        let taker = taker();
        let claims: Vec<_> = (0..4).map(|_| job::claim(db, &taker).unwrap().unwrap()).collect();
        let organizations: std::collections::HashSet<OrganizationId> =
            claims.iter().map(|claim| claim.scope.organization()).collect();
        assert_eq!(organizations.len(), 4, "each of another organization");
        for plan in db.read_now(job::plans).unwrap() {
            let reads_all = plan.lines().any(|line| {
                let line = line.trim();
                line.contains("Seq Scan on jobs")
                    || (line.starts_with("SCAN jobs") && !line.contains("jobs_running"))
                    || (line.starts_with("SCAN") && line.ends_with(" jobs"))
            });
            assert!(!reads_all, "{}: {plan}", fresh.kind);
            // Sorting the few that run is cheap; nothing else is sorted.
            let sorts = plan.contains("Sort") || plan.contains("TEMP B-TREE FOR ORDER");
            assert!(!sorts || plan.contains("jobs_running"), "{}: {plan}", fresh.kind);
        }
    }
}

#[test]
fn a_worker_of_one_queue_never_takes_from_another() -> db::Result<()> {
    db::testing::on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        super::put(db, &scope, &sources, &Job::SendMail { mail: sources.id() });
        let records = Taker::new("test:2".to_owned(), &[Queue::Records], 60);
        assert!(job::claim(db, &records)?.is_none());
        db::testing::pass(db, 100)?;
        let small = Taker::new("test:3".to_owned(), &[Queue::Small], 60);
        assert!(job::claim(db, &small)?.is_some());
        db::testing::pass(db, 100)?;
        assert!(job::claim(db, &records)?.is_none(), "nor when the lease ran out");
        assert!(job::claim(db, &small)?.is_some());
        Ok(())
    })
}
