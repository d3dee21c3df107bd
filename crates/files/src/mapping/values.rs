//! What values look like, whatever their column is called.

use domain::value::{Country, Email, LinkedIn, Phone, Website, words};

use super::clean::{cell, emails, phones};

/// Whether a text is one e-mail address or several. A handle such as `@ann@social.example` is
/// none.
pub(crate) fn looks_like_email(text: &str) -> bool {
    let found = emails(cell(text));
    !found.is_empty() && found.iter().all(|email| Email::parse(email).is_ok())
}

/// Whether a text is a phone number that nobody takes for another number: it has a `+`, or
/// brackets, dots, blanks or hyphens between at least seven digits, and is no date.
pub(crate) fn looks_like_phone(text: &str) -> bool {
    let found = phones(cell(text));
    !found.is_empty() && found.iter().all(|phone| is_marked_phone(&phone.value))
}

fn is_marked_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_date = {
        let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
        parts.len() == 3 && parts.iter().any(|part| part.len() == 4) && digits <= 8
    };
    let marked = text.starts_with('+') || text.trim().contains([' ', '-', '(', '/']);
    Phone::parse(text).is_ok() && digits >= 7 && marked && !is_date
}

/// Whether a text can be read as a phone number at all.
pub(super) fn is_phone(text: &str) -> bool {
    let found = phones(cell(text));
    !found.is_empty() && found.iter().all(|phone| Phone::parse(&phone.value).is_ok())
}

pub(super) fn is_linkedin(text: &str) -> bool {
    LinkedIn::parse(text).is_ok()
}

/// A form of address such as `Mr.` or `Dr.`.
pub(super) fn is_salutation(text: &str) -> bool {
    const FORMS: &[&str] = &[
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "lord", "lady", "rev", "hon",
        "herr", "frau", "herrn", "m", "mme", "mlle", "sr", "sra", "srta", "sig", "dott", "ing",
        "dhr", "mevr",
    ];
    let words = words(text);
    !words.is_empty() && words.iter().all(|word| FORMS.contains(&word.as_str()))
}

/// A name that holds a word of organisations, in the languages of the header table.
pub(super) fn is_organisation(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "ab",
        "ag",
        "administration",
        "agency",
        "agence",
        "amt",
        "anstalt",
        "associacao",
        "association",
        "authority",
        "bank",
        "board",
        "bundesamt",
        "bundesanstalt",
        "bv",
        "centre",
        "center",
        "church",
        "club",
        "co",
        "college",
        "comissao",
        "commission",
        "committee",
        "company",
        "corp",
        "corporation",
        "council",
        "court",
        "department",
        "embassy",
        "eg",
        "ev",
        "federation",
        "foundation",
        "fund",
        "fundacion",
        "gesellschaft",
        "gmbh",
        "group",
        "gruppe",
        "holding",
        "hospital",
        "inc",
        "institut",
        "institute",
        "kg",
        "kommun",
        "lda",
        "library",
        "limited",
        "llc",
        "llp",
        "ltd",
        "ltda",
        "ministerium",
        "ministry",
        "museum",
        "nv",
        "office",
        "oy",
        "parish",
        "partners",
        "plc",
        "police",
        "sa",
        "sarl",
        "sas",
        "school",
        "service",
        "services",
        "sl",
        "society",
        "spa",
        "srl",
        "station",
        "stiftung",
        "trust",
        "union",
        "universitat",
        "universite",
        "university",
        "verband",
        "verein",
        "verwaltung",
        "werke",
    ];
    // German and Swedish join words; the last part tells.
    const ENDINGS: &[&str] =
        &["amt", "anstalt", "behorde", "gericht", "kommun", "ministerium", "myndigheten", "verket"];
    words(text).iter().any(|word| {
        WORDS.contains(&word.as_str()) || ENDINGS.iter().any(|ending| word.ends_with(ending))
    })
}

/// Several words, or letters of a script in which one is enough; `True` and `IAD` are codes.
pub(super) fn is_wordy(text: &str) -> bool {
    let is_word = |word: &&str| word.chars().any(char::is_alphabetic);
    text.split_whitespace().filter(is_word).count() > 1
        || text.chars().any(|c| !c.is_ascii() && c.is_alphabetic())
}

/// The address of a home page, rather than of a picture or a record deep in a site.
pub(super) fn is_home_page(text: &str) -> bool {
    let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
    let path = bare.split_once('/').map_or("", |(_, path)| path).trim_end_matches('/');
    let marked = is_web_address(text) || text.starts_with("www.");
    marked && path.matches('/').count() == 0 && Website::parse(text).is_ok()
}

/// A country by its name; codes of two letters may be anything.
pub(super) fn is_country_name(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() > 2 && Country::parse(text).is_ok()
}

/// A place of several parts, or a country.
pub(super) fn is_place(text: &str) -> bool {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let wordy = |part: &&str| part.chars().any(char::is_alphabetic);
    is_country_name(text) || (2..=5).contains(&parts.len()) && parts.iter().take(2).all(wordy)
}

/// Whether the first word of two to four is a common given name.
pub(super) fn begins_with_given_name(text: &str) -> bool {
    let words = words(text);
    (2..=4).contains(&words.len()) && domain::contact::is_given_name(&words[0])
}

pub(super) fn is_web_address(text: &str) -> bool {
    text.contains("://")
}

/// Values in percent for which something holds; none where there are no values.
pub(super) fn share(values: &[String], holds: impl Fn(&str) -> bool) -> Option<usize> {
    let count = values.iter().filter(|value| holds(cell(value))).count();
    (count * 100).checked_div(values.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_handles() {
        assert!(looks_like_email("mailto:a@b.example"));
        assert!(looks_like_email("a@b.example, c@d.example"));
        assert!(!looks_like_email("@RepAnn@social.example"));
        assert!(!looks_like_email("ann"));
    }

    #[test]
    fn phones_are_told_from_other_numbers() {
        for text in ["+318855443322", "202-224-3441", "(727) 555-0128", "010-5625299"] {
            assert!(looks_like_phone(text), "{text}");
        }
        for text in ["2020-10-10", "10.10.2020", "1234567", "8.7498", "01460", "", "x"] {
            assert!(!looks_like_phone(text), "{text}");
        }
    }

    #[test]
    fn organisations_are_told_by_their_words() {
        for text in ["Acme, Inc.", "Ale kommun", "Auswärtiges Amt", "Statistisches Bundesamt"] {
            assert!(is_organisation(text), "{text}");
        }
        assert!(!is_organisation("Ada Lovelace"));
        assert!(is_salutation("Prof. Dr."));
        assert!(!is_salutation("Dr. Lovelace"));
    }
}
