//! A sign-in at a real provider: `npm ci` in `tests/provider`, then
//! `cargo test -p connect -- --ignored`.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use ::http::{Request, Response};
use connect::http::Client;
use connect::oidc::{Identity, OidcError, Providers};
use domain::{Sources, Timestamp};

use crate::oidc::query;

const BACK: &str = "http://127.0.0.1:9/api/v1/auth/oidc/acme/callback";

/// The program, which ends with the test.
struct Program {
    child: Child,
    address: String,
}

impl Program {
    fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/provider");
        let mut child = Command::new("node")
            .args(["provider.mjs", &port.to_string(), BACK])
            .env("CLIENT_SECRET", "hunter2")
            .current_dir(folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("listening"), "{line}");
        Self { child, address: format!("127.0.0.1:{port}") }
    }

    fn providers(&self) -> Providers {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let issuer = format!("http://{}", self.address);
        let entry = serde_json::json!({
            "id": "acme", "label": "Acme", "issuer": issuer,
            "client_id": "contacts", "client_secret": "hunter2",
        });
        write!(file, "{}", serde_json::json!({ "providers": [entry] })).unwrap();
        Providers::load(file.path()).unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A browser, as far as this needs one: it keeps cookies and follows redirects by hand.
struct Browser {
    client: Client,
    address: String,
    cookies: Vec<(String, String)>,
}

impl Browser {
    async fn ask(&mut self, url: &str, form: Option<&str>) -> Response<Vec<u8>> {
        let url = match url.strip_prefix('/') {
            Some(path) => format!("http://{}/{path}", self.address),
            None => url.to_owned(),
        };
        let cookies: Vec<_> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let request = Request::builder()
            .method(if form.is_some() { "POST" } else { "GET" })
            .uri(url)
            .header("cookie", cookies.join("; "))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.unwrap_or_default().as_bytes().to_vec());
        let answer = self.client.exchange(request.unwrap()).await.unwrap();
        for cookie in answer.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(kept, _)| kept != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        answer
    }

    /// Signs in at the provider's page, and answers where the browser is sent back to.
    async fn sign_in(&mut self, url: &str, email: &str) -> String {
        let to =
            |answer: &Response<Vec<u8>>| answer.headers()["location"].to_str().unwrap().to_owned();
        let form = to(&self.ask(url, None).await);
        let page = self.ask(&form, None).await;
        assert!(String::from_utf8_lossy(page.body()).contains("name=\"email\""));
        let resume = to(&self.ask(&form, Some(&format!("email={email}"))).await);
        to(&self.ask(&resume, None).await)
    }
}

async fn journey(program: &Program, email: &str) -> Result<Identity, OidcError> {
    let providers = program.providers();
    // The provider has a clock of its own.
    let now = real_now();
    let sources = Sources::new(move || now, |bytes| aws_lc_rs::rand::fill(bytes).unwrap());
    let start = providers.start("acme", BACK, "/", &sources).await.unwrap();
    let client = Client::new(vec![program.address.clone()]).unwrap();
    let mut browser = Browser { client, address: program.address.clone(), cookies: Vec::new() };
    let back = browser.sign_in(&start.url, email).await;
    assert!(back.starts_with(BACK), "{back}");
    let query = query(&back);
    let (code, state) = (query["code"].clone(), query["state"].clone());
    let result = providers.finish("acme", &start.pending, &code, &state, real_now()).await;
    // A code is good once.
    let again = providers.finish("acme", &start.pending, &code, &state, real_now()).await;
    let refused = OidcError::Failed("the code was refused: invalid_grant".to_owned());
    assert_eq!(again, Err(refused));
    result
}

#[expect(clippy::disallowed_methods, reason = "a program of its own looks at the real clock")]
fn real_now() -> Timestamp {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    Timestamp::from_micros(i64::try_from(now.as_micros()).unwrap())
}

#[tokio::test]
#[ignore = "needs Node.js and `npm ci` in tests/provider"]
async fn a_real_provider_signs_in() {
    let program = Program::start();
    let identity = journey(&program, "ada.lovelace@example.com").await.unwrap();
    assert_eq!(identity.email.as_str(), "ada.lovelace@example.com");
    assert_eq!(identity.name, "Ada Lovelace");
    assert_eq!(identity.issuer, format!("http://{}", program.address));
    let refused = journey(&program, "unverified@example.com").await;
    assert_eq!(refused, Err(OidcError::EmailNotVerified));
}
