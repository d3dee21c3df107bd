use actix_web::{HttpResponse, get, post, web};
use db::import::Stored;
use domain::ImportId;
use domain::audit::{Action, Event};
use domain::import::{Import, ImportState, UndoAction, UndoCounts, UndoPreview};
use domain::job::Job;

use super::load::{load, wrong_state};
use crate::App;
use crate::access::{Access, ImportsCommit};
use crate::http::{Answer, Refusal};

/// Preview an undo
///
/// Counts what an undo would do, and does nothing. Contacts that were changed or deleted since the import
/// stay as they are. Of an import that was taken back, it counts what another undo would put in again.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path)),
    responses((status = 200, description = "The counts", body = UndoPreview)),
)]
#[get("/imports/{id}/undo")]
pub(crate) async fn preview_undo(
    app: web::Data<App>,
    access: Access<ImportsCommit>,
    id: web::Path<ImportId>,
) -> Answer<web::Json<UndoPreview>> {
    let (scope, id, now) = (access.scope, id.into_inner(), app.sources.now());
    let preview = move |c: &mut db::Conn| {
        let stored = load(c, &scope, id, now)?;
        let action = next(&stored)?;
        let counts = stored.import.undo.unwrap_or_default();
        let UndoCounts { removed, restored, kept, gone } = counts;
        let preview =
            UndoPreview { action, removes: removed, restores: restored, keeps: kept, gone };
        match action {
            UndoAction::Restore => Ok::<_, Refusal>(preview),
            UndoAction::Undo => {
                let through = stored.written_through;
                Ok(db::import_row::undo_counts(c, &scope, id, through, preview)?)
            }
        }
    };
    Ok(web::Json(app.db.read_as(&scope, preview).await?))
}

/// Undo an import
///
/// In the background: contacts that it made go, fields that it changed get their earlier values back, and
/// what was changed since is kept and listed by `rows?kept=true`. One more undo puts it in again.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path)),
    responses((status = 202, description = "It has begun", body = Import)),
)]
#[post("/imports/{id}/undo")]
pub(crate) async fn undo_import(
    app: web::Data<App>,
    access: Access<ImportsCommit>,
    id: web::Path<ImportId>,
) -> Answer<HttpResponse> {
    let id = id.into_inner();
    let (now, job) = (app.sources.now(), app.sources.id());
    let import = access
        .act(&app, move |c, scope| {
            let stored = load(c, scope, id, now)?;
            let action = next(&stored)?;
            // One that was stopped half-way goes on from there.
            let is_half_way =
                stored.undone_through > 0 && stored.undone_through < stored.written_through;
            if !is_half_way {
                db::import::begin_undo(c, scope, id, Some(UndoCounts::default()))?;
            }
            let (to, job_of, event) = match action {
                UndoAction::Undo => {
                    (ImportState::Undoing, Job::UndoImport { import: id }, Action::ImportUndoAsked)
                }
                UndoAction::Restore => (
                    ImportState::Committing,
                    Job::RestoreImport { import: id },
                    Action::ImportRestoreAsked,
                ),
            };
            let step = (stored.import.state, to);
            db::import::begin(c, scope, id, step, stored.import.written, now)?;
            db::job::enqueue(c, scope, job, &job_of)?;
            let event = Event::new(event).on(id).with("rows", stored.import.written);
            Ok((load(c, scope, id, now)?.import, event))
        })
        .await?;
    Ok(HttpResponse::Accepted().json(import))
}

/// What the next undo of an import is.
fn next(stored: &Stored) -> Answer<UndoAction> {
    let import = &stored.import;
    match import.state {
        ImportState::Undone => Ok(UndoAction::Restore),
        ImportState::Committed => Ok(UndoAction::Undo),
        ImportState::Review | ImportState::Failed if import.written > 0 => Ok(UndoAction::Undo),
        state => Err(wrong_state("An undo", state)),
    }
}
