use domain::access::{ChangePassword, check_password};
use domain::problem::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{auth, me};
use crate::pages::settings::acting::Acting;
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Button, PasswordField, Toast, Toasts};

/// Changes the password; people who came through an identity provider can set one by mail.
#[component]
pub(super) fn Password() -> impl IntoView {
    let session = Session::of_page();
    let has_password = Memo::new(move |_| session.me().is_some_and(|me| me.account.has_password));
    let body = move || {
        if has_password.get() {
            return view! { <PasswordForm session /> }.into_any();
        }
        view! { <NoPassword session /> }.into_any()
    };
    view! { <section class="panel"><h2>"Password"</h2>{body}</section> }
}

#[component]
fn PasswordForm(session: Session) -> impl IntoView {
    let toasts = Toasts::of_page();
    let acting = Acting::new();
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let body = ChangePassword {
            current_password: current.get_untracked(),
            new_password: new.get_untracked(),
        };
        let wrong = wrong_fields(&body);
        if !wrong.is_empty() {
            return acting.errors.refuse(wrong);
        }
        let change = async move { me::change_password(session.client(), &body).await };
        acting.run(change, move |()| {
            current.try_set(String::new());
            new.try_set(String::new());
            toasts.show(Toast::done("Your password is changed. Other browsers are signed out."));
        });
    };
    let email = session.me_now().map(|me| me.user.email);
    view! {
        <form class="form" novalidate on:submit=submit>
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
            // For password managers, which pair a password with an address.
            <input class="unseen" type="email" autocomplete="username" value=email readonly tabindex="-1" aria-hidden="true" />
            <div class="pair">
                <PasswordField
                    label="Current password"
                    name="current_password"
                    value=current
                    error=acting.errors.of("current_password")
                    autocomplete="current-password"
                />
                <PasswordField
                    label="New password"
                    name="new_password"
                    value=new
                    error=acting.errors.of("new_password")
                    help="At least 8 characters; a phrase is good."
                    autocomplete="new-password"
                />
            </div>
            <div class="actions">
                <Button label="Change password" submit=true busy=acting.busy />
            </div>
        </form>
    }
}

fn wrong_fields(body: &ChangePassword) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    if body.current_password.is_empty() {
        wrong.push(FieldError::required("current_password"));
    }
    wrong.extend(check_password("new_password", &body.new_password).err());
    wrong
}

#[component]
fn NoPassword(session: Session) -> impl IntoView {
    let toasts = Toasts::of_page();
    let send = move |()| {
        let email = session.me_now().map(|me| me.user.email).unwrap_or_default();
        spawn_local(async move {
            let body = domain::access::EmailAddress { email };
            toasts.show(match auth::forgot(session.client(), &body).await {
                Ok(()) => Toast::done("The mail is on its way."),
                Err(error) => Toast::failed(format!("The mail was not sent. {error}")),
            });
        });
    };
    view! {
        <p class="second">"You sign in through an identity provider. To sign in with a password, too, set one with the link of a mail."</p>
        <div class="actions"><Button label="Send me the link" on_press=send /></div>
    }
}
