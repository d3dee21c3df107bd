//! Links of mails: whose they are, before they are used up.

use db::link::Purpose;
use domain::id::TypedId;
use domain::{Code, LinkId, OrganizationId, UserId, partition};

use crate::App;
use crate::http::{Answer, Refusal};

/// A link that works still.
#[derive(Clone, Copy)]
pub(super) struct Link {
    pub(super) id: LinkId,
    pub(super) user: UserId,
    /// In whose log its use is written: that of the user's organization, or, where there is none,
    /// the installation's.
    pub(super) organization: OrganizationId,
}

/// Reads the token of a mail.
pub(super) async fn read(app: &App, purpose: Purpose, token: &str) -> Answer<Link> {
    let label = match purpose {
        Purpose::VerifyEmail => secrets::Purpose::VerifyEmail,
        Purpose::ResetPassword => secrets::Purpose::ResetPassword,
    };
    let id = app.secrets.links.read(label, token).ok_or_else(link_gone)?;
    let (id, now) = (LinkId::from_uuid(id), app.sources.now());
    let found = app
        .db
        .read(move |c| {
            let Some(user) = db::link::owner(c, id, purpose, now)? else { return Ok(None) };
            let home = db::account::home(c, user)?;
            let organization = home.map_or_else(partition::directory, |home| home.organization());
            Ok::<_, db::Error>(Some(Link { id, user, organization }))
        })
        .await?;
    found.ok_or_else(link_gone)
}

/// The answer to a link that does not work, whatever the reason.
pub(super) fn link_gone() -> Refusal {
    let detail = "It was used already, a newer one took its place, or its time is over. Ask for \
                  a new one.";
    Refusal::new(Code::LinkGone, detail)
}
