//! The one client for requests that go out.

use std::error::Error as _;
use std::io::{Error as IoError, ErrorKind};
use std::sync::Arc;
use std::time::Duration;

use ::http::{Request, Response};
use reqwest::redirect::Policy;

/// Until there is a connection, TLS included.
const CONNECT: Duration = Duration::from_secs(5);
/// For all of a request and its answer.
const TOTAL: Duration = Duration::from_secs(15);
/// What is read of an answer at most; key sets and tokens have a few KiB.
const ANSWER_BYTES: usize = 1 << 20;

/// Sends requests to the hosts that the operator's configuration names. Clones share their
/// connections.
#[derive(Clone)]
pub struct Client {
    inner: reqwest::Client,
    loopback: Arc<[String]>,
}

/// Why there is no answer. Says nothing of what the other side sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HttpError {
    #[error("the client cannot be made; are certificates of authorities (ca-certificates) there?")]
    Client,
    #[error("the address is neither https nor one of the configured providers on this machine")]
    NotAllowed,
    #[error("no connection")]
    Connect,
    #[error("no trusted certificate")]
    Certificate,
    #[error("no answer in time")]
    Timeout,
    #[error("the answer has more than 1 MiB")]
    TooLong,
    #[error("the connection broke off")]
    Broken,
}

impl Client {
    /// `loopback` are those `host:port` on this machine that may be asked without TLS.
    ///
    /// # Errors
    /// [`HttpError::Client`], if this machine knows no certificate authorities.
    pub fn new(loopback: Vec<String>) -> Result<Self, HttpError> {
        Self::with_timeout(loopback, TOTAL)
    }

    /// The same with another limit for all of a request and its answer.
    ///
    /// # Errors
    /// [`HttpError::Client`], if this machine knows no certificate authorities.
    pub fn with_timeout(loopback: Vec<String>, total: Duration) -> Result<Self, HttpError> {
        let inner = reqwest::Client::builder()
            // A redirect could lead anywhere, and a proxy from the environment would see all.
            .redirect(Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(CONNECT)
            .timeout(total)
            .user_agent("business-contacts")
            .build()
            .map_err(|_| HttpError::Client)?;
        Ok(Self { inner, loopback: loopback.into() })
    }

    /// Sends a request and reads the whole answer, whatever its status. A redirect is an answer.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn exchange(
        &self,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, HttpError> {
        self.check(request.uri())?;
        let request = reqwest::Request::try_from(request).map_err(|_| HttpError::NotAllowed)?;
        let mut answer = self.inner.execute(request).await.map_err(|error| judge(&error))?;
        let too_long = |length: usize| length > ANSWER_BYTES;
        let announced = answer.content_length().map(usize::try_from);
        if announced.is_some_and(|length| length.map_or(true, too_long)) {
            return Err(HttpError::TooLong);
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| judge(&error))? {
            if too_long(body.len() + chunk.len()) {
                return Err(HttpError::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        let mut whole = Response::new(body);
        *whole.status_mut() = answer.status();
        *whole.headers_mut() = std::mem::take(answer.headers_mut());
        Ok(whole)
    }

    fn check(&self, uri: &::http::Uri) -> Result<(), HttpError> {
        let plain = || {
            let authority = uri.authority().map(::http::uri::Authority::as_str);
            authority.is_some_and(|authority| self.loopback.iter().any(|own| own == authority))
        };
        let allowed = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => plain(),
            _ => false,
        };
        if allowed { Ok(()) } else { Err(HttpError::NotAllowed) }
    }
}

fn judge(error: &reqwest::Error) -> HttpError {
    if error.is_timeout() {
        return HttpError::Timeout;
    }
    if !error.is_connect() {
        return HttpError::Broken;
    }
    // A refused certificate comes as invalid data inside an error of the connection.
    let mut cause = error.source();
    while let Some(inner) = cause {
        if inner.downcast_ref::<IoError>().is_some_and(|io| io.kind() == ErrorKind::InvalidData) {
            return HttpError::Certificate;
        }
        cause = inner.source();
    }
    HttpError::Connect
}
