use domain::contact::Seniority;
use domain::search::Hit;
use leptos::html;
use leptos::prelude::*;
use web_sys::Element;

use super::labels;
use super::row::Shown;
use crate::format;
use crate::ui::{Glyph, Icon, write_attribute, write_text};

/// What a hit has, and why it was found.
pub(super) fn match_lines(shown: Shown) -> AnyView {
    let node = NodeRef::<html::Div>::new();
    shown.write(node, Has::of, Has::write);
    let has = |glyph| {
        view! { <span class="has" hidden><Icon glyph /><span class="unseen"></span></span> }
    };
    view! {
        <div node_ref=node class="lines">
            <span class="badges">
                <span class="badge" data-tone="plain" hidden></span>
                {has(Glyph::Mail)}
                {has(Glyph::Phone)}
            </span>
            <span class="second why" hidden></span>
        </div>
    }
    .into_any()
}

#[derive(Default, PartialEq)]
struct Has {
    seniority: &'static str,
    emails: String,
    phones: String,
    why: String,
}

impl Has {
    fn of(hit: &Hit) -> Self {
        let (fields, hidden) = (&hit.contact.fields, hit.contact.hidden);
        let emails = hidden.map_or(fields.emails.len(), |hidden| hidden.emails as usize);
        let phones = hidden.map_or(fields.phones.len(), |hidden| hidden.phones as usize);
        let counted = |count: usize, noun| match count {
            0 => String::new(),
            count => format::counted(count as u64, noun),
        };
        Self {
            seniority: fields.seniority.map(Seniority::label).unwrap_or_default(),
            emails: counted(emails, "e-mail"),
            phones: counted(phones, "phone"),
            why: match hit.why.as_slice() {
                [] => String::new(),
                why => format!("Matched {}", labels::explanation(why)),
            },
        }
    }

    fn write(lines: &Element, has: &Self) {
        let badges = lines.first_element_child();
        let badge = badges.as_ref().and_then(Element::first_element_child);
        let mail = badge.as_ref().and_then(Element::next_element_sibling);
        let phone = mail.as_ref().and_then(Element::next_element_sibling);
        say(badge.as_ref(), has.seniority);
        for (mark, title) in [(mail, &has.emails), (phone, &has.phones)] {
            if let Some(mark) = mark {
                show(&mark, !title.is_empty());
                write_attribute(&mark, "title", title);
                mark.last_element_child().inspect(|unseen| write_text(unseen, title));
            }
        }
        let why = lines.last_element_child();
        say(why.as_ref(), &has.why);
        why.inspect(|why| write_attribute(why, "title", &has.why));
    }
}

/// Writes a text, and hides what has none.
fn say(element: Option<&Element>, text: &str) {
    if let Some(element) = element {
        show(element, !text.is_empty());
        write_text(element, text);
    }
}

fn show(element: &Element, is_shown: bool) {
    let _ = if is_shown {
        element.remove_attribute("hidden")
    } else {
        element.set_attribute("hidden", "")
    };
}
