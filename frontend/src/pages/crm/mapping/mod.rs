//! `/settings/crm/mapping`

mod draft;
mod preview;
mod table;

use domain::access::Permission;
use domain::crm::CrmMapping;
use leptos::prelude::*;

use crate::api::crm;
use crate::pages::settings::{Acting, Loaded, settings};
use crate::pages::trouble::Trouble;
use crate::router::paths;
use crate::session::Session;
use crate::ui::{Button, Glyph, Icon, Look, Notice, Toast, Toasts, Tone};
use draft::Draft;
use preview::Preview;
use table::MappingTable;

/// Which field is written into which, and ten contacts as they would leave.
pub(crate) fn mapping_page() -> AnyView {
    let lead = "Which field of a contact is written into which of the CRM, and when. What a contact does not have is never cleared there.";
    settings("CRM mapping", lead, Some(Permission::CrmPush), || {
        let client = Session::of_page().client();
        let kept = Loaded::start(move || crm::mapping(client));
        let preview = Loaded::start(move || crm::preview(client));
        let saved = Callback::new(move |()| preview.reload());
        view! {
            <a class="back" href=paths::CRM_CONNECTION><Icon glyph=Glyph::ArrowLeft />"CRM"</a>
            {kept.view(12, move |mapping| view! { <Form mapping saved /> }.into_any())}
            <section class="panel">
                <h2>"Ten of your contacts, as they would leave"</h2>
                {preview.view(6, |preview| view! { <Preview preview /> }.into_any())}
            </section>
        }
        .into_any()
    })
}

#[component]
fn Form(mapping: CrmMapping, saved: Callback<()>) -> impl IntoView {
    let session = Session::of_page();
    let (client, toasts) = (session.client(), Toasts::of_page());
    let (acting, draft) = (Acting::new(), Draft::start(&mapping));
    let may = session.allows(Permission::CrmConnect);
    let save = move |()| {
        let mapping = draft.read();
        if let Err(wrong) = mapping.check() {
            return acting.errors.refuse(wrong);
        }
        acting.run(async move { crm::set_mapping(client, &mapping).await }, move |_| {
            toasts.show(Toast::done("The mapping is kept. The next push goes by it."));
            saved.run(());
        });
    };
    let wrong = move || {
        let wrong = acting.errors.fields();
        (!wrong.is_empty()).then(|| {
            let lines = wrong.into_iter().map(|error| view! { <li>{error.message}</li> });
            view! {
                <Notice tone=Tone::Bad title="This cannot be kept">
                    <ul class="rights">{lines.collect_view()}</ul>
                </Notice>
            }
        })
    };
    view! {
        <section class="panel">
            {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
            {wrong}
            <MappingTable draft may />
            {may.then(|| view! {
                <div class="actions">
                    <Button label="Keep the mapping" look=Look::Primary busy=acting.busy on_press=save />
                </div>
            })}
            {(!may).then(|| view! { <p class="second">"An Organization Admin changes the mapping."</p> })}
        </section>
    }
}
