use std::path::Path;

use actix_multipart::Multipart;
use actix_web::{HttpMessage, HttpRequest, post, web};
use domain::Code;
use domain::import::{Column, ImportField};
use domain::suppression::{Identifier, SuppressionReason, SuppressionsAdded};
use files::{Inspection, RowProblem, Unreadable};
use serde::Deserialize;
use utoipa::IntoParams;

use super::read::{Entry, sums, write};
use crate::App;
use crate::access::{Access, PrivacyManage};
use crate::http::{Answer, BodyPrint, Refusal};
use crate::imports::{Upload, receive};

/// Identifiers of one file, at most: they are written in one transaction, which others wait for.
const FILE_MAX: usize = 100_000;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Params {
    /// Why they are suppressed; `objection` unless given.
    #[serde(default)]
    reason: SuppressionReason,
}

/// A list to import.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the form for the document")]
struct ListForm {
    /// A list in any delimiter and encoding.
    #[schema(format = Binary, content_media_type = "application/octet-stream")]
    file: String,
}

/// Import suppressions
///
/// A table or a bare list. Its columns of e-mail addresses and phone numbers are taken; where there are
/// none, those of domains; and where nothing is known of them, every column. The file is not kept.
#[utoipa::path(
    tag = "suppressions",
    params(Params),
    request_body(content = ListForm, content_type = "multipart/form-data"),
    responses((status = 200, description = "How many were added", body = SuppressionsAdded)),
)]
#[post("/suppressions/import")]
pub(crate) async fn import_suppressions(
    app: web::Data<App>,
    access: Access<PrivacyManage>,
    params: web::Query<Params>,
    request: HttpRequest,
    body: Multipart,
) -> Answer<web::Json<SuppressionsAdded>> {
    let Upload { file, name, sha256, .. } = receive(&app, body).await?;
    request.extensions_mut().insert(BodyPrint::of_file(&name, &sha256));
    let (found, invalid) =
        web::block(move || read(file.path())).await.map_err(Refusal::internal)??;
    let entries =
        found.into_iter().map(|identifier| Entry { id: app.sources.id(), identifier }).collect();
    let outcome = write(&app, &access, entries, params.reason).await?;
    Ok(web::Json(sums(&outcome, invalid)))
}

/// The identifiers of a file, and how many rows have none.
fn read(path: &Path) -> Answer<(Vec<Identifier>, usize)> {
    let Inspection { dialect, columns, .. } = files::inspect(path).map_err(unreadable)?;
    let chosen = chosen(&columns);
    let (mut found, mut invalid) = (Vec::new(), 0);
    for row in files::rows(path, &dialect)? {
        let row = match row {
            Ok(row) => row,
            Err(RowProblem::Io(error)) => return Err(error.into()),
            Err(RowProblem::Broken { .. }) => {
                invalid += 1;
                continue;
            }
        };
        let before = found.len();
        for (cell, _) in row.cells.iter().zip(&chosen).filter(|(_, chosen)| **chosen) {
            found.extend(parts(cell).filter_map(|part| Identifier::parse(part).ok()));
        }
        invalid += usize::from(found.len() == before);
        if found.len() > FILE_MAX {
            let detail = format!("A list has at most {FILE_MAX} entries. Split the file.");
            return Err(Refusal::new(Code::TooLarge, detail));
        }
    }
    Ok((found, invalid))
}

/// The columns that are looked into.
fn chosen(columns: &[Column]) -> Vec<bool> {
    use ImportField as F;
    let are = |kinds: &[F]| -> Option<Vec<bool>> {
        let is = |column: &Column| column.field.as_ref().is_some_and(|field| kinds.contains(field));
        let chosen: Vec<bool> = columns.iter().map(is).collect();
        chosen.contains(&true).then_some(chosen)
    };
    are(&[F::Email, F::Email2, F::Phone, F::Mobile])
        .or_else(|| are(&[F::CompanyDomain]))
        .unwrap_or_else(|| vec![true; columns.len()])
}

/// One cell may hold several addresses; within a phone number there are spaces.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    let spaced = cell.contains('@');
    cell.split(move |c: char| matches!(c, ',' | ';' | '|') || (spaced && c.is_whitespace()))
        .map(|part| part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '<' | '>')))
        .filter(|part| !part.is_empty())
}

fn unreadable(why: Unreadable) -> Refusal {
    match why {
        Unreadable::Io(error) => error.into(),
        Unreadable::Empty => Refusal::new(Code::FileEmpty, why.to_string()),
        _ => Refusal::new(Code::FileNotReadable, why.to_string()),
    }
}
