use domain::package::LimitCheck;
use leptos::prelude::*;

use super::super::words;
use super::current::Current;
use crate::api::crm::PushAct;
use crate::format;
use crate::ui::{Button, Look, Notice, Tone};

/// What the dry run found, what it takes, and the button that starts.
#[component]
pub(super) fn Review(current: Current) -> impl IntoView {
    let counts = current.counts();
    let estimate = current.of(|push| push.estimate);
    let check = current.of(|push| push.check);
    let nothing = Signal::derive(move || counts.get().waiting() == 0);
    let exceeds = Memo::new(move |_| check.with(|check| check.as_ref().is_some_and(|c| c.exceeds)));
    let blocked = Signal::derive(move || exceeds.get());
    let label = Signal::derive(move || {
        if nothing.get() { "Close as done" } else { "Start the push" }.to_owned()
    });
    let time = move || {
        let estimate = estimate.get().filter(|_| !nothing.get());
        estimate.map(|estimate| view! { <p class="second">{words::estimate(estimate)}</p> })
    };
    view! {
        <section class="panel commit-panel">
            <div class="lines">
                <h2>{move || words::summary(&counts.get())}</h2>
                <p class="second">{move || words::left_out(&counts.get())}</p>
                {time}
            </div>
            <div class="actions">
                <Button
                    label
                    look=Look::Primary
                    busy=current.busy
                    disabled=blocked
                    on_press=move |()| current.act(PushAct::Start)
                />
                <Button label="Cancel" look=Look::Quiet on_press=move |()| current.act(PushAct::Cancel) />
            </div>
            {move || check.get().and_then(|check| limit(&check))}
        </section>
    }
}

/// How a push stands to the package; nothing where there is no limit.
fn limit(check: &LimitCheck) -> Option<AnyView> {
    let text = takes(check)?;
    let begins = check.resets_at.map(|at| format!(" or wait until {},", format::day(at)));
    let view = if check.exceeds {
        let text = format!(
            "{text} Push fewer,{} or ask for a larger package.",
            begins.unwrap_or_default()
        );
        view! { <Notice tone=Tone::Bad title="This is more than your package holds" text /> }
            .into_any()
    } else {
        view! { <p class="limits second">{text}</p> }.into_any()
    };
    Some(view)
}

fn takes(check: &LimitCheck) -> Option<String> {
    Some(format!(
        "It takes {} of the {} {} that are left, out of {}.",
        format::count(check.wanted),
        format::count(check.left?),
        check.limit.title(),
        format::count(check.figure?),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::package::Limit;

    #[test]
    fn the_package_is_told_where_it_has_a_limit() {
        let check = LimitCheck::new((Limit::CrmPushes, Some(1_000)), 900, 50, None);
        assert!(takes(&check).unwrap().starts_with("It takes 50 of the 100 "));
        assert_eq!(takes(&LimitCheck::new((Limit::CrmPushes, None), 0, 5, None)), None);
    }
}
