//! Postal addresses of a card.

use super::property::Property;
use super::slot::{Part, Slot};

/// The parts of an address: those of a street, with post office box and addition, and the rest.
pub(super) fn parts(property: &Property) -> Vec<(Part, String)> {
    let mut parts = property.parts(';').into_iter();
    let mut next = || parts.next().unwrap_or_default();
    let (post_box, addition, street) = (next(), next(), next());
    let line: Vec<String> =
        [post_box, addition, street].into_iter().filter(|text| !text.is_empty()).collect();
    let rest =
        [Part::City, Part::Region, Part::PostalCode, Part::Country].map(|part| (part, next()));
    std::iter::once((Part::Street, line.join("\n")))
        .chain(rest)
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// Addresses in the order in which a business wants them: of work first, then the preferred one.
pub(super) fn ordered(mut addresses: Vec<&Property>) -> Vec<(Slot, String)> {
    addresses.sort_by_key(|address| (!address.says("WORK"), address.rank()));
    let addresses = addresses.into_iter().map(parts).filter(|parts| !parts.is_empty());
    let numbered = (1..=super::card::LIST_MAX).zip(addresses);
    numbered
        .flat_map(|(number, parts)| {
            parts.into_iter().map(move |(part, text)| (Slot::Address(number, part), text))
        })
        .collect()
}
