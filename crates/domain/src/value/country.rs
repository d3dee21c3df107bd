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
    aliases.chain(listed).collect()
});

impl Country {
    /// Reads a code of two or three letters, or a name in English or the country's own language.
    ///
    /// # Errors
    /// What was expected, for a person to read.
    pub fn parse(text: &str) -> Result<Self, String> {
        BY_NAME
            .get(&fold(text))
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
        ] {
            assert_eq!(Country::parse(text).map(String::from), Ok(code.to_owned()), "{text}");
        }
        assert!(Country::parse("Atlantis").is_err());
    }

    #[test]
    fn the_table_has_every_country_once() {
        assert_eq!(COUNTRIES.len(), 249);
        assert!(COUNTRIES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(
            ALIASES
                .iter()
                .all(|(alias, code)| fold(alias) == **alias
                    && COUNTRIES.iter().any(|c| c.0 == *code))
        );
    }
}
