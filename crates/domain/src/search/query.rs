use std::collections::BTreeMap;

use super::{Filter, FilterField, Sort};
use crate::id::ListId;
use crate::partition::Layer;
use crate::problem::FieldError;
use crate::value::{fold, line};

/// Hits in a page unless asked otherwise.
pub const LIMIT_DEFAULT: usize = 50;
/// Hits in a page, at most.
pub const LIMIT_MAX: usize = 1_000;
/// Characters in the box that are read, at most: a name, a title, a company and a place fit
/// many times over, and the cost of a search stays bounded.
const BOX_MAX: usize = 200;
/// Values of all filters together, at most.
const VALUES_MAX: usize = 200;

/// A search, as the parameters of `GET contacts/search` and the address bar of the page say it.
///
/// A repeated filter is OR inside it, different filters are AND, a leading `-` excludes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SearchQuery {
    /// What was typed into the box; the last word may be unfinished.
    pub text: String,
    pub scope: Layer,
    pub filters: Vec<Filter>,
    /// Words of the box, folded, that mean nothing but themselves; each once.
    pub verbatim: Vec<String>,
    /// Without it, how well they match orders the hits.
    pub sort: Option<Sort>,
    /// Hits in a page, 1 to [`LIMIT_MAX`].
    pub limit: usize,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// Hits before the page, where it does not begin at a cursor: the place to which a scroll bar was
    /// dragged. Pages in a row go by cursors, which hold while contacts come and go.
    pub offset: usize,
    /// Whether the answer counts facets; a page further on does not need them again.
    pub facets: bool,
    /// The searches that live lists among the filters stand for. No address has them: whoever asks an index
    /// looks them up first.
    pub lists: BTreeMap<ListId, SearchQuery>,
}

impl Default for SearchQuery {
    fn default() -> Self {
        Self {
            text: String::new(),
            scope: Layer::Workspace,
            filters: Vec::new(),
            verbatim: Vec::new(),
            sort: None,
            limit: LIMIT_DEFAULT,
            cursor: None,
            offset: 0,
            facets: true,
            lists: BTreeMap::new(),
        }
    }
}

impl SearchQuery {
    /// Reads decoded parameters in their order.
    ///
    /// # Errors
    /// All wrong parameters at once; an unknown one is wrong, because a filter that is
    /// misspelt and ignored would show people who do not belong to the answer.
    pub fn from_pairs<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut query = Self::default();
        let mut errors = Vec::new();
        for (name, value) in pairs {
            if let Err(error) = query.read(name, value) {
                errors.push(error);
            }
        }
        let values: usize = query.filters.iter().map(|f| f.include.len() + f.exclude.len()).sum();
        if values + query.verbatim.len() > VALUES_MAX {
            let message = format!("Use at most {VALUES_MAX} filter values in one search.");
            errors.push(FieldError::new("filters", "too_long", message));
        }
        if query.cursor.is_some() && query.offset > 0 {
            let message = "Send a cursor or an offset, not both.";
            errors.push(FieldError::new("offset", "invalid", message));
        }
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }

    /// Reads the part of an address behind its `?`.
    ///
    /// # Errors
    /// Those of [`Self::from_pairs`].
    pub fn from_address(address: &str) -> Result<Self, Vec<FieldError>> {
        let pairs: Vec<_> = form_urlencoded::parse(address.as_bytes()).collect();
        Self::from_pairs(pairs.iter().map(|(name, value)| (&**name, &**value)))
    }

    fn read(&mut self, name: &str, value: &str) -> Result<(), FieldError> {
        let invalid = |message: &str| FieldError::new(name, "invalid", message);
        match name {
            "q" => self.text = line(value).chars().take(BOX_MAX).collect(),
            "scope" => {
                self.scope = match value {
                    "workspace" => Layer::Workspace,
                    "directory" => Layer::Directory,
                    _ => return Err(invalid("Expected workspace or directory.")),
                };
            }
            "verbatim" => {
                let words = fold(&value.chars().take(BOX_MAX).collect::<String>());
                if !(words.is_empty() || self.verbatim.contains(&words)) {
                    self.verbatim.push(words);
                }
            }
            "sort" => {
                let sort = Some(value).filter(|value| !value.is_empty());
                let expected = "Expected name, company, title, city, country, updated, created or \
                                verified, with - in front from the last to the first.";
                self.sort = match sort {
                    Some(value) => Some(Sort::parse(value).ok_or_else(|| invalid(expected))?),
                    None => None,
                };
            }
            "limit" => {
                let limit = value.parse().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit));
                self.limit = limit.ok_or_else(|| invalid("Expected a number from 1 to 1000."))?;
            }
            "cursor" => self.cursor = Some(value.to_owned()).filter(|cursor| !cursor.is_empty()),
            "offset" => {
                self.offset = value.parse().map_err(|_| invalid("Expected a number from 0."))?;
            }
            "facets" => {
                self.facets = value.parse().map_err(|_| invalid("Expected true or false."))?;
            }
            _ => {
                let field = FilterField::parse(name).ok_or_else(|| {
                    FieldError::new(name, "unknown", "There is no such parameter.")
                })?;
                self.add(field, value);
            }
        }
        Ok(())
    }

    /// Adds one value to a filter; a leading `-` excludes it.
    pub fn add(&mut self, field: FilterField, value: &str) {
        let (excluded, value) = match value.strip_prefix('-') {
            Some(rest) => (true, line(rest)),
            None => (false, line(value)),
        };
        if value.is_empty() {
            return;
        }
        let at =
            self.filters.iter().position(|filter| filter.field == field).unwrap_or_else(|| {
                self.filters.push(Filter { field, include: Vec::new(), exclude: Vec::new() });
                self.filters.len() - 1
            });
        let filter = &mut self.filters[at];
        let list = if excluded { &mut filter.exclude } else { &mut filter.include };
        if !list.contains(&value) {
            list.push(value);
        }
    }

    /// Takes one value out of a filter, and the filter with its last value.
    pub fn remove(&mut self, field: FilterField, value: &str) {
        for filter in &mut self.filters {
            if filter.field == field {
                filter.include.retain(|known| known != value);
                filter.exclude.retain(|known| known != value);
            }
        }
        self.filters.retain(|filter| !(filter.include.is_empty() && filter.exclude.is_empty()));
    }

    /// The parameters that [`Self::from_pairs`] reads back; what is at its default is left out.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.text.is_empty() {
            pairs.push(("q", self.text.clone()));
        }
        if self.scope == Layer::Directory {
            pairs.push(("scope", "directory".to_owned()));
        }
        for filter in &self.filters {
            let name = filter.field.as_str();
            pairs.extend(filter.include.iter().map(|value| (name, value.clone())));
            pairs.extend(filter.exclude.iter().map(|value| (name, format!("-{value}"))));
        }
        pairs.extend(self.verbatim.iter().map(|words| ("verbatim", words.clone())));
        pairs.extend(self.sort.iter().map(|sort| ("sort", sort.to_string())));
        if self.limit != LIMIT_DEFAULT {
            pairs.push(("limit", self.limit.to_string()));
        }
        pairs.extend(self.cursor.iter().map(|cursor| ("cursor", cursor.clone())));
        if self.offset > 0 {
            pairs.push(("offset", self.offset.to_string()));
        }
        if !self.facets {
            pairs.push(("facets", "false".to_owned()));
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::SortColumn;
    use proptest::prelude::*;

    #[test]
    fn repeated_and_excluded_values_are_read() {
        let query = SearchQuery::from_pairs([
            ("q", " ann  smi"),
            ("company", "Acme"),
            ("company", "Initech"),
            ("country", "-US"),
            ("verbatim", "Vice  President"),
            ("verbatim", "vice president"),
            ("sort", "-updated"),
        ])
        .unwrap();
        assert_eq!(query.text, "ann smi");
        assert_eq!(query.filters[0].include, ["Acme", "Initech"]);
        assert_eq!(query.filters[1].exclude, ["US"]);
        assert_eq!(query.verbatim, ["vice president"]);
        assert_eq!(query.sort.map(|sort| sort.to_string()).as_deref(), Some("-updated"));
    }

    #[test]
    fn every_wrong_parameter_is_named() {
        let errors = SearchQuery::from_pairs([
            ("limit", "0"),
            ("compny", "Acme"),
            ("scope", "x"),
            ("sort", "age"),
        ]);
        let fields: Vec<_> = errors.unwrap_err().into_iter().map(|error| error.field).collect();
        assert_eq!(fields, ["limit", "compny", "scope", "sort"]);
    }

    proptest! {
        #[test]
        fn a_query_survives_the_address_bar(
            text in "[a-z ]{0,20}",
            values in proptest::collection::vec(("[a-zA-Z]{1,8}", any::<bool>(), 0..13usize), 0..6),
            limit in 1..1000usize,
            offset in 0..3usize,
            verbatim in proptest::collection::btree_set("[a-z]{1,8}( [a-z]{1,8})?", 0..4),
            sort in proptest::option::of((0..SortColumn::ALL.len(), any::<bool>())),
        ) {
            let mut query = SearchQuery { text: line(&text), limit, offset, ..SearchQuery::default() };
            query.verbatim = verbatim.into_iter().collect();
            query.sort = sort
                .map(|(at, is_descending)| Sort { column: SortColumn::ALL[at], is_descending });
            for (value, exclude, field) in values {
                let value = if exclude { format!("-{value}") } else { value };
                query.add(FilterField::ALL[field], &value);
            }
            let pairs = query.to_pairs();
            let read = SearchQuery::from_pairs(pairs.iter().map(|(k, v)| (*k, v.as_str())));
            prop_assert_eq!(read, Ok(query));
        }
    }
}
