//! A whole service in a test: fresh database, index with its follower, worker on demand.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::thread::JoinHandle;

use actix_http::Request;
use actix_web::dev::Service;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderMap};
use actix_web::{test, web};
use api::access::Keys;
use api::{App, Limits, Settings};
use aws_lc_rs::signature::Ed25519KeyPair;
use db::testing::Fresh;
use domain::Sources;
use files::Store;
use search::Index;
use serde_json::{Value, json};
use worker::{Follower, Stop, Worker};

type Sent = Pin<Box<dyn Future<Output = Reply>>>;

/// The service and what stands behind it.
pub(crate) struct House {
    send: Box<dyn Fn(Request) -> Sent>,
    pub(crate) worker: Worker,
    pub(crate) store: Store,
    kind: &'static str,
    follower: Option<JoinHandle<()>>,
    _database: Fresh,
    _folder: tempfile::TempDir,
}

/// An answer, read whole.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

/// A signed-in person.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) token: String,
    pub(crate) cookie: String,
}

/// A service on each kind of database.
pub(crate) async fn houses() -> Vec<House> {
    houses_with(Limits::default()).await
}

pub(crate) async fn houses_with(limits: Limits) -> Vec<House> {
    let mut all = Vec::new();
    for database in db::testing::databases().unwrap() {
        all.push(House::build(database, limits).await);
    }
    all
}

impl House {
    async fn build(database: Fresh, limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("files")).unwrap();
        let (index, writer) = Index::in_memory().unwrap();
        let (sources, stop) = (Sources::predictable(), Stop::default());
        let pair = (index.clone(), writer);
        let (follower, progress) =
            Follower::new(database.db.clone(), sources.clone(), pair, stop.clone());
        let signing = Ed25519KeyPair::generate().unwrap().to_pkcs8().unwrap();
        let app = App::new(Settings {
            db: database.db.clone(),
            sources: sources.clone(),
            store: store.clone(),
            index,
            progress,
            keys: Keys::new(signing.as_ref(), &[9; 32]).unwrap(),
            https: false,
            limits,
        });
        let service = test::init_service(api::service(web::Data::new(app), |_| None)).await;
        let service = Rc::new(service);
        let send = Box::new(move |request| -> Sent {
            let service = service.clone();
            Box::pin(async move {
                let (status, headers, body) = match service.call(request).await {
                    Ok(response) => {
                        let (status, headers) = (response.status(), response.headers().clone());
                        (status, headers, test::read_body(response).await)
                    }
                    Err(error) => {
                        let response = error.error_response();
                        let (status, headers) = (response.status(), response.headers().clone());
                        let body = actix_web::body::to_bytes(response.into_body()).await;
                        (status, headers, body.unwrap_or_default())
                    }
                };
                let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
                Reply { status, headers, body }
            })
        });
        Self {
            send,
            worker: Worker {
                db: database.db.clone(),
                sources,
                store: store.clone(),
                stop: stop.clone(),
            },
            store,
            kind: database.kind,
            follower: Some(std::thread::spawn(move || follower.run())),
            _database: database,
            _folder: folder,
        }
    }

    /// `sqlite` or `postgres`.
    pub(crate) fn kind(&self) -> &'static str {
        self.kind
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: test::TestRequest) -> Reply {
        (self.send)(request.to_request()).await
    }

    /// Signs a new person up, each with an organization of their own.
    pub(crate) async fn sign_up(&self, email: &str) -> Person {
        let body = json!({
            "email": email,
            "password": "tall ships sail at noon",
            "name": "Ada Lovelace",
            "organization": "Analytical Engines",
        });
        let reply = self.send(post("/api/v1/auth/signup").set_json(body)).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        reply.person()
    }

    /// Runs background jobs until none is left.
    pub(crate) fn work(&self) {
        while self.worker.run_next().unwrap() {}
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.worker.stop.ask();
        if let Some(follower) = self.follower.take() {
            let _ = follower.join();
        }
    }
}

impl Reply {
    /// The person that this answer signed in.
    pub(crate) fn person(&self) -> Person {
        let cookie = self.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
        Person {
            token: self.body["access_token"].as_str().unwrap().to_owned(),
            cookie: cookie.split(';').next().unwrap().to_owned(),
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
    let mut body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    person
        .post("/api/v1/imports")
        .insert_header((header::CONTENT_TYPE, "multipart/form-data; boundary=edge"))
        .set_payload(body)
}
