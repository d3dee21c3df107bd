//! `/settings/organization`

use domain::access::{OrganizationChange, Permission};
use domain::problem::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::acting::Acting;
use super::frame::settings;
use crate::api::organization;
use crate::pages::trouble::Trouble;
use crate::router::paths;
use crate::session::Session;
use crate::ui::{Button, Look, Switch, TextField, Toast, Toasts};

/// Name and rules of the organization.
pub(crate) fn organization_page() -> AnyView {
    let needs = Some(Permission::SettingsManage);
    settings("Organization", "What is true for everybody in it.", needs, || {
        view! {
            <Name />
            <SecondFactorRule />
        }
        .into_any()
    })
}

#[component]
fn Name() -> impl IntoView {
    let session = Session::of_page();
    let toasts = Toasts::of_page();
    let acting = Acting::new();
    let name = RwSignal::new(session.me().map(|me| me.organization.name).unwrap_or_default());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            return acting.errors.refuse(vec![FieldError::required("name")]);
        }
        let body = OrganizationChange { name: Some(typed), requires_second_factor: None };
        acting.run(change(session, body), move |()| {
            toasts.show(Toast::done("The name is saved."));
        });
    };
    view! {
        <form class="panel" novalidate on:submit=submit>
            <h2>"Name"</h2>
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
            <TextField
                label="Name of the organization"
                name="name"
                value=name
                error=acting.errors.of("name")
                autocomplete="organization"
                required=true
            />
            <div class="actions">
                <Button label="Save" look=Look::Primary submit=true busy=acting.busy />
            </div>
        </form>
    }
}

#[component]
fn SecondFactorRule() -> impl IntoView {
    let session = Session::of_page();
    let toasts = Toasts::of_page();
    let acting = Acting::new();
    let on =
        Memo::new(move |_| session.me().is_some_and(|me| me.organization.requires_second_factor));
    let own = Memo::new(move |_| session.me().is_some_and(|me| me.account.second_factor));
    let missing = move || !own.get() && !on.get();
    let switch = move |wanted: bool| {
        let body = OrganizationChange { name: None, requires_second_factor: Some(wanted) };
        acting.run(change(session, body), move |()| {
            toasts.show(Toast::done(if wanted {
                "Everybody needs a second factor now."
            } else {
                "A second factor is up to each member now."
            }));
        });
    };
    let help = Signal::derive(|| {
        "Members without one are led to set it up before they can do anything else here.".to_owned()
    });
    view! {
        <section class="panel">
            <h2>"Sign-in"</h2>
            <Switch
                id="second-factor-rule"
                label="Require a second factor"
                help
                on
                disabled=Signal::derive(missing)
                on_change=switch
            />
            <Show when=missing>
                <p class="second">
                    "You need one yourself first: " <a href=paths::SECURITY>"set it up"</a> "."
                </p>
            </Show>
            {move || {
                let fields = acting.errors.of("requires_second_factor").get();
                fields.map(|text| view! { <p class="bad" role="alert">{text}</p> })
            }}
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
        </section>
    }
}

/// Changes the organization, and what the page says about it.
async fn change(session: Session, body: OrganizationChange) -> Result<(), crate::api::Error> {
    let changed = organization::change(session.client(), &body).await?;
    if let Some(mut me) = session.me_now() {
        for membership in &mut me.memberships {
            if membership.organization.id == changed.id {
                membership.organization = changed.clone();
            }
        }
        me.organization = changed;
        session.take(me);
    }
    Ok(())
}
