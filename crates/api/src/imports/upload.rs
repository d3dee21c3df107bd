use std::io::Write;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::web;
use aws_lc_rs::digest;
use domain::Code;
use domain::problem::FieldError;
use futures_util::TryStreamExt;
use tempfile::NamedTempFile;

use crate::App;
use crate::http::{Answer, Refusal};

/// Characters of a file's name that are kept.
const NAME_MAX: usize = 200;

/// A file that has arrived whole; it vanishes unless it is kept.
pub(crate) struct Upload {
    pub(crate) file: NamedTempFile,
    pub(crate) name: String,
    pub(crate) bytes: u64,
    pub(crate) sha256: [u8; 32],
}

/// Streams the part named `file` to the disk. Memory stays at one chunk, whatever is sent.
pub(crate) async fn receive(app: &App, mut body: Multipart) -> Answer<Upload> {
    while let Some(field) = body.try_next().await.map_err(unreadable)? {
        if field.name() == Some("file") {
            return store(app, field).await;
        }
    }
    Err(Refusal::invalid(vec![FieldError::new(
        "file",
        "required",
        "Send the file as multipart/form-data, in a part named file.",
    )]))
}

async fn store(app: &App, mut field: Field) -> Answer<Upload> {
    let name = field.content_disposition().and_then(|disposition| disposition.get_filename());
    let name = tidy(name.unwrap_or_default());
    let mut file = NamedTempFile::new_in(app.store.dir())?;
    let mut hash = digest::Context::new(&digest::SHA256);
    let mut bytes = 0_u64;
    while let Some(chunk) = field.try_next().await.map_err(unreadable)? {
        bytes += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        if bytes > app.limits.upload_bytes {
            let detail = format!("A file has at most {} bytes. Split it.", app.limits.upload_bytes);
            return Err(Refusal::new(Code::TooLarge, detail));
        }
        hash.update(&chunk);
        file = web::block(move || file.write_all(&chunk).map(|()| file))
            .await
            .map_err(Refusal::internal)??;
    }
    let mut sha256 = [0; 32];
    sha256.copy_from_slice(hash.finish().as_ref());
    Ok(Upload { file, name, bytes, sha256 })
}

/// The last part of the name, on one line: some browsers send a whole path.
pub(crate) fn tidy(name: &str) -> String {
    let name = domain::value::line(name.rsplit(['/', '\\']).next().unwrap_or_default());
    let name: String = name.chars().take(NAME_MAX).collect();
    if name.is_empty() { "unnamed".to_owned() } else { name }
}

#[expect(clippy::needless_pass_by_value, reason = "the form that `map_err` takes")]
fn unreadable(error: MultipartError) -> Refusal {
    match error {
        MultipartError::ContentTypeMissing
        | MultipartError::ContentTypeParse
        | MultipartError::ContentTypeIncompatible => Refusal::new(
            Code::UnsupportedMediaType,
            "Send the file as multipart/form-data, in a part named file.",
        ),
        _ => Refusal::new(
            Code::MalformedRequest,
            "The upload ended before it was complete. Nothing of it was kept; send it again.",
        ),
    }
}
