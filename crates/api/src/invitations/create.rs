use actix_web::{HttpResponse, post, web};
use domain::Code;
use domain::access::{INVITATION_DAYS, Invitation, NewInvitation};
use domain::audit::{Action, Event};
use domain::mail::Letter;
use domain::problem::FieldError;
use domain::value::Email;

use crate::App;
use crate::access::{Access, MembersManage, is_too_soon, post as post_mail};
use crate::http::{Answer, Refusal};

/// Invitations that an organization makes in a day, at most: they are mails to strangers.
const A_DAY: i64 = 200;
const DAY: i64 = 24 * 3_600;

/// Invite somebody
///
/// Mails a link that works once, for 7 days, for a user of this address. Whether the address has an
/// account is not told. A new invitation of the same address replaces an open one.
#[utoipa::path(
    tag = "members",
    security(("access_token" = [])),
    request_body(content = NewInvitation, example = json!({"email": "grace@example.com", "role": "member"})),
    responses((status = 201, description = "Invited", body = Invitation)),
)]
#[post("/invitations")]
pub(crate) async fn create_invitation(
    app: web::Data<App>,
    access: Access<MembersManage>,
    body: web::Json<NewInvitation>,
) -> Answer<HttpResponse> {
    let NewInvitation { email, role } = body.into_inner();
    let email = Email::parse(&email).map_err(|message| invalid("invalid", message))?;
    let (state, now) = (app.clone(), app.sources.now());
    let invitation = Invitation {
        id: app.sources.id(),
        email: email.as_str().to_owned(),
        role,
        invited_by: access.scope.user(),
        created_at: now,
        expires_at: now.plus_seconds(INVITATION_DAYS * 24 * 3_600),
    };
    let invitation = access
        .act(&app, move |c, scope| {
            if db::invitation::is_member(c, scope, &email)? {
                let message = "Somebody with this address is a member already.";
                return Err(invalid("taken", message.to_owned()));
            }
            if is_too_soon(&state, c, "invitation", &email, now)? {
                let detail =
                    "This address was invited a moment ago. Wait a minute, then try again.";
                return Err(Refusal::new(Code::TooManyRequests, detail).retry_after(60));
            }
            if db::invitation::count_since(c, scope, now.plus_seconds(-DAY))? >= A_DAY {
                let detail = format!("An organization invites at most {A_DAY} people a day.");
                return Err(Refusal::new(Code::TooManyRequests, detail).retry_after(3_600));
            }
            db::invitation::create(c, scope, &invitation)?;
            let (person, _) =
                db::account::person(c, scope.user())?.ok_or_else(Refusal::not_found)?;
            let letter = Letter::Invitation {
                invitation: invitation.id,
                organization: db::organization::find(c, scope)?.name,
                invited_by: person.name,
                role,
            };
            post_mail(&state, c, scope.user(), &email, letter, now)?;
            let event = Event::new(Action::InvitationMade).on(invitation.id);
            Ok((invitation.clone(), event.with("role", role.as_str())))
        })
        .await?;
    Ok(HttpResponse::Created().json(invitation))
}

fn invalid(code: &str, message: String) -> Refusal {
    Refusal::invalid(vec![FieldError::new("email", code, message)])
}
