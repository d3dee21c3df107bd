use domain::access::Permission;
use domain::audit::{Action, Outcome};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::event::outcome_words;
use super::place::AuditPlace;
use crate::api::{api_keys, members};
use crate::pages::settings::loaded::Loaded;
use crate::session::Session;
use crate::ui::{Button, Choice, Glyph, Look, SelectField};

/// What the list is narrowed to. Every change goes through the address.
#[component]
pub(super) fn Filters(place: Memo<AuditPlace>) -> impl IntoView {
    let navigate = StoredValue::new_local(use_navigate());
    let go = Callback::new(move |to: AuditPlace| {
        navigate.with_value(|go| go(&to.to_path(), NavigateOptions::default()));
    });
    let change = Callback::new(move |(name, value): (&'static str, String)| {
        let mut to = place.get_untracked();
        to.set(name, &value);
        if to != place.get_untracked() {
            go.run(to);
        }
    });
    let is_set = move || place.with(|place| *place != AuditPlace::default());
    view! {
        <div class="filters" role="group" aria-label="Filters">
            <Actors place change />
            <Choose name="action" label="What" any="Anything" choices=actions() value=Signal::derive(move || {
                place.with(|place| place.action.map(|action| action.as_str().to_owned()))
            }) change />
            <Choose name="outcome" label="Outcome" any="Any" choices=outcomes() value=Signal::derive(move || {
                place.with(|place| place.outcome.map(|outcome| outcome.as_str().to_owned()))
            }) change />
            <Day name="from" label="From" value=Signal::derive(move || place.with(|place| place.from.clone())) change />
            <Day name="until" label="To" value=Signal::derive(move || place.with(|place| place.until.clone())) change />
        </div>
        <Show when=is_set>
            <div class="actions">
                <Subject place change />
                <Button label="Clear the filters" look=Look::Quiet glyph=Glyph::Close on_press=move |()| go.run(AuditPlace::default()) />
            </div>
        </Show>
    }
}

type Change = Callback<(&'static str, String)>;

fn actions() -> Vec<Choice> {
    let choice = |action: &Action| (action.as_str().to_owned(), action.said().to_owned());
    Action::ALL.iter().map(choice).collect()
}

fn outcomes() -> Vec<Choice> {
    let choice =
        |outcome: &Outcome| (outcome.as_str().to_owned(), outcome_words(*outcome).0.to_owned());
    Outcome::ALL.iter().map(choice).collect()
}

/// A field of choices that follows the address, and leads it.
#[component]
fn Choose(
    name: &'static str,
    label: &'static str,
    /// The words for no filter.
    any: &'static str,
    choices: Vec<Choice>,
    value: Signal<Option<String>>,
    change: Change,
) -> impl IntoView {
    let chosen = RwSignal::new(value.get_untracked().unwrap_or_default());
    Effect::new(move |_| {
        let now = value.get().unwrap_or_default();
        if chosen.with_untracked(|chosen| *chosen != now) {
            chosen.set(now);
        }
    });
    Effect::new(move |before: Option<String>| {
        let now = chosen.get();
        if before.is_some_and(|before| before != now) {
            change.run((name, now.clone()));
        }
        now
    });
    let mut all = vec![(String::new(), any.to_owned())];
    all.extend(choices);
    let none = Signal::derive(|| None::<String>);
    view! { <SelectField label name=name value=chosen choices=all error=none /> }
}

/// People and keys of the organization, and the installation itself.
#[component]
fn Actors(place: Memo<AuditPlace>, change: Change) -> impl IntoView {
    let session = Session::of_page();
    let client = session.client();
    let reads_keys = session.allows(Permission::KeysManage);
    let known = Loaded::start(move || async move {
        let people = members::list(client).await?.members;
        let mut all: Vec<Choice> = people
            .into_iter()
            .map(|member| (member.user.id.to_string(), member.user.name))
            .collect();
        if reads_keys {
            let keys = api_keys::list(client).await?.keys;
            all.extend(
                keys.into_iter().map(|key| (key.id.to_string(), format!("Key: {}", key.name))),
            );
        }
        Ok(all)
    });
    let value = Signal::derive(move || place.with(|place| place.actor.clone()));
    move || {
        let mut choices = known.value.get().unwrap_or_default();
        choices.push(("system".to_owned(), "The system".to_owned()));
        // Somebody who is gone can still be asked for by a link.
        if let Some(actor) = value.get_untracked()
            && choices.iter().all(|(id, _)| *id != actor)
        {
            choices.push((actor.clone(), actor));
        }
        view! { <Choose name="actor" label="Who" any="Anybody" choices value change /> }
    }
}

#[component]
fn Day(
    name: &'static str,
    label: &'static str,
    value: Signal<Option<String>>,
    change: Change,
) -> impl IntoView {
    let id = format!("field-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                class="control"
                type="date"
                prop:value=move || value.get().unwrap_or_default()
                on:change=move |event| change.run((name, event_target_value(&event)))
            />
        </div>
    }
}

/// The one record that the list is about, where it is.
#[component]
fn Subject(place: Memo<AuditPlace>, change: Change) -> impl IntoView {
    let subject = Memo::new(move |_| place.with(|place| place.subject.clone()));
    move || {
        subject.get().map(|subject| {
            view! {
                <span class="subject-filter">
                    "About " <code>{subject}</code>
                    <Button label="Show all" look=Look::Quiet on_press=move |()| change.run(("subject", String::new())) />
                </span>
            }
        })
    }
}
