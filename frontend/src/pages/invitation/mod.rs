//! `/invitation`, where the mail of an invitation leads.

mod join;

use domain::access::{InvitationPreview, InvitationToken};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::trouble::Trouble;
use super::welcome::Welcome;
use crate::api::{Error, invitations};
use crate::router::{paths, set_title, token_of_link};
use crate::session::Session;
use crate::ui::{Notice, Skeleton, Tone};
use join::Join;

/// Shows an invitation, and asks for what is needed to accept it.
pub(crate) fn invitation_page() -> AnyView {
    set_title("Invitation");
    let client = Session::of_page().client();
    let preview = RwSignal::new(None::<Result<InvitationPreview, Error>>);
    let Some(token) = token_of_link() else { return incomplete() };
    let asked = InvitationToken { token: token.clone() };
    spawn_local(async move {
        preview.try_set(Some(invitations::preview(client, &asked).await));
    });
    let title = Signal::derive(move || match preview.get() {
        Some(Ok(preview)) => format!("Join {}", preview.organization.name),
        _ => "Invitation".to_owned(),
    });
    let text = Signal::derive(move || match preview.get() {
        Some(Ok(preview)) => {
            format!(
                "You are invited as {}, with the address {}.",
                preview.role.title(),
                preview.email
            )
        }
        _ => String::new(),
    });
    let step = move || match preview.get() {
        None => view! { <Skeleton lines=4 /> }.into_any(),
        Some(Ok(preview)) => view! { <Join preview token=token.clone() /> }.into_any(),
        Some(Err(error)) => view! {
            <div class="form"><Trouble error /></div>
            <p class="aside">"Already have an account? " <a href=paths::LOGIN>"Sign in"</a></p>
        }
        .into_any(),
    };
    view! { <Welcome title text>{step}</Welcome> }.into_any()
}

fn incomplete() -> AnyView {
    view! {
        <Welcome title="Invitation".to_owned() text=String::new()>
            <div class="form">
                <Notice
                    tone=Tone::Warn
                    title="The link is not complete"
                    text="Open the link of the mail again."
                />
            </div>
            <p class="aside"><a href=paths::LOGIN>"Sign in"</a></p>
        </Welcome>
    }
    .into_any()
}
