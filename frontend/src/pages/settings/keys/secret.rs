use domain::access::IssuedApiKey;
use leptos::html;
use leptos::prelude::*;

use super::KeyPage;
use crate::ui::{Button, CopyField};

/// A secret that is shown this once.
#[component]
pub(super) fn NewSecret(issued: IssuedApiKey, page: KeyPage) -> impl IntoView {
    let node = NodeRef::<html::Section>::new();
    // It appears above the form that made it; the focus goes where the eye has to.
    Effect::new(move |_| {
        if let Some(section) = node.get() {
            let _ = section.focus();
        }
    });
    view! {
        <section node_ref=node class="panel new-secret" tabindex="-1" aria-labelledby="new-secret">
            <h2 id="new-secret">{format!("The secret of {}", issued.key.name)}</h2>
            <p>"Copy it now and keep it like a password: it is not shown again. Send it as " <code>"Authorization: Bearer …"</code> "."</p>
            <CopyField label="Secret" id="key-secret" text=issued.secret />
            <div class="actions">
                <Button label="I have kept it" on_press=move |()| page.issued.set(None) />
            </div>
        </section>
    }
}
