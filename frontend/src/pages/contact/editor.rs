use domain::Code;
use domain::contact::{Contact, ContactInput};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::change::{change, rebase};
use super::draft::Draft;
use super::fields::{self, Control, FieldSpec};
use super::lists::{CustomList, EMAILS, KindList, PHONES};
use crate::api::{Error, contacts};
use crate::pages::form::FormErrors;
use crate::pages::trouble::Trouble;
use crate::router::{LastSearch, with_contact};
use crate::session::Session;
use crate::ui::{Button, Look, Notice, SelectField, TextArea, TextField, Toast, Toasts, Tone};

/// What the form is about.
pub(super) enum Subject {
    New,
    Existing(Box<Contact>),
}

/// A record as it was when the form took it over.
#[derive(Clone)]
struct Base {
    contact: Contact,
    input: ContactInput,
}

impl Base {
    fn of(contact: Contact) -> Self {
        Self { input: contact.fields.clone().into(), contact }
    }
}

/// Where saving stands, when it is not done.
#[derive(Clone, PartialEq)]
enum Conflict {
    None,
    /// Somebody saved the record since the form was opened.
    Changed,
    /// The new version was taken in; these fields were changed on both sides.
    Resolved(Vec<String>),
}

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
    let id = form.base.with_value(|base| Some(base.as_ref()?.contact.id));
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

#[derive(Clone, Copy)]
struct Form {
    session: Session,
    toasts: Toasts,
    draft: Draft,
    errors: FormErrors,
    busy: RwSignal<bool>,
    conflict: RwSignal<Conflict>,
    /// None for a new contact.
    base: StoredValue<Option<Base>>,
}

impl Form {
    fn new(subject: Subject) -> Self {
        let draft = Draft::empty();
        let base = match subject {
            Subject::New => None,
            Subject::Existing(contact) => Some(Base::of(*contact)),
        };
        if let Some(base) = &base {
            draft.fill(&base.input);
        }
        Self {
            session: Session::of_page(),
            toasts: Toasts::of_page(),
            draft,
            errors: FormErrors::new(),
            busy: RwSignal::new(false),
            conflict: RwSignal::new(Conflict::None),
            base: StoredValue::new(base),
        }
    }

    fn save(self, leave: Callback<Option<domain::ContactId>>) {
        self.errors.clear();
        let input = self.draft.read();
        if let Err(mut fields) = input.clone().parse() {
            // The server also reads country names in other scripts than Latin.
            let foreign = input.country.as_ref().is_some_and(|name| !name.is_ascii());
            fields.retain(|error| !(foreign && error.field == "country"));
            if !fields.is_empty() {
                return self.errors.refuse(fields);
            }
        }
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            match self.send(&input).await {
                Ok(contact) => {
                    let name = contact.fields.display_name().to_owned();
                    self.toasts.show(Toast::done(format!("Saved {name}")));
                    leave.run(Some(contact.id));
                }
                Err(error) => {
                    if error.code() == Some(Code::Changed) {
                        self.conflict.set(Conflict::Changed);
                    } else {
                        self.errors.show(error);
                    }
                    self.busy.set(false);
                }
            }
        });
    }

    async fn send(self, input: &ContactInput) -> Result<Contact, Error> {
        let client = self.session.client();
        match self.base.get_value() {
            None => contacts::create(client, input).await,
            Some(base) => {
                let patch = change(&base.input, input);
                contacts::update(client, base.contact.id, base.contact.version, &patch).await
            }
        }
    }

    /// Takes in what others saved, and keeps what was typed.
    fn take_in(self) {
        let Some(base) = self.base.get_value() else { return };
        spawn_local(async move {
            match contacts::find(self.session.client(), base.contact.id).await {
                Ok(contact) => {
                    let theirs = Base::of(contact);
                    let rebased = rebase(&base.input, &self.draft.read(), &theirs.input);
                    self.draft.fill(&rebased.input);
                    self.base.set_value(Some(theirs));
                    self.conflict.set(Conflict::Resolved(rebased.contested));
                }
                Err(error) => self.errors.show(error),
            }
        });
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
