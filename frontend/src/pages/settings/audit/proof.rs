use domain::audit::Verdict;
use leptos::prelude::*;

use super::place::AuditPlace;
use crate::api::audit;
use crate::format;
use crate::pages::settings::acting::Acting;
use crate::pages::trouble::Trouble;
use crate::session::Session;
use crate::ui::{Button, Glyph, Notice, Toast, Toasts, Tone, save_file};

/// Checks the log, and hands it out as a file.
#[component]
pub(super) fn Proof(place: Memo<AuditPlace>) -> impl IntoView {
    let client = Session::of_page().client();
    let verdict = RwSignal::new(None::<Verdict>);
    let checking = Acting::new();
    let verify = move |()| {
        let check = async move { audit::verify(client).await };
        checking.run(check, move |said| drop(verdict.try_set(Some(said))));
    };
    view! {
        <section class="panel proof">
            <div class="actions">
                <Button label="Verify" glyph=Glyph::Shield busy=checking.busy on_press=verify />
                <span class="spacer"></span>
                <Export place label="Export CSV" format="csv" media_type="text/csv" />
                <Export place label="Export JSON Lines" format="jsonl" media_type="application/x-ndjson" />
            </div>
            {move || checking.errors.request().map(|error| view! { <Trouble error /> })}
            {move || verdict.get().map(|verdict| shown(&verdict))}
        </section>
    }
}

/// Hands out what the filters let through.
#[component]
fn Export(
    place: Memo<AuditPlace>,
    label: &'static str,
    format: &'static str,
    media_type: &'static str,
) -> impl IntoView {
    let client = Session::of_page().client();
    let toasts = Toasts::of_page();
    let acting = Acting::new();
    let press = move |()| {
        let filter = place.get_untracked().filter();
        let export = async move { audit::export(client, &filter, format).await };
        acting.run(export, move |text| {
            if save_file(&format!("audit-log.{format}"), media_type, &text).is_err() {
                toasts.show(Toast::failed("The browser did not take the file."));
            }
        });
    };
    view! {
        <Button label glyph=Glyph::Download busy=acting.busy on_press=press />
        {move || acting.errors.request().map(|error| view! { <Trouble error /> })}
    }
}

fn shown(verdict: &Verdict) -> AnyView {
    let rows = format::counted(verdict.events, "event");
    if verdict.intact {
        let head = verdict.head.as_ref().map(|head| {
            view! {
                <p class="second">
                    {format!("Keep this elsewhere to tell later that nothing was cut off: number {}, hash ", head.seq)}
                    <code class="hash">{head.hash.clone()}</code>
                </p>
            }
        });
        return view! {
            <Notice tone=Tone::Good title="The log is intact" text=format!("{rows} checked; none is changed or missing.") />
            {head}
        }
        .into_any();
    }
    let flaws = verdict.flaws.iter().map(|flaw| {
        view! { <li>{format!("Number {}: {}", flaw.seq, flaw.message)}</li> }
    });
    let flaws = flaws.collect_view();
    view! {
        <Notice
            tone=Tone::Bad
            title="The log is not intact"
            text=format!("{rows} checked. Keep an export, and ask whoever runs this installation.")
        />
        <ul class="flaws" aria-label="What is wrong">{flaws}</ul>
    }
    .into_any()
}
