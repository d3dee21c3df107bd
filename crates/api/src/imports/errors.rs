use std::io;

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use db::Scope;
use db::import_row::Rows;
use domain::ImportId;
use domain::import::{Column, ImportRow, RowFilter, RowState};
use files::write::line;
use futures_util::stream;

use super::load::load;
use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::{Answer, Refusal};

/// Rows that are read at once.
const PAGE: i64 = 1_000;

/// Download the rows that cannot be imported
///
/// A CSV of the invalid rows as they stand in the file, however many there are, each with its number, what
/// is wrong and how to mend it. Mended, it can be uploaded as it is: the three columns are left out.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path)),
    responses((status = 200, description = "The file", content_type = "text/csv", body = String)),
)]
#[get("/imports/{id}/errors.csv")]
pub(crate) async fn download_import_errors(
    app: web::Data<App>,
    access: Access<ImportsStage>,
    id: web::Path<ImportId>,
) -> Answer<HttpResponse> {
    let (scope, id, now) = (access.scope, id.into_inner(), app.sources.now());
    let stored = app.db.read_as(&scope, move |c| load(c, &scope, id, now)).await?;
    let columns = stored.import.columns;
    let mut header: Vec<String> = columns.iter().map(|column| column.header.clone()).collect();
    header.extend(["import row", "import problem", "import hint"].map(str::to_owned));
    let begin = Place { first: Some(line(&header)), after: 0, columns };
    let pages = stream::try_unfold(Some(begin), move |place| {
        let app = app.clone();
        async move {
            let Some(place) = place else { return Ok(None) };
            page(&app, scope, id, place).await.map(Some).map_err(|refusal| {
                tracing::error!(error = refusal.cause(), "import.errors_failed");
                io::Error::from(io::ErrorKind::Other)
            })
        }
    });
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"errors.csv\""))
        .streaming(Box::pin(pages)))
}

/// Where the next page begins.
struct Place {
    first: Option<Vec<u8>>,
    after: u64,
    columns: Vec<Column>,
}

async fn page(
    app: &App,
    scope: Scope,
    id: ImportId,
    place: Place,
) -> Answer<(web::Bytes, Option<Place>)> {
    let filter = RowFilter { state: Some(RowState::Invalid), ..RowFilter::default() };
    let asked = Rows { filter, after: place.after, ..Rows::default() };
    let rows = app
        .db
        .read_as(&scope, move |c| {
            Ok::<_, Refusal>(db::import_row::list(c, &scope, id, &asked, PAGE)?)
        })
        .await?;
    let mut bytes = place.first.unwrap_or_default();
    for row in &rows {
        bytes.extend(line(&told(row, &place.columns)));
    }
    let next =
        rows.last().map(|last| Place { first: None, after: last.number, columns: place.columns });
    Ok((bytes.into(), next))
}

/// The cells of a row as a person would see them again, and what is to be said of it.
fn told(row: &ImportRow, columns: &[Column]) -> Vec<String> {
    let mut cells = row.cells.clone();
    cells.resize(columns.len().max(cells.len()), String::new());
    cells.truncate(columns.len());
    cells.push(row.number.to_string());
    cells.push(row.reason.clone());
    let hints = row.errors.iter().map(|error| hint(&error.field, columns));
    cells.push(hints.collect::<Vec<_>>().join(" "));
    cells
}

/// Where to mend what is wrong with a field.
fn hint(field: &str, columns: &[Column]) -> String {
    let list = field.split(['[', '.']).next().unwrap_or(field);
    let from = |column: &&Column| {
        let word = column.field.as_ref().map(ToString::to_string).unwrap_or_default();
        let of_list = match list {
            "emails" => word.starts_with("email"),
            "phones" => word == "phone" || word == "mobile",
            "custom" => word.starts_with("custom:"),
            _ => word == list,
        };
        of_list && !word.is_empty()
    };
    let named: Vec<String> =
        columns.iter().filter(from).map(|column| format!("\"{}\"", column.header)).collect();
    match named.as_slice() {
        [] if list == "row" => "Mend the row's quotes or cells, and upload it again.".to_owned(),
        [] => format!("Add a column for {list}, or fill one that names the contact."),
        [one] => format!("Mend the cell under {one}, or empty it."),
        several => format!("Mend the cells under {}, or empty them.", several.join(", ")),
    }
}
