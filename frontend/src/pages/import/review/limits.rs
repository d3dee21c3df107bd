use domain::package::LimitCheck;
use leptos::prelude::*;

use super::super::Current;
use crate::format;
use crate::ui::{Notice, Tone};

/// What the package says to this commit, before it is begun.
#[component]
pub(super) fn Limits(current: Current) -> impl IntoView {
    let checks = Memo::new(move |_| {
        current.import.with(|import| Some(import.as_ref()?.checks.clone())).unwrap_or_default()
    });
    let one = |check: LimitCheck| {
        let text = left(&check)?;
        Some(if check.exceeds {
            view! { <Notice tone=Tone::Bad title="This is more than your package holds" text=mend(&check, &text) /> }
                .into_any()
        } else {
            view! { <p class="second">{text}</p> }.into_any()
        })
    };
    move || {
        let lines: Vec<_> = checks.get().into_iter().filter_map(one).collect();
        (!lines.is_empty()).then(|| view! { <div class="limits">{lines}</div> })
    }
}

/// How a commit stands to a limit; none where there is no limit.
fn left(check: &LimitCheck) -> Option<String> {
    let (figure, left) = (check.figure?, check.left?);
    Some(format!(
        "It takes {} of the {} {} that are left, out of {}.",
        format::count(check.wanted),
        format::count(left),
        check.limit.title(),
        format::count(figure),
    ))
}

fn mend(check: &LimitCheck, text: &str) -> String {
    let too_many = check.wanted.saturating_sub(check.left.unwrap_or_default());
    let begins = check
        .resets_at
        .map(|at| format!(", or wait until {}", format::day(at)))
        .unwrap_or_default();
    format!(
        "{text} Leave {} out{begins}, or ask for a larger package.",
        format::counted(too_many, "row")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;
    use domain::package::Limit;

    #[test]
    fn what_exceeds_the_package_is_told_with_a_way_out() {
        let resets = Timestamp::from_micros(1_769_851_800_123_456);
        let check = LimitCheck::new((Limit::ImportRows, Some(10_000)), 9_000, 1_500, Some(resets));
        let text = left(&check).unwrap();
        assert!(text.starts_with("It takes 1,500 of the 1,000 "), "{text}");
        let mend = mend(&check, &text);
        assert!(mend.contains("Leave 500 rows out, or wait until 31 Jan 2026, or ask"), "{mend}");
        assert!(left(&LimitCheck::new((Limit::ImportRows, None), 0, 5, None)).is_none());
    }
}
