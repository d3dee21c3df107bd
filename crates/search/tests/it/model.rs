//! A plain scan that says what a search must answer. It shares nothing with the index but the
//! folding of text and the reading of the box.

use std::collections::BTreeMap;
use std::ops::Add;

use domain::contact::{ContactFields, Department, Seniority};
use domain::id::TypedId;
use domain::search::language::{FieldName, Meaning, Node, Reading, Text};
use domain::search::{FilterField, How, SearchQuery};
use domain::value::{DomainName, fold, words};
use search::Document;

/// How well a contact matches, best first: typos, words that only mean the same, other names, unfinished
/// words, sum of the fields' classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Rank {
    typos: usize,
    meanings: usize,
    nicknames: usize,
    unfinished: usize,
    class: usize,
}

impl Add for Rank {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            typos: self.typos + other.typos,
            meanings: self.meanings + other.meanings,
            nicknames: self.nicknames + other.nicknames,
            unfinished: self.unfinished + other.unfinished,
            class: self.class + other.class,
        }
    }
}

/// How exactly words are met, as the index says it: as typed, as usual, or with more typos.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    Exact,
    Usual,
    Far,
}

/// The numbers of all hits in their order.
pub(crate) fn scan(contacts: &BTreeMap<u128, Document>, query: &SearchQuery) -> Vec<u128> {
    let (node, care) = understood(contacts, query);
    let has_words = has_words(&node);
    let mut hits = Vec::new();
    for contact in contacts.values().filter(|contact| passes(&contact.fields, query, None)) {
        let Some(rank) = met(&contact.fields, &node, care) else { continue };
        let level = if has_words { level(contact.completeness) } else { 0 };
        let name = fold(contact.fields.display_name());
        hits.push((rank, level, name, contact.contact.uuid().as_u128()));
    }
    hits.sort();
    hits.into_iter().map(|(.., number)| number).collect()
}

/// The box of a query, and whether nobody meets it without more typos.
fn understood(contacts: &BTreeMap<u128, Document>, query: &SearchQuery) -> (Node, Care) {
    let node = Reading::of(&query.text, &query.verbatim).node;
    let usual = contacts.values().any(|contact| met(&contact.fields, &node, Care::Usual).is_some());
    (node, if usual { Care::Usual } else { Care::Far })
}

fn has_words(node: &Node) -> bool {
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().any(has_words),
        Node::Not(_) => false,
        Node::Text(_) => true,
    }
}

/// More is known of contacts on smaller levels.
fn level(completeness: u8) -> usize {
    [90, 75, 50].into_iter().position(|least| completeness >= least).unwrap_or(3)
}

/// How often each folded value of a facet occurs among the hits of the other filters.
pub(crate) fn counts(
    contacts: &BTreeMap<u128, Document>,
    query: &SearchQuery,
    facet: FilterField,
) -> BTreeMap<String, u64> {
    let (node, care) = understood(contacts, query);
    let mut counts = BTreeMap::new();
    for contact in contacts.values() {
        let fields = &contact.fields;
        if passes(fields, query, Some(facet)) && met(fields, &node, care).is_some() {
            for value in values(fields, facet) {
                *counts.entry(value).or_default() += 1;
            }
        }
    }
    counts
}

pub(crate) fn values(fields: &ContactFields, field: FilterField) -> Vec<String> {
    let value = match field {
        FilterField::Company => fields.company.as_deref(),
        FilterField::Title => fields.title.as_deref(),
        FilterField::City => fields.city.as_deref(),
        FilterField::Country => fields.country.as_ref().map(|country| country.as_str()),
        FilterField::Industry => fields.industry.as_deref(),
        FilterField::Seniority => fields.seniority.map(Seniority::label),
        FilterField::Department => fields.department.map(Department::label),
        FilterField::Tag => return fields.tags.iter().map(|tag| fold(tag)).collect(),
        _ => None,
    };
    value.into_iter().map(fold).collect()
}

fn passes(fields: &ContactFields, query: &SearchQuery, but: Option<FilterField>) -> bool {
    query.filters.iter().filter(|filter| Some(filter.field) != but).all(|filter| {
        let own = values(fields, filter.field);
        let any = |values: &[String]| values.iter().any(|value| own.contains(&fold(value)));
        (filter.include.is_empty() || any(&filter.include)) && !any(&filter.exclude)
    })
}

/// How well a contact meets a tree.
fn met(fields: &ContactFields, node: &Node, care: Care) -> Option<Rank> {
    match node {
        Node::All(nodes) => {
            let all = once(nodes);
            let ranks: Option<Vec<Rank>> =
                all.into_iter().map(|node| met(fields, node, care)).collect();
            Some(ranks?.into_iter().fold(Rank::default(), Add::add))
        }
        Node::Any(nodes) => nodes.iter().filter_map(|node| met(fields, node, care)).min(),
        Node::Not(node) => met(fields, node, Care::Exact).is_none().then(Rank::default),
        Node::Text(text) => met_text(fields, text, care),
    }
}

/// Without words that come again.
fn once(nodes: &[Node]) -> Vec<&Node> {
    let plain = |node: &Node| match node {
        Node::Text(text) if !text.is_quoted && text.meanings.is_empty() => {
            Some((text.field, fold(&text.text)))
        }
        _ => None,
    };
    let keep = |(at, node): &(usize, &Node)| {
        let own = plain(node);
        own.is_none() || !nodes[at + 1..].iter().any(|later| plain(later) == own)
    };
    nodes.iter().enumerate().filter(keep).map(|(_, node)| node).collect()
}

fn met_text(fields: &ContactFields, text: &Text, care: Care) -> Option<Rank> {
    let own = if text.is_quoted {
        phrase(fields, &words(&text.text), text.field)
    } else {
        let typed = words(&text.text);
        let ranks = typed.iter().enumerate().map(|(at, word)| {
            let last = text.is_last && at + 1 == typed.len();
            best(fields, word, (text.field, last), care)
        });
        let ranks: Option<Vec<Rank>> = ranks.collect();
        ranks.map(|ranks| ranks.into_iter().fold(Rank::default(), Add::add))
    };
    let meant = text.meanings.iter().any(|meaning| match meaning {
        Meaning::Filter(field, value) => {
            let own = values(fields, *field);
            own.contains(&fold(value)) || own.contains(&fold(&value.replace('_', " ")))
        }
        Meaning::Title(title) => {
            let title = words(title);
            phrase(fields, &title, Some(FieldName::Filter(FilterField::Title))).is_some()
        }
    });
    own.into_iter().chain(meant.then_some(Rank { meanings: 1, class: 2, ..Rank::default() })).min()
}

/// The words of each field, with its class and its name.
fn lines(fields: &ContactFields) -> Vec<(usize, Option<FieldName>, Vec<String>)> {
    let mut lines = Vec::new();
    let mut add =
        |class, name, text: Option<&str>| lines.extend(text.map(|t| (class, name, words(t))));
    let name = Some(FieldName::Name);
    let filter = |field| Some(FieldName::Filter(field));
    add(0, name, fields.full_name.as_deref());
    add(0, name, fields.first_name.as_deref());
    add(0, name, fields.last_name.as_deref());
    add(1, filter(FilterField::Company), fields.company.as_deref());
    add(2, filter(FilterField::Title), fields.title.as_deref());
    add(2, filter(FilterField::City), fields.city.as_deref());
    fields.tags.iter().for_each(|tag| add(2, filter(FilterField::Tag), Some(tag)));
    add(2, filter(FilterField::Seniority), fields.seniority.map(Seniority::label));
    add(2, filter(FilterField::Department), fields.department.map(Department::label));
    lines
}

/// The words of addresses; all domains of the corpus have two labels.
fn labels(fields: &ContactFields) -> Vec<(Option<FieldName>, String)> {
    let first_label = |domain: &str| words(domain.split('.').next().unwrap());
    let mut labels = Vec::new();
    for email in &fields.emails {
        let (mailbox, domain) = email.value.as_str().split_once('@').unwrap();
        let own = words(mailbox).into_iter().chain(first_label(domain));
        labels.extend(own.map(|word| (Some(FieldName::Email), word)));
    }
    let domain = fields.company_domain.iter().map(DomainName::as_str).flat_map(first_label);
    labels.extend(domain.map(|word| (None, word)));
    labels
}

fn phrase(fields: &ContactFields, phrase: &[String], name: Option<FieldName>) -> Option<Rank> {
    let lines = lines(fields).into_iter().filter(|(_, own, _)| name.is_none() || *own == name);
    let held = lines.filter(|(_, _, own)| own.windows(phrase.len()).any(|words| words == phrase));
    let mut classes: Vec<usize> = held.map(|(class, ..)| class).collect();
    if let [word] = phrase {
        let labels = labels(fields).into_iter();
        let own = labels.filter(|(own, label)| (name.is_none() || *own == name) && label == word);
        classes.extend(own.map(|_| 3));
    }
    // Of more than two words every pair counts.
    let pairs = phrase.len().saturating_sub(1).max(1);
    classes.into_iter().min().map(|class| Rank { class: class * pairs, ..Rank::default() })
}

/// In which way a word meets a contact.
pub(crate) fn how(fields: &ContactFields, typed: &str, last: bool) -> Option<How> {
    let rank = best(fields, typed, (None, last), Care::Usual);
    rank.or_else(|| best(fields, typed, (None, last), Care::Far)).map(|rank| match rank {
        Rank { typos: 1.., .. } => How::Typo,
        Rank { nicknames: 1.., .. } => How::Nickname,
        Rank { unfinished: 1.., .. } => How::Prefix,
        _ => How::Exact,
    })
}

/// How well a word meets a contact, at best.
fn best(
    fields: &ContactFields,
    typed: &str,
    (name, last): (Option<FieldName>, bool),
    care: Care,
) -> Option<Rank> {
    let counts = |own: Option<FieldName>| name.is_none() || own == name;
    let lines = lines(fields).into_iter().filter(|(_, own, _)| counts(*own));
    let in_lines = lines.flat_map(|(class, _, words)| {
        let ranks =
            words.into_iter().filter_map(move |word| rank(typed, &word, (class, last), care));
        ranks.collect::<Vec<_>>()
    });
    let labels = labels(fields).into_iter().filter(|(own, _)| counts(*own));
    let in_labels = labels.filter_map(|(_, word)| rank(typed, &word, (3, last), care));
    in_lines.chain(in_labels).min()
}

fn rank(typed: &str, word: &str, (class, last): (usize, bool), care: Care) -> Option<Rank> {
    let exact = Rank { class, ..Rank::default() };
    if typed == word {
        return Some(exact);
    }
    if care == Care::Exact {
        return None;
    }
    if word.starts_with(typed) {
        return Some(Rank { unfinished: 1, ..exact });
    }
    if class == 0 && domain::contact::nicknames(typed).any(|name| name == word) {
        return Some(Rank { nicknames: 1, ..exact });
    }
    if class == 3 {
        return None;
    }
    if typo(typed, word) || last && unfinished(typed, word) {
        return Some(Rank { typos: 1, ..exact });
    }
    (care == Care::Far && far(typed, word)).then_some(Rank { typos: 2, ..exact })
}

fn forgiven(typed: &str) -> bool {
    (4..=24).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn typo(typed: &str, word: &str) -> bool {
    let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    forgiven(typed)
        && letters(word)
        && word.len() <= 24
        && typed.as_bytes()[0] == word.as_bytes()[0]
        && are_alike(typed, word, 1)
        && edits(typed, 1).contains(&word.to_owned())
}

fn far(typed: &str, word: &str) -> bool {
    if !forgiven(typed) || !forgiven(word) || !are_alike(typed, word, 2) {
        return false;
    }
    let first = typed.as_bytes()[0] == word.as_bytes()[0];
    if first {
        // What one edit makes of one and another of the other: twice in the middle.
        typed.len() >= 8
            && edits(typed, 1).iter().any(|edited| edited == word || edits_apart(edited, word))
    } else {
        let head = |text: &str| edits(text, 0).into_iter().any(|edited| edited == word);
        head(typed)
    }
}

/// Whether one more edit makes a word of it.
fn edits_apart(edited: &str, word: &str) -> bool {
    edited.len().abs_diff(word.len()) <= 1 && edits(edited, 1).iter().any(|twice| twice == word)
}

/// Whether so many edits could be enough: each changes the length by one, and two of the letters.
fn are_alike(a: &str, b: &str, edits: usize) -> bool {
    let mut letters = [0_i32; 128];
    a.bytes().for_each(|byte| letters[usize::from(byte)] += 1);
    b.bytes().for_each(|byte| letters[usize::from(byte)] -= 1);
    let apart: i32 = letters.iter().map(|count| count.abs()).sum();
    a.len().abs_diff(b.len()) <= edits && usize::try_from(apart).unwrap() <= 2 * edits
}

/// Everything that is one edit away: at the first letter, or with it left alone.
fn edits(word: &str, from: usize) -> Vec<String> {
    let mut edits = Vec::new();
    for at in if from == 0 { 0..=0 } else { 1..=word.len() } {
        let (head, tail) = word.split_at(at);
        for letter in b'a'..=b'z' {
            edits.push(format!("{head}{}{tail}", char::from(letter)));
            if !tail.is_empty() {
                edits.push(format!("{head}{}{}", char::from(letter), &tail[1..]));
            }
        }
        if !tail.is_empty() {
            edits.push(format!("{head}{}", &tail[1..]));
        }
        if tail.len() > 1 {
            edits.push(format!("{head}{}{}{}", &tail[1..2], &tail[..1], &tail[2..]));
        }
    }
    edits
}

/// An added letter or swapped neighbours in a beginning; the last letter is not the added one.
fn unfinished(typed: &str, word: &str) -> bool {
    if !forgiven(typed) || !(5..=12).contains(&typed.len()) {
        return false;
    }
    (1..typed.len() - 1).any(|at| {
        let shorter = format!("{}{}", &typed[..at], &typed[at + 1..]);
        let (a, b) = (&typed[at..=at], &typed[at + 1..at + 2]);
        let swapped = format!("{}{b}{a}{}", &typed[..at], &typed[at + 2..]);
        // Leaving out one of two equal letters at the end leaves out the end.
        let end = typed.as_bytes()[at..].windows(2).all(|pair| pair[0] == pair[1]);
        !end && word.starts_with(&shorter) || a != b && word.starts_with(&swapped)
    })
}
