//! The state of the search page in the address bar.

use domain::search::{FilterField, SearchQuery};
use domain::{ContactId, ListId, SavedSearchId};
use form_urlencoded::{Serializer, parse};

const CONTACT: &str = "contact";
const SAVED: &str = "saved";

/// What the search page shows: a search, and perhaps one contact beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Place {
    pub(crate) query: SearchQuery,
    pub(crate) contact: Option<ContactId>,
    /// The saved search that it came from.
    pub(crate) saved: Option<SavedSearchId>,
}

impl Place {
    /// Reads the part of an address behind the `?`. Parameters that cannot be read are left
    /// out, because an old bookmark should still open.
    pub(crate) fn from_search(search: &str) -> Self {
        let mut place = Self::default();
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (name, value) in parse(search.trim_start_matches('?').as_bytes()) {
            if name == CONTACT {
                place.contact = value.parse().ok();
            } else if name == SAVED {
                place.saved = value.parse().ok();
            } else if SearchQuery::from_pairs([(&*name, &*value)]).is_ok() {
                pairs.push((name.into_owned(), value.into_owned()));
            }
        }
        let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        place.query = SearchQuery::from_pairs(pairs).unwrap_or_default();
        // Pages, their size and what they count belong to the list, not to the address.
        place.query.cursor = None;
        place.query.offset = 0;
        place.query.limit = domain::search::LIMIT_DEFAULT;
        place.query.facets = true;
        place
    }

    /// Whoever is in a list.
    pub(crate) fn of_list(id: ListId) -> Self {
        let mut place = Self::default();
        place.query.add(FilterField::List, &id.to_string());
        place
    }

    /// The part of the address behind the `?`, without it.
    pub(crate) fn to_search(&self) -> String {
        let mut pairs = self.query.to_pairs();
        pairs.extend(self.saved.map(|id| (SAVED, id.to_string())));
        pairs.extend(self.contact.map(|id| (CONTACT, id.to_string())));
        Serializer::new(String::new()).extend_pairs(pairs).finish()
    }

    /// The whole address.
    pub(crate) fn to_path(&self) -> String {
        let search = self.to_search();
        let mark = if search.is_empty() { "" } else { "?" };
        format!("{}{mark}{search}", super::paths::SEARCH)
    }
}

/// The address with this contact opened beside the search of a path that opens none: quicker than to write the search
/// anew for each of many links.
pub(crate) fn with_contact_of(path: &str, contact: ContactId) -> String {
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}{CONTACT}={contact}")
}

/// The address of a search with this contact opened beside it.
pub(crate) fn with_contact(search: &str, contact: Option<ContactId>) -> String {
    Place { contact, ..Place::from_search(search) }.to_path()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_cannot_be_read_is_left_out() {
        let place =
            Place::from_search("?q=ann+smi&compny=Acme&contact=nobody&scope=moon&city=Bonn");
        assert_eq!(place.query.text, "ann smi");
        assert_eq!(place.contact, None);
        assert_eq!(place.to_search(), "q=ann+smi&city=Bonn");
    }

    #[test]
    fn paging_stays_out_of_the_address() {
        let place = Place::from_search("limit=500&cursor=abc&facets=false");
        assert_eq!(place, Place::default());
        assert_eq!(place.to_path(), "/search");
    }

    #[test]
    fn a_contact_opens_beside_its_search() {
        let id: ContactId = "con_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b".parse().unwrap();
        let path = with_contact("q=ada&tag=a%26b", Some(id));
        assert_eq!(path, format!("/search?q=ada&tag=a%26b&contact={id}"));
        assert_eq!(with_contact_of("/search?q=ada&tag=a%26b", id), path);
        assert_eq!(with_contact_of("/search", id), with_contact("", Some(id)));
        assert_eq!(with_contact(path.split_once('?').unwrap().1, None), "/search?q=ada&tag=a%26b");
    }

    proptest! {
        #[test]
        fn a_place_survives_the_address_bar(
            text in "\\PC{0,20}",
            values in proptest::collection::vec(("\\PC{1,8}", any::<bool>()), 0..4),
        ) {
            let mut place = Place::default();
            place.query.text = domain::value::line(&text);
            for (value, exclude) in values {
                let value = value.trim_start_matches('-');
                let value = if exclude { format!("-{value}") } else { value.to_owned() };
                place.query.add(FilterField::Company, &value);
            }
            prop_assert_eq!(Place::from_search(&place.to_search()), place);
        }
    }
}
