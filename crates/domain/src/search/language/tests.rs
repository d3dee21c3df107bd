//! Boxes, and how they are understood.

mod boxes;
mod properties;
mod tables;

use super::{Meaning, Node, Reading, Text};

/// A tree in one line: `&`, `|`, `!`, texts in brackets with what they may mean, `…` behind the last.
fn shown(node: &Node) -> String {
    let list = |nodes: &[Node], mark: &str| {
        let parts: Vec<String> = nodes.iter().map(shown).collect();
        format!("({})", parts.join(mark))
    };
    match node {
        Node::All(nodes) => list(nodes, " & "),
        Node::Any(nodes) => list(nodes, " | "),
        Node::Not(node) => format!("!{}", shown(node)),
        Node::Text(text) => shown_text(text),
    }
}

fn shown_text(text: &Text) -> String {
    let field = text.field.map(|field| format!("{}:", field.as_str())).unwrap_or_default();
    let quote = if text.is_quoted { "\"" } else { "" };
    let last = if text.is_last { "…" } else { "" };
    let first = text.meanings.first().map(|meaning| match meaning {
        Meaning::Filter(field, value) => format!("={}:{value}", field.as_str()),
        Meaning::Title(words) => format!("=~{words}"),
    });
    format!("{field}{quote}[{}]{quote}{}{last}", text.text, first.unwrap_or_default())
}

/// The texts of a tree, in their order.
fn texts(node: &Node) -> Vec<&Text> {
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().flat_map(texts).collect(),
        Node::Not(node) => texts(node),
        Node::Text(text) => vec![text],
    }
}

fn read(text: &str) -> String {
    shown(&Reading::of(text, &[]).node)
}
