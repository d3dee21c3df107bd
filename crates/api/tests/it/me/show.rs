use insta::{allow_duplicates, assert_json_snapshot};

use crate::house::houses;

#[actix_web::test]
async fn a_person_sees_themselves_and_what_they_may_do() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let me = house.send(ada.get("/api/v1/me")).await.body;
        allow_duplicates! {
        assert_json_snapshot!(me, {".user.id" => "usr", ".organization.id" => "org", ".memberships[].organization.id" => "org", ".permissions" => "all"}, @r#"
        {
          "account": {
            "email_verified": false,
            "has_password": true,
            "second_factor": false
          },
          "memberships": [
            {
              "organization": {
                "id": "org",
                "name": "Analytical Engines",
                "requires_second_factor": false
              },
              "role": "organization_admin",
              "status": "active"
            }
          ],
          "operator": false,
          "organization": {
            "id": "org",
            "name": "Analytical Engines",
            "requires_second_factor": false
          },
          "permissions": "all",
          "role": "organization_admin",
          "status": "active",
          "user": {
            "email": "ada@example.com",
            "id": "usr",
            "name": "Ada Lovelace"
          }
        }
        "#);
        }
        assert_eq!(me["permissions"].as_array().unwrap().len(), 21);
    }
}
