use domain::saved_search::{NewSavedSearch, Notify, SavedSearch, SavedSearchPatch, Visibility};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::layout::Layout;
use super::follow::CHOICES;
use super::shelf::{Form, Shelf};
use crate::api::{Error, saved_searches};
use crate::pages::trouble::Trouble;
use crate::ui::{Button, CheckBox, Dialog, Look, SelectField, Shape, TextField, Toast};

/// Asks for the name of a search and who sees it.
#[component]
pub(in super::super) fn SaveDialog(shelf: Shelf) -> impl IntoView {
    let open = Signal::derive(move || shelf.form.with(Option::is_some));
    let title = Signal::derive(move || title(shelf.form.get()).to_owned());
    view! {
        <Dialog open on_close=move |()| shelf.form.set(None) label=title shape=Shape::Box>
            {move || shelf.form.get().map(|form| view! { <SaveForm shelf form /> })}
        </Dialog>
    }
}

fn title(form: Option<Form>) -> &'static str {
    match form {
        Some(Form::Of(_)) => "Change the saved search",
        _ => "Save this search",
    }
}

#[component]
fn SaveForm(shelf: Shelf, form: Form) -> impl IntoView {
    let known = shelf.all.with_untracked(|all| match form {
        Form::New => None,
        Form::Of(id) => all.iter().find(|one| one.id == id).cloned(),
    });
    let draft = RwSignal::new(draft(shelf, known.as_ref()));
    let name = RwSignal::new(draft.with_untracked(|draft| draft.name.clone()));
    let notify = RwSignal::new(draft.with_untracked(|draft| draft.notify.as_str().to_owned()));
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<Error>));
    let wrong = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let notify = notify.with_untracked(|word| Notify::from_word(word)).unwrap_or_default();
        let new = NewSavedSearch { name: name.get_untracked(), notify, ..draft.get_untracked() };
        match new.parse() {
            Ok(new) => {
                wrong.set(None);
                send(shelf, form, new, (busy, error));
            }
            Err(errors) => wrong.set(errors.into_iter().next().map(|error| error.message)),
        }
    };
    view! {
        <form class="confirm" on:submit=submit>
            <h2>{title(Some(form))}</h2>
            <div class="confirm-text">
                {move || error.get().map(|error| view! { <Trouble error /> })}
                <TextField label="Name" name="saved-name" value=name error=wrong required=true focus=true />
                <CheckBox
                    label="Shared"
                    help="Everybody in the organization sees it."
                    checked=Signal::derive(move || draft.with(|draft| draft.visibility == Visibility::Shared))
                    on_change=move |shared: bool| draft.update(|draft| {
                        draft.visibility = if shared { Visibility::Shared } else { Visibility::Personal };
                    })
                />
                <CheckBox
                    label="Opens first"
                    help="Shown to you whenever you come to the search."
                    checked=Signal::derive(move || draft.with(|draft| draft.is_default))
                    on_change=move |first: bool| draft.update(|draft| draft.is_default = first)
                />
                <SelectField
                    label="When something changes in it"
                    name="saved-notify"
                    value=notify
                    choices=CHOICES.map(|(notify, words)| (notify.as_str().to_owned(), words.to_owned())).to_vec()
                    error=Signal::derive(|| None::<String>)
                    help="A mail comes once a day at most, with names of searches and figures."
                />
            </div>
            <div class="actions">
                <Button label="Save" look=Look::Primary busy submit=true />
                <Button label="Cancel" on_press=move |()| shelf.form.set(None) />
            </div>
        </form>
    }
}

fn draft(shelf: Shelf, known: Option<&SavedSearch>) -> NewSavedSearch {
    if let Some(known) = known {
        return SavedSearchPatch::default().apply(known);
    }
    let (columns, density) = shelf.finder.layout.with_untracked(Layout::to_saved);
    NewSavedSearch {
        query: shelf.query(),
        columns: Some(columns),
        density: Some(density),
        ..NewSavedSearch::default()
    }
}

fn send(
    shelf: Shelf,
    form: Form,
    new: NewSavedSearch,
    (busy, error): (RwSignal<bool>, RwSignal<Option<Error>>),
) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    let client = shelf.session.client();
    spawn_local(async move {
        let sent = match form {
            Form::New => saved_searches::create(client, &new).await,
            Form::Of(id) => {
                let patch = SavedSearchPatch {
                    name: Some(new.name),
                    visibility: Some(new.visibility),
                    is_default: Some(new.is_default),
                    notify: Some(new.notify),
                    ..SavedSearchPatch::default()
                };
                saved_searches::update(client, id, &patch).await
            }
        };
        busy.try_set(false);
        match sent {
            Ok(search) => {
                shelf.toasts.show(Toast::done(format!("Saved {}", search.name)));
                if form == Form::New {
                    shelf.adopt(&search);
                }
                shelf.take(search);
                shelf.form.try_set(None);
            }
            Err(refused) => {
                error.try_set(Some(refused));
            }
        }
    });
}
