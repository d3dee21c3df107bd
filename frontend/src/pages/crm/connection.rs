use domain::access::Permission;
use domain::crm::{ConnectionState, CrmConnection, CrmOverview};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::advice::{self, SetUp};
use super::facts::Facts;
use crate::api::crm;
use crate::pages::settings::{Acting, Loaded};
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Button, Confirm, Glyph, Look, Notice, Tone};

/// What the parts of the card share; copies are the same.
#[derive(Clone, Copy)]
struct Card {
    session: Session,
    overview: Loaded<CrmOverview>,
    acting: Acting,
    /// What was done, and what is left to do.
    done: RwSignal<Option<(&'static str, String)>>,
}

/// How the organization stands with the CRM, and the way to connect.
#[component]
pub(super) fn Connection() -> impl IntoView {
    let session = Session::of_page();
    let client = session.client();
    let overview = Loaded::start(move || crm::overview(client));
    let card = Card { session, overview, acting: Acting::new(), done: RwSignal::new(None) };
    view! {
        <Returned />
        <section class="panel" role="region" aria-label="Connection">
            <h2>"Connection"</h2>
            {move || card.acting.errors.request().map(|error| view! { <Trouble error /> })}
            {move || card.done.get().map(|(title, text)| {
                view! { <Notice tone=Tone::Good title text /> }
            })}
            {overview.view(6, move |overview| shown(card, overview))}
        </section>
    }
}

fn shown(card: Card, overview: CrmOverview) -> AnyView {
    if !overview.configured {
        return view! { <SetUp overview /> }.into_any();
    }
    let state = overview.connection.as_ref().map(|connection| connection.state);
    let rights: Vec<_> =
        overview.scopes.iter().map(|word| view! { <li>{advice::scope(word)}</li> }).collect();
    let is_chosen = |connection: &&CrmConnection| connection.state == ConnectionState::Chosen;
    let chosen = overview.connection.as_ref().filter(is_chosen).cloned();
    let is_new = matches!(state, None | Some(ConnectionState::Disconnected));
    let intro = is_new.then(|| {
        view! {
            <p>"Connect one location of the CRM. It will be asked for these rights and no more:"</p>
            <ul class="rights" aria-label="Rights">{rights}</ul>
        }
    });
    view! {
        {overview.connection.map(|connection| view! { <Facts connection /> })}
        {intro}
        {match chosen {
            Some(connection) => view! { <Choice card connection /> }.into_any(),
            None => view! { <Acts card state /> }.into_any(),
        }}
    }
    .into_any()
}

/// Asks whether the location that was chosen at the CRM is the right one: nothing is connected before.
#[component]
fn Choice(card: Card, connection: CrmConnection) -> impl IntoView {
    let (client, location) = (card.session.client(), connection.location);
    let confirm = move |()| {
        card.acting.run(crm::confirm(client, location.clone()), move |_| {
            card.done.try_set(Some(("Connected", NEXT.to_owned())));
            card.overview.reload();
        });
    };
    let refuse = move |()| {
        card.acting.run(crm::disconnect(client), move |_| card.overview.reload());
    };
    let title = format!("Is {} the right location?", connection.location_name);
    let label = format!("Connect {}", connection.location_name);
    let may = move || card.session.allows(Permission::CrmConnect);
    view! {
        <Notice tone=Tone::Warn title text="Contacts will be pushed into it and into no other. Nothing is connected yet." />
        <Show
            when=may
            fallback=|| view! { <p class="second">"An Organization Admin confirms it."</p> }
        >
            <div class="actions">
                <Button label=label.clone() look=Look::Primary glyph=Glyph::Link busy=card.acting.busy on_press=confirm.clone() />
                <Button label="Not this one" look=Look::Quiet busy=card.acting.busy on_press=refuse />
            </div>
        </Show>
    }
}

const NEXT: &str = "Try the mapping on some contacts, then push a few.";

#[component]
fn Acts(card: Card, state: Option<ConnectionState>) -> impl IntoView {
    let client = card.session.client();
    let connect = move |()| {
        card.acting.run(crm::connect(client), |answer| {
            // The CRM's page takes this one's place, and sends the browser back.
            let _ = window().location().set_href(&answer.url);
        });
    };
    let asks = RwSignal::new(false);
    let disconnect = move |()| {
        card.acting.run(crm::disconnect(client), move |answer| {
            asks.try_set(false);
            card.done.try_set(Some(("Disconnected", answer.advice)));
            card.overview.reload();
        });
    };
    let label = match state {
        None => "Connect",
        Some(_) => "Connect again",
    };
    let look =
        if state == Some(ConnectionState::Connected) { Look::Secondary } else { Look::Primary };
    let is_live = state.is_some_and(|state| state != ConnectionState::Disconnected);
    let may = move || card.session.allows(Permission::CrmConnect);
    view! {
        <Show
            when=may
            fallback=|| view! { <p class="second">"An Organization Admin connects and disconnects."</p> }
        >
            <div class="actions">
                <Button label look glyph=Glyph::Link busy=card.acting.busy on_press=connect />
                <Show when=move || is_live>
                    <Button label="Disconnect" look=Look::Quiet on_press=move |()| asks.set(true) />
                </Show>
            </div>
            <Confirm
                open=asks
                title="Disconnect the CRM?"
                act="Disconnect"
                busy=card.acting.busy
                on_confirm=disconnect
            >
                <p>"The tokens are deleted, and pushes stop. Which contact is which in the CRM stays known, so that connecting the same location again makes no duplicates."</p>
            </Confirm>
        </Show>
    }
}

/// What became of the way through the CRM's page.
#[component]
fn Returned() -> impl IntoView {
    let query = use_query_map();
    let said = move |name: &'static str| query.with(|query| query.get(name));
    move || {
        if let Some(problem) = said("error") {
            let (title, text) = problem_words(&problem);
            return Some(view! { <Notice tone=Tone::Bad title text /> }.into_any());
        }
        said("connected")
            .map(|_| view! { <Notice tone=Tone::Good title="Connected" text=NEXT /> }.into_any())
    }
}

fn problem_words(problem: &str) -> (&'static str, &'static str) {
    match problem {
        "denied" => {
            ("Nothing was connected", "The CRM was not given leave. Connect when you are ready.")
        }
        "not_a_location" => (
            "Choose one location",
            "The CRM gave access to a whole agency. Connect again, and pick a single location (sub-account) there.",
        ),
        "missing_rights" => (
            "Rights are missing",
            "The CRM granted less than a push needs. Connect again, and leave all rights as they are.",
        ),
        "location_taken" => (
            "The location belongs to another organization",
            "One location of the CRM is connected to one organization. Disconnect it there first.",
        ),
        "other_location" => (
            "Another location is connected",
            "It works, so it was kept. Disconnect it first, then connect the other one.",
        ),
        "location_inactive" => (
            "The location is not active",
            "The CRM says that it is paused or cancelled. Make it active there, then connect again.",
        ),
        "start_again" => (
            "This was not begun here",
            "Begin on this page, in the same browser, and finish within ten minutes.",
        ),
        "code_refused" => (
            "The CRM took its answer back",
            "Connect again, and go on without a pause. If it stays so, whoever runs the server checks the client secret.",
        ),
        "crm_away" => {
            ("The CRM did not answer", "Nothing was connected. Try again in a few minutes.")
        }
        _ => (
            "The CRM could not be connected",
            "Try again. If it stays so, whoever runs the server finds the reason in its log.",
        ),
    }
}
