use domain::Timestamp;
use domain::access::ApiKey;
use leptos::prelude::*;

use super::KeyPage;
use super::rotation::Rotation;
use crate::api::api_keys;
use crate::format;
use crate::pages::settings::acting::Acting;
use crate::pages::trouble::Trouble;
use crate::ui::{Badge, Button, Confirm, Empty, Glyph, Look, Toast, Toasts, Tone};

/// Seconds before its end from which a key is pointed out: two weeks.
const NEAR: i64 = 14 * 86_400;

/// What is asked about a key, and whether it is asked now; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Question {
    pub(super) key: RwSignal<Option<ApiKey>>,
    pub(super) open: RwSignal<bool>,
}

impl Question {
    fn new() -> Self {
        Self { key: RwSignal::new(None), open: RwSignal::new(false) }
    }

    fn ask(self, key: &ApiKey) {
        self.key.set(Some(key.clone()));
        self.open.set(true);
    }

    pub(super) fn name(self) -> String {
        self.key.with(|key| key.as_ref().map(|key| key.name.clone()).unwrap_or_default())
    }
}

/// Every key that works.
#[component]
pub(super) fn KeyList(page: KeyPage) -> impl IntoView {
    let (rotate, revoke) = (Question::new(), Question::new());
    let list = page.keys.view(3, move |keys| {
        if keys.is_empty() {
            return none();
        }
        let rows = keys.into_iter().map(|key| row(key, rotate, revoke)).collect_view();
        view! { <ul class="things" aria-label="API keys">{rows}</ul> }.into_any()
    });
    view! {
        <section class="panel">
            <h2>"Keys"</h2>
            {list}
        </section>
        <Rotation page question=rotate />
        <Revocation page question=revoke />
    }
}

fn none() -> AnyView {
    view! {
        <Empty
            glyph=Glyph::Key
            title="No keys yet"
            text="Make one below for each program, so that each can be revoked on its own."
        />
    }
    .into_any()
}

fn row(key: ApiKey, rotate: Question, revoke: Question) -> AnyView {
    let now = format::now();
    let used = match key.last_used_at {
        Some(moment) => format!("used {}", format::ago(moment, now)),
        None => "never used".to_owned(),
    };
    let old = key.old_secret_until.filter(|until| *until > now).map(|until| {
        let text = format!("Old secret ends {}", format::until(until, now));
        view! { <Badge text tone=Tone::Accent /> }
    });
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
    let name = key.name.clone();
    let (rotated, revoked) = (key.clone(), key.clone());
    view! {
        <li class="thing key">
            <span class="lines">
                <span class="first">{key.name} " " {expiry(key.expires_at, now)} " " {old}</span>
                <span class="second"><code>{key.prefix}"…"</code>{format!(" · {used}")}</span>
                <span class="second">{scopes.join(", ")}</span>
            </span>
            <div class="thing-acts">
                <Button label="Rotate" describe=format!("Rotate {name}") on_press=move |()| rotate.ask(&rotated) />
                <Button label="Revoke" describe=format!("Revoke {name}") look=Look::Quiet on_press=move |()| revoke.ask(&revoked) />
            </div>
        </li>
    }
    .into_any()
}

fn expiry(end: Timestamp, now: Timestamp) -> AnyView {
    let left = end.seconds() - now.seconds();
    let tone = match left {
        ..=0 => Tone::Bad,
        1..NEAR => Tone::Warn,
        _ => Tone::Plain,
    };
    let text = match left {
        ..=0 => "Expired".to_owned(),
        _ => format!("Ends {}", format::until(end, now)),
    };
    view! { <Badge text tone /> }.into_any()
}

#[component]
fn Revocation(page: KeyPage, question: Question) -> impl IntoView {
    let toasts = Toasts::of_page();
    let acting = Acting::new();
    Effect::new(move |_| {
        if question.open.get() {
            acting.errors.clear();
        }
    });
    let revoke = move |()| {
        let Some(key) = question.key.get_untracked() else { return };
        let client = page.session.client();
        let revoke = async move { api_keys::revoke(client, key.id).await };
        acting.run(revoke, move |()| {
            question.open.try_set(false);
            page.keys.reload();
            toasts.show(Toast::done(format!("{} is revoked", key.name)));
        });
    };
    view! {
        <Confirm
            open=question.open
            title=Signal::derive(move || format!("Revoke {}?", question.name()))
            act="Revoke the key".to_owned()
            busy=acting.busy
            on_confirm=revoke
        >
            <p>"Programs that use it are refused at once. This cannot be undone; make a new key instead."</p>
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
        </Confirm>
    }
}
