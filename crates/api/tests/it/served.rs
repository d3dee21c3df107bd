//! One node of a service: its routes, and its own index with the follower.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::thread::JoinHandle;

use actix_http::Request;
use actix_web::body::MessageBody;
use actix_web::dev::Service;
use actix_web::{test, web};
use api::access::Secrets;
use api::{App, Followed, Limits, MetricsReaders, Node, PasswordCost, Settings};
use connect::oidc::Providers;
use crm::Switchboard;
use db::Db;
use domain::Sources;
use domain::access::SignUpMode;
use files::Store;
use prometheus_client::registry::Registry;
use search::{Index, Place};
use serde_json::Value;
use worker::{Figures, Follower, Stop};

use crate::house::{PUBLIC_URL, Reply};

type Sent = Pin<Box<dyn Future<Output = Reply>>>;

type Begun = Pin<Box<dyn Future<Output = usize>>>;

/// A node at work; its follower ends with it.
pub(crate) struct Served {
    send: Box<dyn Fn(Request) -> Sent>,
    abandon: Box<dyn Fn(Request) -> Begun>,
    pub(crate) stop: Stop,
    pub(crate) figures: Figures,
    pub(crate) index: Index,
    follower: Option<JoinHandle<()>>,
}

impl Served {
    pub(crate) async fn new(
        db: &Db,
        sources: &Sources,
        secrets: Secrets,
        store: &Store,
        (limits, sign_up): (Limits, SignUpMode),
        crm: Option<Switchboard>,
    ) -> Self {
        let index = Index::default();
        let (stop, pair) = (Stop::default(), (index.clone(), Place::Memory));
        let (follower, progress) = Follower::new(db.clone(), sources.clone(), pair, stop.clone());
        let (figures, mut registry) = (Figures::default(), Registry::default());
        figures.register_jobs(&mut registry);
        figures.register_index(&mut registry);
        let follower = follower.counting(figures.clone());
        let followed = Followed { index: index.clone(), progress: progress.clone() };
        let (shared, now) = (db.clone(), sources.clone());
        let node =
            web::Data::new(Node::new(shared, now, Some(followed), registry, MetricsReaders::Near));
        let app = web::Data::new(App::new(Settings {
            db: db.clone(),
            sources: sources.clone(),
            store: store.clone(),
            index: index.clone(),
            progress,
            secrets,
            passwords: PasswordCost::Least,
            providers: Providers::none(),
            crm,
            sign_up,
            public_url: PUBLIC_URL.to_owned(),
            proxies: 1,
            https: false,
            limits,
        }));
        let service = test::init_service(api::service(app.clone(), node.clone(), |_| None)).await;
        let service = Rc::new(service);
        let begun = service.clone();
        let abandon = Box::new(move |request| -> Begun {
            let service = begun.clone();
            Box::pin(async move {
                let mut body = service.call(request).await.unwrap().into_body();
                let chunk = poll_fn(|context| Pin::new(&mut body).poll_next(context)).await;
                chunk.and_then(Result::ok).map_or(0, |bytes| bytes.len())
            })
        });
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
                let text = String::from_utf8_lossy(&body).into_owned();
                let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
                Reply { status, headers, body, text }
            })
        });
        let follower = Some(std::thread::spawn(move || follower.run()));
        Self { send, abandon, stop, figures, index, follower }
    }

    /// Sends a request and drops the body behind its first bytes, as for a client that is gone.
    pub(crate) async fn abandon(&self, request: test::TestRequest) -> usize {
        (self.abandon)(request.to_request()).await
    }

    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: test::TestRequest) -> Reply {
        (self.send)(request.to_request()).await
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop.ask();
        if let Some(follower) = self.follower.take() {
            let _ = follower.join();
        }
    }
}
