//! Marks that stand where they mean nothing, because the box is not finished or they were meant as
//! words: `portland OR`.

use super::lexer::{Kind, Lexeme};

/// Brackets in brackets, at most; those beyond are left out.
const DEPTH_MAX: usize = 16;

/// The pieces with every mark in a place where it works. A word that is no mark there is a word; a sign
/// is left out.
pub(super) fn settle(mut lexemes: Vec<Lexeme>) -> Vec<Lexeme> {
    pair(&mut lexemes);
    for at in (0..lexemes.len()).rev() {
        let next = lexemes.get(at + 1);
        let has_operand = next.is_some_and(|next| begins(&next.kind));
        let is_field = next.is_some_and(|next| matches!(next.kind, Kind::Field(_)));
        match lexemes[at].kind {
            Kind::Not if !has_operand => demote(&mut lexemes, at),
            Kind::Field(_) if !has_operand || is_field => demote(&mut lexemes, at),
            _ => {}
        }
    }
    for at in 0..lexemes.len() {
        let before = at.checked_sub(1).map(|before| &lexemes[before].kind);
        let joins =
            before.is_some_and(ends) && lexemes.get(at + 1).is_some_and(|n| begins(&n.kind));
        if matches!(lexemes[at].kind, Kind::Or | Kind::And) && !joins {
            demote(&mut lexemes, at);
        }
    }
    lexemes.retain(|lexeme| lexeme.kind != Kind::Word(Vec::new()));
    lexemes
}

/// Leaves out brackets that close nothing or stand too deep. Those that are not closed yet stay.
fn pair(lexemes: &mut Vec<Lexeme>) {
    let (mut depth, mut beyond) = (0, 0);
    lexemes.retain(|lexeme| match lexeme.kind {
        Kind::Open if depth == DEPTH_MAX => {
            beyond += 1;
            false
        }
        Kind::Open => {
            depth += 1;
            true
        }
        Kind::Close if beyond > 0 => {
            beyond -= 1;
            false
        }
        Kind::Close => {
            let closes = depth > 0;
            depth -= usize::from(closes);
            closes
        }
        _ => true,
    });
}

/// Makes a word of a mark, an empty one of a sign.
fn demote(lexemes: &mut [Lexeme], at: usize) {
    let lexeme = &mut lexemes[at];
    let word = match lexeme.kind {
        Kind::Or if lexeme.at.len() == 2 => "or",
        Kind::And => "and",
        Kind::Not if lexeme.at.len() == 3 => "not",
        Kind::Field(field) => field.as_str(),
        _ => "",
    };
    lexeme.kind = Kind::Word(Some(word.to_owned()).into_iter().filter(|w| !w.is_empty()).collect());
}

fn begins(kind: &Kind) -> bool {
    match kind {
        Kind::Word(words) => !words.is_empty(),
        Kind::Phone | Kind::Quoted { .. } | Kind::Field(_) | Kind::Open | Kind::Not => true,
        Kind::Close | Kind::Or | Kind::And => false,
    }
}

fn ends(kind: &Kind) -> bool {
    match kind {
        Kind::Word(words) => !words.is_empty(),
        Kind::Phone | Kind::Quoted { .. } | Kind::Close => true,
        _ => false,
    }
}
