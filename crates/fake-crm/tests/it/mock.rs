//! The product's client beside a mock that others made of the CRM's specification: `npm ci` in
//! `tests/mock`, then `cargo test -p fake-crm -- --ignored`, or `cargo xtask contract` for both.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use connect::crm::{Configuration, Crm, Key, Trouble};
use secrecy::SecretString;

use crate::site::{BACK, fields};

/// A mock of one file, which ends with the test.
struct Mock {
    child: Child,
    url: String,
}

impl Mock {
    fn start(file: &str) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let child = Command::new("node")
            .arg(folder.join("tests/mock/node_modules/@stoplight/prism-cli/dist/index.js"))
            .args(["mock", "-h", "127.0.0.1", "-p", &port.to_string()])
            .arg(folder.join("specs/2021-07-28").join(file))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self { child, url: format!("http://127.0.0.1:{port}") }
    }

    /// It reads for ten seconds and more before it listens.
    fn wait(mut self) -> Self {
        let output = BufReader::new(self.child.stdout.take().unwrap());
        let mut lines = output.lines().map(Result::unwrap);
        assert!(lines.any(|line| line.contains("Prism is listening")));
        // What it prints later must go somewhere.
        std::thread::spawn(move || lines.for_each(drop));
        self
    }

    fn client(&self, version: &str) -> Crm {
        let (id, secret) = ("app-1".to_owned(), "secret".to_owned().into());
        let mut configuration = Configuration::new(id, secret, BACK.to_owned());
        configuration.api_url.clone_from(&self.url);
        configuration.token_url = format!("{}/oauth/token", self.url);
        version.clone_into(&mut configuration.version);
        Crm::new(configuration).unwrap()
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const VERSION: &str = "2021-07-28";

#[tokio::test]
#[ignore = "needs Node and the packages of tests/mock"]
async fn the_mock_takes_all_calls_of_our_client() {
    let mocks = ["contacts.json", "locations.json", "oauth.json"].map(Mock::start);
    let [contacts, locations, oauth] = mocks.map(Mock::wait);
    let token: SecretString = "token".to_owned().into();

    let crm = contacts.client(VERSION);
    let sent = fields(&[
        ("firstName", "Ada"),
        ("lastName", "Lovelace"),
        ("email", "ada@example.com"),
        ("phone", "+15555550100"),
        ("companyName", "Acme"),
        ("address1", "1 Main St"),
        ("city", "Dolomite"),
        ("state", "AL"),
        ("postalCode", "35061"),
        ("country", "US"),
        ("website", "https://example.com"),
        ("timezone", "America/Chihuahua"),
        ("source", "x"),
    ]);
    let upserted = crm.upsert(&token, "loc1", &sent).await.result.unwrap();
    assert!(upserted.created && !upserted.record.id.is_empty());
    assert!(crm.update(&token, "c1", &sent).await.result.unwrap().get("email").is_some());
    assert!(crm.contact(&token, "c1").await.result.unwrap().get("phone").is_some());
    let tags = crm.add_tags(&token, "c1", &["a".to_owned()]).await.result.unwrap();
    assert!(!tags.is_empty());
    for key in [Key::Email("a+b@example.com"), Key::Phone("+15555550100")] {
        assert_eq!(crm.find_duplicate(&token, "loc1", key).await.result, Ok(None));
    }
    // It looks: another version is refused.
    let refused = contacts.client("v9").upsert(&token, "loc1", &sent).await.result;
    assert!(matches!(refused, Err(Trouble::Refused { status: 422, .. })), "{refused:?}");

    let crm = locations.client(VERSION);
    let location = crm.location(&token, "loc1").await.result.unwrap();
    assert!(location.allow_duplicates.is_some());

    let crm = oauth.client(VERSION);
    let grant = crm.exchange_code("code").await.unwrap();
    assert!(grant.location().is_ok());
    assert!(crm.refresh(&grant.refresh_token).await.is_ok());
}
