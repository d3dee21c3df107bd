use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

/// Where a dialog stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Along the right edge, for a record; the whole screen where it is narrow.
    Drawer,
    /// From the bottom edge, for choices on a narrow screen.
    Sheet,
    /// In the middle, for a question.
    Box,
    /// Near the top, for a box with a list below it.
    Palette,
}

impl Shape {
    const fn class(self) -> &'static str {
        match self {
            Self::Drawer => "dialog drawer",
            Self::Sheet => "dialog sheet",
            Self::Box => "dialog box",
            Self::Palette => "dialog palette",
        }
    }
}

/// A native modal dialog: the browser keeps the focus inside and gives it back. Escape and a
/// press beside the dialog close it.
#[component]
pub(crate) fn Dialog(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    #[prop(into)] label: Signal<String>,
    shape: Shape,
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let (open, Some(dialog)) = (open.get(), node.get()) else { return };
        if open && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let close = move || {
        if open.try_get_untracked().unwrap_or_default() {
            on_close.run(());
        }
    };
    let press = move |event: leptos::ev::MouseEvent| {
        // The dialog itself is hit only where its backdrop is: its content covers the rest.
        let on_backdrop = event
            .target()
            .is_some_and(|target| target.dyn_ref::<web_sys::HtmlDialogElement>().is_some());
        if on_backdrop {
            close();
        }
    };
    view! {
        <dialog node_ref=node class=shape.class() aria-label=label on:close=move |_| close() on:mousedown=press>
            <Show when=move || open.get()>
                <div class="dialog-content">{children()}</div>
            </Show>
        </dialog>
    }
}
