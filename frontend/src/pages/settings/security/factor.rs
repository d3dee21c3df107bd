use domain::access::{SecondFactor, TotpSetup};
use domain::problem::FieldError;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::recovery::NewCodes;
use super::set_up::SetUp;
use crate::api::{Error, me};
use crate::pages::settings::acting::Acting;
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Badge, Button, Look, TextField, Toast, Toasts, Tone};

/// What the panel shows.
#[derive(Clone)]
pub(super) enum Step {
    /// Whether there is a second factor.
    State,
    SettingUp(TotpSetup),
    /// Codes that are shown this once.
    Codes(Vec<String>),
    /// Asks for a code before something is changed.
    Asking(Change),
}

/// What is changed with a code.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Change {
    Codes,
    Off,
}

/// The second factor: set up, recovery codes, turned off.
#[component]
pub(super) fn SecondFactorPanel() -> impl IntoView {
    let step = RwSignal::new(Step::State);
    let body = move || match step.get() {
        Step::State => view! { <State step /> }.into_any(),
        Step::SettingUp(setup) => view! { <SetUp setup step /> }.into_any(),
        Step::Codes(codes) => view! { <NewCodes codes step /> }.into_any(),
        Step::Asking(change) => view! { <Ask change step /> }.into_any(),
    };
    view! { <section class="panel"><h2>"Second factor"</h2>{body}</section> }
}

#[component]
fn State(step: RwSignal<Step>) -> impl IntoView {
    let session = Session::of_page();
    let acting = Acting::new();
    let on = Memo::new(move |_| session.me().is_some_and(|me| me.account.second_factor));
    let required =
        Memo::new(move |_| session.me().is_some_and(|me| me.organization.requires_second_factor));
    let start = move |()| {
        let begin = async move { me::set_up_totp(session.client()).await };
        acting.run(begin, move |setup| drop(step.try_set(Step::SettingUp(setup))));
    };
    let ask = move |change| step.set(Step::Asking(change));
    let body = move || {
        if on.get() {
            return view! {
                <p class="value-line"><span>"Authenticator app"</span> <Badge text="On" tone=Tone::Good /></p>
                <div class="actions">
                    <Button label="Make new recovery codes" on_press=move |()| ask(Change::Codes) />
                    <Show when=move || !required.get() fallback=|| view! { <p class="second">"Your organization requires it."</p> }>
                        <Button label="Turn off" look=Look::Quiet on_press=move |()| ask(Change::Off) />
                    </Show>
                </div>
            }
            .into_any();
        }
        view! {
            <p class="second">"Beside your password, a code from an app on your phone is asked for. A stolen password is then not enough."</p>
            <div class="actions">
                <Button label="Set up" look=Look::Primary busy=acting.busy on_press=start />
            </div>
        }
        .into_any()
    };
    view! {
        {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
        {body}
    }
}

/// Asks for a code, then does what it was asked for.
#[component]
fn Ask(change: Change, step: RwSignal<Step>) -> impl IntoView {
    let session = Session::of_page();
    let toasts = Toasts::of_page();
    let acting = Acting::new();
    let code = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(body) = typed_code(code, acting) else { return };
        acting.run(apply(session, change, body), move |next| {
            if change == Change::Off {
                toasts.show(Toast::done("The second factor is off."));
            }
            step.try_set(next);
        });
    };
    let (text, label) = match change {
        Change::Codes => ("Recovery codes that you have now stop working.", "Make new codes"),
        Change::Off => ("From now on your password is enough to sign in.", "Turn off"),
    };
    let look = if change == Change::Off { Look::Danger } else { Look::Primary };
    view! {
        <form class="form short" novalidate on:submit=submit>
            <p class="second">{text}</p>
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
            <CodeField value=code acting help="Six digits from your authenticator app, or one of your recovery codes." />
            <div class="actions">
                <Button label look submit=true busy=acting.busy />
                <Button label="Back" look=Look::Quiet on_press=move |()| step.set(Step::State) />
            </div>
        </form>
    }
}

async fn apply(session: Session, change: Change, body: SecondFactor) -> Result<Step, Error> {
    match change {
        Change::Codes => {
            let made = me::new_recovery_codes(session.client(), &body).await?;
            Ok(Step::Codes(made.codes))
        }
        Change::Off => {
            me::disable_totp(session.client(), &body).await?;
            session.look_again().await?;
            Ok(Step::State)
        }
    }
}

/// The field for a code of the authenticator app.
#[component]
pub(super) fn CodeField(
    value: RwSignal<String>,
    acting: Acting,
    #[prop(default = "Six digits from your authenticator app.")] help: &'static str,
) -> impl IntoView {
    view! {
        <TextField
            label="Code"
            name="code"
            value
            error=acting.errors.of("code")
            help
            autocomplete="one-time-code"
            required=true
            focus=true
        />
    }
}

/// What was typed, or none and an error beside the field.
pub(super) fn typed_code(code: RwSignal<String>, acting: Acting) -> Option<SecondFactor> {
    let code = code.get_untracked();
    if code.trim().is_empty() {
        acting.errors.refuse(vec![FieldError::required("code")]);
        return None;
    }
    Some(SecondFactor { code })
}
