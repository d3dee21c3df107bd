use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::fields::{self, Control, FieldSpec};
use super::lists::{CustomList, EMAILS, KindList, PHONES};
use super::saving::{Conflict, Form, Subject};
use crate::pages::trouble::Trouble;
use crate::router::{LastSearch, with_contact};
use crate::ui::{Button, Look, Notice, SelectField, TextArea, TextField, Tone};

/// The form of a contact: every field, saved as a whole.
#[component]
pub(super) fn Editor(subject: Subject) -> impl IntoView {
    let form = Form::new(subject);
    let last = LastSearch::of_page();
    let navigate = StoredValue::new_local(use_navigate());
    let leave = Callback::new(move |contact| {
        let path = with_contact(&last.search(), contact);
        navigate.with_value(|navigate| navigate(&path, NavigateOptions::default()));
    });
    let id = form.id();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.save(leave);
    };
    view! {
        <form class="form contact-form" novalidate on:submit=submit>
            <Problems form />
            {section("Person", fields::PERSON, form)}
            {section("Company", fields::COMPANY, form)}
            <fieldset class="form-section">
                <legend>"Get in touch"</legend>
                <KindList spec=&EMAILS draft=form.draft entries=form.draft.emails errors=form.errors />
                <KindList spec=&PHONES draft=form.draft entries=form.draft.phones errors=form.errors />
                {controls(fields::WEB, form)}
            </fieldset>
            {section("Place", fields::PLACE, form)}
            <fieldset class="form-section">
                <legend>"More"</legend>
                <TextField
                    label="Tags"
                    name="tags"
                    value=form.draft.tags
                    error=form.errors.of("tags")
                    help="Separate tags by commas."
                />
                {controls(fields::MORE, form)}
                <CustomList draft=form.draft errors=form.errors />
            </fieldset>
            <div class="form-foot">
                <Button label="Save" look=Look::Primary submit=true busy=form.busy />
                <Button label="Cancel" on_press=move |()| leave.run(id) />
            </div>
        </form>
        <datalist id="countries">
            {domain::value::Country::all().map(|(_, name)| view! { <option value=name></option> }).collect_view()}
        </datalist>
    }
}

#[component]
fn Problems(form: Form) -> impl IntoView {
    let conflict = move || match form.conflict.get() {
        Conflict::None => None,
        Conflict::Changed => Some(
            view! {
                <Notice
                    tone=Tone::Warn
                    title="This contact was changed meanwhile"
                    text="Somebody saved it after you opened it. Nothing was overwritten."
                >
                    <Button label="Reload, keep what I typed" on_press=move |()| form.take_in() />
                </Notice>
            }
            .into_any(),
        ),
        Conflict::Resolved(contested) => {
            let text = match contested.as_slice() {
                [] => "Your changes and theirs touch different fields. Look it over, then save."
                    .to_owned(),
                some => {
                    let names: Vec<_> = some.iter().map(|name| fields::label(name)).collect();
                    format!("Changed on both sides, with yours kept here: {}.", names.join(", "))
                }
            };
            let title = "The newest version is loaded";
            Some(view! { <Notice tone=Tone::Accent title text /> }.into_any())
        }
    };
    // Errors of fields that have no place of their own in the form.
    let stray = move || {
        let known = |field: &str| {
            fields::names().any(|name| name == field)
                || ["emails[", "phones["].iter().any(|start| field.starts_with(start))
                || ["tags", "custom"].contains(&field)
        };
        let errors = form.errors.fields().into_iter().filter(|error| !known(&error.field));
        errors
            .map(|error| view! { <Notice tone=Tone::Bad title=error.field text=error.message /> })
            .collect_view()
    };
    view! {
        {conflict}
        {move || form.errors.request().map(|error| view! { <Trouble error /> })}
        {stray}
    }
}

fn section(title: &'static str, specs: &'static [FieldSpec], form: Form) -> impl IntoView {
    view! {
        <fieldset class="form-section">
            <legend>{title}</legend>
            {controls(specs, form)}
        </fieldset>
    }
}

fn controls(specs: &'static [FieldSpec], form: Form) -> impl IntoView {
    specs.iter().map(|spec| control(spec, form)).collect_view()
}

fn control(spec: &'static FieldSpec, form: Form) -> AnyView {
    let &FieldSpec { name, label, help, .. } = spec;
    let (value, error) = (form.draft.text(name), form.errors.of(name));
    match spec.control {
        Control::Text => {
            view! { <TextField label name value error help autocomplete="off" /> }.into_any()
        }
        Control::Url => {
            view! { <TextField label name value error help kind="url" autocomplete="off" /> }
                .into_any()
        }
        Control::Country => {
            view! { <TextField label name value error help list="countries" autocomplete="off" /> }
                .into_any()
        }
        Control::Seniority => {
            view! { <SelectField label name value choices=fields::seniorities() error help /> }
                .into_any()
        }
        Control::Department => {
            view! { <SelectField label name value choices=fields::departments() error help /> }
                .into_any()
        }
        Control::Lines => view! { <TextArea label name value error help /> }.into_any(),
    }
}
