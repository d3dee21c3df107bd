use std::path::PathBuf;

use actix_web::{put, web};
use db::import::Stored;
use db::{Scope, import_chunk};
use domain::audit::{Action, Event};
use domain::import::{Import, ImportState, SourceRequest};
use domain::{Code, ImportId};
use files::{Dialect, Inspection, Print};

use super::create::unreadable;
use super::load::{load, wrong_state};
use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::{Answer, Refusal};

/// What is not possible in other states.
const CHANGE: &str = "Another reading of the file";

/// Say how the file is read
///
/// Another encoding, delimiter, quote or sheet, or another place of the header. The file is looked at
/// again: its columns are those that are found then, and rows that were staged are dropped. May be
/// repeated until the commit.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path)),
    request_body(content = SourceRequest, example = json!({"encoding": "macintosh", "skip": 2, "has_header": true})),
    responses((status = 200, description = "Waits for its mapping again", body = Import)),
)]
#[put("/imports/{id}/source")]
pub(crate) async fn change_import_source(
    app: web::Data<App>,
    access: Access<ImportsStage>,
    id: web::Path<ImportId>,
    body: web::Json<SourceRequest>,
) -> Answer<web::Json<Import>> {
    let (scope, id, now) = (access.scope, id.into_inner(), app.sources.now());
    let stored = app.db.read_as(&scope, move |c| load(c, &scope, id, now)).await?;
    // Asked again in the act; here so that nobody reads a file whose import has ended.
    if !matches!(stored.import.state, ImportState::Mapping | ImportState::Review) {
        return Err(wrong_state(CHANGE, stored.import.state));
    }
    let dialect: Dialect = stored.dialect()?;
    let request = body.into_inner().over(dialect.choices);
    let looking = app.clone();
    let found = web::block(move || {
        let path = at_hand(&looking, &scope, &stored)?;
        files::inspect_as(&path, &request).map_err(unreadable)
    });
    let Inspection { dialect, columns, .. } = found.await.map_err(Refusal::internal)??;
    let import = access
        .act(&app, move |c, scope| {
            let before = load(c, scope, id, now)?.import;
            if !db::import::set_source(c, scope, id, (&dialect, &columns), now)? {
                return Err(wrong_state(CHANGE, before.state));
            }
            let event = Event::new(Action::ImportSourceChanged).on(id);
            Ok((load(c, scope, id, now)?.import, event))
        })
        .await?;
    Ok(web::Json(import))
}

/// Where the file lies on this node; fetched first if another one received it.
fn at_hand(app: &App, scope: &Scope, stored: &Stored) -> Answer<PathBuf> {
    let id = stored.import.id;
    let print = Print { bytes: stored.import.source.bytes, sha256: stored.sha256 };
    let mut numbers = 0..;
    let next = || match numbers.next().filter(|_| app.db.is_shared()) {
        Some(number) => Ok::<_, Refusal>(
            app.db.read_as_now(scope, |c| import_chunk::get(c, scope, id, number))?,
        ),
        None => Ok(None),
    };
    app.store.at_hand(id, print, next)?.ok_or_else(|| {
        let detail = "The uploaded file is not there any more. Upload it again.";
        Refusal::new(Code::FileNotReadable, detail)
    })
}
