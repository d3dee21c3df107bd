//! A whole service in a test: fresh database, index with its follower, worker on demand.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap};
use actix_web::test;
use api::access::{Keys, Secrets, Vault};
use api::{Limits, Rates};
use aws_lc_rs::signature::Ed25519KeyPair;
use connect::crm::{Configuration, Crm};
use connect::letters::Links;
use connect::mail::{Mailer, Sender};
use crm::Switchboard;
use db::Db;
use db::job::{LEASE_SECONDS, Taker};
use db::testing::Fresh;
use domain::Sources;
use domain::access::SignUpMode;
use domain::job::Queue;
use fake_crm::FakeCrm;
use files::Store;
use serde_json::{Value, json};
use worker::{Post, Pushes, Worker};

use crate::served::Served;

/// Where browsers would reach the service; no request says it.
pub(crate) const PUBLIC_URL: &str = "https://contacts.example";

const MASTER_KEYS: &str = "master-keys.json";

/// The service and what stands behind it.
pub(crate) struct House {
    served: Served,
    settings: (Limits, SignUpMode),
    pub(crate) worker: Worker,
    pub(crate) store: Store,
    outbox: PathBuf,
    clock: Arc<AtomicI64>,
    /// The key that signs access tokens, for those who forge them.
    pub(crate) signing: Vec<u8>,
    kind: &'static str,
    _database: Fresh,
    folder: tempfile::TempDir,
}

/// An answer, read whole.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
    /// The body as it came, for what is not JSON.
    pub(crate) text: String,
}

/// A signed-in person.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) token: String,
    pub(crate) cookie: String,
}

/// A service on each kind of database.
pub(crate) async fn houses() -> Vec<House> {
    houses_with(unlimited()).await
}

pub(crate) async fn houses_with(limits: Limits) -> Vec<House> {
    let mut all = Vec::new();
    for database in db::testing::databases().unwrap() {
        all.push(House::build(database, limits, SignUpMode::Direct, None).await);
    }
    all
}

/// Services that confirm addresses before anybody signs in.
pub(crate) async fn houses_by_mail() -> Vec<House> {
    let mut all = Vec::new();
    for database in db::testing::databases().unwrap() {
        all.push(House::build(database, unlimited(), SignUpMode::Mail, None).await);
    }
    all
}

/// Services that know a CRM of their own each.
pub(crate) async fn houses_with_crm(
    limits: Limits,
    fake: impl Fn() -> FakeCrm,
) -> Vec<(FakeCrm, House)> {
    let mut all = Vec::new();
    for database in db::testing::databases().unwrap() {
        let fake = fake();
        let house = House::build(database, limits, SignUpMode::Direct, Some(&fake)).await;
        all.push((fake, house));
    }
    all
}

/// Tests ask faster than anybody may; those of the limits set their own.
pub(crate) fn unlimited() -> Limits {
    Limits { rates: Rates::NONE, ..Limits::default() }
}

impl House {
    async fn build(
        database: Fresh,
        limits: Limits,
        sign_up: SignUpMode,
        fake: Option<&FakeCrm>,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("files")).unwrap();
        let clock = Arc::new(AtomicI64::new(0));
        let sources = sources(clock.clone());
        let signing = Ed25519KeyPair::generate().unwrap().to_pkcs8().unwrap();
        let secrets = secrets(&sources, folder.path(), signing.as_ref());
        let pen = api::pen(&secrets);
        let suppressor = api::suppressor(&secrets);
        let outbox = folder.path().join("outbox");
        let post = Post {
            mailer: Mailer::outbox(
                &outbox,
                Sender::parse("Contacts <contacts@contacts.example>", "contacts.example").unwrap(),
                sources.clone(),
            )
            .unwrap(),
            links: Links::new(PUBLIC_URL, secrets.links.clone()).unwrap(),
        };
        let settings = (limits, sign_up);
        let crm = fake.map(|fake| switchboard(fake, &database.db, &secrets, &sources));
        let pushes = crm.clone().map(|crm| Pushes::new(crm).unwrap());
        let served = Served::new(&database.db, &sources, secrets, &store, settings, crm).await;
        Self {
            worker: Worker {
                db: database.db.clone(),
                sources,
                store: store.clone(),
                pen,
                suppressor,
                post: Arc::new(post),
                pushes,
                taker: Taker::new("house:1".to_owned(), Queue::ALL, LEASE_SECONDS),
                stop: served.stop.clone(),
                figures: served.figures.clone(),
            },
            served,
            settings,
            outbox,
            clock,
            signing: signing.as_ref().to_vec(),
            store,
            kind: database.kind,
            _database: database,
            folder,
        }
    }

    /// One more node on the same database, with the same keys.
    pub(crate) async fn fellow(&self) -> Served {
        let Worker { db, sources, .. } = &self.worker;
        let secrets = secrets(sources, self.folder.path(), &self.signing);
        Served::new(db, sources, secrets, &self.store, self.settings, None).await
    }

    /// Another process that calls this CRM, with the same keys.
    pub(crate) fn switchboard(&self, fake: &FakeCrm) -> Switchboard {
        let Worker { db, sources, .. } = &self.worker;
        let secrets = secrets(sources, self.folder.path(), &self.signing);
        switchboard(fake, db, &secrets, sources)
    }

    /// `sqlite` or `postgres`.
    pub(crate) fn kind(&self) -> &'static str {
        self.kind
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: test::TestRequest) -> Reply {
        self.served.send(request).await
    }

    /// Sends a request and goes away when the first bytes of the body are there; answers how many.
    pub(crate) async fn abandon(&self, request: test::TestRequest) -> usize {
        self.served.abandon(request).await
    }

    /// Signs a new person up, each with an organization of their own.
    pub(crate) async fn sign_up(&self, email: &str) -> Person {
        let body = json!({
            "email": email,
            "password": PASSWORD,
            "name": "Ada Lovelace",
            "organization": "Analytical Engines",
        });
        let reply = self.send(post("/api/v1/auth/signup").set_json(body)).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        reply.person()
    }

    /// Lets time pass for this process alone.
    pub(crate) fn tick(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Lets time pass, in the database as well.
    pub(crate) fn wait(&self, seconds: i64) {
        self.tick(seconds);
        if self.kind == "postgres" {
            let sql = format!("UPDATE allowances SET full_at = full_at - interval '{seconds} s'");
            db::testing::execute(self.db(), &sql).unwrap();
        }
        // The queue goes by the database's clock.
        db::testing::pass(self.db(), seconds).unwrap();
    }

    /// The database behind the service.
    pub(crate) fn db(&self) -> &Db {
        &self.worker.db
    }

    /// Sends what waits, and answers all mails to an address so far, oldest first, as they went out.
    pub(crate) fn mails(&self, to: &str) -> Vec<String> {
        self.work();
        let mut files: Vec<PathBuf> = std::fs::read_dir(&self.outbox)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|kind| kind == "eml"))
            .collect();
        files.sort();
        let texts = files.iter().map(|path| std::fs::read_to_string(path).unwrap());
        texts.filter(|text| text.contains(&format!("To: {to}\r\n"))).collect()
    }

    /// The token behind `#` of the newest mail to an address.
    pub(crate) fn token(&self, to: &str) -> String {
        let mails = self.mails(to);
        // Lines of a quoted-printable mail end in `=` where they were broken.
        let mail = mails.last().unwrap().replace("=\r\n", "");
        let (_, rest) = mail.split_once('#').unwrap();
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
    }

    /// The code that an authenticator app with this secret shows now.
    pub(crate) fn code(&self, secret: &str) -> String {
        let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
        let totp =
            totp_rs::Builder::new().with_secret(secret).with_account_name("ada").build().unwrap();
        let seconds = u64::try_from(self.worker.sources.now().seconds()).unwrap();
        totp.generate(seconds).to_string()
    }

    /// Adds a key-encryption key and seals everything anew, as another process does while this one
    /// serves. Answers how many data keys and secrets that were.
    pub(crate) fn rotate_keys(&self) -> (usize, usize) {
        let (folder, sources) = (self.folder.path(), &self.worker.sources);
        let mut file =
            secrets::FileKeys::load_or_create(&folder.join(MASTER_KEYS), sources).unwrap();
        file.add_version(sources).unwrap();
        vault(folder, sources).rotate(self.db()).unwrap()
    }

    /// Has the searches that people follow looked at, where their turn has come so many seconds from now, on
    /// this node.
    pub(crate) fn watch(&self, ahead: i64) {
        let Worker { db, sources, stop, .. } = self.worker.clone();
        let clock = sources.clone();
        let later = move || clock.now().plus_seconds(ahead);
        let chance = move |buffer: &mut [u8]| {
            buffer.chunks_mut(8).for_each(|part| {
                part.copy_from_slice(&sources.bytes::<8>()[..part.len()]);
            });
        };
        let sources = Sources::new(later, chance);
        let (index, period_seconds) = (self.served.index.clone(), worker::WATCH_SECONDS);
        worker::Watch { db, sources, index, period_seconds, stop }.round().unwrap();
    }

    /// Runs background jobs until none is left.
    pub(crate) fn work(&self) {
        let worker = &self.worker;
        // On a thread of its own, as it is: this one is the service's.
        std::thread::scope(|threads| {
            threads.spawn(|| while worker.run_next().unwrap() {});
        });
    }
}

/// A predictable clock that also goes on by so many seconds.
fn sources(seconds: Arc<AtomicI64>) -> Sources {
    let (clock, chance) = (Sources::predictable(), Sources::predictable());
    Sources::new(
        move || clock.now().plus_seconds(seconds.load(Ordering::Relaxed)),
        move |buffer| {
            // The counter of the predictable sources, spread over the whole buffer.
            let draw: [u8; 8] = chance.bytes();
            for (index, byte) in buffer.iter_mut().enumerate() {
                *byte = draw[7 - index % 8].wrapping_add(u8::try_from(index / 8).unwrap());
            }
        },
    )
}

/// What calls a fake CRM.
fn switchboard(fake: &FakeCrm, db: &Db, secrets: &Secrets, sources: &Sources) -> Switchboard {
    let redirect = format!("{PUBLIC_URL}/api/v1/crm/callback");
    let secret = fake_crm::CLIENT_SECRET.to_owned().into();
    let configuration = Configuration {
        authorize_url: fake.authorize_url(),
        token_url: fake.token_url(),
        api_url: fake.url().to_owned(),
        webhook_key: fake.webhook_key(),
        timeout: Duration::from_secs(2),
        ..Configuration::new(fake_crm::CLIENT_ID.to_owned(), secret, redirect)
    };
    let crm = Crm::new(configuration).unwrap();
    Switchboard::new(crm, db.clone(), secrets.vault.clone(), api::pen(secrets), sources.clone())
}

/// Secrets of a house of its own.
fn secrets(sources: &Sources, folder: &Path, signing: &[u8]) -> Secrets {
    Secrets {
        keys: Keys::new(signing, &[9; 32]).unwrap(),
        links: Arc::new(secrets::LinkKeys::new(&[8; 32])),
        replay: secrets::ReplayKeys::new(&[7; 32]),
        head: Arc::new(secrets::HeadKey::new(&[6; 32])),
        suppression: Arc::new(secrets::SuppressionKey::new(&[5; 32])),
        vault: vault(folder, sources),
    }
}

/// What opens the secrets of a house, as one process has it.
fn vault(folder: &Path, sources: &Sources) -> Vault {
    let (path, chance) = (folder.join(MASTER_KEYS), sources.clone());
    let load = move || -> Result<Arc<dyn secrets::KeyEncryption>, secrets::Error> {
        Ok(Arc::new(secrets::FileKeys::load_or_create(&path, &chance)?))
    };
    Vault::open(Arc::new(load), sources.clone()).unwrap()
}

/// The password of everybody whom [`House::sign_up`] makes.
pub(crate) const PASSWORD: &str = "tall ships sail at noon";

/// A request that signs in.
pub(crate) fn login(email: &str, password: &str) -> test::TestRequest {
    post("/api/v1/auth/login").set_json(json!({"email": email, "password": password}))
}

impl Reply {
    /// The cookie that came along, as a browser sends it back.
    pub(crate) fn cookie(&self) -> String {
        let cookie = self.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// The person that this answer signed in.
    pub(crate) fn person(&self) -> Person {
        Person {
            token: self.body["access_token"].as_str().unwrap().to_owned(),
            cookie: self.cookie(),
        }
    }

    /// The stable code of a problem.
    pub(crate) fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Person {
    fn sign(&self, request: test::TestRequest) -> test::TestRequest {
        request.insert_header((header::AUTHORIZATION, format!("Bearer {}", self.token)))
    }
    pub(crate) fn get(&self, path: &str) -> test::TestRequest {
        self.sign(test::TestRequest::get().uri(path))
    }
    pub(crate) fn post(&self, path: &str) -> test::TestRequest {
        self.sign(post(path))
    }
    pub(crate) fn put(&self, path: &str) -> test::TestRequest {
        self.sign(test::TestRequest::put().uri(path))
    }
    pub(crate) fn patch(&self, path: &str, etag: &str) -> test::TestRequest {
        self.sign(test::TestRequest::patch().uri(path)).insert_header((header::IF_MATCH, etag))
    }
    pub(crate) fn delete(&self, path: &str, etag: &str) -> test::TestRequest {
        self.sign(test::TestRequest::delete().uri(path)).insert_header((header::IF_MATCH, etag))
    }
}

pub(crate) fn post(path: &str) -> test::TestRequest {
    test::TestRequest::post().uri(path)
}

/// A request that uploads one file, as a browser's form would.
pub(crate) fn upload(person: &Person, name: &str, content: &[u8]) -> test::TestRequest {
    upload_to("/api/v1/imports", person, name, content)
}

/// The same, to this path.
pub(crate) fn upload_to(
    path: &str,
    person: &Person,
    name: &str,
    content: &[u8],
) -> test::TestRequest {
    let mut body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    person
        .post(path)
        .insert_header((header::CONTENT_TYPE, "multipart/form-data; boundary=edge"))
        .set_payload(body)
}

/// As a database prints bytes.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}
