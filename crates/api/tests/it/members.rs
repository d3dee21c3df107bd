use domain::access::Role;
use futures_util::future::join as both;
use serde_json::json;

use crate::access::callers::{join, user};
use crate::house::houses;

#[actix_web::test]
async fn the_last_admin_cannot_be_demoted_suspended_or_removed() {
    for house in houses().await {
        let admin = house.sign_up("founder@example.com").await;
        let path = format!("/api/v1/members/{}", user(&house, &admin).await);
        for body in [json!({"role": "manager"}), json!({"status": "suspended"})] {
            let reply = house.send(admin.patch(&path, "").set_json(&body)).await;
            assert_eq!((reply.status.as_u16(), reply.code()), (409, "last_admin"), "{body}");
        }
        let reply = house.send(admin.delete(&path, "")).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (409, "last_admin"));
        let same = admin.patch(&path, "").set_json(json!({"role": "organization_admin"}));
        assert_eq!(house.send(same).await.status, 200);
    }
}

#[actix_web::test]
async fn of_two_admins_who_demote_each_other_one_remains() {
    for house in houses().await {
        let first = house.sign_up("founder@example.com").await;
        let second = join(&house, &first, "second", Role::OrganizationAdmin).await;
        let (one, two) = (user(&house, &first).await, user(&house, &second).await);
        let demote = json!({"role": "viewer"});
        let first_by_second = second.patch(&format!("/api/v1/members/{one}"), "");
        let second_by_first = first.patch(&format!("/api/v1/members/{two}"), "");
        let (a, b) = both(
            house.send(first_by_second.set_json(&demote)),
            house.send(second_by_first.set_json(&demote)),
        )
        .await;
        let mut statuses = [a.status.as_u16(), b.status.as_u16()];
        statuses.sort_unstable();
        // Whoever comes second is no admin any more, or would take the last one away.
        assert_eq!(statuses[0], 200, "{} {}", a.body, b.body);
        assert!([403, 409].contains(&statuses[1]), "{} {}", a.body, b.body);
        let members = house.send(first.get("/api/v1/members")).await.body;
        let admins = members["members"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|member| member["role"] == "organization_admin")
            .count();
        assert_eq!(admins, 1);
    }
}

#[actix_web::test]
async fn members_are_listed_with_role_and_status() {
    for house in houses().await {
        let admin = house.sign_up("founder@example.com").await;
        let viewer = join(&house, &admin, "viewer", Role::Viewer).await;
        let list = house.send(viewer.get("/api/v1/members")).await.body;
        let roles: Vec<&str> = list["members"]
            .as_array()
            .unwrap()
            .iter()
            .map(|member| member["role"].as_str().unwrap())
            .collect();
        assert_eq!(roles.len(), 2);
        assert!(roles.contains(&"viewer") && roles.contains(&"organization_admin"));
    }
}
