//! What the index keeps of a contact: the words by which it is found, field by field. Terms are
//! made of it when the contact enters, reasons when it is found.

use domain::contact::ContactFields;
use domain::search::{How, Why};
use domain::value::{fold, words};

use crate::class::Class;
use crate::token::{Candidate, Token};

/// The second last labels that are no names either, as in `example.co.uk`.
const SECOND_LEVEL: &[&str] = &["ac", "co", "com", "edu", "gob", "gov", "net", "or", "org"];

/// A field that the box searches, by the letter that marks its line in a stored card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CardField {
    FullName,
    FirstName,
    LastName,
    Company,
    Title,
    City,
    Tags,
    Seniority,
    Department,
    Emails,
    CompanyDomain,
    Phones,
}

use CardField as F;

/// Field, mark, name in a contact, class.
const FIELDS: &[(CardField, char, &str, Class)] = &[
    (F::FullName, 'n', "full_name", Class::Name),
    (F::FirstName, 'f', "first_name", Class::Name),
    (F::LastName, 'l', "last_name", Class::Name),
    (F::Company, 'c', "company", Class::Company),
    (F::Title, 't', "title", Class::Other),
    (F::City, 'y', "city", Class::Other),
    (F::Tags, 'g', "tags", Class::Other),
    (F::Seniority, 's', "seniority", Class::Other),
    (F::Department, 'd', "department", Class::Other),
    (F::Emails, 'e', "emails", Class::Address),
    (F::CompanyDomain, 'w', "company_domain", Class::Address),
    (F::Phones, 'p', "phones", Class::Address),
];

impl CardField {
    fn row(self) -> &'static (CardField, char, &'static str, Class) {
        &FIELDS[self as usize]
    }

    pub(crate) fn class(self) -> Class {
        self.row().3
    }
}

/// The searched words of a contact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Card {
    /// The name as it is written, for completions.
    pub(crate) name: String,
    /// Field and value: folded words, or an address, a domain or digits as they are compared.
    pub(crate) lines: Vec<(CardField, String)>,
}

impl Card {
    pub(crate) fn of(fields: &ContactFields) -> Self {
        let mut card =
            Self { name: fields.full_name.clone().unwrap_or_default(), lines: Vec::new() };
        let mut text = |field, value: Option<&str>| {
            let value = fold(value.unwrap_or_default());
            if !value.is_empty() {
                card.lines.push((field, value));
            }
        };
        text(F::FullName, fields.full_name.as_deref());
        text(F::FirstName, fields.first_name.as_deref());
        text(F::LastName, fields.last_name.as_deref());
        text(F::Company, fields.company.as_deref());
        text(F::Title, fields.title.as_deref());
        text(F::City, fields.city.as_deref());
        for tag in &fields.tags {
            text(F::Tags, Some(tag));
        }
        text(F::Seniority, fields.seniority.map(domain::contact::Seniority::label));
        text(F::Department, fields.department.map(domain::contact::Department::label));
        for email in &fields.emails {
            card.lines.push((F::Emails, email.value.as_str().to_owned()));
        }
        if let Some(domain) = &fields.company_domain {
            card.lines.push((F::CompanyDomain, domain.as_str().to_owned()));
        }
        for phone in &fields.phones {
            card.lines.push((F::Phones, phone.value.digits()));
        }
        card.drop_repeated_names();
        card
    }

    /// First and last name stand in the full name as a rule; then they need no lines.
    fn drop_repeated_names(&mut self) {
        let whole = self.lines.first().filter(|(field, _)| *field == F::FullName);
        let whole: Vec<String> =
            whole.map(|(_, name)| name.split(' ').map(str::to_owned).collect()).unwrap_or_default();
        self.lines.retain(|(field, value)| {
            !matches!(field, F::FirstName | F::LastName)
                || value.split(' ').any(|word| !whole.iter().any(|known| known == word))
        });
    }

    /// Calls `visit` with every word that a token may meet.
    pub(crate) fn candidates(&self, mut visit: impl FnMut(CardField, Candidate<'_>)) {
        for (field, value) in &self.lines {
            match field {
                F::Emails => {
                    visit(*field, Candidate::Address(value));
                    let (mailbox, domain) = value.rsplit_once('@').unwrap_or((value, ""));
                    for word in words(mailbox) {
                        visit(*field, Candidate::Label(&word));
                    }
                    visit_domain(domain, |candidate| visit(*field, candidate));
                }
                F::CompanyDomain => visit_domain(value, |candidate| visit(*field, candidate)),
                F::Phones => visit(*field, Candidate::Phone(value)),
                _ => value.split(' ').for_each(|word| visit(*field, Candidate::Word(word))),
            }
        }
    }

    /// The best reason why a contact meets a token: exact before beginning before typo, then
    /// the better field, then the first.
    pub(crate) fn why(&self, token: &Token) -> Option<Why> {
        let mut best: Option<((How, Class), Why)> = None;
        self.candidates(|field, candidate| {
            let Some(how) = token.meets(candidate) else { return };
            let rank = (how, field.class());
            if best.as_ref().is_none_or(|(known, _)| rank < *known) {
                let (Candidate::Word(matched)
                | Candidate::Label(matched)
                | Candidate::Suffix(matched)
                | Candidate::Address(matched)
                | Candidate::Phone(matched)) = candidate;
                let why = Why {
                    word: token.text().to_owned(),
                    field: field.row().2.to_owned(),
                    matched: matched.to_owned(),
                    how,
                };
                best = Some((rank, why));
            }
        });
        best.map(|(_, why)| why)
    }

    /// The stored form: the name, then one line for each value, its field's mark in front. No
    /// value holds a line break: names are cleaned to one line, the others are folded.
    pub(crate) fn to_stored(&self) -> String {
        let mut stored = self.name.replace('\n', " ");
        for (field, value) in &self.lines {
            stored.push('\n');
            stored.push(field.row().1);
            stored.push_str(value);
        }
        stored
    }

    /// Reads what [`to_stored`](Self::to_stored) wrote; lines of unknown fields are left out.
    pub(crate) fn from_stored(stored: &str) -> Self {
        let mut lines = stored.split('\n');
        let name = lines.next().unwrap_or_default().to_owned();
        let read = |line: &str| {
            let mark = line.chars().next()?;
            let row = FIELDS.iter().find(|row| row.1 == mark)?;
            Some((row.0, line[mark.len_utf8()..].to_owned()))
        };
        Self { name, lines: lines.filter_map(read).collect() }
    }
}

fn visit_domain(domain: &str, mut visit: impl FnMut(Candidate<'_>)) {
    let labels: Vec<&str> = domain.split('.').filter(|label| !label.is_empty()).collect();
    let ending = match labels.as_slice() {
        [_, .., second, _] if SECOND_LEVEL.contains(second) => 2,
        _ => 1,
    };
    for (at, label) in labels.iter().enumerate() {
        let suffix = at + ending >= labels.len();
        for word in words(label) {
            visit(if suffix { Candidate::Suffix(&word) } else { Candidate::Label(&word) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::contact::{ContactInput, EmailInput};

    fn card() -> Card {
        let email = EmailInput { value: "ada.l@engine.co.uk".into(), ..EmailInput::default() };
        let input = ContactInput {
            full_name: Some("Ada Lovelace".into()),
            first_name: Some("Ada".into()),
            last_name: Some("Byron".into()),
            company: Some("Ada & Söhne".into()),
            emails: vec![email],
            ..ContactInput::default()
        };
        Card::of(&input.parse().unwrap())
    }

    #[test]
    fn fields_stand_in_the_order_of_their_table() {
        assert!(FIELDS.iter().enumerate().all(|(at, row)| row.0 as usize == at));
    }

    #[test]
    fn a_card_is_read_back_as_it_was_stored() {
        assert_eq!(Card::from_stored(&card().to_stored()), card());
    }

    #[test]
    fn names_that_stand_in_the_full_name_are_kept_once() {
        let card = card();
        let fields: Vec<_> = card.lines.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, [F::FullName, F::LastName, F::Company, F::Emails, F::CompanyDomain]);
    }

    #[test]
    fn the_best_field_is_the_reason() {
        let why = |text: &str| {
            let found = card().why(&Token::read(text)[0]);
            found.map(|why| (why.field, why.matched, why.how))
        };
        let reason = |field: &str, matched: &str, how| Some((field.into(), matched.into(), how));
        assert_eq!(why("ada"), reason("full_name", "ada", How::Exact));
        assert_eq!(why("soh"), reason("company", "sohne", How::Prefix));
        assert_eq!(why("byrno"), reason("last_name", "byron", How::Typo));
        assert_eq!(why("engine"), reason("emails", "engine", How::Exact));
        assert_eq!(why("ada.l@eng"), reason("emails", "ada.l@engine.co.uk", How::Prefix));
        assert_eq!(why("co"), None);
        assert_eq!(why("enigne"), None);
    }
}
