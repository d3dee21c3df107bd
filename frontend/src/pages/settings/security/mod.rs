//! `/settings/security`

mod factor;
mod password;
mod recovery;
mod sessions;
mod set_up;

use leptos::prelude::*;

use super::frame::settings;
use crate::session::Session;
use crate::ui::{Notice, Tone};
use factor::SecondFactorPanel;
use password::Password;
use sessions::Sessions;

/// Password, second factor, and the browsers that are signed in.
pub(crate) fn security_page() -> AnyView {
    settings("Security", "How you sign in, and where you are signed in.", None, || {
        view! {
            <Why />
            <SecondFactorPanel />
            <Password />
            <Sessions />
        }
        .into_any()
    })
}

/// Says why every other page leads here.
#[component]
fn Why() -> impl IntoView {
    let session = Session::of_page();
    let organization = Memo::new(move |_| {
        session.me().filter(|_| session.lacks_second_factor()).map(|me| me.organization.name)
    });
    move || {
        organization.get().map(|name| {
            view! {
                <Notice
                    tone=Tone::Warn
                    title="Set up a second factor first"
                    text=format!("{name} asks every member for one. The other pages open as soon as it is set up.")
                />
            }
        })
    }
}
