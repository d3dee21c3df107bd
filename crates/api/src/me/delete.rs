use actix_web::{HttpResponse, post, web};
use db::account::Left;
use db::audit::By;
use db::{Conn, Scope};
use domain::access::DeleteMe;
use domain::audit::{Action, Event};
use domain::job::Job;
use domain::problem::FieldError;
use domain::{Code, Timestamp};

use crate::App;
use crate::access::{Access, Checked, Personal, forget};
use crate::http::{Answer, Refusal};

/// Delete one's account
///
/// Memberships and sessions end, keys made by the person are revoked, and the address is free again.
/// An organization that nobody else belongs to is closed and its records are deleted; one that
/// would lose its last Organization Admin keeps the account from being deleted.
#[utoipa::path(
    tag = "me",
    security(("access_token" = [])),
    request_body(content = DeleteMe, example = json!({"confirmation": "correct horse battery"})),
    responses((status = 204, description = "Deleted")),
)]
#[post("/me/deletion")]
pub(crate) async fn delete_me(
    app: web::Data<App>,
    access: Access<Personal>,
    body: web::Json<DeleteMe>,
) -> Answer<HttpResponse> {
    let proof = confirm(&app, access.scope, body.into_inner().confirmation);
    access.attempt(&app, proof).await?;
    let (state, now) = (app.clone(), app.sources.now());
    let origin = access.origin().clone();
    access
        .act(&app, move |c, scope| {
            let left = db::account::close(c, scope.user(), now)?;
            if !left.orphaned.is_empty() {
                return Err(last_admin());
            }
            let by = |organization| origin.by(organization, scope.actor());
            say_elsewhere(&state, c, scope, &left, now, by)?;
            let event = Event::new(Action::AccountDeleted).on(scope.user());
            Ok(((), event))
        })
        .await?;
    Ok(HttpResponse::NoContent()
        .cookie(forget(app.https))
        .insert_header(("Clear-Site-Data", "\"cache\", \"storage\""))
        .finish())
}

/// The password, or the address of those who have none.
async fn confirm(app: &App, scope: Scope, typed: String) -> Answer<()> {
    let known = app.db.read(move |c| db::account::credentials_of(c, scope.user())).await?;
    let (known, email) = known.ok_or_else(Refusal::not_found)?;
    let right = match known.password_hash {
        None => typed.trim().eq_ignore_ascii_case(email.as_str()),
        hash => !matches!(app.passwords.check(typed, hash).await?, Checked::Wrong),
    };
    if right {
        return Ok(());
    }
    let message = "This is not your password. If you have none, type your e-mail address.";
    Err(Refusal::invalid(vec![FieldError::new("confirmation", "invalid", message)]))
}

/// Each organization hears of it in its own log; one that is closed is emptied in the background.
fn say_elsewhere(
    app: &App,
    conn: &mut Conn,
    scope: &Scope,
    left: &Left,
    now: Timestamp,
    by: impl Fn(domain::OrganizationId) -> By,
) -> Answer<()> {
    let here = scope.organization();
    for &organization in left.stay.iter().filter(|&&organization| organization != here) {
        let event = Event::new(Action::MemberRemoved).on(scope.user());
        db::audit::append(conn, &app.pen, &by(organization), event, now)?;
    }
    for &organization in &left.closed {
        let event = Event::new(Action::OrganizationClosed).on(organization);
        db::audit::append(conn, &app.pen, &by(organization), event, now)?;
        let job = Job::EraseOrganization { organization };
        db::account::enqueue_erasure(conn, scope, app.sources.id(), &job, organization)?;
    }
    Ok(())
}

pub(crate) fn last_admin() -> Refusal {
    let detail = "Make somebody else Organization Admin first, or remove the other members.";
    Refusal::new(Code::LastAdmin, detail)
}
