use actix_multipart::Multipart;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, post, web};
use db::import::{NewImport, Stored};
use domain::audit::{Action, Event};
use domain::import::Import;
use domain::{Code, Timestamp};
use files::{Dialect, Format, Inspection, Unreadable};

use super::load::load;
use super::share::{share, unshare};
use super::upload::{Upload, receive};
use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::{Answer, BodyPrint, Refusal};

/// A file to import.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the form for the document")]
struct UploadForm {
    /// CSV in any delimiter and encoding, an Excel workbook, vCards or JSON Lines; also within gzip.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// Upload a file
///
/// Keeps the file, finds out how it is written and proposes what its columns mean. A file that
/// cannot be imported leaves nothing behind.
#[utoipa::path(
    tag = "imports",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "Waits for its mapping", body = Import)),
)]
#[post("/imports")]
pub(crate) async fn create_import(
    app: web::Data<App>,
    access: Access<ImportsStage>,
    request: HttpRequest,
    body: Multipart,
) -> Answer<HttpResponse> {
    let Upload { file, name, bytes, sha256 } = receive(&app, body).await?;
    request.extensions_mut().insert(BodyPrint::of_file(&name, &sha256));
    let (file, inspection) =
        web::block(move || files::inspect(file.path()).map(|inspection| (file, inspection)))
            .await
            .map_err(Refusal::internal)?
            .map_err(unreadable)?;
    expect_cards(&name, &inspection)?;
    let Inspection { format, dialect, columns } = inspection;
    let id = app.sources.id();
    let new = NewImport {
        id,
        file_name: name,
        bytes,
        sha256,
        format: format.to_string(),
        dialect,
        columns,
    };
    // The file gets its name before the row exists: a row without a file would be a promise
    // that cannot be kept, a file without a row is swept away.
    let path = app.store.path(id);
    let kept = web::block(move || {
        let kept = file.persist(path).map_err(|error| error.error)?;
        kept.sync_all()
    });
    kept.await.map_err(Refusal::internal)??;
    let now = app.sources.now();
    let stored = match share(&app, access.scope, id).await {
        Ok(()) => create(&app, &access, new, now).await,
        Err(refusal) => Err(refusal),
    };
    if stored.is_err() {
        app.store.remove(id)?;
        // What cannot be undone now is swept away later.
        drop(unshare(&app, access.scope, id).await);
    }
    Ok(HttpResponse::Created().json(stored?.import))
}

async fn create(
    app: &web::Data<App>,
    access: &Access<ImportsStage>,
    new: NewImport<Dialect>,
    now: Timestamp,
) -> Answer<Stored> {
    let id = new.id;
    access
        .act(app, move |c, scope| {
            let mut new = new.clone();
            let headers: Vec<String> =
                new.columns.iter().map(|column| column.header.clone()).collect();
            let profile = db::import_profile::fitting(c, scope, &headers)?;
            if let Some(profile) = &profile {
                profile.apply(&mut new.columns);
            }
            db::import::create(c, scope, &new, now)?;
            if let Some(profile) = profile {
                db::import_profile::mark_used(c, scope, profile.id, now)?;
                db::import::set_profile(c, scope, id, &profile)?;
            }
            let event = Event::new(Action::ImportUploaded).on(id).with("bytes", new.bytes);
            Ok((load(c, scope, id, now)?, event))
        })
        .await
}

/// Content tells what a file is, but whoever sends a `.vcf` expects people of it, not columns.
fn expect_cards(name: &str, found: &Inspection) -> Answer<()> {
    let name = name.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let ending = name.rsplit('.').next().unwrap_or_default();
    if found.format == Format::Vcard || !matches!(ending, "vcf" | "vcard") {
        return Ok(());
    }
    let detail = "The file is called a vCard, and no vCard was found in it. Export it again, or name it \
                  .csv if it is a table.";
    Err(Refusal::new(Code::FileNotReadable, detail))
}

/// What a file that cannot be read is told to whoever sent it.
pub(super) fn unreadable(why: Unreadable) -> Refusal {
    match why {
        Unreadable::Io(error) => error.into(),
        Unreadable::Choice(error) => Refusal::invalid(vec![error]),
        Unreadable::Empty => Refusal::new(Code::FileEmpty, why.to_string()),
        _ => Refusal::new(Code::FileNotReadable, why.to_string()),
    }
}
