use domain::Code;
use domain::access::{AcceptInvitation, InvitationPreview, check_password};
use domain::problem::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::pages::form::FormErrors;
use crate::pages::search::Deletions;
use crate::pages::sign_in::CodeForm;
use crate::pages::trouble::Trouble;
use crate::router::{LastSearch, paths};
use crate::session::Session;
use crate::ui::{Button, Look, Notice, PasswordField, TextField, Toast, Toasts, Tone};

/// What accepting asks for.
#[derive(Clone, Copy, PartialEq)]
enum Needs {
    /// The right person is signed in.
    Nothing,
    /// The address has an account.
    Password,
    /// An account has to be made.
    Account,
    /// The password was right; the second factor is to come.
    Code,
    /// Somebody else is signed in.
    OtherPerson,
}

/// Accepts an invitation.
#[component]
pub(super) fn Join(preview: InvitationPreview, token: String) -> impl IntoView {
    let session = Session::of_page();
    let joining = Joining::new(session, preview.organization.name.clone(), token);
    let (email, has_account) = (preview.email.clone(), preview.has_account);
    let needs = Memo::new(move |_| match session.me() {
        Some(me) if me.user.email.eq_ignore_ascii_case(&email) => Needs::Nothing,
        Some(_) => Needs::OtherPerson,
        None if session.awaits_code() => Needs::Code,
        None if has_account => Needs::Password,
        None => Needs::Account,
    });
    // The password made them a member; the code lets them in.
    Effect::new(move |_| {
        if needs.get() == Needs::Nothing && joining.joined.get_value() {
            joining.enter();
        }
    });
    let email = StoredValue::new(preview.email);
    move || match needs.get() {
        Needs::OtherPerson => view! { <OtherPerson session email=email.get_value() /> }.into_any(),
        Needs::Code => view! { <CodeForm session label="Join" /> }.into_any(),
        needs => view! { <JoinForm joining needs email=email.get_value() /> }.into_any(),
    }
}

type Navigate = Box<dyn Fn(&str, NavigateOptions)>;

/// The act itself; copies share it.
#[derive(Clone, Copy)]
struct Joining {
    session: Session,
    organization: StoredValue<String>,
    token: StoredValue<String>,
    errors: FormErrors,
    busy: RwSignal<bool>,
    /// Accepted, and only the second factor is to come.
    joined: StoredValue<bool>,
    toasts: Toasts,
    deletions: Deletions,
    last: LastSearch,
    navigate: StoredValue<Navigate, LocalStorage>,
}

impl Joining {
    fn new(session: Session, organization: String, token: String) -> Self {
        Self {
            session,
            organization: StoredValue::new(organization),
            token: StoredValue::new(token),
            errors: FormErrors::new(),
            busy: RwSignal::new(false),
            joined: StoredValue::new(false),
            toasts: Toasts::of_page(),
            deletions: Deletions::of_page(),
            last: LastSearch::of_page(),
            navigate: StoredValue::new_local(Box::new(use_navigate())),
        }
    }

    fn send(self, name: Option<String>, password: Option<String>) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.deletions.leave();
        let body = AcceptInvitation { token: self.token.get_value(), name, password };
        spawn_local(async move {
            let done = self.session.accept(&body).await;
            self.busy.try_set(false);
            match done {
                Ok(()) => self.enter(),
                Err(error) if error.code() == Some(Code::SecondFactorRequired) => {
                    self.joined.try_update_value(|joined| *joined = true);
                }
                Err(error) => self.errors.show(error),
            }
        });
    }

    fn enter(self) {
        let Some(organization) = self.organization.try_get_value() else { return };
        self.last.remember("");
        self.toasts.show(Toast::done(format!("Welcome to {organization}")));
        self.navigate.try_with_value(|go| go(paths::SEARCH, NavigateOptions::default()));
    }
}

#[component]
fn JoinForm(joining: Joining, needs: Needs, email: String) -> impl IntoView {
    let (name, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let errors = joining.errors;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        errors.clear();
        let (name, password) = (name.get_untracked(), password.get_untracked());
        let wrong = wrong_fields(needs, &name, &password);
        if !wrong.is_empty() {
            return errors.refuse(wrong);
        }
        let name = (needs == Needs::Account).then_some(name);
        joining.send(name, (needs != Needs::Nothing).then_some(password));
    };
    let label = match needs {
        Needs::Account => "Create account and join",
        Needs::Password => "Sign in and join",
        _ => "Join",
    };
    let is_new = needs == Needs::Account;
    view! {
        <form class="form" novalidate on:submit=submit>
            {move || errors.request().map(|error| view! { <Trouble error /> })}
            // For password managers, which pair a password with an address.
            <input class="unseen" type="email" autocomplete="username" value=email readonly tabindex="-1" aria-hidden="true" />
            {is_new.then(|| view! {
                <TextField label="Your name" name="name" value=name error=errors.of("name") autocomplete="name" required=true />
            })}
            {(needs != Needs::Nothing).then(|| view! {
                <PasswordField
                    label=if is_new { "New password" } else { "Password" }
                    name="password"
                    value=password
                    error=errors.of("password")
                    help=if is_new { "At least 8 characters; a phrase is good." } else { "Of the account that you have already." }
                    autocomplete=if is_new { "new-password" } else { "current-password" }
                />
            })}
            <Button label look=Look::Primary submit=true busy=joining.busy />
        </form>
    }
}

fn wrong_fields(needs: Needs, name: &str, password: &str) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    if needs == Needs::Account {
        if name.trim().is_empty() {
            wrong.push(FieldError::required("name"));
        }
        wrong.extend(check_password("password", password).err());
    } else if needs == Needs::Password && password.is_empty() {
        wrong.push(FieldError::required("password"));
    }
    wrong
}

#[component]
fn OtherPerson(session: Session, email: String) -> impl IntoView {
    let toasts = Toasts::of_page();
    let who = session.me().map(|me| me.user.email).unwrap_or_default();
    let leave = move |()| {
        spawn_local(async move {
            if let Err(error) = session.sign_out().await {
                toasts.show(Toast::failed(format!("You are still signed in. {error}")));
            }
        });
    };
    view! {
        <div class="form">
            <Notice
                tone=Tone::Warn
                title="This invitation is for somebody else"
                text=format!("You are signed in as {who}; the invitation is for {email}. Sign out to accept it.")
            />
            <Button label="Sign out" look=Look::Primary on_press=leave />
        </div>
    }
}
