use std::sync::Arc;

use domain::ContactId;
use domain::search::Hit;
use leptos::html;
use leptos::prelude::*;
use web_sys::Element;

use super::finder::Finder;
use super::highlight::{self, Part};
use super::layout::Column;
use super::row_badges::match_lines;
use crate::format;
use crate::router::with_contact_of;
use crate::ui::{Avatar, shared, write_text};

/// What a row shows of its hit. A row is made once and shows one hit after the other: each text follows the
/// hit by itself, and what stays the same is not touched.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    finder: Finder,
    row: Memo<usize>,
    /// None while it is on its way.
    hit: Memo<Option<Arc<Hit>>>,
}

impl Shown {
    fn of(row: Memo<usize>) -> Self {
        let finder = Finder::of_page();
        Self { finder, row, hit: shared(move || finder.hit(row.get())) }
    }

    /// Something of the hit, or nothing.
    fn of_hit<T: Default>(self, of: impl FnOnce(&Hit) -> T) -> T {
        self.hit.with(|hit| hit.as_deref().map(of).unwrap_or_default())
    }

    fn id(self) -> Option<ContactId> {
        self.of_hit(|hit| Some(hit.contact.id))
    }

    /// Writes what a part of the row says of its hit, whenever it says something else. By hand: views that follow each
    /// text of each row would cost more than all the rest of a key.
    pub(super) fn write<W: Default + PartialEq + 'static>(
        self,
        node: NodeRef<html::Div>,
        words: impl Fn(&Hit) -> W + 'static,
        write: impl Fn(&Element, &W) + 'static,
    ) {
        Effect::new(move |before: Option<Option<W>>| {
            let now = self.of_hit(&words);
            let node = node.get()?;
            if before.flatten().as_ref() != Some(&now) {
                write(&node, &now);
            }
            Some(now)
        });
    }
}

/// The cells of a row: bones while it is on its way.
pub(super) fn cells(row: Memo<usize>) -> AnyView {
    let shown = Shown::of(row);
    let finder = shown.finder;
    let columns = Memo::new(move |_| finder.layout.with(|layout| layout.columns.clone()));
    let is_waiting = Memo::new(move |_| shown.hit.with(Option::is_none));
    let name = Memo::new(move |_| shown.of_hit(|hit| hit.contact.fields.display_name().to_owned()));
    view! {
        <div class="cell person" class:waiting=is_waiting role="gridcell">
            {pick(shown, name)}
            <Avatar name />
            {lines(shown, name_link(shown), person)}
            {move || is_waiting.get().then(|| view! { <span class="unseen">"Loading…"</span> })}
        </div>
        {move || columns.get().into_iter().map(|column| cell(column, shown)).collect_view()}
    }
    .into_any()
}

fn cell(column: Column, shown: Shown) -> impl IntoView {
    let lines = if column == Column::Match {
        match_lines(shown)
    } else {
        let first = view! { <span class="first"></span> }.into_any();
        lines(shown, first, move |hit| words(column, hit))
    };
    view! { <div class=format!("cell {}", column.as_str()) role="gridcell">{lines}</div> }
}

/// The upper and the lower line of a cell.
type Lines = (Vec<Part>, Vec<Part>);

fn lines(shown: Shown, first: AnyView, words: impl Fn(&Hit) -> Lines + 'static) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    shown.write(node, words, |node, (first, second)| {
        if let (Some(upper), Some(lower)) = (node.first_element_child(), node.last_element_child())
        {
            write_marked(&upper, first);
            write_marked(&lower, second);
        }
    });
    view! {
        <div node_ref=node class="lines">
            {first}
            <span class="second"></span>
        </div>
    }
    .into_any()
}

fn person(hit: &Hit) -> Lines {
    let fields = &hit.contact.fields;
    let title = fields.title.as_deref().unwrap_or_default();
    let name = highlight::parts(
        fields.display_name(),
        &hit.why,
        &["full_name", "first_name", "last_name"],
    );
    (name, highlight::parts(title, &hit.why, &["title"]))
}

fn words(column: Column, hit: &Hit) -> Lines {
    let (contact, fields) = (&hit.contact, &hit.contact.fields);
    let plain = |text: Option<&str>| highlight::parts(text.unwrap_or_default(), &[], &[]);
    let marked =
        |text: Option<&str>, name| highlight::parts(text.unwrap_or_default(), &hit.why, &[name]);
    let ago = |moment| plain(Some(&format::ago(moment, format::now())));
    match column {
        Column::Company => {
            let domain = fields.company_domain.clone().map(String::from);
            let second = fields.industry.as_deref().or(domain.as_deref());
            (marked(fields.company.as_deref(), "company"), plain(second))
        }
        Column::Place => {
            let country = fields.country.as_ref().map(|country| country.name().to_owned());
            (marked(fields.city.as_deref(), "city"), plain(country.as_deref()))
        }
        Column::Email => {
            let first = fields.emails.first().map(|email| email.value.to_string());
            (plain(first.as_deref()), Vec::new())
        }
        Column::Phone => {
            let first = fields.phones.first().map(|phone| phone.value.to_string());
            (plain(first.as_deref()), Vec::new())
        }
        Column::Changed => (ago(contact.updated_at), Vec::new()),
        Column::Verified => (contact.verified_at.map(ago).unwrap_or_default(), Vec::new()),
        Column::Match => (Vec::new(), Vec::new()),
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
fn name_link(shown: Shown) -> AnyView {
    // Of the search itself, not of the address bar, which follows some moments later.
    let path = shown.finder.path;
    let href = move || shown.id().map(|id| path.with(|path| with_contact_of(path, id)));
    view! { <a class="first name" tabindex="-1" data-noscroll="true" href=href></a> }.into_any()
}

/// Writes a text with its matched parts marked.
fn write_marked(element: &Element, parts: &[Part]) {
    if parts.iter().all(|part| !part.marked) {
        return write_text(element, parts.first().map_or("", |part| &part.text));
    }
    element.set_text_content(None);
    for part in parts {
        if part.marked
            && let Ok(mark) = document().create_element("mark")
        {
            mark.set_text_content(Some(&part.text));
            let _ = element.append_child(&mark);
        } else {
            let _ = element.append_child(&document().create_text_node(&part.text));
        }
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
