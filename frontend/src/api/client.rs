//! One client for every request: it carries the access token, which lives in memory only, and
//! renews it, once for all who wait, when the server no longer takes it.

use domain::access::SignedIn;
use form_urlencoded::Serializer;
use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::Promise;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::AbortSignal;

use super::{Error, auth};

const BASE: &str = "/api/v1/";

/// A handle to the signed-in session; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Client {
    session: RwSignal<Option<SignedIn>>,
    renewal: StoredValue<Option<Promise>, LocalStorage>,
}

/// A request before it is sent. It can be sent twice: once more with a renewed token.
#[derive(Default)]
pub(super) struct Call {
    method: Method,
    path: String,
    body: Option<String>,
    if_match: Option<i64>,
    abort: Option<AbortSignal>,
    outlives_page: bool,
}

/// An answer with a body that may be JSON.
pub(super) struct Answer {
    status: u16,
    body: String,
}

impl Call {
    pub(super) fn new(method: Method, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), ..Self::default() }
    }

    pub(super) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    pub(super) fn post(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path)
    }

    /// Adds parameters behind the path.
    pub(super) fn query(mut self, pairs: &[(&'static str, String)]) -> Self {
        if !pairs.is_empty() {
            let query = Serializer::new(String::new()).extend_pairs(pairs).finish();
            self.path = format!("{}?{query}", self.path);
        }
        self
    }

    pub(super) fn json(mut self, body: &impl Serialize) -> Self {
        self.body = serde_json::to_string(body).ok();
        self
    }

    /// The record's version that the change was made on.
    pub(super) fn if_match(mut self, version: i64) -> Self {
        self.if_match = Some(version);
        self
    }

    pub(super) fn abort_by(mut self, signal: Option<AbortSignal>) -> Self {
        self.abort = signal;
        self
    }

    /// Lets the request finish when the page is left.
    pub(super) fn outlives_page(mut self) -> Self {
        self.outlives_page = true;
        self
    }

    async fn send(&self, token: Option<&str>) -> Result<Answer, Error> {
        let mut builder = RequestBuilder::new(&format!("{BASE}{}", self.path))
            .method(self.method.clone())
            .header("Accept", "application/json")
            .abort_signal(self.abort.as_ref());
        if let Some(token) = token {
            builder = builder.header("Authorization", &format!("Bearer {token}"));
        }
        if let Some(version) = self.if_match {
            builder = builder.header("If-Match", &format!("\"{version}\""));
        }
        let request = match &self.body {
            Some(body) => builder.header("Content-Type", "application/json").body(body),
            None => builder.build(),
        };
        let request = request.map_err(|_| Error::Unreadable)?;
        let sent = if self.outlives_page {
            let request: web_sys::Request = request.into();
            keep_alive(&request).await
        } else {
            request.send().await.map_err(|_| self.lost())
        };
        let response = sent?;
        let body = response.text().await.map_err(|_| self.lost())?;
        Ok(Answer { status: response.status(), body })
    }

    fn lost(&self) -> Error {
        match &self.abort {
            Some(signal) if signal.aborted() => Error::Aborted,
            _ => Error::Unreachable,
        }
    }
}

async fn keep_alive(request: &web_sys::Request) -> Result<Response, Error> {
    let init = web_sys::RequestInit::new();
    let _ = js_sys::Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE);
    let sent = JsFuture::from(window().fetch_with_request_and_init(request, &init)).await;
    sent.map(|response| web_sys::Response::from(response).into()).map_err(|_| Error::Unreachable)
}

impl Client {
    /// A client that is not signed in.
    pub(crate) fn new() -> Self {
        Self { session: RwSignal::new(None), renewal: StoredValue::new_local(None) }
    }

    /// Who is signed in; changes with every renewal.
    pub(crate) fn session(self) -> RwSignal<Option<SignedIn>> {
        self.session
    }

    /// Sends, renews the token once if it is refused, and answers the body's text.
    pub(super) async fn send(self, call: Call) -> Result<Answer, Error> {
        let mut answer = call.send(self.token().as_deref()).await?;
        if answer.status == 401 && self.renew().await {
            answer = call.send(self.token().as_deref()).await?;
        }
        answer.checked()
    }

    /// Sends without a token and without a second try: for the routes that open a session.
    pub(super) async fn send_bare(self, call: Call) -> Result<Answer, Error> {
        call.send(None).await?.checked()
    }

    /// Exchanges the refresh cookie for a new access token. All who ask while one exchange is
    /// under way share it. True when a session is open afterwards.
    pub(crate) async fn renew(self) -> bool {
        let under_way = self.renewal.get_value().unwrap_or_else(|| {
            let promise = future_to_promise(async move {
                let renewed = auth::refresh(self).await;
                self.renewal.set_value(None);
                let open = match renewed {
                    Ok(session) => {
                        self.session.set(Some(session));
                        true
                    }
                    Err(Error::Refused(problem)) if problem.status == 401 => {
                        self.session.set(None);
                        false
                    }
                    Err(_) => false,
                };
                Ok(JsValue::from_bool(open))
            });
            self.renewal.set_value(Some(promise.clone()));
            promise
        });
        JsFuture::from(under_way).await.is_ok_and(|open| open.is_truthy())
    }

    /// The token that is sent along; for the one request that does not go through `fetch`.
    pub(super) fn token(self) -> Option<String> {
        self.session.with_untracked(|session| Some(session.as_ref()?.access_token.clone()))
    }
}

impl Answer {
    pub(super) fn new(status: u16, body: String) -> Self {
        Self { status, body }
    }

    pub(super) fn status(&self) -> u16 {
        self.status
    }

    pub(super) fn checked(self) -> Result<Self, Error> {
        if (200..300).contains(&self.status) {
            Ok(self)
        } else {
            Err(Error::of_answer(self.status, &self.body))
        }
    }

    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_str(&self.body).map_err(|_| Error::Unreadable)
    }
}
