use actix_web::{HttpResponse, put, web};
use domain::audit::{Action, Event};
use domain::import::{Column, ColumnChoice, Import, ImportField, ImportProfile, MappingRequest};
use domain::job::Job;
use domain::{ImportId, ImportProfileId, Timestamp};
use files::Mapping;

use super::load::{load, wrong_state};
use crate::App;
use crate::access::{Access, ImportsStage};
use crate::http::{Answer, Refusal};

/// Say what the columns mean
///
/// Stores the mapping and begins to stage: every row is read, checked and compared, and nothing
/// is written into the workspace yet. May be repeated until the commit.
#[utoipa::path(
    tag = "imports",
    params(("id" = ImportId, Path)),
    request_body(content = MappingRequest, example = json!({"columns": [{"header": "Name", "field": "full_name"}, {"header": "Mail", "field": "email"}], "on_duplicate": "fill"})),
    responses((status = 202, description = "Staging has begun", body = Import)),
)]
#[put("/imports/{id}/mapping")]
pub(crate) async fn map_import(
    app: web::Data<App>,
    access: Access<ImportsStage>,
    id: web::Path<ImportId>,
    body: web::Json<MappingRequest>,
) -> Answer<HttpResponse> {
    let (id, request) = (id.into_inner(), body.into_inner());
    let (now, job, profile) = (app.sources.now(), app.sources.id(), app.sources.id());
    let import = access
        .act(&app, move |c, scope| {
            let import = load(c, scope, id, now)?.import;
            Mapping::new(&import.columns, &request.columns, request.on_duplicate)
                .map_err(Refusal::invalid)?;
            let columns = chosen(&import, &request);
            let rule = (request.on_duplicate, request.default_country.as_ref());
            if !db::import::set_mapping(c, scope, id, &columns, rule, now)? {
                return Err(wrong_state("Mapping", import.state));
            }
            if let Some(profile) = profile_of(&request, profile, now)? {
                db::import_profile::save(c, scope, &profile)?;
            }
            db::job::enqueue(c, scope, job, &Job::StageImport { import: id })?;
            let event = Event::new(Action::ImportMapped).on(id);
            Ok((load(c, scope, id, now)?.import, event))
        })
        .await?;
    Ok(HttpResponse::Accepted().json(import))
}

/// The profile that the mapping is to be kept as.
fn profile_of(
    request: &MappingRequest,
    id: ImportProfileId,
    now: Timestamp,
) -> Answer<Option<ImportProfile>> {
    let Some(name) = &request.save_as else { return Ok(None) };
    let name = ImportProfile::name_of(name).map_err(|error| Refusal::invalid(vec![error]))?;
    Ok(Some(ImportProfile {
        id,
        name,
        columns: request.columns.clone(),
        on_duplicate: request.on_duplicate,
        default_country: request.default_country.clone(),
        used_at: now,
    }))
}

/// The columns of the file with the fields that were chosen for them; equal headers are told
/// apart by their order.
fn chosen(import: &Import, request: &MappingRequest) -> Vec<Column> {
    let mut choices: Vec<_> = request.columns.iter().map(Some).collect();
    let choice = |header: &str, choices: &mut Vec<Option<&ColumnChoice>>| {
        let slot = choices
            .iter_mut()
            .find(|choice| choice.is_some_and(|choice| choice.header == header))?;
        let chosen = slot.take()?;
        let field = chosen.field.clone().filter(|field| *field != ImportField::Ignore)?;
        Some((field, chosen.rule))
    };
    import
        .columns
        .iter()
        .map(|column| {
            let choice = choice(&column.header, &mut choices);
            let (field, rule) = choice.map_or((None, None), |(field, rule)| (Some(field), rule));
            Column { field, rule, ..column.clone() }
        })
        .collect()
}
