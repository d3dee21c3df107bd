//! Plain words that name a filter's value.

use std::ops::Range;

use super::lexer::{Kind, Lexeme};
use super::vocabulary::{self, LONGEST};
use super::{Chip, FilterField, Meaning, slip, unfinished};

/// Words that join two others and say nothing: `head of sales`, `director de ventas`. Folded.
const JOINING: &[&str] = &[
    "of", "for", "in", "at", "from", "the", "and", "de", "del", "des", "du", "di", "da", "do",
    "dos", "la", "le", "fur", "von", "im", "der", "van", "voor",
];
/// Those in front of a place: `engineers in berlin`. Folded.
const LEADING: &[&str] = &["in", "from", "at", "near", "aus", "en", "a", "bei", "im", "the"];

/// Pieces of a phrase with a slip, at most.
const SLIP_LONGEST: usize = 3;

/// Words that were recognised.
#[derive(Debug)]
pub(super) struct Found {
    /// The pieces of the box, joining words included.
    pub(super) pieces: Range<usize>,
    pub(super) meanings: Vec<Meaning>,
    pub(super) field: FilterField,
    /// For people; none where an unfinished word may mean several things.
    pub(super) label: Option<String>,
    /// Without joining words; folded.
    pub(super) words: String,
    pub(super) is_negated: bool,
    /// It was read with a slip of the fingers.
    pub(super) has_slip: bool,
}

impl Found {
    pub(super) fn chip(&self) -> Option<Chip> {
        let label = self.label.as_ref()?;
        let label = if self.is_negated { format!("not {label}") } else { label.clone() };
        Some(Chip { words: self.words.clone(), field: self.field, label })
    }
}

/// What stands around a piece.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Around {
    has_field: bool,
    is_negated: bool,
}

/// The words of a box that mean something, in their order.
pub(super) fn recognise(lexemes: &[Lexeme], verbatim: &[String]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut brackets = vec![Around::default()];
    let mut around = Around::default();
    let mut open = None;
    let mut at = 0;
    while at < lexemes.len() {
        let outer = brackets.last().copied().unwrap_or_default();
        let start = at;
        at += 1;
        match &lexemes[start].kind {
            Kind::Not => {
                around.is_negated = !around.is_negated;
                continue;
            }
            Kind::Field(_) => {
                around.has_field = true;
                continue;
            }
            Kind::Open => {
                brackets.push(around);
                continue;
            }
            Kind::Close => {
                brackets.pop();
                around = brackets.last().copied().unwrap_or_default();
                continue;
            }
            Kind::Word(_) if !around.has_field => {
                // A mark in front is one of the next word alone.
                let most = if around == outer { LONGEST } else { 1 };
                let phrase = longest(lexemes, start, most, verbatim);
                // What is left out is left out to the letter.
                let slip = || longest_slip(lexemes, start, verbatim).filter(|_| most > 1);
                if let Some(mut phrase) = phrase.or_else(slip) {
                    phrase.is_negated = around.is_negated;
                    if most > 1 {
                        let from = found.last().map_or(0, |before| before.pieces.end);
                        join(lexemes, from, &mut phrase);
                    }
                    at = phrase.pieces.end;
                    found.push(phrase);
                } else if most > 1 {
                    open = Some(start);
                }
            }
            _ => {}
        }
        around = outer;
    }
    if !is_sure(lexemes, &found) {
        found.clear();
    } else if let Some(start) = open.filter(|start| start + 1 == lexemes.len()) {
        found.extend(unfinished::guess(&lexemes[start], start, verbatim));
    }
    found
}

/// The longest phrase that begins at a piece.
fn longest(lexemes: &[Lexeme], start: usize, most: usize, verbatim: &[String]) -> Option<Found> {
    let mut best = None;
    let mut words = String::new();
    for (at, lexeme) in lexemes.iter().enumerate().skip(start).take(most) {
        let Kind::Word(parts) = &lexeme.kind else { break };
        for part in parts {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(part);
        }
        if let Some(entry) = vocabulary::find(&words)
            && !verbatim.contains(&words)
        {
            let pieces = start..at + 1;
            best = Some(Found {
                pieces,
                meanings: entry.meanings.clone(),
                field: entry.field,
                label: Some(entry.label.clone()),
                words: words.clone(),
                is_negated: false,
                has_slip: false,
            });
        }
    }
    best
}

/// The longest phrase that begins at a piece and means nothing as it stands, but does with one slip.
fn longest_slip(lexemes: &[Lexeme], start: usize, verbatim: &[String]) -> Option<Found> {
    let mut best = None;
    let mut words = String::new();
    for (at, lexeme) in lexemes.iter().enumerate().skip(start).take(SLIP_LONGEST) {
        let Kind::Word(parts) = &lexeme.kind else { break };
        for part in parts {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(part);
        }
        // What is being typed may become a country's name yet.
        let is_begun = at + 1 == lexemes.len() && vocabulary::beginning(&words).next().is_some();
        if !is_begun
            && !verbatim.contains(&words)
            && let Some(entry) = slip::find(&words)
        {
            best = Some(Found {
                pieces: start..at + 1,
                meanings: entry.meanings.clone(),
                field: entry.field,
                label: Some(entry.label.clone()),
                words: words.clone(),
                is_negated: false,
                has_slip: true,
            });
        }
    }
    best
}

/// Whether a box means any of it: something is certain to mean it, or every word means something and two
/// with slips of the fingers bear each other out, as `saels germny` does. A single one may be a name.
fn is_sure(lexemes: &[Lexeme], found: &[Found]) -> bool {
    if found.iter().any(|phrase| !phrase.has_slip && !vocabulary::is_uncertain(&phrase.words)) {
        return true;
    }
    let mut fields: Vec<FilterField> = found.iter().map(|phrase| phrase.field).collect();
    fields.dedup();
    let covered: usize = found.iter().map(|phrase| phrase.pieces.len()).sum();
    fields.len() > 1 && covered == lexemes.len() && found.iter().all(|phrase| phrase.has_slip)
}

/// Takes in the joining words around a phrase; those behind only if something follows.
fn join(lexemes: &[Lexeme], from: usize, phrase: &mut Found) {
    let is_one_of = |at: usize, list: &[&str]| match lexemes.get(at).map(|lexeme| &lexeme.kind) {
        Some(Kind::Word(words)) => {
            matches!(words.as_slice(), [word] if list.contains(&word.as_str()))
        }
        _ => false,
    };
    let is_word = |at: usize| matches!(lexemes.get(at).map(|l| &l.kind), Some(Kind::Word(_)));
    let mut end = phrase.pieces.end;
    while is_one_of(end, JOINING) {
        end += 1;
    }
    if is_word(end) {
        phrase.pieces.end = end;
    }
    if matches!(phrase.field, FilterField::Country | FilterField::City) {
        let is_bare = |at: usize| !at.checked_sub(1).is_some_and(|b| marks(&lexemes[b].kind));
        while phrase.pieces.start > from
            && is_one_of(phrase.pieces.start - 1, LEADING)
            && is_bare(phrase.pieces.start - 1)
        {
            phrase.pieces.start -= 1;
        }
    }
}

/// Whether a piece says something of the next one.
fn marks(kind: &Kind) -> bool {
    matches!(kind, Kind::Not | Kind::Field(_))
}
