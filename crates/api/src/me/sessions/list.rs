use actix_web::{get, web};
use domain::access::SessionList;

use crate::App;
use crate::access::{Access, Personal};
use crate::http::Answer;

/// List one's sessions
#[utoipa::path(
    tag = "me",
    security(("access_token" = [])),
    responses((status = 200, description = "Browsers that are signed in, the last used first", body = SessionList)),
)]
#[get("/me/sessions")]
pub(in crate::me) async fn list_sessions(
    app: web::Data<App>,
    access: Access<Personal>,
) -> Answer<web::Json<SessionList>> {
    let (scope, session, now) = (access.scope, access.session()?, app.sources.now());
    let sessions = app.db.read(move |c| db::session::list(c, &scope, session, now)).await?;
    Ok(web::Json(SessionList { sessions }))
}
