use http::{HeaderValue, Method, Request, header};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

use super::{Allowance, Crm, Reply, Trouble};

/// Characters of a trace id that are kept.
const TRACE_CHARS: usize = 100;

impl Crm {
    /// One call. `path` begins with a slash and is encoded already.
    pub(super) async fn call(
        &self,
        method: Method,
        path: &str,
        token: &SecretString,
        body: Option<&Value>,
    ) -> Reply<Value> {
        let nothing = |trouble| Reply { result: Err(trouble), allowance: None, trace_id: None };
        let Some(request) = self.request(method, path, token, body) else {
            return nothing(Trouble::NotReached(crate::http::HttpError::NotAllowed));
        };
        let answer = match self.http.exchange(request).await {
            Ok(answer) => answer,
            Err(error) => return nothing(Trouble::of_http(error)),
        };
        let allowance = Allowance::of(answer.headers());
        let status = answer.status();
        let body = serde_json::from_slice::<Value>(answer.body());
        let trace_id = body.as_ref().ok().and_then(|body| body["traceId"].as_str()).map(trace);
        let result = match body {
            _ if !status.is_success() => Err(Trouble::of_answer(status, answer.body())),
            Ok(body) => Ok(body),
            // A search that finds nothing may have an empty answer.
            Err(_) if answer.body().is_empty() => Ok(Value::Null),
            Err(_) => Err(Trouble::Unknown("the answer was malformed")),
        };
        Reply { result, allowance, trace_id }
    }

    fn request(
        &self,
        method: Method,
        path: &str,
        token: &SecretString,
        body: Option<&Value>,
    ) -> Option<Request<Vec<u8>>> {
        let bearer = format!("Bearer {}", token.expose_secret());
        let mut bearer = HeaderValue::try_from(bearer).ok()?;
        bearer.set_sensitive(true);
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.api_url))
            .header(header::AUTHORIZATION, bearer)
            .header("Version", &self.version)
            .header(header::ACCEPT, "application/json");
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        request.body(body.map(Value::to_string).unwrap_or_default().into_bytes()).ok()
    }
}

fn trace(id: &str) -> String {
    domain::value::line(id).chars().take(TRACE_CHARS).collect()
}
