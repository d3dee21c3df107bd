//! `/settings/usage`

use domain::access::Permission;
use domain::package::{Limit, LimitCheck, Usage};
use leptos::prelude::*;

use super::frame::settings;
use super::loaded::Loaded;
use crate::api::usage;
use crate::format;
use crate::session::Session;
use crate::ui::{Badge, Notice, ProgressBar, Tone};

/// What the package holds, and how much of it is used.
pub(crate) fn usage_page() -> AnyView {
    let lead = "What your package holds, and how much of it is used.";
    settings("Usage", lead, Some(Permission::UsageRead), || view! { <Limits /> }.into_any())
}

#[component]
fn Limits() -> impl IntoView {
    let client = Session::of_page().client();
    let usage = Loaded::start(move || usage::show(client));
    view! {
        <section class="panel">
            <h2>"Package"</h2>
            {usage.view(4, |usage| card(&usage))}
        </section>
    }
}

fn card(usage: &Usage) -> AnyView {
    let near = usage.limits.iter().any(|limit| limit.warning).then(|| {
        view! {
            <Notice
                tone=Tone::Warn
                title="A limit is near"
                text="What would go beyond it is refused before anything is done. Reading is never refused."
            />
        }
    });
    let lines = usage.limits.iter().map(line).collect_view();
    view! {
        <p>{format!("{} · counted for {}", usage.package.title(), usage.month)}</p>
        {near}
        <dl class="facts">{lines}</dl>
    }
    .into_any()
}

fn line(check: &LimitCheck) -> AnyView {
    let name = match check.limit {
        Limit::SavedContacts => "Contacts in the workspace",
        Limit::ImportRows => "Rows imported this month",
        Limit::ExportRows => "Contacts exported this month",
        Limit::CrmPushes => "Contacts pushed this month",
        Limit::ApiRequests => "Requests by keys this month",
    };
    let used = format::count(check.used);
    let Some((figure, percent)) = check.figure.zip(check.percent) else {
        return view! { <div><dt>{name}</dt><dd>{format!("{used} · no limit")}</dd></div> }
            .into_any();
    };
    let percent = u8::try_from(percent.min(100)).unwrap_or(100);
    let left = check.left.unwrap_or_default();
    let badge = check.warning.then(|| {
        let text = format!("{} left", format::count(left));
        let tone = if left == 0 { Tone::Bad } else { Tone::Warn };
        view! { " " <Badge text tone /> }
    });
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                {format!("{used} of {}", format::count(figure))}
                {badge}
                <ProgressBar label=name percent=Signal::derive(move || percent) />
            </dd>
        </div>
    }
    .into_any()
}
