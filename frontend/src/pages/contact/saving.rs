//! Saving the form, and what happens when others saved the record meanwhile.

use domain::contact::{Contact, ContactInput};
use domain::{Code, ContactId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::change::{change, rebase};
use super::draft::Draft;
use crate::api::{Error, contacts};
use crate::pages::form::{FormErrors, to_top};
use crate::session::Session;
use crate::ui::{Toast, Toasts};

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
pub(super) enum Conflict {
    None,
    /// Somebody saved the record since the form was opened.
    Changed,
    /// The new version was taken in; these fields were changed on both sides.
    Resolved(Vec<String>),
}

/// Everything about the form; copies share it.
#[derive(Clone, Copy)]
pub(super) struct Form {
    session: Session,
    toasts: Toasts,
    pub(super) draft: Draft,
    pub(super) errors: FormErrors,
    pub(super) busy: RwSignal<bool>,
    pub(super) conflict: RwSignal<Conflict>,
    /// None for a new contact.
    base: StoredValue<Option<Base>>,
}

impl Form {
    pub(super) fn new(subject: Subject) -> Self {
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

    /// The contact, if it is there already.
    pub(super) fn id(self) -> Option<ContactId> {
        self.base.with_value(|base| Some(base.as_ref()?.contact.id))
    }

    /// Saves what is typed when it can be accepted, then leaves.
    pub(super) fn save(self, leave: Callback<Option<ContactId>>) {
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
                        to_top();
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
    pub(super) fn take_in(self) {
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
