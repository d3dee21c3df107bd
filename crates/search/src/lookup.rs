//! From a token to the terms under which its contacts stand.

use std::borrow::Cow;

use domain::Partition;
use domain::search::FilterField;
use domain::search::language::FieldName;

use crate::class::{Class, Tier, Way};
use crate::compare::{FAR_FROM, PREFIX_TO, UNFINISHED_TYPO_FROM, may_hold_typo};
use crate::document::pattern;
use crate::term::{Kind, term};
use crate::token::{Care, Token, is_end};

/// One place to look at in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lookup {
    /// What a contact that stands here is worth.
    pub(crate) tier: Tier,
    pub(crate) term: Vec<u8>,
    pub(crate) reach: Reach,
    /// Whoever has the very word stands here too.
    pub(crate) itself: bool,
    /// Whoever stands here meets the token; otherwise its words have to be looked at.
    pub(crate) is_sure: bool,
}

/// Which terms are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reach {
    /// This one.
    One,
    /// Every one that begins so. Used only where few can: behind twelve letters of a word, behind three of a word
    /// of titles, places and tags that holds no figure, for endings of domains, behind the `@` of an address, or
    /// where a field was named.
    Open,
    /// Every number that ends with these many digits; all of one are worth more.
    End(usize),
    /// Every one that begins so and that the token meets with a typo.
    Near,
    /// Every one that begins so and is further from the word than a typo.
    Far(String),
    /// Every value that begins so (which is every value of a field) and is meant by the text.
    Values,
}

/// What is asked for: a token, in all fields or one, and how exactly.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Want<'a> {
    pub(crate) token: &'a Token,
    pub(crate) field: Option<FieldName>,
    pub(crate) care: Care,
}

/// What the lookups of a token follow from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Source {
    pub(crate) partition: Partition,
    pub(crate) token: Token,
    pub(crate) field: Option<FieldName>,
    pub(crate) care: Care,
    /// The widest class in which is looked.
    pub(crate) within: Class,
}

impl Source {
    fn lookups(&self) -> Vec<Lookup> {
        let want = Want { token: &self.token, field: self.field, care: self.care };
        let mut lookups = lookups(self.partition, want);
        lookups.retain(|lookup| lookup.tier.class() <= self.within as u8);
        lookups
    }
}

/// Where a part is looked for; what is looked at later is worth more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Lookups {
    Places(Vec<Lookup>),
    /// Those of a word are many, and mostly remembered: they are made where they are not.
    Word(Source),
}

impl Lookups {
    pub(crate) fn all(&self) -> Cow<'_, [Lookup]> {
        match self {
            Self::Places(lookups) => Cow::Borrowed(lookups),
            Self::Word(source) => Cow::Owned(source.lookups()),
        }
    }

    /// The word, if it is one.
    pub(crate) fn word(&self) -> Option<&Source> {
        match self {
            Self::Places(_) => None,
            Self::Word(source) => Some(source),
        }
    }

    /// Leaves out those of worse classes.
    pub(crate) fn keep_within(&mut self, class: Class) {
        match self {
            Self::Places(lookups) => {
                lookups.retain(|lookup| lookup.tier.class() <= class as u8);
            }
            Self::Word(source) => source.within = source.within.min(class),
        }
    }
}

/// All places to look at for one token; what is looked at later is worth more.
pub(crate) fn lookups(partition: Partition, want: Want<'_>) -> Vec<Lookup> {
    let mut plan = Plan { partition, want, lookups: Vec::new() };
    match want.token {
        Token::Word { text, after_dot, last } => {
            plan.word(text);
            if want.care != Care::Exact {
                if may_hold_typo(text.as_bytes()) && want.field != Some(FieldName::Email) {
                    plan.typos(text, *last);
                    if want.care == Care::Far {
                        plan.far(text);
                    }
                }
                plan.nicknames(text);
                if is_end(text) && plan.is_asked(FieldName::Phone) {
                    plan.end(text);
                }
            }
            if *after_dot && plan.is_asked(FieldName::Email) {
                plan.suffix(text);
            }
        }
        Token::Address(address) if plan.is_asked(FieldName::Email) => plan.address(address),
        Token::Address(_) => {}
        Token::Phone(number) => {
            plan.word(number.digits());
            if plan.is_asked(FieldName::Phone) {
                number.ends().for_each(|end| plan.end(end));
                if let Some(beginning) = number.beginning() {
                    plan.add(Way::Prefix, Class::Address, Kind::Phone, beginning, Reach::Open);
                }
            }
        }
    }
    let mut lookups = plan.lookups;
    if want.care == Care::Exact {
        lookups.retain(|lookup| lookup.tier.is_exact() || matches!(lookup.reach, Reach::End(_)));
    }
    lookups.sort_by_key(|lookup| std::cmp::Reverse(lookup.tier));
    lookups
}

/// The classes in which the words of a field stand: a word that stands in several fields does so under
/// the best one.
pub(crate) fn classes(field: Option<FieldName>) -> &'static [Class] {
    match field {
        None | Some(FieldName::Email) => &Class::ALL,
        Some(FieldName::Name) => &Class::ALL[..1],
        Some(FieldName::Filter(FilterField::Company)) => &Class::ALL[..2],
        Some(FieldName::Filter(_)) => &Class::ALL[..3],
        Some(FieldName::Phone) => &[],
    }
}

/// Whether all words of this class are words of the field.
pub(crate) fn is_whole(field: Option<FieldName>, class: Class) -> bool {
    match field {
        None => true,
        Some(FieldName::Name) => class == Class::Name,
        Some(FieldName::Filter(FilterField::Company)) => class == Class::Company,
        Some(_) => false,
    }
}

struct Plan<'a> {
    partition: Partition,
    want: Want<'a>,
    lookups: Vec<Lookup>,
}

impl Plan<'_> {
    fn is_asked(&self, field: FieldName) -> bool {
        self.want.field.is_none_or(|asked| asked == field)
    }

    fn add(&mut self, way: Way, class: Class, kind: Kind, text: &str, reach: Reach) {
        let term = term(self.partition, kind, text.as_bytes());
        let is_sure = match kind {
            Kind::Word(_) | Kind::Numbered | Kind::Beginning(_) | Kind::Pattern(_) => {
                is_whole(self.want.field, class)
            }
            Kind::Suffix => self.want.field.is_none(),
            _ => true,
        };
        let tier = Tier::new(way, class);
        self.lookups.push(Lookup { tier, term, reach, itself: false, is_sure });
    }

    fn one(&mut self, way: Way, class: Class, kind: Kind, text: &str) {
        self.add(way, class, kind, text, Reach::One);
    }

    fn word(&mut self, text: &str) {
        for &class in classes(self.want.field) {
            let kind = Kind::word(class, text);
            self.one(Way::Exact, class, kind, text);
            if text.len() <= PREFIX_TO {
                self.one(Way::Prefix, class, Kind::Beginning(class), text);
            } else if kind == Kind::Word(Class::Other) {
                self.add(Way::Prefix, class, Kind::Numbered, text, Reach::Open);
            }
            if text.len() > kind.beginnings_to() {
                self.add(Way::Prefix, class, kind, text, Reach::Open);
            }
        }
    }

    fn nicknames(&mut self, text: &str) {
        if self.is_asked(FieldName::Name) {
            for name in domain::contact::nicknames(text) {
                self.one(Way::Nickname, Class::Name, Kind::Word(Class::Name), name);
            }
        }
    }

    fn suffix(&mut self, text: &str) {
        self.one(Way::Exact, Class::Address, Kind::Suffix, text);
        self.add(Way::Prefix, Class::Address, Kind::Suffix, text, Reach::Open);
    }

    fn address(&mut self, address: &str) {
        self.add(Way::Prefix, Class::Address, Kind::Address, address, Reach::Open);
        self.one(Way::Exact, Class::Address, Kind::Address, address);
    }

    fn end(&mut self, digits: &str) {
        let end: String = digits.chars().rev().collect();
        let reach = Reach::End(digits.len());
        self.add(Way::Prefix, Class::Address, Kind::PhoneEnd, &end, reach);
    }

    /// The classes of the field that forgive typos.
    fn forgiving(&self) -> impl Iterator<Item = Class> + use<> {
        let classes = classes(self.want.field);
        Class::FORGIVING.into_iter().filter(move |class| classes.contains(class))
    }

    fn typos(&mut self, text: &str, last: bool) {
        let mut words = shortened(text, text.len());
        words.extend(swapped(text));
        let replaced: Vec<String> = (1..text.len()).map(|at| pattern(text, at, at + 1)).collect();
        let added: Vec<String> = (1..=text.len()).map(|at| pattern(text, at, at)).collect();
        let unfinished = last && (UNFINISHED_TYPO_FROM..=PREFIX_TO).contains(&text.len());
        let mut beginnings = Vec::new();
        if unfinished {
            beginnings = shortened(text, text.len() - 1);
            beginnings.extend(swapped(text));
        }
        for class in self.forgiving() {
            if class == Class::Other {
                // Titles and places are made of few words: those with the same first letter are gone through.
                self.add(Way::Typo, class, Kind::Word(class), &text[..1], Reach::Near);
                if unfinished {
                    self.add(Way::Typo, class, Kind::Numbered, &text[..1], Reach::Near);
                }
                continue;
            }
            for word in &words {
                self.one(Way::Typo, class, Kind::Word(class), word);
            }
            for pattern in &added {
                self.one(Way::Typo, class, Kind::Pattern(class), pattern);
            }
            for pattern in &replaced {
                self.one(Way::Typo, class, Kind::Pattern(class), pattern);
                self.lookups.last_mut().into_iter().for_each(|lookup| lookup.itself = true);
            }
            for beginning in &beginnings {
                self.one(Way::Typo, class, Kind::Beginning(class), beginning);
            }
        }
    }

    /// What [`crate::compare::is_far`] forgives: a typo in the first letter is some words to look up; for
    /// two typos the words with the same first letter are gone through.
    fn far(&mut self, text: &str) {
        let letters = text.as_bytes();
        let mut words: Vec<String> = Vec::new();
        for letter in ('a'..='z').filter(|letter| !text.starts_with(*letter)) {
            words.push(format!("{letter}{text}"));
            words.push(format!("{letter}{}", &text[1..]));
        }
        if letters[0] != letters[1] {
            words.push(text[1..].to_owned());
            let (a, b) = (char::from(letters[0]), char::from(letters[1]));
            words.push(format!("{b}{a}{}", &text[2..]));
        }
        words.retain(|word| may_hold_typo(word.as_bytes()));
        for class in self.forgiving() {
            for word in &words {
                self.one(Way::Far, class, Kind::Word(class), word);
            }
            if text.len() >= FAR_FROM {
                let reach = Reach::Far(text.to_owned());
                self.add(Way::Far, class, Kind::Word(class), &text[..1], reach);
            }
        }
    }
}

/// The word with one letter left out, from the second letter to before `end`; of a doubled
/// letter the last, so that no word comes twice.
fn shortened(word: &str, end: usize) -> Vec<String> {
    let letters = word.as_bytes();
    (1..end)
        .filter(|&at| letters.get(at + 1) != Some(&letters[at]))
        .map(|at| format!("{}{}", &word[..at], &word[at + 1..]))
        .collect()
}

/// The word with two different neighbours swapped, behind the first letter.
fn swapped(word: &str) -> impl Iterator<Item = String> + '_ {
    let letters = word.as_bytes();
    (1..word.len() - 1).filter(|&at| letters[at] != letters[at + 1]).map(|at| {
        let (a, b) = (char::from(letters[at]), char::from(letters[at + 1]));
        format!("{}{b}{a}{}", &word[..at], &word[at + 2..])
    })
}
