use domain::access::Permission;
use domain::import::{Column, Import, ImportField, OnDuplicate};
use leptos::prelude::*;

use super::Current;
use super::mapping_draft::{CUSTOM, Choice, doubts, request};
use crate::api::imports;
use crate::pages::field_words::label;
use crate::session::Session;
use crate::ui::{Button, Look, Notice, Tone};

/// What each column means, and what to do with rows that match a contact.
#[component]
pub(super) fn Mapping(current: Current, import: Import) -> impl IntoView {
    let choices: Vec<RwSignal<Choice>> =
        import.columns.iter().map(|column| RwSignal::new(Choice::guessed(column))).collect();
    let rule = RwSignal::new(import.on_duplicate);
    let problem = RwSignal::new(None::<String>);
    let choices = StoredValue::new(choices);
    let all = move || choices.with_value(|all| all.iter().map(|one| one.get()).collect::<Vec<_>>());
    let check = move |()| match request(&untrack(all), rule.get_untracked()) {
        Ok(mapping) => {
            problem.set(None);
            current.act(async move { imports::map(current.client, current.id, &mapping).await });
        }
        Err(text) => problem.set(Some(text)),
    };
    let session = Session::of_page();
    let may_check = move || session.allows(Permission::ImportsStage);
    let rows = import.columns.into_iter().enumerate().map(|(index, column)| {
        let choice = choices.with_value(|choices| choices[index]);
        view! { <ColumnRow index column choice /> }
    });
    view! {
        <section class="panel">
            <h2>"What does each column mean?"</h2>
            <p class="second">"Columns with a familiar header are mapped already. Mend what is wrong; ignored columns are dropped."</p>
            <div class="table-scroll">
                <table class="table mapping">
                    <thead>
                        <tr>
                            <th scope="col">"Column"</th>
                            <th scope="col">"First values"</th>
                            <th scope="col">"Field"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            {move || doubts(&all()).into_iter().map(|text| {
                view! { <Notice tone=Tone::Warn title="Please look twice" text /> }
            }).collect_view()}
            <DuplicateRule rule />
            {move || problem.get().map(|text| view! { <Notice tone=Tone::Bad title="Not yet" text /> })}
            <div class="actions">
                <Show when=may_check>
                    <Button label="Check rows" look=Look::Primary busy=current.busy on_press=check />
                    <Button label="Cancel import" look=Look::Quiet on_press=move |()| current.cancel() />
                </Show>
            </div>
        </section>
    }
}

#[component]
fn ColumnRow(index: usize, column: Column, choice: RwSignal<Choice>) -> impl IntoView {
    let name =
        if column.header.is_empty() { format!("Column {}", index + 1) } else { column.header };
    let samples = column.samples.iter().take(3).map(|sample| {
        view! { <span class="sample">{sample.clone()}</span> }
    });
    let is_chosen = move |word: &str| choice.with(|choice| choice.word == word);
    let option = move |(word, words): (String, String)| {
        let chosen = word.clone();
        view! { <option value=word selected=move || is_chosen(&chosen)>{words}</option> }
    };
    let canonical = ImportField::CANONICAL.iter().map(|field| (field.to_string(), label(field)));
    let special = [("ignore", "Ignore"), (CUSTOM, "Custom field…")]
        .map(|(word, words)| (word.to_owned(), words.to_owned()));
    let label = format!("Field for {name}");
    view! {
        <tr class:ignored=move || is_chosen("ignore")>
            <th scope="row">{name.clone()}</th>
            <td><div class="samples">{samples.collect_view()}</div></td>
            <td>
                <select
                    class="control"
                    aria-label=label
                    on:change=move |event| choice.update(|choice| choice.word = event_target_value(&event))
                >
                    {special.into_iter().chain(canonical).map(option).collect_view()}
                </select>
                <Show when=move || is_chosen(CUSTOM)>
                    <input
                        class="control"
                        aria-label=format!("Custom name of column {name}")
                        prop:value=move || choice.with(|choice| choice.custom.clone())
                        on:input=move |event| choice.update(|choice| choice.custom = event_target_value(&event))
                    />
                </Show>
            </td>
        </tr>
    }
}

#[component]
fn DuplicateRule(rule: RwSignal<OnDuplicate>) -> impl IntoView {
    let choice = move |value: OnDuplicate, name: &'static str, text: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="on-duplicate"
                    prop:checked=move || rule.get() == value
                    on:change=move |_| rule.set(value)
                />
                <span class="lines">
                    <span class="first">{name}</span>
                    <span class="second">{text}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="choices">
            <legend>"When a row matches a contact you have"</legend>
            {choice(OnDuplicate::Skip, "Skip", "Leave the contact as it is.")}
            {choice(OnDuplicate::Fill, "Fill", "Fill its empty fields; add new e-mails, phones and tags.")}
            {choice(OnDuplicate::Overwrite, "Overwrite", "Replace its fields by those of the row.")}
        </fieldset>
    }
}
