use search::Index;

use crate::Server;

/// Another process holds the index: everything but search works, and search comes back by itself.
#[test]
fn an_index_that_cannot_be_opened_stops_nothing_but_search() {
    let folder = tempfile::tempdir().unwrap();
    let holder = Index::open(&folder.path().join("index")).unwrap();
    let server = Server::start(folder.path(), &[]);
    let person = server.sign_up("ada@example.com");
    let id = server.create(&person, "Grace Hopper");
    assert_eq!(server.get(&format!("/api/v1/contacts/{id}"), Some(&person)).status, 200);
    let refused = server.search(&person, "grace").unwrap_err();
    assert_eq!((refused.status, &refused.body["code"]), (503, &"unavailable".into()));
    let detail = refused.body["detail"].as_str().unwrap();
    assert!(detail.contains("index cannot be opened"), "{detail}");
    let suggest = server.get("/api/v1/contacts/suggest?q=gra", Some(&person));
    assert_eq!(suggest.status, 503, "{suggest:?}");

    drop(holder);
    server.wait_until("the search", |server| server.search(&person, "grace").ok() == Some(1));
}
