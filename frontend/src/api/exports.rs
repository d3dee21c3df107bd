//! Files of contacts. They stay with the browser, which may keep them on its disk, and never come into
//! this program; `XMLHttpRequest` tells how much has arrived.

use domain::export::ExportRequest;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

use super::upload::{end_of, whole};
use super::{Client, Error, idempotency};

/// A file that arrived.
pub(crate) struct Exported {
    pub(crate) file: Blob,
    /// Contacts in it.
    pub(crate) count: u64,
    /// Contacts that were left out because they are suppressed.
    pub(crate) held_back: u64,
}

/// Asks for a file; `progress` is told how many bytes have arrived.
pub(crate) async fn start(
    client: Client,
    wanted: &ExportRequest,
    progress: impl Fn(u64) + Clone + 'static,
) -> Result<Exported, Error> {
    let body = serde_json::to_string(wanted).map_err(|_| Error::Unreadable)?;
    let mut request = send(client, &body, progress.clone()).await?;
    if status(&request)? == 401 && client.renew().await {
        request = send(client, &body, progress).await?;
    }
    let file = request.response().ok().and_then(|answer| answer.dyn_into::<Blob>().ok());
    let file = file.ok_or(Error::Unreachable)?;
    let status = status(&request)?;
    if status != 200 {
        let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
        return Err(Error::of_answer(status, &text.unwrap_or_default()));
    }
    let figure = |name: &str| {
        let told = request.get_response_header(name).ok().flatten();
        told.and_then(|told| told.parse().ok()).unwrap_or_default()
    };
    let (count, held_back) = (figure("contacts-count"), figure("contacts-held-back"));
    Ok(Exported { file, count, held_back })
}

/// A body that was cut off counts as no answer.
fn status(request: &XmlHttpRequest) -> Result<u16, Error> {
    request.status().ok().filter(|status| *status != 0).ok_or(Error::Unreachable)
}

async fn send(
    client: Client,
    body: &str,
    progress: impl Fn(u64) + 'static,
) -> Result<XmlHttpRequest, Error> {
    let request = open(client).map_err(|_| Error::Unreachable)?;
    let listener = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        progress(whole(event.loaded()));
    });
    request
        .add_event_listener_with_callback("progress", listener.as_ref().unchecked_ref())
        .map_err(|_| Error::Unreachable)?;
    let ended = end_of(&request);
    request.send_with_opt_str(Some(body)).map_err(|_| Error::Unreachable)?;
    let _ = JsFuture::from(ended).await;
    drop(listener);
    Ok(request)
}

fn open(client: Client) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("POST", "/api/v1/contacts/export")?;
    request.set_response_type(XmlHttpRequestResponseType::Blob);
    request.set_request_header("Content-Type", "application/json")?;
    if let Some(act) = idempotency::new_key() {
        request.set_request_header(idempotency::HEADER, &act)?;
    }
    if let Some(token) = client.token() {
        request.set_request_header("Authorization", &format!("Bearer {token}"))?;
    }
    Ok(request)
}
