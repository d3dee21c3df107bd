//! Words for what travels as codes.

use domain::suppression::{SuppressedKind, SuppressionReason, SuppressionsAdded};

use crate::format;
use crate::ui::Choice;

pub(super) const fn kind(kind: SuppressedKind) -> &'static str {
    match kind {
        SuppressedKind::Email => "E-mail address",
        SuppressedKind::Phone => "Phone number",
        SuppressedKind::Domain => "Domain",
    }
}

pub(super) const fn reason(reason: SuppressionReason) -> &'static str {
    match reason {
        SuppressionReason::Objection => "Objects to being stored",
        SuppressionReason::Erasure => "Asked to be forgotten",
        SuppressionReason::Unsubscribed => "Wants no mails",
        SuppressionReason::Bounced => "Cannot be reached there",
        SuppressionReason::Other => "Another reason",
    }
}

pub(super) fn reasons() -> Vec<Choice> {
    let choice = |one: &SuppressionReason| (one.as_str().to_owned(), reason(*one).to_owned());
    SuppressionReason::ALL.iter().map(choice).collect()
}

/// What became of a list, in a sentence or three.
pub(super) fn outcome(added: &SuppressionsAdded) -> String {
    let noun = if added.added == 1 { "entry" } else { "entries" };
    let mut text = format!("{} {noun} added", format::count(added.added));
    if added.known > 0 {
        text = format!("{text}, {} known before", format::count(added.known));
    }
    if added.contacts > 0 {
        let stored = format::counted(added.contacts, "contact");
        text =
            format!("{text}. {stored} of the workspace under them: no export holds them any more");
    }
    format!("{text}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_summed_up() {
        let added = SuppressionsAdded { added: 1, known: 2, contacts: 0, ..Default::default() };
        assert_eq!(outcome(&added), "1 entry added, 2 known before.");
        let added = SuppressionsAdded { added: 1_200, contacts: 3, ..Default::default() };
        let expected = "1,200 entries added. 3 contacts of the workspace under them: no export holds them any more.";
        assert_eq!(outcome(&added), expected);
    }
}
