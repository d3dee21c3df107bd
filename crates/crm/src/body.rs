//! What is written into a record: the difference between what a contact has and what stands there.

use connect::crm::{Fields, Record};
use domain::crm::{CrmField, Rule};

/// A contact as it would leave.
#[derive(Debug, Clone, Default)]
pub(crate) struct Body {
    pub(crate) values: Vec<(CrmField, String, Rule)>,
    /// In lower case, sorted.
    pub(crate) tags: Vec<String>,
}

/// What a record lacks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Difference {
    pub(crate) fields: Fields,
    pub(crate) tags: Vec<String>,
}

impl Difference {
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.tags.is_empty()
    }

    /// The names of what is written.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.fields.keys().cloned().collect();
        if !self.tags.is_empty() {
            names.push(CrmField::Tags.as_str().to_owned());
        }
        names
    }
}

impl Body {
    pub(crate) fn get(&self, field: CrmField) -> Option<&str> {
        let found = self.values.iter().find(|(name, ..)| *name == field);
        found.map(|(_, value, _)| value.as_str())
    }

    /// Whether some of it is written only where a record has nothing.
    pub(crate) fn spares(&self) -> bool {
        self.values.iter().any(|(.., rule)| *rule == Rule::IfEmpty)
    }

    /// All of it, for a record that is to be made.
    pub(crate) fn whole(&self) -> Difference {
        let fields = self.values.iter();
        let fields = fields.map(|(field, value, _)| (field.as_str().to_owned(), value.clone()));
        Difference { fields: fields.collect(), tags: self.tags.clone() }
    }

    /// What a record lacks of it, by the rule of each field.
    pub(crate) fn lacking(&self, record: &Record) -> Difference {
        let mut fields = Fields::new();
        for (field, value, rule) in &self.values {
            let there = record.get(field.as_str()).map(str::trim).filter(|text| !text.is_empty());
            let writes = match there {
                None => true,
                Some(there) => *rule == Rule::Always && !is_same(*field, value, there),
            };
            if writes {
                fields.insert(field.as_str().to_owned(), value.clone());
            }
        }
        let has = |tag: &String| record.tags.iter().any(|one| one.trim().to_lowercase() == *tag);
        let tags = self.tags.iter().filter(|tag| !has(tag)).cloned().collect();
        Difference { fields, tags }
    }
}

impl Difference {
    /// The names of those that a record does not show as they were written.
    pub(crate) fn missing_in(&self, record: &Record) -> Vec<String> {
        let lost = self.fields.iter().filter(|(name, value)| {
            let field = CrmField::from_word(name);
            let there = record.get(name);
            !field.zip(there).is_some_and(|(field, there)| is_same(field, value, there))
        });
        let mut names: Vec<String> = lost.map(|(name, _)| name.clone()).collect();
        let has = |tag: &String| record.tags.iter().any(|one| one.trim().to_lowercase() == *tag);
        if !self.tags.iter().all(has) {
            names.push(CrmField::Tags.as_str().to_owned());
        }
        names
    }
}

/// Whether two texts are the same value. The CRM spells names, addresses and numbers in its own way; what
/// differs only so would be written again with every push.
pub(crate) fn is_same(field: CrmField, ours: &str, theirs: &str) -> bool {
    match field {
        CrmField::Phone => digits(ours) == digits(theirs),
        CrmField::Website => bare(ours) == bare(theirs),
        _ => line(ours) == line(theirs),
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn bare(text: &str) -> String {
    let text = line(text);
    let text =
        text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or(&text);
    text.trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(values: &[(CrmField, &str, Rule)], tags: &[&str]) -> Body {
        let values = values.iter().map(|(field, value, rule)| (*field, (*value).to_owned(), *rule));
        Body { values: values.collect(), tags: tags.iter().map(|&tag| tag.to_owned()).collect() }
    }

    fn record(fields: &[(&str, &str)], tags: &[&str]) -> Record {
        let fields = fields.iter().map(|&(name, value)| (name.to_owned(), value.to_owned()));
        let tags = tags.iter().map(|&tag| tag.to_owned()).collect();
        Record { id: "c1".to_owned(), fields: fields.collect(), tags }
    }

    #[test]
    fn a_rule_decides_what_is_written_over() {
        let ours = body(
            &[
                (CrmField::FirstName, "Ada", Rule::Always),
                (CrmField::City, "London", Rule::IfEmpty),
                (CrmField::State, "Kent", Rule::IfEmpty),
                (CrmField::Phone, "+14155550123", Rule::Always),
            ],
            &["fair", "vip"],
        );
        let there = record(
            &[("firstName", "Grace"), ("city", "Paris"), ("phone", "+1 415-555-0123")],
            &["VIP"],
        );
        let lacking = ours.lacking(&there);
        assert_eq!(lacking.names(), ["firstName", "state", "tags"]);
        assert_eq!(lacking.tags, ["fair"]);
    }

    #[test]
    fn another_spelling_is_no_difference() {
        for (field, ours, theirs) in [
            (CrmField::FirstName, "Ada", "ada"),
            (CrmField::Email, "a@example.com", "A@Example.com"),
            (CrmField::Website, "https://example.com", "http://example.com/"),
            (CrmField::Address, "1  Main St", "1 main st"),
        ] {
            assert!(is_same(field, ours, theirs), "{ours} {theirs}");
        }
        assert!(!is_same(CrmField::Phone, "+14155550123", "+14155550124"));
        assert!(!is_same(CrmField::Country, "DE", "AT"));
    }

    #[test]
    fn what_was_not_kept_is_named() {
        let ours = body(&[(CrmField::City, "London", Rule::IfEmpty)], &["vip"]);
        let written = ours.whole();
        assert_eq!(written.missing_in(&record(&[("city", "London")], &["vip"])), [""; 0]);
        assert_eq!(written.missing_in(&record(&[("city", "Paris")], &[])), ["city", "tags"]);
    }
}
