use actix_web::{HttpResponse, post, web};
use domain::ImportId;
use domain::audit::{Action, Event};
use domain::import::{Import, ImportState};
use domain::job::Job;

use super::load::{load, wrong_state};
use crate::App;
use crate::access::{Access, ImportsCommit};
use crate::http::Answer;

/// Commit an import
///
/// Writes the new and changed rows into the workspace, in the background.
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
            let expected = import.rows.new + import.rows.update;
            let step = (ImportState::Review, ImportState::Committing);
            if !db::import::begin(c, scope, id, step, expected, now)? {
                return Err(wrong_state("A commit", import.state));
            }
            db::job::enqueue(c, scope, job, &Job::CommitImport { import: id })?;
            let event = Event::new(Action::ImportStarted).on(id);
            Ok((load(c, scope, id, now)?.import, event))
        })
        .await?;
    Ok(HttpResponse::Accepted().json(import))
}
