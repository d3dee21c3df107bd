//! One request and its answer.

use form_urlencoded::Serializer;
use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::window;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Blob};

use super::{Error, idempotency};

const BASE: &str = "/api/v1/";

/// A request before it is sent. It can be sent twice: once more with a renewed token.
#[derive(Default)]
pub(super) struct Call {
    method: Method,
    path: String,
    body: Option<String>,
    if_match: Option<i64>,
    /// Of a POST: the server does an act once, however often it is sent.
    act: Option<String>,
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
        let act = (method == Method::POST).then(idempotency::new_key).flatten();
        Self { method, path: path.into(), act, ..Self::default() }
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

    pub(super) async fn send(&self, token: Option<&str>) -> Result<Answer, Error> {
        let response = self.ask(token).await?;
        let body = self.text(&response).await?;
        Ok(Answer { status: response.status(), body })
    }

    /// As [`Self::send`], but what is answered well stays with the browser: a file may be larger
    /// than this program should hold.
    pub(super) async fn download(
        &self,
        token: Option<&str>,
    ) -> Result<Result<Blob, Answer>, Error> {
        let response = self.ask(token).await?;
        if !response.ok() {
            let body = self.text(&response).await?;
            return Ok(Err(Answer { status: response.status(), body }));
        }
        let response: web_sys::Response = response.into();
        let read = response.blob().map_err(|_| Error::Unreadable)?;
        let blob = JsFuture::from(read).await.map_err(|_| self.lost())?;
        Ok(Ok(blob.unchecked_into()))
    }

    /// The body as it was sent: as a text of the browser, it would be converted twice.
    async fn text(&self, response: &Response) -> Result<String, Error> {
        let body = response.binary().await.map_err(|_| self.lost())?;
        let as_it_can = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(String::from_utf8(body).unwrap_or_else(|error| as_it_can(error.as_bytes())))
    }

    async fn ask(&self, token: Option<&str>) -> Result<Response, Error> {
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
        if let Some(act) = &self.act {
            builder = builder.header(idempotency::HEADER, act);
        }
        let request = match &self.body {
            Some(body) => builder.header("Content-Type", "application/json").body(body),
            None => builder.build(),
        };
        let request = request.map_err(|_| Error::Unreadable)?;
        if self.outlives_page {
            let request: web_sys::Request = request.into();
            keep_alive(&request).await
        } else {
            request.send().await.map_err(|_| self.lost())
        }
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

    pub(super) fn text(self) -> String {
        self.body
    }

    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_str(&self.body).map_err(|_| Error::Unreadable)
    }
}
