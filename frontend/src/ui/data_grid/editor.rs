use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

/// How an edit ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Edited {
    /// With this text.
    Saved(String),
    /// As it was before.
    Left,
}

/// The text of a cell while it is changed: Enter and leaving the cell save, Escape does not.
#[component]
pub(crate) fn CellEditor(
    #[prop(into)] label: String,
    #[prop(into)] text: String,
    #[prop(into)] on_end: Callback<Edited>,
) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    // Taking the field out of the page makes it lose the focus, which is no second end.
    let ended = StoredValue::new(false);
    let end = move |edited: Edited| {
        if !ended.try_get_value().unwrap_or(true) {
            ended.set_value(true);
            on_end.run(edited);
        }
    };
    let before = StoredValue::new(text.clone());
    let read = move || {
        let now = node.get_untracked().map(|input| input.value()).unwrap_or_default();
        if before.with_value(|before| *before == now) { Edited::Left } else { Edited::Saved(now) }
    };
    let key = move |event: KeyboardEvent| {
        // What is typed is for this cell, not for the grid.
        event.stop_propagation();
        match event.key().as_str() {
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                end(read());
            }
            "Escape" => {
                event.prevent_default();
                end(Edited::Left);
            }
            _ => {}
        }
    };
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            let _ = input.focus();
            input.select();
        }
    });
    view! {
        <input
            node_ref=node
            class="cell-editor"
            aria-label=label
            autocomplete="off"
            value=text
            on:keydown=key
            on:click=|event| event.stop_propagation()
            on:dblclick=|event| event.stop_propagation()
            on:blur=move |_| {
                if node.try_get_untracked().flatten().is_some() {
                    end(read());
                }
            }
        />
    }
}
