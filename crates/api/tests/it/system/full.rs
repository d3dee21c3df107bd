use serde_json::json;

use crate::access::callers::key;
use crate::house::{Person, houses};
use domain::access::Permission;

/// A database that may not grow answers as one on a full disk does.
#[actix_web::test]
async fn a_full_disk_refuses_what_writes_and_lets_read() {
    for house in houses().await.into_iter().filter(|house| house.kind() == "sqlite") {
        let ada = house.sign_up("ada@example.com").await;
        let (_, secret) = key(&house, &ada, &[Permission::ContactsRead]).await;
        let program = Person { token: secret, cookie: String::new() };
        let create = || {
            let body = json!({"full_name": "Grace Hopper", "company": "Compilers"});
            ada.post("/api/v1/contacts").set_json(body)
        };
        let first = house.send(create()).await;
        let path = format!("/api/v1/contacts/{}", first.body["id"].as_str().unwrap());
        db::testing::execute(house.db(), "PRAGMA max_page_count = 1").unwrap();
        let mut kept = 1;
        let refused = loop {
            let reply = house.send(create()).await;
            if reply.status != 201 {
                break reply;
            }
            kept += 1;
            assert!(kept < 1_000, "the database grows");
        };
        assert_eq!((refused.status.as_u16(), refused.code()), (507, "storage_full"));
        let detail = refused.body["detail"].as_str().unwrap();
        assert!(detail.contains("make space"), "{detail}");
        let again = create().insert_header(("Idempotency-Key", "once"));
        assert_eq!(house.send(again).await.status, 507);

        // Long enough that the use of the key would be noted.
        house.wait(120);
        for reader in [&ada, &program] {
            assert_eq!(house.send(reader.get(&path)).await.status, 200);
            let found = house.send(reader.get("/api/v1/contacts/search?q=grace")).await;
            assert_eq!(found.body["total"]["value"], kept, "nothing of what was refused");
        }
        assert_eq!(house.send(program.get("/api/v1/members")).await.status, 403, "as ever");
        assert_eq!(house.send(ada.get("/readyz")).await.status, 200);

        db::testing::execute(house.db(), "PRAGMA max_page_count = 1000000").unwrap();
        assert_eq!(house.send(create()).await.status, 201, "without a restart");
        let again = create().insert_header(("Idempotency-Key", "once"));
        assert_eq!(house.send(again).await.status, 201, "and the claim is free");
    }
}
