//! "Why is somebody missing?": who, then each part of the search that keeps them away.

use domain::contact::Contact;
use domain::partition::Layer;
use domain::search::{Exclusion, ExclusionKind, SearchQuery, WhyNot};
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::AbortController;

use super::finder::Finder;
use super::labels;
use super::without::without;
use crate::api::{Error, contacts};
use crate::pages::commands::{Command, Desk};
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{
    Avatar, Button, Dialog, Glyph, Look, PickGroup, PickOption, Picker, Shape, Skeleton,
};

/// People that are offered.
const OFFERED: usize = 8;

/// Opens the question; a copy for every place that asks it.
#[derive(Clone, Copy)]
pub(super) struct Missing {
    open: RwSignal<bool>,
    /// Who is missed.
    contact: RwSignal<Option<Contact>>,
}

impl Missing {
    /// Nobody is missed yet.
    pub(super) fn start() -> Self {
        let missing = Self { open: RwSignal::new(false), contact: RwSignal::new(None) };
        Desk::of_page().serve(Command::WhyMissing, move |()| missing.ask());
        missing
    }

    /// The question of the page around.
    pub(super) fn of_page() -> Self {
        expect_context()
    }

    /// Asks who is missed.
    pub(super) fn ask(self) {
        self.contact.set(None);
        self.open.set(true);
    }
}

/// The question and its answer.
#[component]
pub(super) fn MissingDialog(
    missing: Missing,
    finder: Finder,
    #[prop(into)] on_open: Callback<Contact>,
) -> impl IntoView {
    let close = move |()| missing.open.set(false);
    view! {
        <Dialog open=missing.open on_close=close label=Command::WhyMissing.label().to_owned() shape=Shape::Palette>
            <div class="missing">
                <h2>{Command::WhyMissing.label()}</h2>
                {move || match missing.contact.get() {
                    None => view! { <WhoIsMissed missing finder /> }.into_any(),
                    Some(contact) => view! { <Reasons missing finder contact on_open /> }.into_any(),
                }}
            </div>
        </Dialog>
    }
}

#[component]
fn WhoIsMissed(missing: Missing, finder: Finder) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<Contact>::new());
    let waiting = look_for(finder, text, found);
    let groups = Signal::derive(move || {
        let option = |contact: &Contact| {
            let fields = &contact.fields;
            let work = [fields.title.as_deref(), fields.company.as_deref()];
            let second = work.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let words = fields.display_name().to_owned();
            PickOption { glyph: Glyph::User, words, second, key: "" }
        };
        let options = found.with(|found| found.iter().map(option).collect());
        vec![PickGroup { label: "People", options }]
    });
    let pick = move |place: usize| {
        missing.contact.set(found.with_untracked(|found| found.get(place).cloned()));
    };
    let nothing =
        Signal::derive(move || match (waiting.get(), text.with(|text| text.trim().is_empty())) {
            (_, true) => "Type the name, the e-mail or the company of whom you miss.".to_owned(),
            (true, _) => String::new(),
            (false, _) => {
                "Nobody is called so, neither in your workspace nor in the directory.".to_owned()
            }
        });
    view! {
        <Picker
            id="missing"
            label="Who is missing?"
            placeholder="Who is missing?"
            text
            groups
            on_pick=pick
            nothing
        />
    }
}

/// Looks for people where the search looks, then in the other layer. True while nothing is known.
fn look_for(
    finder: Finder,
    text: RwSignal<String>,
    found: RwSignal<Vec<Contact>>,
) -> RwSignal<bool> {
    let client = Session::of_page().client();
    let waiting = RwSignal::new(false);
    let abort = StoredValue::new_local(None::<AbortController>);
    Effect::new(move |_| {
        let typed = domain::value::line(&text.get());
        if let Some(earlier) = abort.get_value() {
            earlier.abort();
        }
        if typed.is_empty() {
            found.set(Vec::new());
            return;
        }
        let controller = AbortController::new().ok();
        let signal = controller.as_ref().map(AbortController::signal);
        abort.set_value(controller);
        waiting.set(true);
        let here = finder.query.with_untracked(|query| query.scope);
        let elsewhere = if here == Layer::Workspace { Layer::Directory } else { Layer::Workspace };
        spawn_local(async move {
            for scope in [here, elsewhere] {
                let query = SearchQuery {
                    text: typed.clone(),
                    scope,
                    limit: OFFERED,
                    facets: false,
                    ..SearchQuery::default()
                };
                let answer = contacts::search(client, &query, signal.clone()).await;
                // Given up for a later key, or not answered: what is shown stays.
                let Ok(answer) = answer else { return };
                if !answer.hits.is_empty() || scope == elsewhere {
                    found.try_set(answer.hits.into_iter().map(|hit| hit.contact).collect());
                    waiting.try_set(false);
                    return;
                }
            }
        });
    });
    waiting
}

#[component]
fn Reasons(
    missing: Missing,
    finder: Finder,
    contact: Contact,
    on_open: Callback<Contact>,
) -> impl IntoView {
    let answer = RwSignal::new(None::<Result<WhyNot, Error>>);
    let (client, id) = (Session::of_page().client(), contact.id);
    Effect::new(move |_| {
        let query = finder.query.get();
        spawn_local(async move {
            let told = contacts::why_not(client, id, &query).await;
            if finder.query.try_with_untracked(|now| *now == query) == Some(true) {
                answer.try_set(Some(told));
            }
        });
    });
    let name = contact.fields.display_name().to_owned();
    let work = [contact.fields.title.as_deref(), contact.fields.company.as_deref()];
    let work = work.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let shown = StoredValue::new(contact);
    let open = move |()| {
        missing.open.set(false);
        on_open.run(shown.get_value());
    };
    let body = move || match answer.get() {
        None => view! { <Skeleton lines=3 /> }.into_any(),
        Some(Err(error)) => view! { <Trouble error /> }.into_any(),
        Some(Ok(told)) => reasons(finder, &told, Callback::new(open)),
    };
    view! {
        <div class="missing-who">
            <Avatar name=name.clone() />
            <div class="lines">
                <span class="first">{name}</span>
                <span class="second">{work}</span>
            </div>
            <Button label="Somebody else" look=Look::Quiet on_press=move |()| missing.contact.set(None) />
        </div>
        <div class="missing-why" role="status">{body}</div>
    }
}

fn reasons(finder: Finder, told: &WhyNot, open: Callback<()>) -> AnyView {
    if told.found {
        return view! {
            <p>"The search finds this contact now."</p>
            <Button label="Open the contact" look=Look::Primary on_press=open />
        }
        .into_any();
    }
    if told.excluded_by.is_empty() {
        return view! { <p>"Nothing in the search keeps this contact away; it comes in a moment."</p> }
            .into_any();
    }
    let one = |exclusion: &Exclusion| {
        let (words, act) = finder.query.with_untracked(|query| in_words(query, exclusion));
        let exclusion = exclusion.clone();
        let take_off = move |()| finder.query.update(|query| *query = without(query, &exclusion));
        view! {
            <li>
                <p>{words}</p>
                <Button label=act on_press=take_off />
            </li>
        }
    };
    let lead = match told.excluded_by.len() {
        1 => "One thing keeps this contact away:".to_owned(),
        more => format!("{more} things keep this contact away, each alone:"),
    };
    view! {
        <p>{lead}</p>
        <ul class="reasons" aria-label="Reasons">{told.excluded_by.iter().map(one).collect_view()}</ul>
    }
    .into_any()
}

/// A reason for people, and what the button says that takes it off.
fn in_words(query: &SearchQuery, exclusion: &Exclusion) -> (String, String) {
    match exclusion.kind {
        ExclusionKind::Word => {
            let word = exclusion.word.clone().unwrap_or_default();
            (exclusion.message.clone(), format!("Take off “{word}”"))
        }
        ExclusionKind::Filter => {
            let Some(field) = exclusion.field else {
                return (exclusion.message.clone(), "Take off".to_owned());
            };
            let filter = query.filters.iter().find(|filter| filter.field == field);
            let list = |values: &[String], sign: &str| {
                let values = values.iter().map(|value| labels::value(field, value));
                values.map(|value| format!("{sign}{value}")).collect::<Vec<_>>()
            };
            let values = filter.map(|filter| {
                [list(&filter.include, ""), list(&filter.exclude, "not ")].concat().join(", ")
            });
            let values = values.unwrap_or_default();
            let words = format!("The filter {} lets through only: {values}.", field.label());
            (words, format!("Take off {}", field.label()))
        }
        ExclusionKind::Scope => {
            let act = match query.scope {
                Layer::Workspace => "Search the directory",
                Layer::Directory => "Search the workspace",
            };
            (exclusion.message.clone(), act.to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::search::FilterField;

    #[test]
    fn a_reason_names_what_the_filter_asks_for() {
        let mut query = SearchQuery::default();
        query.add(FilterField::Country, "DE");
        query.add(FilterField::Country, "-FR");
        let (words, act) = in_words(&query, &Exclusion::filter(FilterField::Country));
        assert_eq!(words, "The filter Country lets through only: Germany, not France.");
        assert_eq!(act, "Take off Country");
        let (_, act) = in_words(&query, &Exclusion::word("acme", true));
        assert_eq!(act, "Take off “acme”");
    }
}
