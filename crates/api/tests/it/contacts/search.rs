use insta::{allow_duplicates, assert_json_snapshot};
use serde_json::{Value, json};

use super::crud::create;
use crate::house::{House, Person, houses};

async fn search(house: &House, person: &Person, query: &str) -> Value {
    let reply = house.send(person.get(&format!("/api/v1/contacts/search?{query}"))).await;
    assert_eq!(reply.status, 200, "{query}: {}", reply.body);
    assert!(reply.header("server-timing").starts_with("search;dur="));
    reply.body
}

fn names(answer: &Value) -> Vec<&str> {
    let hits = answer["hits"].as_array().unwrap();
    hits.iter().map(|hit| hit["contact"]["full_name"].as_str().unwrap()).collect()
}

async fn people(house: &House, person: &Person) {
    for (name, title, company, city) in [
        ("Grace Hopper", "Rear Admiral", "Navy", "Arlington"),
        ("Ada Lovelace", "CTO", "Analytical Engines", "London"),
        ("Alan Turing", "Head of Research", "Bombe Works", "London"),
    ] {
        let contact = json!({"full_name": name, "title": title, "company": company, "city": city});
        create(house, person, contact).await;
    }
}

#[actix_web::test]
async fn the_next_search_finds_what_was_just_written() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let (path, etag) = create(&house, &ada, json!({"full_name": "Grace Hopper"})).await;
        assert_eq!(names(&search(&house, &ada, "q=grace").await), ["Grace Hopper"]);
        let patch = json!({"full_name": "Grace Murray"});
        let changed = house.send(ada.patch(&path, &etag).set_json(patch)).await;
        assert_eq!(names(&search(&house, &ada, "q=murray").await), ["Grace Murray"]);
        assert_eq!(names(&search(&house, &ada, "q=hopper").await), [] as [&str; 0]);
        house.send(ada.delete(&path, changed.header("etag"))).await;
        assert_eq!(search(&house, &ada, "q=grace").await["total"]["value"], 0);
    }
}

#[actix_web::test]
async fn beginnings_and_typos_are_found_and_explained() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        people(&house, &ada).await;
        assert_eq!(names(&search(&house, &ada, "q=gra%20hop").await), ["Grace Hopper"]);
        let typo = search(&house, &ada, "q=lovelcae%20london").await;
        assert_eq!(names(&typo), ["Ada Lovelace"]);
        let why = &typo["hits"][0]["why"];
        assert_eq!((&why[0]["matched"], &why[0]["how"]), (&json!("lovelace"), &json!("typo")));
        assert_eq!((&why[1]["field"], &why[1]["how"]), (&json!("city"), &json!("exact")));
    }
}

#[actix_web::test]
async fn filters_facets_and_cursors_agree() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        people(&house, &ada).await;
        let london = search(&house, &ada, "city=london").await;
        assert_eq!(london["total"], json!({"value": 2, "relation": "eq"}));
        let cities = &london["facets"]["city"];
        assert_eq!(cities[0], json!({"value": "London", "count": 2}));
        assert_eq!(cities.as_array().unwrap().len(), 2, "its own choice does not hide siblings");
        let others = search(&house, &ada, "city=-London").await;
        assert_eq!(names(&others), ["Grace Hopper"]);

        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = search(&house, &ada, &format!("limit=1&cursor={cursor}")).await;
            seen.extend(names(&page).into_iter().map(str::to_owned));
            match page["next_cursor"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => break,
            }
        }
        assert_eq!(seen, ["Ada Lovelace", "Alan Turing", "Grace Hopper"]);
    }
}

#[actix_web::test]
async fn a_search_never_sees_another_organization() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        people(&house, &ada).await;
        create(&house, &eve, json!({"full_name": "Grace Kelly", "city": "Monaco"})).await;
        let answer = search(&house, &eve, "q=grace").await;
        assert_eq!(names(&answer), ["Grace Kelly"]);
        let all = search(&house, &eve, "").await;
        assert_eq!(all["total"]["value"], 1);
        assert_eq!(all["facets"]["city"], json!([{"value": "Monaco", "count": 1}]));
        let reply = house.send(eve.get("/api/v1/contacts/suggest?q=lon")).await;
        assert_eq!(reply.body, json!({"suggestions": []}));
        let reply = house.send(ada.get("/api/v1/contacts/suggest?q=lon")).await;
        assert_eq!(
            reply.body,
            json!({"suggestions": [{"kind": "city", "text": "London", "count": 2}]})
        );
    }
}

#[actix_web::test]
async fn a_wrong_parameter_is_named() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        for (query, field) in [
            ("limit=0", "limit"),
            ("compny=x", "compny"),
            ("cursor=x", "cursor"),
            ("has=wings", "has"),
        ] {
            let reply = house.send(ada.get(&format!("/api/v1/contacts/search?{query}"))).await;
            assert_eq!(reply.status, 422, "{query}");
            assert_eq!(reply.body["errors"][0]["field"], field);
        }
    }
}

#[actix_web::test]
async fn the_box_is_understood_and_explained() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        people(&house, &ada).await;
        let contact = json!({"full_name": "Robert Noyce", "title": "VP Sales", "country": "DE", "phones": [{"value": "+49 30 901820"}]});
        create(&house, &ada, contact).await;
        for (query, expected) in [
            ("q=%22ada%20lovelace%22", vec!["Ada Lovelace"]),
            ("q=%22lovelace%20ada%22", vec![]),
            ("q=london%20-turing", vec!["Ada Lovelace"]),
            ("q=hopper%20OR%20noyce&sort=name", vec!["Grace Hopper", "Robert Noyce"]),
            ("q=company:(navy%20OR%20bombe)&sort=-name", vec!["Grace Hopper", "Alan Turing"]),
            ("q=bob", vec!["Robert Noyce"]),
            ("q=1820", vec!["Robert Noyce"]),
            ("q=vp%20germany", vec!["Robert Noyce"]),
            ("q=vp%20germany&verbatim=germany", vec![]),
            ("q=mopper", vec!["Grace Hopper"]),
            ("created=%3E%3D2999", vec![]),
        ] {
            assert_eq!(names(&search(&house, &ada, query).await), expected, "{query}");
        }
        let answer = search(&house, &ada, "q=vp%20germany&facets=false").await;
        let told = json!({"chips": answer["chips"], "why": answer["hits"][0]["why"]});
        allow_duplicates! { assert_json_snapshot!(told, @r#"
        {
          "chips": [
            {
              "field": "seniority",
              "label": "Vice president",
              "words": "vp"
            },
            {
              "field": "country",
              "label": "Germany",
              "words": "germany"
            }
          ],
          "why": [
            {
              "field": "title",
              "how": "exact",
              "matched": "vp",
              "word": "vp"
            },
            {
              "field": "country",
              "how": "meaning",
              "matched": "DE",
              "word": "germany"
            }
          ]
        }
        "#) }
    }
}

#[actix_web::test]
async fn values_of_a_filter_are_completed_and_counted() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        people(&house, &ada).await;
        let path = "/api/v1/contacts/facets/company?value_like=b&q=london&company=Navy";
        let reply = house.send(ada.get(path)).await;
        assert_eq!(reply.body, json!({"values": [{"value": "Bombe Works", "count": 1}]}));
        assert_eq!(house.send(eve.get(path)).await.body, json!({"values": []}));
        let reply = house.send(ada.get("/api/v1/contacts/facets/shoe_size")).await;
        assert_eq!(reply.status, 404);
        let reply = house.send(ada.get("/api/v1/contacts/facets/created")).await;
        assert_eq!(reply.status, 422);
    }
}

#[actix_web::test]
async fn what_keeps_a_contact_away_is_told() {
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        let grace =
            json!({"full_name": "Grace Hopper", "title": "Rear Admiral", "city": "Arlington"});
        let (path, _) = create(&house, &ada, grace).await;
        let why = |query: &str| format!("{path}/why-not?{query}");
        let reply = house.send(ada.get(&why("q=grace%20admiral"))).await;
        assert_eq!(reply.body, json!({"found": true, "excluded_by": []}));
        let reply =
            house.send(ada.get(&why("q=grace%20kelly%20-admiral&city=London&has=title"))).await;
        allow_duplicates! { assert_json_snapshot!(reply.body, @r#"
        {
          "excluded_by": [
            {
              "kind": "word",
              "message": "Nothing in it matches kelly.",
              "word": "kelly"
            },
            {
              "kind": "word",
              "message": "It has what admiral leaves out.",
              "word": "admiral"
            },
            {
              "field": "city",
              "kind": "filter",
              "message": "The filter City does not let it through."
            }
          ],
          "found": false
        }
        "#) }
        let reply = house.send(ada.get(&why("scope=directory"))).await;
        assert_eq!(reply.body["excluded_by"][0]["kind"], "scope");
        assert_eq!(house.send(eve.get(&why("q=grace"))).await.status, 404);
    }
}

/// Boxes of two organizations in all their marks, counted by the rows themselves.
#[actix_web::test]
async fn counts_are_those_of_the_rows_and_nobody_elses() {
    const WORDS: [&str; 6] = ["grace", "hopper", "lovelace", "navy", "london", "zyzzyva"];
    for house in houses().await {
        let ada = house.sign_up("ada@example.com").await;
        let eve = house.sign_up("eve@example.com").await;
        people(&house, &ada).await;
        let canary = json!({"full_name": "Zyzzyva Hopper", "company": "Navy", "city": "London"});
        create(&house, &eve, canary).await;
        for (person, is_own) in [(&ada, false), (&eve, true)] {
            let all = search(&house, person, "limit=1000").await;
            let rows: Vec<String> = all["hits"].as_array().unwrap().iter().map(row).collect();
            assert_eq!(rows.iter().any(|row| row.contains("zyzzyva")), is_own);
            for (at, a) in WORDS.iter().enumerate() {
                for b in &WORDS[at + 1..] {
                    let has = |row: &&String, word: &str| row.split(' ').any(|own| own == word);
                    let count = |meets: &dyn Fn(&&String) -> bool| {
                        rows.iter().filter(|row| meets(row)).count()
                    };
                    for (box_, expected) in [
                        (format!("\"{a}\" \"{b}\""), count(&|row| has(row, a) && has(row, b))),
                        (format!("\"{a}\" OR \"{b}\""), count(&|row| has(row, a) || has(row, b))),
                        (format!("\"{a}\" -{b}"), count(&|row| has(row, a) && !has(row, b))),
                        (format!("-({a} OR \"{b}\")"), count(&|row| !has(row, a) && !has(row, b))),
                    ] {
                        let query = format!(
                            "facets=false&q={}",
                            box_.replace(' ', "%20").replace('"', "%22")
                        );
                        let answer = search(&house, person, &query).await;
                        assert_eq!(answer["total"]["value"], expected, "{box_}");
                        assert_eq!(answer["hits"].as_array().unwrap().len(), expected, "{box_}");
                    }
                }
            }
        }
    }
}

/// The words of a hit.
fn row(hit: &Value) -> String {
    let text = |field: &str| hit["contact"][field].as_str().unwrap_or_default().to_lowercase();
    ["full_name", "title", "company", "city"].map(text).join(" ")
}

#[actix_web::test]
async fn pages_of_a_moving_span_are_those_of_one_day() {
    for house in houses().await {
        // Ten seconds before midnight.
        house.wait(24 * 3_600 - 10);
        let ada = house.sign_up("ada@example.com").await;
        for name in ["Grace", "Joan"] {
            let body = json!({"full_name": name});
            let reply = house.send(ada.post("/api/v1/contacts").set_json(body)).await;
            assert_eq!(reply.status, 201, "{}", reply.body);
        }
        for query in ["created=today", "q=created:today", "created=last-1-days"] {
            let first = search(&house, &ada, &format!("{query}&limit=1")).await;
            assert_eq!(first["total"]["value"], 2, "{query}");
        }
        let first = search(&house, &ada, "created=today&limit=1").await;
        let cursor = first["next_cursor"].as_str().unwrap().to_owned();
        house.wait(60);
        let second = search(&house, &ada, &format!("created=today&limit=1&cursor={cursor}")).await;
        assert_eq!(second["hits"][0]["contact"]["full_name"], "Joan", "the day of the first page");
        assert_eq!(second["total"]["value"], 2);
        assert_eq!(search(&house, &ada, "created=today").await["total"]["value"], 0);
        assert_eq!(search(&house, &ada, "created=last-2-days").await["total"]["value"], 2);
        let other = cursor.rsplit_once('.').unwrap().0;
        let path = format!("/api/v1/contacts/search?created=today&limit=1&cursor={other}");
        assert_eq!(house.send(ada.get(&path)).await.status, 422, "of another day");
    }
}
