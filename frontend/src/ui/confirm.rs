use leptos::prelude::*;

use super::{Button, Dialog, Look, Shape};

/// Asks before something that cannot be undone. The children say what happens.
#[component]
pub(crate) fn Confirm(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// What the button does, in its own words: never only "OK".
    #[prop(into)]
    act: Signal<String>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(into)] on_confirm: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <Dialog open on_close=move |()| open.set(false) label=title shape=Shape::Box>
            <div class="confirm">
                <h2>{title}</h2>
                <div class="confirm-text">{children.with_value(|children| children())}</div>
                <div class="actions">
                    <Button label=act look=Look::Danger busy on_press=on_confirm />
                    <Button label="Keep as it is" on_press=move |()| open.set(false) />
                </div>
            </div>
        </Dialog>
    }
}
