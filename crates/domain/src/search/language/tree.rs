//! The tree of a box.

use std::ops::Range;

use super::lexer::{Kind, Lexeme};
use super::plain::Found;
use super::{FieldName, Node, Text};

/// Grows the tree of pieces whose marks all work; what stands side by side must hold together, and binds
/// more than `OR`.
pub(super) fn grow(text: &str, lexemes: &[Lexeme], found: &[Found]) -> Node {
    Grower { text, lexemes, found, at: 0 }.any(None)
}

struct Grower<'a> {
    text: &'a str,
    lexemes: &'a [Lexeme],
    /// Those that begin at or behind `at`.
    found: &'a [Found],
    at: usize,
}

impl Grower<'_> {
    fn any(&mut self, field: Option<FieldName>) -> Node {
        let mut nodes = Vec::new();
        loop {
            nodes.extend(self.all(field));
            if !self.next_is(&Kind::Or) {
                break;
            }
            self.at += 1;
        }
        match nodes.len() {
            0 => Node::All(nodes),
            1 => nodes.remove(0),
            _ => Node::Any(nodes),
        }
    }

    /// What stands side by side; none if that is nothing.
    fn all(&mut self, field: Option<FieldName>) -> Option<Node> {
        let mut nodes = Vec::new();
        while self.at < self.lexemes.len()
            && !self.next_is(&Kind::Or)
            && !self.next_is(&Kind::Close)
        {
            match self.one(field) {
                Node::All(inner) => nodes.extend(inner),
                node => nodes.push(node),
            }
        }
        if nodes.len() < 2 { nodes.pop() } else { Some(Node::All(nodes)) }
    }

    fn one(&mut self, mut field: Option<FieldName>) -> Node {
        let mut is_negated = false;
        while let Some(lexeme) = self.lexemes.get(self.at) {
            match lexeme.kind {
                Kind::Not => is_negated = !is_negated,
                Kind::Field(name) => field = Some(name),
                Kind::And => {}
                _ => break,
            }
            self.at += 1;
        }
        let node = self.operand(field);
        match node {
            Node::All(nodes) if nodes.is_empty() => Node::All(nodes),
            node if is_negated => Node::Not(Box::new(node)),
            node => node,
        }
    }

    fn operand(&mut self, field: Option<FieldName>) -> Node {
        let start = self.at;
        let Some(lexeme) = self.lexemes.get(start) else { return Node::All(Vec::new()) };
        self.at += 1;
        match &lexeme.kind {
            Kind::Open => {
                let node = self.any(field);
                if self.next_is(&Kind::Close) {
                    self.at += 1;
                }
                node
            }
            Kind::Quoted { is_open } => {
                let text = self.leaf(lexeme.at.clone(), field);
                Node::Text(Text { is_quoted: true, is_last: *is_open, ..text })
            }
            Kind::Phone => Node::Text(self.leaf(lexeme.at.clone(), field)),
            Kind::Word(_) => self.word(start, field),
            _ => Node::All(Vec::new()),
        }
    }

    fn word(&mut self, start: usize, field: Option<FieldName>) -> Node {
        while self.found.first().is_some_and(|found| found.pieces.start < start) {
            self.found = &self.found[1..];
        }
        let at = &self.lexemes[start].at;
        match self.found.first() {
            Some(found) if found.pieces.start == start => {
                self.at = found.pieces.end;
                let end = self.lexemes[self.at - 1].at.end;
                let text = self.leaf(at.start..end, field);
                Node::Text(Text { meanings: found.meanings.clone(), ..text })
            }
            _ => Node::Text(self.leaf(at.clone(), field)),
        }
    }

    fn leaf(&self, at: Range<usize>, field: Option<FieldName>) -> Text {
        let behind = &self.text[at.end..];
        Text {
            text: self.text[at.clone()].to_owned(),
            is_quoted: false,
            field,
            meanings: Vec::new(),
            is_last: behind.chars().all(|c| c.is_whitespace() || ",;:.!?".contains(c)),
            at,
        }
    }

    fn next_is(&self, kind: &Kind) -> bool {
        self.lexemes.get(self.at).is_some_and(|lexeme| lexeme.kind == *kind)
    }
}
