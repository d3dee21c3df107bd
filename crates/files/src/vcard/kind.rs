//! What an address or number of a card is for, in the words that the mapping reads.

use super::property::Property;

/// The label of an e-mail address; empty where the card says nothing of use.
pub(super) fn of_email(property: &Property, label: Option<&str>) -> String {
    if property.says("HOME") {
        "Personal".to_owned()
    } else if property.says("WORK") {
        "Work".to_owned()
    } else if property.says("OTHER") || property.says("X-OTHER") {
        "Other".to_owned()
    } else {
        label.unwrap_or_default().to_owned()
    }
}

/// The label of a phone number; a fax at work is a fax.
pub(super) fn of_phone(property: &Property, label: Option<&str>) -> String {
    const KINDS: [(&[&str], &str); 5] = [
        (&["FAX"], "Fax"),
        (&["CELL", "MOBILE", "IPHONE"], "Mobile"),
        (&["PAGER", "X-OTHER", "OTHER"], "Other"),
        (&["WORK", "MAIN"], "Work"),
        (&["HOME"], "Home"),
    ];
    let known = KINDS.iter().find(|(words, _)| words.iter().any(|word| property.says(word)));
    match known {
        Some((_, kind)) => (*kind).to_owned(),
        None => label.unwrap_or_default().to_owned(),
    }
}

/// The label that Apple and Google write beside a group, without their brackets.
pub(super) fn plain(label: &str) -> String {
    label.trim_start_matches("_$!<").trim_end_matches(">!$_").trim().to_owned()
}
