use domain::crm::{ConnectionState, CrmAllowance, CrmConnection};
use leptos::prelude::*;

use super::{advice, words};
use crate::format;
use crate::ui::{Badge, Notice, Tone};

/// A connection and its health.
#[component]
pub(super) fn Facts(connection: CrmConnection) -> impl IntoView {
    let state = connection.state;
    let now = format::now();
    let by = connection.connected_by.map_or("somebody who is gone".to_owned(), |by| by.name);
    let live = state != ConnectionState::Disconnected;
    let chosen = state == ConnectionState::Chosen;
    let call = connection.last_call_at.map_or("none yet".to_owned(), |at| format::ago(at, now));
    let ends =
        connection.expires_at.filter(|_| live).map(|at| match format::until(at, now).as_str() {
            "expired" => "has ended; renewed with the next call".to_owned(),
            until => format!("ends {until}; renewed by itself"),
        });
    let rights: Vec<String> = connection.scopes.iter().map(|word| advice::scope(word)).collect();
    let allowance = connection.allowance.as_ref().map(allowance);
    let duplicates = if connection.allows_duplicates { "allowed" } else { "not allowed" };
    let line = |name: &'static str, text: String| {
        view! { <div><dt>{name}</dt><dd>{text}</dd></div> }
    };
    view! {
        <dl class="facts">
            <div>
                <dt>"Location"</dt>
                <dd>{connection.location_name} " " <span class="second"><code>{connection.location}</code></span></dd>
            </div>
            <div><dt>"State"</dt><dd><Badge text=state.title() tone=words::connection(state) /></dd></div>
            {line(if chosen { "Chosen" } else { "Connected" }, format!("{} by {by}", format::day(connection.connected_at)))}
            {line("Rights", rights.join(", "))}
            {line("Last call", call)}
            {ends.map(|text| line("Access", text))}
            {allowance.map(|text| line("Allowance left", text))}
            {line("Duplicates there", duplicates.to_owned())}
        </dl>
        {connection.trouble.map(|text| {
            let title = if state == ConnectionState::Paused { "The location is not active" } else { "Connect again" };
            view! { <Notice tone=words::connection(state) title text /> }
        })}
        {(live && connection.allows_duplicates).then(|| view! {
            <Notice
                tone=Tone::Warn
                title="This location allows duplicate contacts"
                text="Other ways into the CRM may make a contact twice. A push looks for each contact before it creates one."
            />
        })}
    }
}

/// `199,990 of 200,000 today, 98 of 100 in 10 s`.
fn allowance(allowance: &CrmAllowance) -> String {
    let share = |left: Option<u64>, of: Option<u64>| {
        Some(format!("{} of {}", format::count(left?), format::count(of?)))
    };
    let day = share(allowance.daily_left, allowance.daily_limit);
    let interval = share(allowance.left, allowance.limit).zip(allowance.interval_ms);
    let parts = [
        day.map(|text| format!("{text} today")),
        interval.map(|(text, millis)| format!("{text} in {} s", millis / 1_000)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "unknown".to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allowance_is_said_as_far_as_it_is_known() {
        assert_eq!(allowance(&CrmAllowance::default()), "unknown");
        let known = CrmAllowance {
            daily_limit: Some(200_000),
            daily_left: Some(199_990),
            limit: Some(100),
            left: Some(98),
            interval_ms: Some(10_000),
            at: None,
        };
        assert_eq!(allowance(&known), "199,990 of 200,000 today, 98 of 100 in 10 s");
    }
}
