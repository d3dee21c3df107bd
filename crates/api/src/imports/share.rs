use std::fs::File;
use std::io::Read;

use actix_web::web;
use db::{Db, Scope, import_chunk};
use domain::ImportId;

use crate::App;
use crate::http::{Answer, Refusal};

/// Puts an uploaded file into the database where other nodes share it, piece by piece, so that a
/// worker on another machine can read it. Pieces whose import is never made are swept away.
pub(super) async fn share(app: &App, scope: Scope, id: ImportId) -> Answer<()> {
    if !app.db.is_shared() {
        return Ok(());
    }
    let (db, path) = (app.db.clone(), app.store.path(id));
    web::block(move || write(&db, &scope, id, &mut File::open(path)?))
        .await
        .map_err(Refusal::internal)?
}

/// Forgets the pieces of a file whose import was refused.
pub(super) async fn unshare(app: &App, scope: Scope, id: ImportId) -> Answer<()> {
    if app.db.is_shared() {
        app.db.write(move |c| import_chunk::remove(c, &scope, id)).await?;
    }
    Ok(())
}

fn write(db: &Db, scope: &Scope, id: ImportId, file: &mut File) -> Answer<()> {
    for number in 0.. {
        let mut piece = Vec::with_capacity(import_chunk::CHUNK);
        file.by_ref().take(import_chunk::CHUNK as u64).read_to_end(&mut piece)?;
        if piece.is_empty() {
            break;
        }
        db.write_as_now(scope, |c| import_chunk::put(c, scope, id, number, &piece))?;
    }
    Ok(())
}
