use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, HttpResponseBuilder};
use futures_util::stream;

use crate::world::limits::Left;

/// An answer on its way, with the five headers.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: String,
    pub(super) left: Option<Left>,
}

impl Answer {
    fn head(&self) -> HttpResponseBuilder {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_GATEWAY);
        let mut head = HttpResponse::build(status);
        head.content_type(ContentType::json());
        for (name, value) in self.left.into_iter().flat_map(Left::headers) {
            head.insert_header((name, value));
        }
        head
    }

    pub(super) fn whole(self) -> HttpResponse {
        let mut head = self.head();
        head.body(self.body)
    }

    /// Ends in its middle as if that were all.
    pub(super) fn cut(mut self) -> HttpResponse {
        let half = self.body.len() / 2;
        while !self.body.is_char_boundary(half) {
            self.body.push(' ');
        }
        self.body.truncate(half);
        self.whole()
    }
}

/// The connection breaks off.
pub(super) fn broken() -> HttpResponse {
    let end = Err::<actix_web::web::Bytes, _>(std::io::Error::other("broken on purpose"));
    HttpResponse::Ok().streaming(stream::iter([end]))
}
