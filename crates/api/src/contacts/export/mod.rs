//! `POST contacts/export`: a file of contacts, streamed.
//!
//! First the ids are gathered from one state of the index into a spool on the disk, with what the
//! columns of a table depend on; then the act takes its units and is noted; then the rows are read and
//! sent, a page at a time, as the client takes them.

mod gather;
mod send;
mod spool;
mod wanted;

use actix_web::http::header;
use actix_web::{HttpResponse, post, web};
use db::usage::{Hold, hold};
use domain::audit::Event;
use domain::export::ExportRequest;
use domain::package::{Meter, Month};

use self::gather::{Gathered, gather};
use self::send::Delivery;
use self::wanted::Wanted;
pub(crate) use self::wanted::query;
use crate::App;
use crate::access::{Access, ContactsExport};
use crate::http::{Answer, Refusal};

/// Export contacts
///
/// A file of the named contacts, of all that a search finds in its order, or of the whole workspace,
/// however many there are. Suppressed people are left out; the header `Contacts-Held-Back` says how many.
/// Contacts of the directory come without what only saving reveals.
#[utoipa::path(
    tag = "contacts",
    request_body(content = ExportRequest, example = json!({"format": "csv", "form": "exact", "search": {"q": "ann", "country": ["DE", "AT"]}})),
    responses((status = 200, description = "The file",
        headers(
            ("Contacts-Count" = u64, description = "Contacts in the file"),
            ("Contacts-Held-Back" = u64, description = "Contacts that were left out because they are suppressed"),
        ),
        content((String = "text/csv"), (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (String = "text/vcard"), (String = "application/x-ndjson")))),
)]
#[post("/contacts/export")]
pub(crate) async fn export_contacts(
    app: web::Data<App>,
    access: Access<ContactsExport>,
    body: web::Json<ExportRequest>,
) -> Answer<HttpResponse> {
    let wanted = Wanted::read(body.into_inner())?;
    let (format, layer) = (wanted.format, wanted.layer());
    let noted = wanted.event();
    let gathered = gather(&app, &access, wanted).await?;
    let (rows, held_back) = (gathered.rows, gathered.held_back);
    let month = begin(&app, &access, noted, &gathered).await?;
    let by = access.origin().by(access.scope.organization(), access.scope.actor());
    let delivery = Delivery::new(app, (access.scope, by), (format, layer), gathered, month);
    let name = format!("attachment; filename=\"contacts.{}\"", format.extension());
    Ok(HttpResponse::Ok()
        .content_type(format.media_type())
        .insert_header((header::CONTENT_DISPOSITION, name))
        .insert_header(("Contacts-Count", rows.to_string()))
        .insert_header(("Contacts-Held-Back", held_back.to_string()))
        .streaming(Box::pin(delivery.stream())))
}

/// Takes the units of an export and notes it, before a byte of it leaves.
async fn begin(
    app: &web::Data<App>,
    access: &Access<ContactsExport>,
    noted: Event,
    gathered: &Gathered,
) -> Answer<Month> {
    let (rows, held_back, now) = (gathered.rows, gathered.held_back, app.sources.now());
    let noted = noted.with("rows", rows).with("held_back", held_back);
    access
        .act(app, move |c, scope| match hold(c, scope, Meter::ExportRows, rows, now)? {
            Hold::Held(month) => Ok((month, noted.clone())),
            Hold::Refused(check) => Err(Refusal::limit_reached(&check)),
        })
        .await
}
