use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};

/// The page: scripts and wasm of its own origin, nothing inline, nothing foreign.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The API explorer styles its elements inline; it has a route and a policy of its own.
const EXPLORER_POLICY: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
    form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
/// Answers of the API are data and never a page.
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// Sets what every answer carries.
pub(super) fn protect(path: &str, https: bool, headers: &mut HeaderMap) {
    let is_api = path.starts_with("/api/");
    let policy = match path {
        _ if is_api => DATA_POLICY,
        _ if path.starts_with("/docs") => EXPLORER_POLICY,
        _ => PAGE_POLICY,
    };
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(CONTENT_SECURITY_POLICY, policy);
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(REFERRER_POLICY, "no-referrer");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if https {
        set(STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    if is_api {
        set(CACHE_CONTROL, "no-store");
    }
}
