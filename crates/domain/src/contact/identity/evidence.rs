use super::Identity;
use crate::contact::ContactFields;

impl Identity {
    /// In words, what made two records meet under this key: `the same e-mail, ada@engine.example`
    /// or `Bob Smith is like Robert Smith, and Acme Inc. is like ACME`. Without the other record
    /// a likeness is told in general words.
    pub fn evidence(key: &str, row: &ContactFields, other: Option<&ContactFields>) -> String {
        match key.split_once(':') {
            Some(("e", email)) => format!("the same e-mail, {email}"),
            Some(("p", phone)) => format!("the same phone number, {phone}"),
            Some(("x", id)) => format!("the same external id, {id}"),
            Some(("l", url)) => format!("the same LinkedIn address, {url}"),
            Some(("f", _)) => likeness(row, other),
            _ => "the same name, company, place and phone".to_owned(),
        }
    }
}

fn likeness(row: &ContactFields, other: Option<&ContactFields>) -> String {
    let Some(other) = other else { return "a like name and company".to_owned() };
    let compared = [
        (row.full_name.as_deref(), other.full_name.as_deref()),
        (row.company.as_deref(), other.company.as_deref()),
        (row.postal_code.as_deref(), other.postal_code.as_deref()),
        (row.city.as_deref(), other.city.as_deref()),
    ];
    let says = |(mine, theirs): (Option<&str>, Option<&str>)| match (mine?, theirs?) {
        (mine, theirs) if mine == theirs => Some(format!("{mine} is in both")),
        (mine, theirs) => Some(format!("{mine} is like {theirs}")),
    };
    let found: Vec<String> = compared.into_iter().filter_map(says).take(2).collect();
    if found.is_empty() { "a like name".to_owned() } else { found.join(", and ") }
}
