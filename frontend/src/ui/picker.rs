use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, KeyboardEvent};

use super::{Glyph, Icon};

/// One of the options of a picker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PickOption {
    pub(crate) glyph: Glyph,
    pub(crate) words: String,
    /// What tells it from others of the same words; empty if nothing has to.
    pub(crate) second: String,
    /// The key that does the same; empty if none does.
    pub(crate) key: &'static str,
}

/// Options of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PickGroup {
    pub(crate) label: &'static str,
    pub(crate) options: Vec<PickOption>,
}

/// A box and, below it, the options that what is typed leaves: the combobox of ARIA with a list
/// that is always open. The focus stays in the box; arrows move through the list, Enter picks.
#[component]
pub(crate) fn Picker(
    /// Unique in the page; it ties the box to its list.
    id: &'static str,
    label: &'static str,
    placeholder: &'static str,
    text: RwSignal<String>,
    #[prop(into)] groups: Signal<Vec<PickGroup>>,
    /// The place of the picked option, counted through all groups.
    #[prop(into)]
    on_pick: Callback<usize>,
    /// What is said where there is no option.
    #[prop(into)]
    nothing: Signal<String>,
) -> impl IntoView {
    let active = RwSignal::new(0_usize);
    let count: Memo<usize> =
        Memo::new(move |_| groups.with(|all| all.iter().map(|one| one.options.len()).sum()));
    let at = Memo::new(move |_| active.get().min(count.get().saturating_sub(1)));
    Effect::new(move |_| {
        text.track();
        active.set(0);
    });
    Effect::new(move |_| reveal(&option_id(id, at.get())));
    let key = move |event: KeyboardEvent| {
        let (now, count) = (at.get_untracked(), count.get_untracked());
        match (event.key().as_str(), count) {
            ("Enter", 1..) if !event.is_composing() => on_pick.run(now),
            (key, 1..) => match target_of(key, now, count) {
                Some(to) => active.set(to),
                None => return,
            },
            _ => return,
        }
        event.prevent_default();
    };
    let list = id.to_owned() + "-list";
    let (controls, named) = (list.clone(), format!("{label}: options"));
    view! {
        <div class="picker">
            <PickerBox
                label
                placeholder
                text
                controls
                descendant=Signal::derive(move || (count.get() != 0).then(|| option_id(id, at.get())))
                on_key=key
            />
            <div id=list class="picker-list" role="listbox" aria-label=named>
                {move || {
                    let mut first = 0;
                    let group = |(number, group): (usize, PickGroup)| {
                        let begins = first;
                        first += group.options.len();
                        group_view((id, number, begins), group, (active, at), on_pick)
                    };
                    groups.get().into_iter().enumerate().map(group).collect_view()
                }}
            </div>
            <p class="picker-none" role="status">
                {move || if count.get() == 0 { nothing.get() } else { String::new() }}
            </p>
        </div>
    }
}

#[component]
fn PickerBox(
    label: &'static str,
    placeholder: &'static str,
    text: RwSignal<String>,
    controls: String,
    descendant: Signal<Option<String>>,
    on_key: impl Fn(KeyboardEvent) + 'static,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            let _ = input.focus();
        }
    });
    view! {
        <div class="picker-box">
            <Icon glyph=Glyph::Search />
            <input
                node_ref=node
                type="text"
                role="combobox"
                aria-label=label
                aria-expanded="true"
                aria-autocomplete="list"
                aria-controls=controls
                aria-activedescendant=descendant
                placeholder=placeholder
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
                on:keydown=on_key
            />
        </div>
    }
}

fn group_view(
    (id, number, begins): (&'static str, usize, usize),
    group: PickGroup,
    (active, at): (RwSignal<usize>, Memo<usize>),
    on_pick: Callback<usize>,
) -> Option<impl IntoView> {
    if group.options.is_empty() {
        return None;
    }
    let heading = format!("{id}-group-{number}");
    let one = move |(index, option): (usize, PickOption)| {
        let place = begins + index;
        let key = (!option.key.is_empty()).then(|| view! { <kbd>{option.key}</kbd> });
        let second = (!option.second.is_empty())
            .then(|| view! { <span class="second">{option.second}</span> });
        view! {
            <div
                id=option_id(id, place)
                class="picker-option"
                role="option"
                aria-selected=move || (at.get() == place).to_string()
                on:mousemove=move |_| if at.get_untracked() != place { active.set(place) }
                // The focus stays in the box.
                on:mousedown=|event| event.prevent_default()
                on:click=move |_| on_pick.run(place)
            >
                <Icon glyph=option.glyph />
                <span class="picker-words">{option.words}</span>
                {second}
                {key}
            </div>
        }
    };
    let options = group.options.into_iter().enumerate().map(one).collect_view();
    Some(view! {
        <div role="group" aria-labelledby=heading.clone()>
            <div id=heading.clone() class="picker-group" role="presentation">{group.label}</div>
            {options}
        </div>
    })
}

fn option_id(id: &str, place: usize) -> String {
    format!("{id}-option-{place}")
}

/// Scrolls the list, and nothing around it, as little as it takes to see an option.
fn reveal(option: &str) {
    let option = document().get_element_by_id(option).and_then(|it| it.dyn_into().ok());
    let Some(option) = option else { return };
    let option: HtmlElement = option;
    let Some(list) = option.closest(".picker-list").ok().flatten() else { return };
    let (top, height) = (option.offset_top(), option.offset_height());
    if top < list.scroll_top() {
        // The heading of the group above it, too.
        list.set_scroll_top(top - height);
    } else if top + height > list.scroll_top() + list.client_height() {
        list.set_scroll_top(top + height - list.client_height());
    }
}

/// Where a key leads from an option, of `count` in all.
fn target_of(key: &str, now: usize, count: usize) -> Option<usize> {
    const PAGE: usize = 6;
    Some(match key {
        "ArrowDown" => (now + 1) % count,
        "ArrowUp" => (now + count - 1) % count,
        "PageDown" => (now + PAGE).min(count - 1),
        "PageUp" => now.saturating_sub(PAGE),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::target_of;

    #[test]
    fn arrows_go_round() {
        assert_eq!(target_of("ArrowDown", 2, 3), Some(0));
        assert_eq!(target_of("ArrowUp", 0, 3), Some(2));
        assert_eq!(target_of("PageDown", 1, 3), Some(2));
        assert_eq!(target_of("PageUp", 9, 12), Some(3));
        assert_eq!(target_of("Home", 1, 3), None);
    }
}
