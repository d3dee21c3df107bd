use std::sync::Arc;

use domain::ContactId;
use domain::contact::{ContactFields, Seniority};
use domain::search::Hit;
use leptos::prelude::*;

use super::finder::Finder;
use super::highlight::{self, Part};
use super::labels;
use super::layout::Column;
use crate::format;
use crate::router::with_contact_of;
use crate::ui::{Avatar, Badge, Glyph, Icon};

/// What a row shows of its hit. A row is made once and shows one hit after the other: each text follows the
/// hit by itself, and what stays the same is not touched.
#[derive(Clone, Copy)]
struct Shown {
    finder: Finder,
    row: Memo<usize>,
    /// None while it is on its way.
    hit: Memo<Option<Arc<Hit>>>,
}

impl Shown {
    fn of(row: Memo<usize>) -> Self {
        let finder = Finder::of_page();
        let is_another = |a: Option<&Option<Arc<Hit>>>, b: Option<&Option<Arc<Hit>>>| match (a, b) {
            (Some(Some(a)), Some(Some(b))) => !Arc::ptr_eq(a, b),
            (Some(None), Some(None)) => false,
            _ => true,
        };
        let hit = Memo::new_with_compare(move |_| finder.hit(row.get()), is_another);
        Self { finder, row, hit }
    }

    /// Something of the hit, or nothing.
    fn of_hit<T: Default>(self, of: impl FnOnce(&Hit) -> T) -> T {
        self.hit.with(|hit| hit.as_deref().map(of).unwrap_or_default())
    }

    fn memo<T>(self, of: impl Fn(&Hit) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.of_hit(&of))
    }

    fn id(self) -> Option<ContactId> {
        self.of_hit(|hit| Some(hit.contact.id))
    }

    /// A text with what was found in it marked.
    fn marked(
        self,
        text: fn(&ContactFields) -> Option<&str>,
        names: &'static [&'static str],
    ) -> impl IntoView {
        let parts = self.memo(move |hit| {
            highlight::parts(text(&hit.contact.fields).unwrap_or_default(), &hit.why, names)
        });
        move || marked(parts.get())
    }
}

/// The cells of a row: bones while it is on its way.
pub(super) fn cells(row: Memo<usize>) -> AnyView {
    let shown = Shown::of(row);
    let finder = shown.finder;
    let columns = Memo::new(move |_| finder.layout.with(|layout| layout.columns.clone()));
    let is_waiting = Memo::new(move |_| shown.hit.with(Option::is_none));
    let name = shown.memo(|hit| hit.contact.fields.display_name().to_owned());
    view! {
        <div class="cell person" class:waiting=is_waiting role="gridcell">
            {pick(shown, name)}
            <Avatar name />
            <div class="lines">
                {name_link(shown)}
                <span class="second">{shown.marked(|fields| fields.title.as_deref(), &["title"])}</span>
            </div>
            {move || is_waiting.get().then(|| view! { <span class="unseen">"Loading…"</span> })}
        </div>
        {move || columns.get().into_iter().map(|column| cell(column, shown)).collect_view()}
    }
    .into_any()
}

fn cell(column: Column, shown: Shown) -> impl IntoView {
    let lines = if column == Column::Match {
        view! { {badges(shown)} {explanation(shown)} }.into_any()
    } else {
        let (first, second) = words(column, shown);
        view! {
            <span class="first">{first}</span>
            <span class="second">{second}</span>
        }
        .into_any()
    };
    view! {
        <div class=format!("cell {}", column.as_str()) role="gridcell">
            <div class="lines">{lines}</div>
        </div>
    }
}

/// The upper and the lower line of a column.
fn words(column: Column, shown: Shown) -> (AnyView, AnyView) {
    let text = move |of: fn(&Hit) -> Option<String>| (move || shown.of_hit(of)).into_any();
    let ago = |moment| format::ago(moment, format::now());
    match column {
        Column::Company => {
            let company = shown.marked(|fields| fields.company.as_deref(), &["company"]);
            let second = text(|hit| {
                let fields = &hit.contact.fields;
                let domain = || fields.company_domain.clone().map(String::from);
                fields.industry.clone().or_else(domain)
            });
            (company.into_any(), second)
        }
        Column::Place => {
            let city = shown.marked(|fields| fields.city.as_deref(), &["city"]);
            let country = text(|hit| {
                hit.contact.fields.country.as_ref().map(|country| country.name().to_owned())
            });
            (city.into_any(), country)
        }
        Column::Email => {
            let first = |hit: &Hit| Some(hit.contact.fields.emails.first()?.value.to_string());
            (text(first), ().into_any())
        }
        Column::Phone => {
            let first = |hit: &Hit| Some(hit.contact.fields.phones.first()?.value.to_string());
            (text(first), ().into_any())
        }
        Column::Changed => {
            let changed = move || shown.of_hit(|hit| Some(ago(hit.contact.updated_at)));
            (changed.into_any(), ().into_any())
        }
        Column::Verified => {
            let verified = move || shown.of_hit(|hit| hit.contact.verified_at.map(ago));
            (verified.into_any(), ().into_any())
        }
        Column::Match => (().into_any(), ().into_any()),
    }
}

/// The keyboard picks with x; the box is for the pointer.
fn pick(shown: Shown, name: Memo<String>) -> impl IntoView {
    let finder = shown.finder;
    view! {
        <label class="pick">
            <input
                type="checkbox"
                tabindex="-1"
                aria-label=move || format!("Select {}", name.get())
                prop:checked=move || shown.id().is_some_and(|id| finder.selection.has(id))
                on:change=move |_| finder.pick(shown.row.get_untracked())
            />
        </label>
    }
}

/// A link, so that a contact can also be opened in another tab. The grid has the keyboard.
fn name_link(shown: Shown) -> impl IntoView {
    let name = shown
        .marked(|fields| Some(fields.display_name()), &["full_name", "first_name", "last_name"]);
    // Of the search itself, not of the address bar, which follows some moments later.
    let path = shown.finder.path;
    let href = move || shown.id().map(|id| path.with(|path| with_contact_of(path, id)));
    view! { <a class="first name" tabindex="-1" data-noscroll="true" href=href>{name}</a> }
}

fn badges(shown: Shown) -> impl IntoView {
    let (emails, phones) = (
        shown.memo(|hit| {
            let hidden = hit.contact.hidden.map(|hidden| hidden.emails as usize);
            hidden.unwrap_or(hit.contact.fields.emails.len())
        }),
        shown.memo(|hit| {
            let hidden = hit.contact.hidden.map(|hidden| hidden.phones as usize);
            hidden.unwrap_or(hit.contact.fields.phones.len())
        }),
    );
    let seniority = shown.memo(|hit| hit.contact.fields.seniority.map(Seniority::label));
    let has_seniority = Memo::new(move |_| seniority.with(Option::is_some));
    let word = Signal::derive(move || seniority.get().unwrap_or_default().to_owned());
    view! {
        <span class="badges">
            {move || has_seniority.get().then(|| view! { <Badge text=word /> })}
            {has(emails, Glyph::Mail, "e-mail")}
            {has(phones, Glyph::Phone, "phone")}
        </span>
    }
}

/// That there is such an address or number, and how many.
fn has(count: Memo<usize>, glyph: Glyph, noun: &'static str) -> impl IntoView {
    let is_any = Memo::new(move |_| count.get() > 0);
    let title = move || format::counted(count.get() as u64, noun);
    move || {
        is_any.get().then(|| {
            view! { <span class="has" title=title><Icon glyph /><span class="unseen">{title}</span></span> }
        })
    }
}

fn explanation(shown: Shown) -> impl IntoView {
    let words = shown.memo(|hit| match hit.why.as_slice() {
        [] => String::new(),
        why => format!("Matched {}", labels::explanation(why)),
    });
    let is_any = Memo::new(move |_| words.with(|words| !words.is_empty()));
    move || {
        is_any.get().then(|| {
            view! { <span class="second why" title=words>{words}</span> }
        })
    }
}

/// Text with its matched parts marked.
pub(super) fn marked(parts: Vec<Part>) -> impl IntoView {
    let part = |part: Part| {
        if part.marked {
            view! { <mark>{part.text}</mark> }.into_any()
        } else {
            part.text.into_any()
        }
    };
    parts.into_iter().map(part).collect_view()
}
