use actix_web::{post, web};
use domain::problem::FieldError;
use domain::suppression::{
    Identifier, NewSuppressions, RowOutcome, SuppressionRow, SuppressionsAdded,
};

use super::read::{Entry, row, sums, write};
use crate::App;
use crate::access::{Access, PrivacyManage};
use crate::http::{Answer, Refusal};

/// Values in one request, at most; longer lists come as a file.
const VALUES_MAX: usize = 10_000;

/// Add suppressions
///
/// Addresses, numbers and domains that must never be stored, exported or pushed again. Each value is
/// answered at its place; one that cannot be read keeps none of the others out.
#[utoipa::path(
    tag = "suppressions",
    request_body(content = NewSuppressions, example = json!({"values": ["ada@example.com", "+442079460000", "example.org"], "reason": "objection"})),
    responses((status = 200, description = "What became of each value", body = SuppressionsAdded)),
)]
#[post("/suppressions")]
pub(crate) async fn add_suppressions(
    app: web::Data<App>,
    access: Access<PrivacyManage>,
    body: web::Json<NewSuppressions>,
) -> Answer<web::Json<SuppressionsAdded>> {
    let NewSuppressions { values, reason } = body.into_inner();
    let read: Vec<Result<Identifier, String>> = identifiers(&values)?;
    let entries: Vec<Entry> = read
        .iter()
        .flatten()
        .map(|identifier| Entry { id: app.sources.id(), identifier: identifier.clone() })
        .collect();
    let outcome = write(&app, &access, entries, reason).await?;
    let invalid = read.len() - outcome.added.len();
    let mut added = outcome.added.iter();
    let rows = read.into_iter().map(|read| match (read, &mut added) {
        (Ok(identifier), added) => added.next().map(|added| row(*added, identifier.kind())),
        (Err(message), _) => Some(SuppressionRow {
            outcome: RowOutcome::Invalid,
            id: None,
            kind: None,
            message: Some(message),
        }),
    });
    let rows = rows.flatten().collect();
    Ok(web::Json(SuppressionsAdded { rows, ..sums(&outcome, invalid) }))
}

/// Reads 1 to [`VALUES_MAX`] values.
pub(super) fn identifiers(values: &[String]) -> Answer<Vec<Result<Identifier, String>>> {
    if values.is_empty() || values.len() > VALUES_MAX {
        let message = format!("Send 1 to {VALUES_MAX} values; a longer list as a file.");
        return Err(Refusal::invalid(vec![FieldError::new("values", "invalid", message)]));
    }
    Ok(values.iter().map(|value| Identifier::parse(value)).collect())
}
