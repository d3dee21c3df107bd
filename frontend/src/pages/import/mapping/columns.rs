use domain::import::{Column, FieldRule, ImportField};
use leptos::prelude::*;

use super::Form;
use super::draft::{CUSTOM, Choice};
use crate::pages::field_words::{grouped, label};

const IGNORE: &str = "ignore";

/// The rules of a column, with the words of `rule_word`.
const RULES: [(Option<FieldRule>, &str); 5] = [
    (None, "As below"),
    (Some(FieldRule::Overwrite), "Overwrite"),
    (Some(FieldRule::Fill), "Only if empty"),
    (Some(FieldRule::Append), "Append"),
    (Some(FieldRule::Never), "Never change"),
];

/// Every column with its first values, its field and its rule.
#[component]
pub(super) fn ColumnTable(form: Form) -> impl IntoView {
    let columns = form.columns.get_value();
    let rows = columns.into_iter().enumerate().map(|(index, column)| {
        let choice = form.choices.with_value(|choices| choices[index]);
        view! { <ColumnRow index column choice /> }
    });
    view! {
        <div class="table-scroll" role="region" aria-label="Columns of the file" tabindex="0">
            <table class="table mapping">
                <thead>
                    <tr>
                        <th scope="col">"Column"</th>
                        <th scope="col">"First values"</th>
                        <th scope="col">"Field"</th>
                        <th scope="col">"In contacts you have"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn ColumnRow(index: usize, column: Column, choice: RwSignal<Choice>) -> impl IntoView {
    let name =
        if column.header.is_empty() { format!("Column {}", index + 1) } else { column.header };
    let samples = column.samples.iter().take(3).map(|sample| {
        view! { <span class="sample">{sample.clone()}</span> }
    });
    let word = Memo::new(move |_| choice.with(|choice| choice.word.clone()));
    let is_ignored = move || word.with(|word| word == IGNORE);
    let own = name.clone();
    view! {
        <tr class:ignored=is_ignored>
            <th scope="row">{name.clone()}</th>
            <td><div class="samples">{samples.collect_view()}</div></td>
            <td>
                <FieldSelect name=name.clone() choice word />
                <Show when={
                    move || word.with(|word| word == CUSTOM)
                }>
                    <CustomName name=own.clone() choice />
                </Show>
            </td>
            <td><RuleSelect name=name choice disabled=Signal::derive(is_ignored) /></td>
        </tr>
    }
}

#[component]
fn FieldSelect(name: String, choice: RwSignal<Choice>, word: Memo<String>) -> impl IntoView {
    let option = move |(value, words): (String, String)| {
        let this = value.clone();
        view! { <option value=value selected=move || word.with(|word| *word == this)>{words}</option> }
    };
    let group = move |(title, fields): (&'static str, Vec<ImportField>)| {
        let options = fields.iter().map(|field| option((field.to_string(), label(field))));
        view! { <optgroup label=title>{options.collect_view()}</optgroup> }
    };
    view! {
        <select
            class="control"
            aria-label=format!("Field for {name}")
            on:change=move |event| choice.update(|choice| choice.word = event_target_value(&event))
        >
            {option((IGNORE.to_owned(), "Ignore".to_owned()))}
            {option((CUSTOM.to_owned(), "New field…".to_owned()))}
            {grouped().into_iter().map(group).collect_view()}
        </select>
    }
}

#[component]
fn CustomName(name: String, choice: RwSignal<Choice>) -> impl IntoView {
    view! {
        <input
            class="control"
            aria-label=format!("Name of the new field for {name}")
            placeholder="Name of the field"
            maxlength="100"
            autocomplete="off"
            prop:value=choice.get_untracked().custom
            on:input=move |event| choice.update(|choice| choice.custom = event_target_value(&event))
        />
    }
}

#[component]
fn RuleSelect(name: String, choice: RwSignal<Choice>, disabled: Signal<bool>) -> impl IntoView {
    let rule = Memo::new(move |_| choice.with(|choice| choice.rule));
    let option = move |(index, (value, words)): (usize, (Option<FieldRule>, &'static str))| {
        view! { <option value=index.to_string() selected=move || rule.get() == value>{words}</option> }
    };
    let choose = move |event| {
        let index = event_target_value(&event).parse::<usize>().unwrap_or_default();
        let chosen = RULES.get(index).and_then(|(rule, _)| *rule);
        choice.update(|choice| choice.rule = chosen);
    };
    view! {
        <select class="control" aria-label=format!("Rule for {name}") disabled=disabled on:change=choose>
            {RULES.into_iter().enumerate().map(option).collect_view()}
        </select>
    }
}
