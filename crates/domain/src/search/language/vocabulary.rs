//! What plain words mean: tables of words, and the names of countries.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::{FilterField, Meaning};
use crate::contact::{Department, Seniority, nicknames};
use crate::value::{Country, country_names, fold};

/// Pieces of the box that a phrase has, at most.
pub(super) const LONGEST: usize = 6;

/// Letters up to which the name of a country is none, because it is a code or a word of another
/// language: `in`, `and`, `per`.
const CODE: usize = 3;
/// Those that people do write. Folded.
const CODES: &[&str] = &["us", "usa", "uk", "uae"];

/// What a phrase means.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) field: FilterField,
    /// For people.
    pub(super) label: String,
    pub(super) meanings: Vec<Meaning>,
}

/// By phrase, folded.
static ENTRIES: LazyLock<HashMap<String, Entry>> = LazyLock::new(|| {
    let mut table = Table(HashMap::new());
    table.words(include_str!("words/seniority.txt"), FilterField::Seniority, |word| {
        Some(Seniority::from_word(word)?.label())
    });
    table.words(include_str!("words/department.txt"), FilterField::Department, |word| {
        Some(Department::from_word(word)?.label())
    });
    table.titles(include_str!("words/title.txt"));
    table.values(include_str!("words/industry.txt"), FilterField::Industry);
    table.regions(include_str!("words/region.txt"));
    for (name, code) in country_names() {
        if name.len() > CODE || CODES.contains(&name) {
            table.country(name, code);
        }
    }
    table.demonyms(include_str!("words/demonym.txt"));
    table.values(include_str!("words/city.txt"), FilterField::City);
    table.0
});

/// Words that are more often something else; folded.
static UNCERTAIN: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("words/uncertain.txt").split_whitespace().collect());

/// Single words that are certain and name countries, in their order.
static WORDS: LazyLock<Vec<(&str, &Entry)>> = LazyLock::new(|| {
    let is_one = |word: &str, entry: &Entry| {
        !word.contains(' ') && !is_uncertain(word) && entry.field == FilterField::Country
    };
    let entries = ENTRIES.iter().map(|(word, entry)| (word.as_str(), entry));
    let mut words: Vec<_> = entries.filter(|(word, entry)| is_one(word, entry)).collect();
    words.sort_unstable_by_key(|(word, _)| *word);
    words
});

/// What a phrase means.
pub(super) fn find(words: &str) -> Option<&'static Entry> {
    ENTRIES.get(words)
}

/// Whether a phrase is more often something else, such as a given name.
pub(super) fn is_uncertain(words: &str) -> bool {
    UNCERTAIN.contains(words) || nicknames(words).next().is_some()
}

/// Every phrase.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static Entry)> {
    ENTRIES.iter().map(|(phrase, entry)| (phrase.as_str(), entry))
}

/// Words that are certain, name a country and begin so.
pub(super) fn beginning(start: &str) -> impl Iterator<Item = &'static Entry> {
    let from = WORDS.partition_point(|(word, _)| *word < start);
    WORDS[from..]
        .iter()
        .take_while(move |(word, _)| word.starts_with(start))
        .map(|(_, entry)| *entry)
}

struct Table(HashMap<String, Entry>);

impl Table {
    /// Lets a phrase mean one thing more. What it means first is what it is called by.
    fn add(&mut self, phrase: &str, field: FilterField, label: &str, meaning: Meaning) {
        let phrase = fold(phrase);
        if phrase.is_empty() {
            return;
        }
        let new = || Entry { field, label: label.to_owned(), meanings: Vec::new() };
        let entry = self.0.entry(phrase).or_insert_with(new);
        if entry.meanings.contains(&meaning) {
            return;
        }
        let is_title = field == FilterField::Title && entry.field == field;
        if is_title && !entry.label.contains(label) {
            entry.label = format!("{} or {}", entry.label, label.to_lowercase());
        }
        entry.meanings.push(meaning);
    }

    /// Lines of a value that the product knows, and phrases: `vp: vp, vice president`.
    fn words(
        &mut self,
        lines: &str,
        field: FilterField,
        label: impl Fn(&str) -> Option<&'static str>,
    ) {
        for (value, phrases) in lines.lines().filter_map(|line| line.split_once(':')) {
            let Some(label) = label(value) else { continue };
            for phrase in phrases.split(',') {
                self.add(phrase, field, label, Meaning::Filter(field, value.to_owned()));
            }
        }
    }

    /// Lines of titles that are one, the short form first: `cto, chief technology officer`.
    fn titles(&mut self, lines: &str) {
        for line in lines.lines() {
            let forms: Vec<&str> = line.split(',').map(str::trim).collect();
            let shown = forms.iter().find(|form| form.len() > 5).copied().unwrap_or(line);
            let label = capital(shown);
            for form in &forms {
                for other in forms.iter().filter(|other| *other != form) {
                    self.add(form, FilterField::Title, &label, Meaning::Title(fold(other)));
                }
            }
        }
    }

    /// Lines of values that are one, and more phrases: `Zurich, Zürich: zurigo`. Values are phrases,
    /// too; the first is what people read.
    fn values(&mut self, lines: &str, field: FilterField) {
        for line in lines.lines() {
            let (values, phrases) = line.split_once(':').unwrap_or((line, ""));
            let values: Vec<&str> = values.split(',').map(str::trim).collect();
            let label = values.first().copied().unwrap_or_default();
            for phrase in values.iter().copied().chain(phrases.split(',')) {
                for value in &values {
                    self.add(phrase, field, label, Meaning::Filter(field, (*value).to_owned()));
                }
            }
        }
    }

    /// Lines of a name, codes of countries, and phrases: `Benelux, BE NL LU: benelux`.
    fn regions(&mut self, lines: &str) {
        let field = FilterField::Country;
        for (head, phrases) in lines.lines().filter_map(|line| line.split_once(':')) {
            let Some((label, codes)) = head.split_once(',') else { continue };
            for phrase in phrases.split(',') {
                for code in codes.split_whitespace() {
                    self.add(phrase, field, label, Meaning::Filter(field, code.to_owned()));
                }
            }
        }
    }

    /// Lines of a code and phrases: `FR: french, français`.
    fn demonyms(&mut self, lines: &str) {
        for (code, phrases) in lines.lines().filter_map(|line| line.split_once(':')) {
            for phrase in phrases.split(',') {
                self.country(phrase, code);
            }
        }
    }

    fn country(&mut self, phrase: &str, code: &str) {
        let label = Country::from_stored(code.to_owned()).name();
        let field = FilterField::Country;
        self.add(phrase, field, label, Meaning::Filter(field, code.to_owned()));
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
