use domain::crm::{CrmField, FieldSource, Rule};
use leptos::prelude::*;

use super::draft::{Draft, sources};

/// A line for each field of the CRM.
#[component]
pub(super) fn MappingTable(draft: Draft, may: bool) -> impl IntoView {
    let rows = CrmField::ALL.iter().map(|field| row(draft, *field, may)).collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-label="Fields of the CRM">
            <table class="table crm-mapping">
                <thead>
                    <tr>
                        <th scope="col">"Field of the CRM"</th>
                        <th scope="col">"Is made of"</th>
                        <th scope="col">"Is written"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(draft: Draft, field: CrmField, may: bool) -> impl IntoView {
    let now = move || draft.of(field);
    let source_option = move |source: FieldSource| {
        let chosen = move || now().is_some_and(|one| one.source == source);
        view! { <option value=source.as_str() selected=chosen>{source.title()}</option> }
    };
    let rule_option = move |rule: &'static Rule| {
        let chosen = move || now().is_some_and(|one| one.rule == *rule);
        view! { <option value=rule.as_str() selected=chosen>{rule.title()}</option> }
    };
    let set_source = move |event| {
        if let Some(source) = FieldSource::from_word(&event_target_value(&event)) {
            draft.change(field, |one| one.source = source);
        }
    };
    let set_rule = move |event| {
        if let Some(rule) = Rule::from_word(&event_target_value(&event)) {
            draft.change(field, |one| one.rule = rule);
        }
    };
    let is_off = move || now().is_some_and(|one| one.rule == Rule::Never);
    view! {
        <tr class:ignored=is_off>
            <th scope="row">{field.title()}</th>
            <td>
                <select
                    class="control"
                    aria-label=format!("{} is made of", field.title())
                    disabled=!may
                    on:change=set_source
                >
                    {sources(field).into_iter().map(source_option).collect_view()}
                </select>
            </td>
            <td>
                <select
                    class="control"
                    aria-label=format!("{} is written", field.title())
                    disabled=!may
                    on:change=set_rule
                >
                    {Rule::ALL.iter().map(rule_option).collect_view()}
                </select>
            </td>
        </tr>
    }
}
