use actix_web::{HttpResponse, post, web};
use db::import_row::Rows;
use domain::audit::{Action, Event};
use domain::import::{BulkChange, BulkCount, BulkRequest, Import, ImportState};
use domain::job::Job;
use domain::problem::FieldError;
use domain::{ImportId, Timestamp};

use super::load::{load, wrong_state};
use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::{Answer, Refusal};

/// Edit many rows
///
/// Sets texts for all rows that a filter meets, or leaves them out, in the background; with `dry_run` it
/// only counts them. Rows that are written already, and suppressed ones, stay as they are.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path)),
    request_body(content = BulkRequest, example = json!({"filter": {"column": 4, "equals": ""}, "change": {"set": {"country": "DE"}}, "dry_run": true})),
    responses(
        (status = 200, description = "How many rows it would be", body = BulkCount),
        (status = 202, description = "It has begun", body = Import),
    ),
)]
#[post("/imports/{id}/rows/bulk")]
pub(crate) async fn edit_import_rows(
    app: web::Data<App>,
    access: Access<ImportsStage>,
    id: web::Path<ImportId>,
    body: web::Json<BulkRequest>,
) -> Answer<HttpResponse> {
    let (id, request) = (id.into_inner(), body.into_inner());
    let now = app.sources.now();
    if matches!(&request.change, BulkChange::Set(edits) if edits.is_empty()) {
        let message = "Name at least one column or field, and its new text.";
        return Err(Refusal::invalid(vec![FieldError::new("change.set", "required", message)]));
    }
    if request.dry_run {
        let scope = access.scope;
        let count = move |c: &mut db::Conn| {
            let after = in_review(c, &scope, id, now)?;
            let rows = Rows { filter: request.filter, after, ..Rows::default() };
            Ok::<_, Refusal>(db::import_row::count(c, &scope, id, &rows)?)
        };
        let matched = app.db.read_as(&scope, count).await?;
        return Ok(HttpResponse::Ok().json(BulkCount { matched }));
    }
    let job = app.sources.id();
    let import = access
        .act(&app, move |c, scope| {
            in_review(c, scope, id, now)?;
            db::import::set_revision(c, scope, id, Some(&request))?;
            let step = (ImportState::Review, ImportState::Staging);
            db::import::begin(c, scope, id, step, 0, now)?;
            db::job::enqueue(c, scope, job, &Job::ReviseImport { import: id })?;
            let event = Event::new(Action::ImportEdited).on(id);
            Ok((load(c, scope, id, now)?.import, event))
        })
        .await?;
    Ok(HttpResponse::Accepted().json(import))
}

/// The last row that is written already.
fn in_review(conn: &mut db::Conn, scope: &db::Scope, id: ImportId, now: Timestamp) -> Answer<u64> {
    let stored = load(conn, scope, id, now)?;
    match stored.import.state {
        ImportState::Review => Ok(stored.written_through),
        state => Err(wrong_state("Editing rows", state)),
    }
}
