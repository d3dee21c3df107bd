//! What staff of the installation see and do.

use domain::OrganizationId;
use domain::access::Role;
use domain::audit::{Action, AuditFilter};
use serde_json::Value;

use crate::access::callers::{join, operator, organization, scope};
use crate::house::{House, Person, Reply, houses, upload};

const CSV: &[u8] = b"Name,E-mail\nA,a@example.com\nB,b@example.com\n";

/// Uploads a file and asks for its staging, which no worker begins yet. Answers the import's id.
async fn stage(house: &House, person: &Person) -> String {
    let made = house.send(upload(person, "a.csv", CSV)).await;
    let id = made.body["id"].as_str().unwrap().to_owned();
    let mapping = serde_json::json!({
        "columns": [{"header": "Name", "field": "full_name"}, {"header": "E-mail", "field": "email"}],
        "on_duplicate": "skip",
    });
    let path = format!("/api/v1/imports/{id}/mapping");
    let reply = house.send(person.put(&path).set_json(mapping)).await;
    assert_eq!(reply.status, 202, "{}", reply.body);
    id
}

async fn jobs(house: &House, person: &Person, query: &str) -> Reply {
    house.send(person.get(&format!("/api/v1/operator/jobs{query}"))).await
}

fn ids(reply: &Reply) -> Vec<String> {
    assert_eq!(reply.status, 200, "{}", reply.body);
    let jobs = reply.body["jobs"].as_array().unwrap();
    jobs.iter().map(|job| job["id"].as_str().unwrap().to_owned()).collect()
}

/// The events of an action in the log of an organization.
fn events(house: &House, organization: OrganizationId, action: Action) -> Vec<Option<String>> {
    let filter = AuditFilter { action: Some(action), ..AuditFilter::default() };
    let log = db::testing::log(organization);
    let found = house.db().read_now(|c| db::audit::list(c, &log, &filter, None, 100)).unwrap();
    found.into_iter().map(|event| event.subject).collect()
}

#[actix_web::test]
async fn an_operator_sees_what_waits_and_whose_it_is() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        house.work();
        let staff = operator(&house, &ada).await;
        house.work();
        stage(&house, &ada).await;
        let waiting = jobs(&house, &staff, "?state=queued&kind=stage_import").await;
        let job = &waiting.body["jobs"][0];
        assert_eq!(ids(&waiting).len(), 1);
        assert_eq!(job["organization"]["name"], "Analytical Engines");
        assert_eq!((&job["attempt"], &job["max_attempts"]), (&0.into(), &5.into()));
        assert_eq!((&job["may_cancel"], &job["may_retry"]), (&true.into(), &false.into()));
        let text = waiting.text.to_lowercase();
        assert!(!text.contains("a.csv") && !text.contains("ada@"), "no tenant's data: {text}");

        let figures = house.send(staff.get("/api/v1/operator/jobs/summary")).await;
        let of = |kind: &str| {
            let kinds = figures.body["kinds"].as_array().unwrap();
            kinds.iter().find(|of| of["kind"] == kind).unwrap().clone()
        };
        assert_eq!(of("stage_import")["queued"], 1);
        assert!(of("stage_import")["oldest_wait_seconds"].as_f64().unwrap() >= 0.0);
        assert!(of("send_mail")["done_last_hour"].as_u64().unwrap() >= 1);
        assert_eq!(of("commit_import")["queued"], 0);

        // Pages go on where the one before ended.
        let all = ids(&jobs(&house, &staff, "").await);
        let first = jobs(&house, &staff, "?limit=1").await;
        let cursor = first.body["next_cursor"].as_str().unwrap().to_owned();
        let rest = ids(&jobs(&house, &staff, &format!("?cursor={cursor}")).await);
        assert_eq!(all, [ids(&first), rest].concat());
        for bad in ["?state=sleeping", "?kind=nothing", "?organization=1", "?limit=0", "?cursor=x"]
        {
            assert_eq!(jobs(&house, &staff, bad).await.status, 422, "{bad}");
        }
        let me = house.send(staff.get("/api/v1/me")).await;
        assert_eq!(me.body["operator"], true);
        assert_eq!(house.send(ada.get("/api/v1/me")).await.body["operator"], false);
    }
}

#[actix_web::test]
async fn a_job_that_is_cancelled_is_in_both_logs_and_its_import_says_so() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        let staff = operator(&house, &eve).await;
        house.work();
        let import = stage(&house, &ada).await;
        let id = ids(&jobs(&house, &staff, "?state=queued").await).remove(0);
        let cancel = || staff.post(&format!("/api/v1/operator/jobs/{id}/cancel"));
        let reply = house.send(cancel()).await;
        assert_eq!((reply.status.as_u16(), &reply.body["cancel_asked"]), (202, &true.into()));
        assert_eq!(house.send(cancel()).await.code(), "wrong_state");
        house.work();
        let shown = house.send(staff.get(&format!("/api/v1/operator/jobs/{id}"))).await;
        assert_eq!(shown.body["state"], "cancelled");
        let import = house.send(ada.get(&format!("/api/v1/imports/{import}"))).await;
        assert_eq!(import.body["state"], "cancelled");
        let theirs = organization(&house, &ada).await;
        for log in [domain::partition::directory(), theirs] {
            assert_eq!(events(&house, log, Action::JobCancelled), [Some(id.clone())]);
        }
        let others = organization(&house, &eve).await;
        assert!(events(&house, others, Action::JobCancelled).is_empty());
    }
}

#[actix_web::test]
async fn a_failed_job_is_tried_again() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let staff = operator(&house, &ada).await;
        house.work();
        let import = stage(&house, &ada).await;
        let path = house.store.path(import.parse().unwrap());
        std::fs::rename(&path, path.with_extension("away")).unwrap();
        // Where nodes share files, the database has it too.
        db::testing::execute(house.db(), "DELETE FROM import_chunks").unwrap();
        house.work();
        let failed = jobs(&house, &staff, "?state=failed").await;
        let id = ids(&failed).remove(0);
        assert!(failed.body["jobs"][0]["error"].as_str().unwrap().contains("Upload it again"));
        std::fs::rename(path.with_extension("away"), &path).unwrap();
        let retry = || staff.post(&format!("/api/v1/operator/jobs/{id}/retry"));
        let reply = house.send(retry()).await;
        assert_eq!((reply.status.as_u16(), &reply.body["state"]), (202, &"queued".into()));
        assert_eq!(house.send(retry()).await.code(), "wrong_state");
        house.work();
        let import = house.send(ada.get(&format!("/api/v1/imports/{import}"))).await;
        assert_eq!(
            (&import.body["state"], &import.body["error"]),
            (&"review".into(), &Value::Null)
        );
        for log in [domain::partition::directory(), organization(&house, &ada).await] {
            assert_eq!(events(&house, log, Action::JobRetried), [Some(id.clone())]);
        }
    }
}

#[actix_web::test]
async fn who_is_an_operator_no_more_is_refused_at_once() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let staff = operator(&house, &ada).await;
        assert_eq!(jobs(&house, &staff, "").await.status, 200);
        let user = scope(&house, &staff).user();
        assert!(house.db().write_now(|c| db::operator::remove(c, user)).unwrap());
        let refused = jobs(&house, &staff, "").await;
        assert_eq!((refused.status.as_u16(), refused.code()), (403, "not_permitted"));
        // No role makes an operator.
        let admin = join(&house, &ada, "boss", Role::OrganizationAdmin).await;
        assert_eq!(jobs(&house, &admin, "").await.status, 403);
    }
}
