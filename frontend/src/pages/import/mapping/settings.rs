use domain::import::OnDuplicate;
use domain::value::Country;
use leptos::prelude::*;

use super::Form;

/// What to do with rows that match a contact, where a column has no rule of its own.
#[component]
pub(super) fn DuplicateRule(form: Form) -> impl IntoView {
    let settings = form.settings;
    let choice = move |value: OnDuplicate, name: &'static str, text: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="on-duplicate"
                    prop:checked=move || settings.with(|settings| settings.on_duplicate == value)
                    on:change=move |_| settings.update(|settings| settings.on_duplicate = value)
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

/// Where phone numbers belong that name no country themselves.
#[component]
pub(super) fn DefaultCountry(form: Form) -> impl IntoView {
    let settings = form.settings;
    let mut countries: Vec<_> = Country::all().collect();
    countries.sort_unstable_by_key(|(_, name)| *name);
    let chosen = settings.get_untracked().default_country;
    let option = move |(code, name): (&'static str, &'static str)| {
        view! { <option value=code selected=chosen == code>{name}</option> }
    };
    view! {
        <div class="field">
            <label for="default-country">"Country of phone numbers without a code"</label>
            <select
                id="default-country"
                class="control"
                aria-describedby="default-country-help"
                on:change=move |event| settings.update(|s| s.default_country = event_target_value(&event))
            >
                <option value="">"As the row or the organization says"</option>
                {countries.into_iter().map(option).collect_view()}
            </select>
            <p id="default-country-help" class="help">"A row that names its country keeps it."</p>
        </div>
    }
}
