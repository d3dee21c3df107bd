//! The box, cut into words and marks.

use std::ops::Range;

use super::{FieldName, phone};
use crate::value::words;

/// Digits from which on a number in the box is one of a phone; shorter ones are words.
const PHONE_FROM: usize = 5;

/// A piece of the box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) kind: Kind,
    /// The bytes of the box, without the marks around them.
    pub(super) at: Range<usize>,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, with what it folds to, which is not empty.
    Word(Vec<String>),
    /// A number of a phone, maybe with blanks.
    Phone,
    /// A phrase; its closing quote may be missing.
    Quoted {
        is_open: bool,
    },
    Field(FieldName),
    Open,
    Close,
    Or,
    And,
    Not,
}

/// Cuts the box. Pieces without a letter or a digit that are no marks are left out.
pub(super) fn read(text: &str) -> Vec<Lexeme> {
    let mut lexer = Lexer { text, at: 0, lexemes: Vec::new() };
    while let Some(next) = text[lexer.at..].chars().next() {
        lexer.step(next);
    }
    lexer.lexemes
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    lexemes: Vec<Lexeme>,
}

impl Lexer<'_> {
    fn push(&mut self, kind: Kind, at: Range<usize>) {
        self.lexemes.push(Lexeme { kind, at });
    }

    fn step(&mut self, next: char) {
        let (start, end) = (self.at, self.at + next.len_utf8());
        if next.is_whitespace() {
            self.at = end;
        } else if let Some(length) = phone::length(&self.text[start..], self.phone_from()) {
            self.at = start + length;
            self.push(Kind::Phone, start..self.at);
        } else if is_quote(next) {
            self.quoted(end);
        } else if let Some(kind) = mark(next) {
            self.at = end;
            self.push(kind, start..end);
        } else if next == '-' && self.text[end..].chars().next().is_some_and(is_negated) {
            self.at = end;
            self.push(Kind::Not, start..end);
        } else {
            self.word();
        }
    }

    /// Whoever says that it is a phone number means short ones, too.
    fn phone_from(&self) -> usize {
        let field = self.lexemes.last().map(|lexeme| &lexeme.kind);
        if field == Some(&Kind::Field(FieldName::Phone)) { 2 } else { PHONE_FROM }
    }

    fn quoted(&mut self, start: usize) {
        let length = self.text[start..].find(is_quote);
        let end = length.map_or(self.text.len(), |length| start + length);
        let close = self.text[end..].chars().next().map_or(0, char::len_utf8);
        self.at = end + close;
        if !words(&self.text[start..end]).is_empty() {
            self.push(Kind::Quoted { is_open: length.is_none() }, start..end);
        }
    }

    fn word(&mut self) {
        let start = self.at;
        let rest = &self.text[start..];
        let ends = |c: char| c.is_whitespace() || is_quote(c) || mark(c).is_some();
        let length = rest.find(ends).unwrap_or(rest.len());
        if let Some(colon) = rest[..length].find(':')
            && let Some(field) = FieldName::parse(&rest[..colon])
        {
            self.at = start + colon + 1;
            self.push(Kind::Field(field), start..start + colon);
            return;
        }
        self.at = start + length;
        let word = &rest[..length];
        let kind = match word {
            "OR" => Kind::Or,
            "AND" => Kind::And,
            "NOT" => Kind::Not,
            _ => Kind::Word(words(word)),
        };
        if kind != Kind::Word(Vec::new()) {
            let head = word.len() - word.trim_start_matches(is_edge).len();
            let end = start + word.trim_end_matches(is_edge).len();
            self.push(kind, start + head..end);
        }
    }
}

/// Straight quotes, and those that phones and word processors make of them.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」')
}

fn mark(c: char) -> Option<Kind> {
    match c {
        '(' | '（' => Some(Kind::Open),
        ')' | '）' => Some(Kind::Close),
        '|' => Some(Kind::Or),
        _ => None,
    }
}

/// What may follow a hyphen that says "not".
fn is_negated(next: char) -> bool {
    next.is_alphanumeric()
        || is_quote(next)
        || mark(next) == Some(Kind::Open)
        || "@.+".contains(next)
}

/// Punctuation around a word that is none of it.
fn is_edge(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '!' | '?' | '…' | '、' | '。' | '，' | '\'' | '’' | '‘')
}
