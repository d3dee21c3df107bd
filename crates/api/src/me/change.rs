use actix_web::{patch, web};
use domain::access::{ChangeMe, Me};
use domain::audit::{Action, Event};
use domain::problem::FieldError;
use domain::value::line;

use crate::App;
use crate::access::{Access, Personal, me};
use crate::http::{Answer, Refusal};

/// Characters of a name, at most.
const NAME_MAX: usize = 120;

/// Change one's name
#[utoipa::path(
    tag = "me",
    security(("access_token" = [])),
    request_body(content = ChangeMe, example = json!({"name": "Ada King"})),
    responses((status = 200, description = "The person", body = Me)),
)]
#[patch("/me")]
pub(crate) async fn change_me(
    app: web::Data<App>,
    access: Access<Personal>,
    body: web::Json<ChangeMe>,
) -> Answer<web::Json<Me>> {
    let name = parse_name("name", &body.name)?;
    access
        .act(&app, move |c, scope| {
            db::account::rename(c, scope.user(), &name)?;
            let event = Event::new(Action::ProfileChanged).on(scope.user());
            Ok(((), event.with("field", "name")))
        })
        .await?;
    Ok(web::Json(me(&app, &access.principal).await?))
}

/// A name on one line.
pub(crate) fn parse_name(field: &str, name: &str) -> Answer<String> {
    let name = line(name);
    let error = if name.is_empty() {
        FieldError::required(field)
    } else if name.chars().count() > NAME_MAX {
        FieldError::new(field, "too_long", format!("Use at most {NAME_MAX} characters."))
    } else {
        return Ok(name);
    };
    Err(Refusal::invalid(vec![error]))
}
