use domain::contact::Contact;
use domain::partition::Layer;
use domain::search::SearchQuery;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::AbortController;

use super::super::finder::Finder;
use super::Missing;
use crate::api::contacts;
use crate::session::Session;
use crate::ui::{Glyph, PickGroup, PickOption, Picker};

/// People that are offered.
const OFFERED: usize = 8;

/// Asks who is missed: people of the layer that is searched, else of the other one.
#[component]
pub(super) fn WhoIsMissed(missing: Missing, finder: Finder) -> impl IntoView {
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
