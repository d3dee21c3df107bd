//! What goes where.

use serde_json::json;

use super::{connected, make, places, somebody};

const MAPPING: &str = "/api/v1/crm/mapping";

#[actix_web::test]
async fn a_mapping_is_kept_and_shown_on_real_contacts() {
    for (fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        for number in 1..=12 {
            make(&house, &ada, somebody(number)).await;
        }
        make(&house, &ada, json!({"full_name": "No Way To Reach"})).await;
        let before = house.send(ada.get(MAPPING)).await.body;
        assert_eq!(before["updated_at"], json!(null));
        let fields = json!([
            {"field": "email", "source": "email", "direction": "to_crm", "rule": "always"},
            {"field": "city", "source": "region", "direction": "to_crm", "rule": "never"},
            {"field": "lastName", "source": "last_name", "direction": "to_crm", "rule": "if_empty"},
        ]);
        let kept = house.send(ada.put(MAPPING).set_json(json!({"fields": fields}))).await;
        assert_eq!(kept.status, 200, "{}", kept.body);
        assert_eq!(kept.body["fields"], fields);
        assert!(kept.body["updated_at"].is_string());
        let shown = house.send(ada.get(&format!("{MAPPING}/preview"))).await.body;
        let contacts = shown["contacts"].as_array().unwrap();
        assert_eq!(contacts.len(), 10);
        assert!(contacts[0]["reason"].as_str().unwrap().contains("neither"));
        let expected = json!([
            {"field": "email", "value": "p12@example.com", "rule": "always"},
            {"field": "lastName", "value": "Example", "rule": "if_empty"},
        ]);
        assert_eq!((&contacts[1]["fields"], &contacts[1]["tags"]), (&expected, &json!([])));
        // Nothing is pushed by itself.
        assert_eq!(fake.change(|world| world.counts.created), 0);
    }
}

#[actix_web::test]
async fn a_mapping_that_cannot_be_is_refused_by_field() {
    for (_fake, house) in places().await {
        let ada = connected(&house, "ada@example.com").await;
        for (fields, place) in [
            (json!([]), "fields"),
            (json!([{"field": "phone", "source": "email", "rule": "always"}]), "fields[0].source"),
        ] {
            let refused = house.send(ada.put(MAPPING).set_json(json!({"fields": fields}))).await;
            assert_eq!(
                (refused.status.as_u16(), &refused.body["errors"][0]["field"]),
                (422, &json!(place))
            );
        }
    }
}
