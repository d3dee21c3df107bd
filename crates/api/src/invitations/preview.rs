use actix_web::{post, web};
use db::Conn;
use db::invitation::Offer;
use domain::access::{InvitationPreview, InvitationToken};
use domain::id::TypedId;
use domain::{Code, InvitationId, Timestamp};

use crate::App;
use crate::http::{Answer, Refusal};

/// Show what an invitation offers
///
/// For whoever holds the link of the mail.
#[utoipa::path(
    tag = "members",
    security(()),
    request_body(content = InvitationToken, example = json!({"token": "…"})),
    responses((status = 200, description = "The offer", body = InvitationPreview)),
)]
#[post("/invitations/preview")]
pub(crate) async fn preview_invitation(
    app: web::Data<App>,
    body: web::Json<InvitationToken>,
) -> Answer<web::Json<InvitationPreview>> {
    let id = read(&app, &body.token)?;
    let now = app.sources.now();
    let preview = app
        .db
        .read(move |c| {
            let Offer { organization, email, role, .. } = offer(c, id, now)?;
            let has_account = db::account::credentials(c, &email)?.is_some();
            Ok::<_, Refusal>(InvitationPreview {
                organization,
                email: email.into(),
                role,
                has_account,
            })
        })
        .await?;
    Ok(web::Json(preview))
}

/// The invitation of a link.
pub(super) fn read(app: &App, token: &str) -> Answer<InvitationId> {
    let id = app.secrets.links.read(secrets::Purpose::Invitation, token);
    id.map(InvitationId::from_uuid).ok_or_else(gone)
}

/// What it offers, if it still does.
pub(super) fn offer(conn: &mut Conn, id: InvitationId, now: Timestamp) -> Answer<Offer> {
    db::invitation::offer(conn, id, now)?.ok_or_else(gone)
}

/// The answer to an invitation that cannot be accepted, whatever the reason.
pub(super) fn gone() -> Refusal {
    let detail = "It was accepted already, taken back, or its seven days are over. Ask whoever \
                  invited you for a new one.";
    Refusal::new(Code::LinkGone, detail)
}
