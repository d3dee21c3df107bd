//! From a token to the terms under which its contacts stand.

use domain::Partition;
use domain::search::How;

use crate::class::{Class, Tier};
use crate::compare::{PREFIX_TO, UNFINISHED_TYPO_FROM, may_hold_typo};
use crate::document::pattern;
use crate::term::{Kind, term};
use crate::token::Token;

/// One place to look at in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lookup {
    /// What a contact that stands here is worth.
    pub(crate) tier: Tier,
    pub(crate) term: Vec<u8>,
    /// Every term that begins so, instead of this one alone. Used only where few can: behind
    /// twelve letters of a word, or behind the `@` of an address.
    pub(crate) open: bool,
    /// Whoever has the very word stands here too.
    pub(crate) itself: bool,
}

/// All places to look at for one token; what is looked at later is worth more.
pub(crate) fn lookups(partition: Partition, token: &Token) -> Vec<Lookup> {
    let mut plan = Plan { partition, lookups: Vec::new() };
    match token {
        Token::Word { text, after_dot, last } => {
            if may_hold_typo(text.as_bytes()) {
                plan.typos(text, *last);
            }
            plan.word(text);
            if *after_dot {
                plan.suffix(text);
            }
        }
        Token::Address(address) => plan.address(address),
        Token::Phone(digits) => {
            plan.word(digits);
            plan.one(How::Exact, Class::Address, Kind::Phone, digits);
        }
    }
    plan.lookups.sort_by_key(|lookup| std::cmp::Reverse(lookup.tier));
    plan.lookups
}

struct Plan {
    partition: Partition,
    lookups: Vec<Lookup>,
}

impl Plan {
    fn add(&mut self, how: How, class: Class, kind: Kind, text: &str, open: bool) {
        let term = term(self.partition, kind, text.as_bytes());
        self.lookups.push(Lookup { tier: Tier::new(how, class), term, open, itself: false });
    }

    fn one(&mut self, how: How, class: Class, kind: Kind, text: &str) {
        self.add(how, class, kind, text, false);
    }

    fn word(&mut self, text: &str) {
        for class in Class::ALL {
            self.one(How::Exact, class, Kind::Word(class), text);
            if text.len() <= PREFIX_TO {
                self.one(How::Prefix, class, Kind::Beginning(class), text);
            } else {
                self.add(How::Prefix, class, Kind::Word(class), text, true);
            }
        }
    }

    fn suffix(&mut self, text: &str) {
        self.one(How::Exact, Class::Address, Kind::Suffix, text);
        self.one(How::Prefix, Class::Address, Kind::SuffixBeginning, text);
    }

    fn address(&mut self, address: &str) {
        match address.strip_suffix('@') {
            Some(mailbox) => self.one(How::Prefix, Class::Address, Kind::Mailbox, mailbox),
            None => self.add(How::Prefix, Class::Address, Kind::Address, address, true),
        }
        self.one(How::Exact, Class::Address, Kind::Address, address);
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
        for class in Class::FORGIVING {
            for word in &words {
                self.one(How::Typo, class, Kind::Word(class), word);
            }
            for pattern in &added {
                self.one(How::Typo, class, Kind::Pattern(class), pattern);
            }
            for pattern in &replaced {
                self.one(How::Typo, class, Kind::Pattern(class), pattern);
                self.lookups.last_mut().into_iter().for_each(|lookup| lookup.itself = true);
            }
            for beginning in &beginnings {
                self.one(How::Typo, class, Kind::Beginning(class), beginning);
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
