//! A guess at what each column means: its name proposes, its values support or veto.

use std::collections::HashSet;

use domain::contact::{Department, Seniority};
use domain::import::ImportField as F;
use domain::value::{Country, DomainName, Website, words};

use super::choose::choose;
use super::headers::{FALLBACK, Key, Meaning, Rank, meaning};
use super::values::{
    begins_with_given_name, is_country_name, is_home_page, is_linkedin, is_organisation, is_phone,
    is_place, is_salutation, is_web_address, looks_like_email, looks_like_phone, share,
};

/// Of a field that only the values speak for, or a further numbered address.
pub(super) const DOUBTFUL: Rank = 3;
/// Added for a column that is empty as far as was looked.
pub(super) const EMPTY: Rank = 10;

/// What each column is taken to mean; `samples` holds values of each column.
///
/// E-mails and `LinkedIn` addresses are known by their values whatever the column is called; a
/// name is believed only where the values agree. Every field is proposed once, for the best of
/// its columns; a second e-mail column becomes `email_2`, and several columns may hold phones,
/// lines of the street, tags and notes.
///
/// `Name` alone is a first or last name beside a column for the other one; else the company,
/// where no column for it is there and the table is one of organisations: by its other columns
/// (`classification`, `jurisdiction_code` …), or by words such as `GmbH` or `council` in three of
/// ten values; else the full name. Where no column names a record or says how to reach it, the
/// first column of distinct wordings is taken as the company.
pub fn propose(headers: &[String], samples: &[Vec<String>]) -> Vec<Option<F>> {
    let none = Vec::new();
    let mut columns: Vec<Candidate> = headers
        .iter()
        .enumerate()
        .map(|(at, header)| match own_field(header) {
            Some(_) => Candidate::of("", &none),
            None => Candidate::of(header, samples.get(at).unwrap_or(&none)),
        })
        .collect();
    let chosen = choose(&mut columns).into_iter().zip(headers);
    chosen.map(|(field, header)| own_field(header).or(field)).collect()
}

/// The field of the organization's own that a header of our own exports names.
fn own_field(header: &str) -> Option<F> {
    header.starts_with("custom:").then(|| header.parse().ok()).flatten()
}

/// One column and what it may be.
pub(super) struct Candidate<'a> {
    pub(super) key: Key,
    pub(super) values: &'a [String],
    /// The field and how well it fits.
    pub(super) guess: Option<(F, Rank)>,
    /// Called `Name` and no more.
    pub(super) is_name: bool,
    /// Whether the name is in the table.
    pub(super) is_known: bool,
}

impl<'a> Candidate<'a> {
    fn of(header: &str, values: &'a [String]) -> Self {
        let key = Key::of(header);
        let known = meaning(&key);
        let said = match known {
            Some(Meaning::Field(field, rank)) => Some((field.clone(), *rank)),
            _ => None,
        };
        let guess = shown_by_values(header, values, said.as_ref())
            .or_else(|| said.filter(|(field, rank)| supports(field, *rank, values)))
            .map(|(field, rank)| (field, if values.is_empty() { rank + EMPTY } else { rank }));
        Self {
            is_name: known == Some(&Meaning::Name) && mostly_words(values) && guess.is_none(),
            is_known: known.is_some(),
            key,
            values,
            guess,
        }
    }

    /// How well the column fits a field, if it is the one that it was taken for.
    pub(super) fn means(&self, field: &F) -> Option<Rank> {
        self.guess.as_ref().filter(|(guess, _)| guess == field).map(|&(_, rank)| rank)
    }
}

/// A field that the values show by themselves. The address of a colleague is left out.
fn shown_by_values(header: &str, values: &[String], said: Option<&(F, Rank)>) -> Option<(F, Rank)> {
    const OTHERS: &[&str] = &[
        "owner",
        "manager",
        "assistant",
        "assistants",
        "spouse",
        "referred",
        "created",
        "modified",
        "fax",
        "pager",
        "callback",
        "cc",
        "bcc",
        "sender",
        "emergency",
    ];
    let names = words(header);
    let about = |word: &str| names.iter().any(|name| name == word);
    if values.is_empty() || OTHERS.iter().any(|word| about(word)) {
        return None;
    }
    let mostly = |holds: fn(&str) -> bool, least| share(values, holds) >= Some(least);
    let rank_of = |field: F| match said {
        Some((said, rank)) if *said == field => *rank,
        _ => DOUBTFUL,
    };
    // A name that the values do not speak against yields to a column of addresses, not to some of them.
    let is_named = said.is_some_and(|(field, rank)| {
        !matches!(field, F::Email | F::Email2) && supports(field, *rank, values)
    });
    let (least, rows) = if is_named { (90, 3) } else { (50, 1) };
    if values.len() >= rows && mostly(looks_like_email, least) {
        return Some((F::Email, rank_of(F::Email)));
    }
    if mostly(is_linkedin, 50) && !about("company") && !about("organization") {
        return Some((F::LinkedinUrl, rank_of(F::LinkedinUrl)));
    }
    if said.is_some() || meaning(&Key::of(header)).is_some() {
        return None;
    }
    // Of a column without a known name, such as those of a file without a header.
    let is_picture = ["photo", "image", "avatar", "logo", "picture", "icon"].into_iter().any(about);
    let field = if mostly(looks_like_phone, 80) {
        F::Phone
    } else if mostly(is_home_page, 80) && !is_picture {
        F::Website
    } else if mostly(is_country_name, 90) {
        F::Country
    } else if mostly(is_organisation, 50) {
        F::Company
    } else if mostly(is_like_a_name, 90) && mostly(begins_with_given_name, 40) {
        F::FullName
    } else {
        return None;
    };
    Some((field, DOUBTFUL))
}

/// Whether the values can be what the name says.
fn supports(field: &F, rank: Rank, values: &[String]) -> bool {
    if values.is_empty() {
        return rank < FALLBACK;
    }
    let at_least = |least, holds: &dyn Fn(&str) -> bool| share(values, holds) >= Some(least);
    match field {
        F::Email | F::Email2 => at_least(1, &|value| value.contains('@')),
        F::Phone | F::Mobile => at_least(30, &is_phone),
        F::Website => at_least(50, &|value| Website::parse(value).is_ok()),
        F::LinkedinUrl => at_least(50, &is_linkedin),
        F::CompanyDomain => {
            at_least(80, &|value| !value.contains(['@', '/']) && DomainName::parse(value).is_ok())
        }
        F::Country => at_least(80, &|value| Country::parse(value).is_ok()),
        F::Seniority => at_least(95, &|value| Seniority::parse(value).is_ok()),
        F::Department => at_least(95, &|value| Department::parse(value).is_ok()),
        F::CompanySize => at_least(50, &|value| value.contains(|c: char| c.is_ascii_digit())),
        F::Location => at_least(50, &is_place),
        F::PostalCode => at_least(80, &|value| value.chars().count() <= 12),
        F::Title => mostly_words(values) && !at_least(50, &is_salutation),
        F::FullName if rank > 0 => at_least(80, &is_like_a_name),
        F::Company if rank > 1 => mostly_words(values) && !at_least(30, &is_web_address),
        F::FullName
        | F::FirstName
        | F::LastName
        | F::Company
        | F::City
        | F::Region
        | F::Industry => mostly_words(values),
        F::ExternalId => are_distinct(values) && !(rank > 0 && are_line_numbers(values)),
        F::Street | F::Tags | F::Notes | F::Custom(_) | F::Ignore => true,
    }
}

fn mostly_words(values: &[String]) -> bool {
    share(values, |value| value.chars().any(char::is_alphabetic)) >= Some(50) || values.is_empty()
}

fn is_like_a_name(text: &str) -> bool {
    let digits = text.contains(|c: char| c.is_ascii_digit());
    !digits && !text.contains('\n') && text.split_whitespace().count() <= 6 && text.len() <= 100
}

/// Keys of other records repeat; a record's own do not.
fn are_distinct(values: &[String]) -> bool {
    let distinct: HashSet<&str> = values.iter().map(|value| value.trim()).collect();
    distinct.len() == values.len()
}

/// 1, 2, 3 … counts lines. Taken for identities, they would make rows of different files one.
fn are_line_numbers(values: &[String]) -> bool {
    let numbers: Vec<u64> = values.iter().map_while(|value| value.trim().parse().ok()).collect();
    numbers.len() == values.len()
        && numbers.first().is_some_and(|&first| first <= 1)
        && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of the proposed fields, `-` for none, for a table of a header and rows.
    fn proposed(table: &[&[&str]]) -> Vec<String> {
        let headers: Vec<String> = table[0].iter().map(|&text| text.to_owned()).collect();
        let values = |at: usize| {
            let cells = table[1..].iter().map(|row| row[at].to_owned());
            cells.filter(|cell| !cell.trim().is_empty()).collect()
        };
        let samples: Vec<Vec<String>> = (0..headers.len()).map(values).collect();
        let word = |field: &Option<F>| field.as_ref().map_or("-".to_owned(), ToString::to_string);
        propose(&headers, &samples).iter().map(word).collect()
    }

    #[test]
    fn a_title_that_is_a_form_of_address_is_no_job() {
        assert_eq!(proposed(&[&["Title"], &["Mr."], &["Dr."]]), ["-"]);
        assert_eq!(proposed(&[&["Title"], &["Auditor"], &["Senior Analyst"]]), ["title"]);
    }

    #[test]
    fn values_tell_addresses_whatever_the_name() {
        let table: &[&[&str]] = &[
            &["Contact via", "E-mail", "Domain name", "URL", "mastodon", "Account Owner Email"],
            &["a@x.de", "yes", "x.de", "https://linkedin.com/in/a", "@a@s.example", "o@y.de"],
            &["b@x.de", "no", "y.de", "https://linkedin.com/in/b", "@b@s.example", "o@y.de"],
        ];
        assert_eq!(proposed(table), ["email", "-", "company_domain", "linkedin_url", "-", "-"]);
    }

    #[test]
    fn columns_without_a_name_are_told_by_their_values() {
        let table: &[&[&str]] = &[
            &["Column 1", "Column 2", "Column 3", "Column 4", "Column 5", "Column 6", "Column 7"],
            &["Robert Smith", "Acme Ltd", "a@x.de", "030 123456", "www.x.de", "Germany", "blue"],
            &["Anna Jones", "Looms GmbH", "b@x.de", "040 123456", "www.y.de", "France", "green"],
        ];
        let fields = ["full_name", "company", "email", "phone", "website", "country", "-"];
        assert_eq!(proposed(table), fields);
        let pictures: &[&[&str]] =
            &[&["photo_x"], &["https://x.de/a.png"], &["https://y.de/b.png"]];
        assert_eq!(proposed(pictures), ["-"]);
    }

    #[test]
    fn a_place_is_proposed_where_no_column_has_its_city() {
        let table: &[&[&str]] = &[&["Location", "Email"], &["Ulm, Germany", "a@x.de"]];
        assert_eq!(proposed(table), ["location", "email"]);
        let table: &[&[&str]] = &[&["Location", "City"], &["Ulm, Germany", "Ulm"]];
        assert_eq!(proposed(table), ["-", "city"]);
        assert_eq!(proposed(&[&["Location", "Email"], &["Room 5", "a@x.de"]]), ["-", "email"]);
    }

    #[test]
    fn further_addresses_and_phones_are_not_lost() {
        let table: &[&[&str]] = &[
            &["E-mail 2 - Value", "E-mail 1 - Value", "Phone", "Mobile", "Business Phone 2", "Fax"],
            &["b@x.de", "a@x.de", "030 123456", "0170 123456", "030 123457", "030 123458"],
        ];
        assert_eq!(proposed(table), ["email_2", "email", "phone", "mobile", "phone", "-"]);
    }

    #[test]
    fn a_lone_name_is_read_by_its_neighbours_and_values() {
        let cases: [(&[&[&str]], &[&str]); 6] = [
            (&[&["Vorname", "Name"], &["Ada", "Lovelace"]], &["first_name", "last_name"]),
            (&[&["Nome", "Cognome"], &["Ada", "Lovelace"]], &["first_name", "last_name"]),
            (&[&["Name", "City"], &["Ada Lovelace", "London"]], &["full_name", "city"]),
            (&[&["Name", "Email"], &["Acme GmbH", "a@x.de"]], &["company", "email"]),
            (&[&["Name", "Company"], &["Acme Trust", "Acme"]], &["full_name", "company"]),
            (&[&["name", "classification"], &["Heer", "Andere"]], &["company", "-"]),
        ];
        for (table, expected) in cases {
            assert_eq!(proposed(table), expected, "{table:?}");
        }
    }

    #[test]
    fn only_distinct_ids_that_count_no_lines_are_identities() {
        let cases: [(&[&[&str]], &str); 5] = [
            (&[&["Record ID"], &["1"], &["2"]], "external_id"),
            (&[&["id"], &["A-7"], &["B-9"]], "external_id"),
            (&[&["id"], &["1"], &["2"]], "-"),
            (&[&["Customer ID"], &["C1"], &["C1"]], "-"),
            (&[&["parent_id"], &["A-7"], &["B-9"]], "-"),
        ];
        for (table, expected) in cases {
            assert_eq!(proposed(table), [expected], "{table:?}");
        }
    }

    #[test]
    fn one_address_is_taken_whole() {
        let table: &[&[&str]] = &[
            &["Home Street", "Home City", "Business Street", "Business Street 2", "Business City"],
            &["Weg 1", "Ulm", "Platz 1", "Haus 2", "Bonn"],
        ];
        assert_eq!(proposed(table), ["-", "-", "street", "street", "city"]);
        let table: &[&[&str]] = &[
            &["Home Street", "Home City", "Business Street", "Business City"],
            &["Weg 1", "Ulm", "", ""],
        ];
        assert_eq!(proposed(table), ["street", "city", "-", "-"]);
    }

    #[test]
    fn departments_that_are_no_known_word_are_not_proposed() {
        let table: &[&[&str]] =
            &[&["Department", "Seniority"], &["Team Blue", "Director"], &["Team Red", "VP"]];
        assert_eq!(proposed(table), ["-", "seniority"]);
    }

    #[test]
    fn a_table_of_places_is_named_by_its_words() {
        let table: &[&[&str]] = &[&["pref", "city"], &["北海道", "札幌市"], &["北海道", "函館市"]];
        assert_eq!(proposed(table), ["region", "company"]);
        assert_eq!(proposed(&[&["flag"], &["True"], &["False"]]), ["-"]);
    }
}
