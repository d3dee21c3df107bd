use actix_web::{HttpResponse, post, web};
use db::usage::{Hold, hold, room_for_contacts};
use domain::ImportId;
use domain::audit::{Action, Event};
use domain::import::{Import, ImportState};
use domain::job::Job;
use domain::package::Meter;

use super::load::{load, wrong_state};
use crate::App;
use crate::access::{Access, ImportsCommit};
use crate::http::{Answer, Refusal};

/// Commit an import
///
/// Writes the new and changed rows into the workspace, in the background. What does not fit into the
/// package is refused before anything is written.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path)),
    responses((status = 202, description = "The commit has begun", body = Import)),
)]
#[post("/imports/{id}/commit")]
pub(crate) async fn commit_import(
    app: web::Data<App>,
    access: Access<ImportsCommit>,
    id: web::Path<ImportId>,
) -> Answer<HttpResponse> {
    let id = id.into_inner();
    let (now, job) = (app.sources.now(), app.sources.id());
    let import = access
        .act(&app, move |c, scope| {
            let import = load(c, scope, id, now)?.import;
            let expected = import.rows.writable();
            let step = (ImportState::Review, ImportState::Committing);
            if !db::import::begin(c, scope, id, step, expected, now)? {
                return Err(wrong_state("A commit", import.state));
            }
            // What an earlier commit wrote before it was stopped is paid for.
            let wanted = expected.saturating_sub(import.written);
            if let Hold::Refused(check) = hold(c, scope, Meter::ImportRows, wanted, now)? {
                return Err(Refusal::limit_reached(&check));
            }
            if let Some(check) = room_for_contacts(c, scope, import.rows.new)? {
                return Err(Refusal::limit_reached(&check));
            }
            db::job::enqueue(c, scope, job, &Job::CommitImport { import: id })?;
            let event = Event::new(Action::ImportStarted).on(id).with("rows", expected);
            Ok((load(c, scope, id, now)?.import, event))
        })
        .await?;
    Ok(HttpResponse::Accepted().json(import))
}
