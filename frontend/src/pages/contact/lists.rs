//! The parts of the form that hold several values.

use leptos::prelude::*;

use super::draft::{Draft, Entry, sent_index};
use crate::pages::form::FormErrors;
use crate::ui::{Button, Glyph, IconButton, Look};

/// What a list of the form is called, and how its lines are filled in.
pub(super) struct ListSpec {
    /// Its name in a contact.
    pub(super) name: &'static str,
    /// Of one line.
    pub(super) label: &'static str,
    pub(super) input: &'static str,
    /// Value and words of each kind.
    pub(super) kinds: &'static [(&'static str, &'static str)],
    pub(super) add: &'static str,
}

/// E-mail addresses.
pub(super) const EMAILS: ListSpec = ListSpec {
    name: "emails",
    label: "E-mail",
    input: "email",
    kinds: &[("work", "Work"), ("personal", "Personal"), ("other", "Other")],
    add: "Add an e-mail",
};

/// Phone numbers.
pub(super) const PHONES: ListSpec = ListSpec {
    name: "phones",
    label: "Phone",
    input: "tel",
    kinds: &[
        ("work", "Work"),
        ("mobile", "Mobile"),
        ("home", "Home"),
        ("fax", "Fax"),
        ("other", "Other"),
    ],
    add: "Add a phone number",
};

/// Addresses or numbers, each with its kind.
#[component]
pub(super) fn KindList(
    spec: &'static ListSpec,
    draft: Draft,
    entries: RwSignal<Vec<Entry>>,
    errors: FormErrors,
) -> impl IntoView {
    let line = move |entry: Entry| {
        let position = Signal::derive(move || {
            entries.with(|all| all.iter().position(|e| e.key == entry.key).unwrap_or_default())
        });
        view! { <KindLine spec entry position entries errors /> }
    };
    let add = move |()| entries.update(|all| all.push(draft.entry("", spec.kinds[0].0)));
    view! {
        <div class="lines-editor">
            <For each=move || entries.get() key=|entry| entry.key children=line />
            <Button label=spec.add glyph=Glyph::Plus look=Look::Quiet on_press=add />
        </div>
    }
}

#[component]
fn KindLine(
    spec: &'static ListSpec,
    entry: Entry,
    position: Signal<usize>,
    entries: RwSignal<Vec<Entry>>,
    errors: FormErrors,
) -> impl IntoView {
    let label = move || match position.get() {
        0 => spec.label.to_owned(),
        more => format!("{} {}", spec.label, more + 1),
    };
    let error = Signal::derive(move || {
        let index = entries.with(|all| sent_index(all, entry.key));
        errors.of(format!("{}[{index}].value", spec.name)).get()
    });
    let id = format!("field-{}-{}", spec.name, entry.key);
    let error_id = format!("{id}-error");
    let described = error_id.clone();
    let option = move |&(key, words): &'static (&'static str, &'static str)| {
        view! { <option value=key selected=move || entry.kind.with(|kind| kind == key)>{words}</option> }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <div class="line-edit">
                <input
                    id=id
                    class="control"
                    type=spec.input
                    autocomplete="off"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || error.with(Option::is_some).then(|| described.clone())
                    prop:value=entry.value
                    on:input=move |event| entry.value.set(event_target_value(&event))
                />
                <select
                    class="control"
                    aria-label=move || format!("Kind of {}", label())
                    on:change=move |event| entry.kind.set(event_target_value(&event))
                >
                    {spec.kinds.iter().map(option).collect_view()}
                </select>
                <IconButton
                    label=Signal::derive(move || format!("Remove {}", label()))
                    glyph=Glyph::Close
                    on_press=move |()| entries.update(|all| all.retain(|e| e.key != entry.key))
                />
            </div>
            {move || error.get().map(|text| view! { <p class="error" id=error_id.clone()>{text}</p> })}
        </div>
    }
}

/// Fields of the organization's own, by name.
#[component]
pub(super) fn CustomList(draft: Draft, errors: FormErrors) -> impl IntoView {
    let entries = draft.custom;
    let line = move |entry: Entry| {
        let name = move || entry.kind.get();
        view! {
            <div class="line-edit custom-line">
                <input
                    class="control"
                    aria-label="Name of the custom field"
                    placeholder="Name"
                    prop:value=entry.kind
                    on:input=move |event| entry.kind.set(event_target_value(&event))
                />
                <input
                    class="control"
                    aria-label=move || format!("Value of {}", name())
                    placeholder="Value"
                    prop:value=entry.value
                    on:input=move |event| entry.value.set(event_target_value(&event))
                />
                <IconButton
                    label=Signal::derive(move || format!("Remove {}", name()))
                    glyph=Glyph::Close
                    on_press=move |()| entries.update(|all| all.retain(|e| e.key != entry.key))
                />
            </div>
        }
    };
    let add = move |()| entries.update(|all| all.push(draft.entry("", "")));
    let error = errors.of("custom");
    view! {
        <div class="lines-editor">
            <For each=move || entries.get() key=|entry| entry.key children=line />
            {move || error.get().map(|text| view! { <p class="error">{text}</p> })}
            <Button label="Add a custom field" glyph=Glyph::Plus look=Look::Quiet on_press=add />
        </div>
    }
}
