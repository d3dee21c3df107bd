use domain::ListId;
use domain::list::{List, ListPatch, NewList};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::KnownLists;
use crate::api::{Error, lists};
use crate::pages::trouble::Trouble;
use crate::ui::{Button, Dialog, Look, Shape, TextField, Toast};

/// Which list is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    /// A new one that people fill.
    New,
    /// A new live one, of this search as an address has it.
    Live(String),
    /// One that there is.
    Of(ListId),
}

impl Form {
    const fn title(&self) -> &'static str {
        match self {
            Self::New => "New list",
            Self::Live(_) => "Save as a live list",
            Self::Of(_) => "Rename the list",
        }
    }

    const fn help(&self) -> &'static str {
        match self {
            Self::New => "It begins empty. Select contacts in a search to put them in.",
            Self::Live(_) => "Whoever this search finds is in it, now and later.",
            Self::Of(_) => "",
        }
    }
}

/// Asks for the name of a list.
#[component]
pub(crate) fn NameDialog(form: RwSignal<Option<Form>>) -> impl IntoView {
    let open = Signal::derive(move || form.with(Option::is_some));
    let title =
        Signal::derive(move || form.with(|form| form.as_ref().map_or("", Form::title).to_owned()));
    view! {
        <Dialog open on_close=move |()| form.set(None) label=title shape=Shape::Box>
            {move || form.get().map(|wanted| view! { <NameForm form wanted /> })}
        </Dialog>
    }
}

#[component]
fn NameForm(form: RwSignal<Option<Form>>, wanted: Form) -> impl IntoView {
    let known = KnownLists::of_page();
    let before = match &wanted {
        Form::Of(id) => known.find(&id.to_string()).map(|list| list.name).unwrap_or_default(),
        _ => String::new(),
    };
    let (title, help) = (wanted.title(), wanted.help());
    let name = RwSignal::new(before);
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<Error>));
    let wrong = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let query = if let Form::Live(query) = &wanted { Some(query.clone()) } else { None };
        let new = match (NewList { name: name.get_untracked(), query }).parse() {
            Ok(new) => new,
            Err(errors) => return wrong.set(errors.into_iter().next().map(|error| error.message)),
        };
        wrong.set(None);
        busy.set(true);
        let wanted = wanted.clone();
        spawn_local(async move {
            let sent = send(known, &wanted, new).await;
            busy.try_set(false);
            match sent {
                Ok(list) => {
                    known.toasts.show(Toast::done(format!("Saved {}", list.name)));
                    known.take(list);
                    form.try_set(None);
                }
                Err(refused) => {
                    error.try_set(Some(refused));
                }
            }
        });
    };
    view! {
        <form class="confirm" on:submit=submit>
            <h2>{title}</h2>
            <div class="confirm-text">
                {move || error.get().map(|error| view! { <Trouble error /> })}
                <TextField label="Name" name="list-name" value=name error=wrong help required=true focus=true />
            </div>
            <div class="actions">
                <Button label="Save" look=Look::Primary busy submit=true />
                <Button label="Cancel" on_press=move |()| form.set(None) />
            </div>
        </form>
    }
}

async fn send(known: KnownLists, wanted: &Form, new: NewList) -> Result<List, Error> {
    let client = known.session.client();
    match wanted {
        Form::Of(id) => {
            let patch = ListPatch { name: Some(new.name), query: None };
            lists::update(client, *id, &patch).await
        }
        Form::New | Form::Live(_) => lists::create(client, &new).await,
    }
}
