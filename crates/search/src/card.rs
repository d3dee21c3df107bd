//! What the index keeps of a contact: the words by which it is found, field by field. Terms are
//! made of it when the contact enters, reasons when it is found.

use domain::contact::ContactFields;
use domain::value::{fold, words};

use crate::asked::{Asked, covers, holds};
use crate::class::{Class, Way};
use crate::plan::Leaf;
use crate::token::Candidate;

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

    /// Its name in a contact.
    pub(crate) fn name(self) -> &'static str {
        self.row().2
    }

    /// Whether it holds folded words, not an address or a number.
    pub(crate) fn has_words(self) -> bool {
        self.class() != Class::Address
    }
}

/// How a contact meets a part of the box, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Met {
    pub(crate) way: Way,
    pub(crate) class: Class,
    pub(crate) field: CardField,
    /// The word of the field, folded.
    pub(crate) matched: String,
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
            candidates(*field, value, |candidate| visit(*field, candidate));
        }
    }

    /// The best way in which a contact meets a part of the box: exact before beginning before typo, then
    /// the better field, then the first.
    pub(crate) fn meets(&self, leaf: &Leaf) -> Option<Met> {
        let mut best: Option<Met> = None;
        let offer = |best: &mut Option<Met>, way, field: CardField, matched: &str| {
            let rank = (way, field.class());
            if best.as_ref().is_none_or(|known| rank < (known.way, known.class)) {
                *best = Some(Met { way, class: field.class(), field, matched: matched.to_owned() });
            }
        };
        for (field, value) in self.lines.iter().filter(|(field, _)| covers(leaf.field, *field)) {
            // Nothing in this field can be better than what is found.
            if best
                .as_ref()
                .is_some_and(|best| (best.way, best.class) <= (Way::Exact, field.class()))
            {
                continue;
            }
            match &leaf.asked {
                Asked::Token(token) => candidates(*field, value, |candidate| {
                    if let Some(way) = token.meets(candidate, leaf.care) {
                        offer(&mut best, way, *field, candidate.text());
                    }
                }),
                Asked::Phrase(words) if words.len() == 1 => {
                    candidates(*field, value, |candidate| {
                        let is_word =
                            !matches!(candidate, Candidate::Suffix(_) | Candidate::Address(_));
                        if is_word && candidate.text() == words[0] {
                            offer(&mut best, Way::Exact, *field, candidate.text());
                        }
                    });
                }
                Asked::Phrase(words) => {
                    let phrase = words.join(" ");
                    if field.has_words() && holds(value, &phrase) {
                        offer(&mut best, Way::Exact, *field, &phrase);
                    }
                }
                Asked::Value(_) => {}
            }
        }
        best
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

/// Calls `visit` with every word of a line that a token may meet.
fn candidates(field: CardField, value: &str, mut visit: impl FnMut(Candidate<'_>)) {
    match field {
        F::Emails => {
            visit(Candidate::Address(value));
            let (mailbox, domain) = value.rsplit_once('@').unwrap_or((value, ""));
            for word in words(mailbox) {
                visit(Candidate::Label(&word));
            }
            visit_domain(domain, visit);
        }
        F::CompanyDomain => visit_domain(value, visit),
        F::Phones => visit(Candidate::Phone(value)),
        F::FullName | F::FirstName | F::LastName => {
            value.split(' ').for_each(|word| visit(Candidate::Name(word)));
        }
        _ => value.split(' ').for_each(|word| visit(Candidate::Word(word))),
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
    use crate::lookup::Lookups;
    use crate::token::{Care, Token};
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
        let met = |text: &str| {
            let asked = Asked::Token(Token::read(text, true).remove(0));
            let leaf = Leaf {
                asked,
                field: None,
                care: Care::Usual,
                lookups: Lookups::Places(Vec::new()),
                meant_by: None,
                is_silent: false,
            };
            card().meets(&leaf).map(|met| (met.field, met.matched, met.way))
        };
        let reason = |field, matched: &str, way| Some((field, matched.to_owned(), way));
        assert_eq!(met("ada"), reason(F::FullName, "ada", Way::Exact));
        assert_eq!(met("soh"), reason(F::Company, "sohne", Way::Prefix));
        assert_eq!(met("byrno"), reason(F::LastName, "byron", Way::Typo));
        assert_eq!(met("engine"), reason(F::Emails, "engine", Way::Exact));
        assert_eq!(met("ada.l@eng"), reason(F::Emails, "ada.l@engine.co.uk", Way::Prefix));
        assert_eq!(met("co"), None);
        assert_eq!(met("enigne"), None);
    }
}
