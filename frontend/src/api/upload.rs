//! The upload of a file. `fetch` cannot tell how much was sent, so this is the one request
//! that goes through `XMLHttpRequest`.

use domain::import::Import;
use js_sys::Promise;
use serde::de::DeserializeOwned;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

use super::call::Answer;
use super::{Client, Error, idempotency};

/// How far an upload is, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Upload {
    pub(crate) sent: u64,
    pub(crate) total: u64,
}

/// Sends a file as a new import; `progress` is told of every step.
pub(crate) async fn start(
    client: Client,
    file: &File,
    progress: impl Fn(Upload) + Clone + 'static,
) -> Result<Import, Error> {
    send_to(client, "imports", file, progress).await
}

/// Sends a file to a route that takes one.
pub(super) async fn send_to<T: DeserializeOwned>(
    client: Client,
    path: &str,
    file: &File,
    progress: impl Fn(Upload) + Clone + 'static,
) -> Result<T, Error> {
    let act = idempotency::new_key();
    let mut answer = send(client, path, file, act.as_deref(), progress.clone()).await?;
    if answer.status() == 401 && client.renew().await {
        answer = send(client, path, file, act.as_deref(), progress).await?;
    }
    answer.checked()?.read()
}

async fn send(
    client: Client,
    path: &str,
    file: &File,
    act: Option<&str>,
    progress: impl Fn(Upload) + 'static,
) -> Result<Answer, Error> {
    let request = open(client, path, act).map_err(|_| Error::Unreachable)?;
    let told = listen(&request, progress).map_err(|_| Error::Unreachable)?;
    let form = FormData::new().map_err(|_| Error::Unreadable)?;
    form.append_with_blob_and_filename("file", file, &file.name())
        .map_err(|_| Error::Unreadable)?;
    let ended = end_of(&request);
    request.send_with_opt_form_data(Some(&form)).map_err(|_| Error::Unreachable)?;
    let _ = JsFuture::from(ended).await;
    drop(told);
    let status = request.status().unwrap_or_default();
    if status == 0 {
        return Err(Error::Unreachable);
    }
    let body = request.response_text().ok().flatten().unwrap_or_default();
    Ok(Answer::new(status, body))
}

fn open(client: Client, path: &str, act: Option<&str>) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("POST", &format!("/api/v1/{path}"))?;
    request.set_request_header("Accept", "application/json")?;
    if let Some(token) = client.token() {
        request.set_request_header("Authorization", &format!("Bearer {token}"))?;
    }
    if let Some(act) = act {
        request.set_request_header(idempotency::HEADER, act)?;
    }
    Ok(request)
}

type Listener = Closure<dyn FnMut(ProgressEvent)>;

fn listen(
    request: &XmlHttpRequest,
    progress: impl Fn(Upload) + 'static,
) -> Result<Listener, JsValue> {
    let listener = Listener::new(move |event: ProgressEvent| {
        progress(Upload { sent: whole(event.loaded()), total: whole(event.total()) });
    });
    request
        .upload()?
        .add_event_listener_with_callback("progress", listener.as_ref().unchecked_ref())?;
    Ok(listener)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bytes of a file")]
pub(super) fn whole(bytes: f64) -> u64 {
    bytes as u64
}

/// Resolves when the request has ended, well or not.
pub(super) fn end_of(request: &XmlHttpRequest) -> Promise {
    Promise::new(&mut |resolve, _| {
        let _ = request.add_event_listener_with_callback("loadend", &resolve);
    })
}
