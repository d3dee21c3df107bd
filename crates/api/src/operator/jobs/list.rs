use actix_web::{get, web};
use db::job::Filter;
use domain::job::{Job, JobPage, JobState};
use domain::problem::FieldError;
use domain::{JobId, OrganizationId};
use serde::Deserialize;

use crate::App;
use crate::access::{Access, Operator};
use crate::http::{Answer, Refusal, page_size, read_cursor, write_cursor};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    state: Option<String>,
    kind: Option<String>,
    organization: Option<String>,
    limit: Option<i64>,
    cursor: Option<String>,
}

/// List jobs
///
/// Background work of all organizations and of the installation, newest first. What was done or
/// cancelled is kept for 7 days, what failed for 30.
#[utoipa::path(
    tag = "operator",
    security(("access_token" = [])),
    params(
        ("state" = Option<String>, Query, description = "`queued`, `running`, `done`, `failed` or `cancelled`"),
        ("kind" = Option<String>, Query, description = "Such as `commit_import`"),
        ("organization" = Option<String>, Query, description = "The id of an organization"),
        ("limit" = Option<i64>, Query, description = "1 to 1,000; 50 if absent"),
        ("cursor" = Option<String>, Query, description = "The end of the page before"),
    ),
    responses((status = 200, description = "A page of jobs", body = JobPage)),
)]
#[get("/operator/jobs")]
pub(crate) async fn list_jobs(
    app: web::Data<App>,
    _access: Access<Operator>,
    query: web::Query<Query>,
) -> Answer<web::Json<JobPage>> {
    let filter = query.filter()?;
    let limit = page_size(query.limit)?;
    let (mut jobs, at) = app
        .db
        .read(move |c| {
            Ok::<_, db::Error>((db::job::list(c, &filter, limit + 1)?, db::job::now(c)?))
        })
        .await?;
    let full = i64::try_from(jobs.len()).is_ok_and(|count| count > limit);
    jobs.truncate(usize::try_from(limit).unwrap_or_default());
    let next_cursor = jobs.last().filter(|_| full).map(|last| write_cursor(&last.id));
    Ok(web::Json(JobPage { jobs, next_cursor, at }))
}

impl Query {
    fn filter(&self) -> Answer<Filter> {
        let mut errors = Vec::new();
        let state = given(self.state.as_ref()).and_then(|word| {
            let state = JobState::from_word(word);
            if state.is_none() {
                let message = "Expected queued, running, done, failed or cancelled.";
                errors.push(FieldError::new("state", "unknown", message));
            }
            state
        });
        let kind = given(self.kind.as_ref());
        if kind.is_some_and(|kind| !Job::KINDS.contains(&kind.as_str())) {
            let message = format!("Expected one of {}.", Job::KINDS.join(", "));
            errors.push(FieldError::new("kind", "unknown", message));
        }
        let organization = given(self.organization.as_ref()).and_then(|text| {
            let id = text.parse::<OrganizationId>();
            if let Err(error) = &id {
                errors.push(FieldError::new("organization", "invalid", error.to_string()));
            }
            id.ok()
        });
        if !errors.is_empty() {
            return Err(Refusal::invalid(errors));
        }
        let before = read_cursor::<JobId>(self.cursor.as_deref())?;
        Ok(Filter { state, kind: kind.cloned(), organization, before })
    }
}

/// An empty parameter is one that is absent.
fn given(text: Option<&String>) -> Option<&String> {
    text.filter(|text| !text.is_empty())
}
