use leptos::prelude::*;

use crate::router::{paths, set_title};
use crate::ui::{Empty, Glyph};

/// For addresses that lead nowhere.
pub(crate) fn missing_page() -> AnyView {
    set_title("Page not found");
    view! {
        <div class="page narrow">
            <h1 class="unseen">"Page not found"</h1>
            <Empty
                glyph=Glyph::Globe
                title="There is no such page"
                text="The address may be mistyped, or what it led to is gone."
            >
                <a class="button primary" href=paths::SEARCH>"Go to your contacts"</a>
            </Empty>
        </div>
    }
    .into_any()
}
