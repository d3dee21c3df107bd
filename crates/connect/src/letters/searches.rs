//! The mail about saved searches: names and figures, never whom they find.

use domain::mail::SearchChanged;
use domain::notice::Said;

use super::page::{Item, Page};
use super::words::defused;
use super::{Links, PRODUCT};

/// Searches that one mail names; of more it says how many.
const NAMED: usize = 30;

pub(super) fn page(
    greeting: String,
    organization: &str,
    searches: &[SearchChanged],
    links: &Links,
) -> Page {
    let named = searches.iter().take(NAMED).map(|changed| Item {
        text: format!("{}: {}", defused(&changed.search.name), figures(&changed.said)),
        links: vec![
            ("Open", links.saved_search(changed.search.id)),
            ("No more mails about it", links.unfollow(changed.search.id)),
        ],
    });
    let more = searches.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("{more} more have changed, too."));
    let subject = match searches.len() {
        1 => "A saved search has changed".to_owned(),
        count => format!("{count} saved searches have changed"),
    };
    Page {
        subject,
        greeting,
        before: vec![format!(
            "this is what changed, since you looked last, in searches that you follow in {} on \
             {PRODUCT}:",
            defused(organization)
        )],
        button: None,
        items: named.collect(),
        after: more
            .into_iter()
            .chain(["There is at most one such mail a day.".to_owned()])
            .collect(),
    }
}

fn figures(said: &Said) -> String {
    let Some(changes) = &said.changes else {
        let totals = said.totals;
        return format!("{} results, {} before", totals.now, totals.before);
    };
    let figures = [(changes.new, "new"), (changes.gone, "gone"), (changes.changed, "changed")];
    let told: Vec<String> = figures
        .into_iter()
        .filter(|(figure, _)| *figure != 0)
        .map(|(figure, word)| format!("{figure} {word}"))
        .collect();
    told.join(", ")
}
