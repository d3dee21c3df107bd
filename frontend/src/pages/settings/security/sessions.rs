use domain::SessionId;
use domain::access::SessionSummary;
use leptos::prelude::*;

use crate::api::me;
use crate::format;
use crate::pages::settings::acting::Acting;
use crate::pages::settings::loaded::Loaded;
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Badge, Button, Look, Toast, Toasts, Tone};

/// Browsers that are signed in, and the way to sign them out.
#[component]
pub(super) fn Sessions() -> impl IntoView {
    let client = Session::of_page().client();
    let toasts = Toasts::of_page();
    let loaded = Loaded::start(move || async move { Ok(me::sessions(client).await?.sessions) });
    let acting = Acting::new();
    let end = Callback::new(move |id: SessionId| {
        let end = async move { me::end_session(client, id).await };
        acting.run(end, move |()| {
            loaded.reload();
            toasts.show(Toast::done("That browser is signed out."));
        });
    });
    let end_others = move |()| {
        let end = async move { me::end_other_sessions(client).await };
        acting.run(end, move |()| {
            loaded.reload();
            toasts.show(Toast::done("All other browsers are signed out."));
        });
    };
    let others = move || loaded.value.with(|all| all.as_ref().is_some_and(|all| all.len() > 1));
    let list = loaded.view(3, move |all| {
        let rows = all.iter().map(|session| row(session, end)).collect_view();
        view! { <ul class="things" aria-label="Browsers that are signed in">{rows}</ul> }.into_any()
    });
    view! {
        <section class="panel">
            <div class="panel-head">
                <h2>"Sessions"</h2>
                <Show when=others>
                    <Button label="Sign out all others" busy=acting.busy on_press=end_others />
                </Show>
            </div>
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
            {list}
        </section>
    }
}

fn row(session: &SessionSummary, end: Callback<SessionId>) -> AnyView {
    let id = session.id;
    let device = session.device.clone();
    let used = format::ago(session.last_used_at, format::now());
    let since = format::day(session.created_at);
    let place = session.address.clone().map(|address| format!("{address} · ")).unwrap_or_default();
    let label = format!("Sign out {device}");
    let act = if session.current {
        view! { <Badge text="This one" tone=Tone::Accent /> }.into_any()
    } else {
        view! { <Button label="Sign out" describe=label look=Look::Quiet on_press=move |()| end.run(id) /> }
            .into_any()
    };
    view! {
        <li class="thing">
            <span class="lines">
                <span class="first">{device}</span>
                <span class="second">{format!("{place}used {used} · signed in {since}")}</span>
            </span>
            {act}
        </li>
    }
    .into_any()
}
