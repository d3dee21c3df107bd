use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::{HttpResponse, HttpResponseBuilder};

/// One file of the page, in the forms it is kept in.
#[derive(Debug, Clone, Copy)]
pub struct StaticFile {
    pub content_type: &'static str,
    pub plain: &'static [u8],
    pub brotli: Option<&'static [u8]>,
    pub gzip: Option<&'static [u8]>,
}

/// Finds a file of the page by its path without the leading `/`.
pub type Assets = fn(&str) -> Option<StaticFile>;

impl StaticFile {
    /// The file in the smallest form that the client takes. Names under `assets/` carry a hash
    /// of their content, so they never change.
    pub(super) fn respond(self, request: &HeaderMap, hashed: bool) -> HttpResponse {
        let accepted = request.get(header::ACCEPT_ENCODING).map(HeaderValue::as_bytes);
        let accepts = |coding: &str| {
            accepted.is_some_and(|list| {
                list.split(|&byte| byte == b',').any(|entry| {
                    let name = entry.split(|&byte| byte == b';').next().unwrap_or_default();
                    name.trim_ascii().eq_ignore_ascii_case(coding.as_bytes())
                })
            })
        };
        let (bytes, coding) = match (self.brotli, self.gzip) {
            (Some(bytes), _) if accepts("br") => (bytes, Some("br")),
            (_, Some(bytes)) if accepts("gzip") => (bytes, Some("gzip")),
            _ => (self.plain, None),
        };
        let caching = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
        let mut response: HttpResponseBuilder = HttpResponse::Ok();
        response
            .content_type(self.content_type)
            .insert_header((header::CACHE_CONTROL, caching))
            .insert_header((header::VARY, "Accept-Encoding"));
        if let Some(coding) = coding {
            response.insert_header((header::CONTENT_ENCODING, coding));
        }
        response.body(bytes)
    }
}
