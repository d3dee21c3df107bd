use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::country_table::{ALIASES, COUNTRIES};
use super::{fold, text_value};

/// A country by its ISO 3166-1 alpha-2 code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = "DE"))]
pub struct Country(String);
text_value!(Country);

/// Folded names and codes, once for the process: an import asks for every row.
static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let aliases = ALIASES.iter().map(|(alias, code)| ((*alias).to_owned(), *code));
    let listed = COUNTRIES.iter().flat_map(|(code, long, name)| {
        [(fold(code), *code), (fold(long), *code), (fold(name), *code)]
    });
    let mut map: HashMap<String, &'static str> = HashMap::new();
    for (name, code) in aliases.chain(listed).chain(translated()) {
        map.entry(name).or_insert(code);
    }
    map
});

/// Names in the languages of most records, of the Unicode Common Locale Data Repository.
#[cfg(feature = "reference")]
fn translated() -> impl Iterator<Item = (String, &'static str)> {
    let lines = include_str!("country_names.txt").lines();
    lines
        .filter_map(|line| line.split_once(' '))
        .flat_map(|(code, names)| names.split('|').map(move |name| (fold(name), code)))
}

#[cfg(not(feature = "reference"))]
fn translated() -> impl Iterator<Item = (String, &'static str)> {
    std::iter::empty()
}

/// Every name and code that is read, folded, with the code of its country.
#[cfg(feature = "transliterate")]
pub(crate) fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    BY_NAME.iter().map(|(name, code)| (name.as_str(), *code))
}

/// How states call themselves, folded, before their names.
const STYLES: &[&str] = &[
    "the ",
    "republic of ",
    "the republic of ",
    "federal republic of ",
    "kingdom of ",
    "state of ",
    "grand duchy of ",
    "principality of ",
    "sultanate of ",
    "commonwealth of ",
    "bundesrepublik ",
    "republik ",
    "republique de ",
    "republica de ",
    "repubblica di ",
    "reino de ",
];

impl Country {
    /// Reads a code of two or three letters, or a name in English, the country's own language or
    /// one of some thirty others.
    ///
    /// # Errors
    /// What was expected, for a person to read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let name = fold(text);
        let plain = || STYLES.iter().find_map(|style| BY_NAME.get(name.strip_prefix(style)?));
        BY_NAME
            .get(&name)
            .or_else(plain)
            .map(|code| Self((*code).to_owned()))
            .ok_or_else(|| "Expected a country name or a code such as DE.".to_owned())
    }

    /// The English short name.
    pub fn name(&self) -> &'static str {
        COUNTRIES.iter().find(|(code, ..)| *code == self.0).map_or("", |(_, _, name)| name)
    }

    /// All codes with their English names, in the order of the codes.
    pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
        COUNTRIES.iter().map(|(code, _, name)| (*code, *name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_are_read() {
        for (text, code) in [
            ("DE", "DE"),
            ("deu", "DE"),
            ("Deutschland", "DE"),
            ("u.s.a.", "US"),
            ("Côte d'Ivoire", "CI"),
            ("Great Britain", "GB"),
            ("Kosovo", "XK"),
            ("Federal Republic of Germany", "DE"),
        ] {
            assert_eq!(Country::parse(text).map(String::from), Ok(code.to_owned()), "{text}");
        }
        assert!(Country::parse("Atlantis").is_err());
    }

    #[test]
    #[cfg(feature = "reference")]
    fn names_in_many_languages_are_read() {
        for (text, code) in [
            ("Alemania", "DE"),
            ("Allemagne", "DE"),
            ("ドイツ", "DE"),
            ("Германия", "DE"),
            ("ألمانيا", "DE"),
            ("Vereinigte Staaten", "US"),
            ("日本", "JP"),
            ("中国", "CN"),
            ("대한민국", "KR"),
            ("Kosova", "XK"),
            ("Países Bajos", "NL"),
        ] {
            assert_eq!(Country::parse(text).map(String::from), Ok(code.to_owned()), "{text}");
        }
        let mut seen = HashMap::new();
        for (name, code) in translated().filter(|(name, _)| !name.is_empty()) {
            assert_eq!(*seen.entry(name.clone()).or_insert(code), code, "{name}");
            assert!(COUNTRIES.iter().any(|country| country.0 == code), "{code}");
        }
    }

    #[test]
    fn the_table_has_every_country_once() {
        assert_eq!(COUNTRIES.len(), 250);
        assert!(COUNTRIES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(
            ALIASES
                .iter()
                .all(|(alias, code)| fold(alias) == **alias
                    && COUNTRIES.iter().any(|c| c.0 == *code))
        );
    }
}
