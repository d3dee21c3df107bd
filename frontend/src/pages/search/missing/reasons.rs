use domain::contact::Contact;
use domain::partition::Layer;
use domain::search::{Exclusion, ExclusionKind, SearchQuery, WhyNot};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::finder::Finder;
use super::super::labels;
use super::Missing;
use super::without::without;
use crate::api::{Error, contacts};
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Avatar, Button, Look, Skeleton};

/// What keeps a contact away from the search as it is now, and the buttons that take it off.
#[component]
pub(super) fn Reasons(
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
