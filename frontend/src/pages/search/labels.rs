//! Words for what travels as codes.

use domain::contact::{Department, Seniority};
use domain::search::{FilterField, How, Why};
use domain::value::Country;

use crate::pages::lists::KnownLists;

/// How a filter's value is shown.
pub(super) fn value(field: FilterField, value: &str) -> String {
    match field {
        FilterField::Seniority => {
            word(Seniority::ALL.iter().map(|s| (s.as_str(), s.label())), value)
        }
        FilterField::Department => {
            word(Department::ALL.iter().map(|d| (d.as_str(), d.label())), value)
        }
        FilterField::Country => word(Country::all(), value),
        FilterField::List => KnownLists::of_page().name(value),
        field if FilterField::DATES.contains(&field) => super::dates::words(value),
        _ => value.to_owned(),
    }
}

fn word<'a>(mut known: impl Iterator<Item = (&'a str, &'a str)>, value: &str) -> String {
    known
        .find(|(key, _)| key.eq_ignore_ascii_case(value))
        .map_or(value, |(_, label)| label)
        .to_owned()
}

/// In a few words, why a contact was found: the fields, and what was read as a slip of the
/// fingers.
pub(super) fn explanation(why: &[Why]) -> String {
    let mut reasons: Vec<String> = Vec::new();
    for why in why {
        let field = field(&why.field);
        let reason = match why.how {
            How::Typo => format!("{field} (“{}” for “{}”)", why.matched, why.word),
            How::Nickname => format!("{field} (“{}” is a form of “{}”)", why.matched, why.word),
            How::Exact | How::Prefix if is_hidden_in_row(&why.field) => {
                format!("{field} “{}”", why.matched)
            }
            How::Meaning => format!("{field} (“{}”)", why.word),
            How::Exact | How::Prefix => field.to_owned(),
        };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons.join(", ")
}

/// Fields of which a row of the list shows nothing that could be highlighted.
fn is_hidden_in_row(field: &str) -> bool {
    matches!(field, "emails" | "phones" | "tags" | "department" | "company_domain" | "notes")
}

fn field(name: &str) -> &str {
    match name {
        "full_name" | "first_name" | "last_name" => "name",
        "company_domain" => "domain",
        "emails" => "e-mail",
        "phones" => "phone",
        "tags" => "tag",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_become_words() {
        assert_eq!(value(FilterField::Country, "DE"), "Germany");
        assert_eq!(value(FilterField::Seniority, "c_level"), "C-level");
        assert_eq!(value(FilterField::Department, "unheard"), "unheard");
        assert_eq!(value(FilterField::City, "Bonn"), "Bonn");
    }

    #[test]
    fn reasons_are_named_once() {
        let why = |word: &str, field: &str, matched: &str, how| Why {
            word: word.into(),
            field: field.into(),
            matched: matched.into(),
            how,
        };
        let found = [
            why("ann", "first_name", "ann", How::Exact),
            why("smi", "last_name", "smith", How::Prefix),
            why("acne", "company", "acme", How::Typo),
            why("bob", "first_name", "robert", How::Nickname),
            why("germany", "country", "de", How::Meaning),
            why("ann@", "emails", "ann@acme.example", How::Prefix),
        ];
        let expected = "name, company (“acme” for “acne”), name (“robert” is a form of “bob”), \
                        country (“germany”), e-mail “ann@acme.example”";
        assert_eq!(explanation(&found), expected);
    }
}
