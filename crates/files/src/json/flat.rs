//! An object as pairs of column and text, in the order of the file.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::tags::joined;

/// Between values of one cell; the mapping divides at it.
const SEPARATOR: &str = "; ";

/// A value with the order of its keys.
enum Node {
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

/// The pairs of an object. Objects inside are flattened as `a.b`; lists become one cell, and lists of
/// objects numbered columns: `emails: [{"value", "kind"}]` the pair `email 1 - Label` and
/// `email 1 - Value`, which the mapping reads together. What is in `custom` becomes `custom:name`.
///
/// # Errors
/// The text is no object, in words for a person.
pub(super) fn flat(text: &str) -> Result<Vec<(String, String)>, String> {
    let node: Node = serde_json::from_str(text).map_err(|error| {
        format!("The line is not valid JSON: {error}. Mend it or leave it out.")
    })?;
    let Node::Object(pairs) = node else {
        return Err("The line holds no JSON object.".to_owned());
    };
    let mut out = Vec::new();
    for (key, node) in pairs {
        match node {
            Node::Object(inner) if key == "custom" => {
                for (name, node) in inner {
                    node.into_pairs(format!("custom:{name}"), &mut out);
                }
            }
            node => node.into_pairs(key, &mut out),
        }
    }
    Ok(out)
}

impl Node {
    fn into_pairs(self, key: String, out: &mut Vec<(String, String)>) {
        match self {
            Self::Text(text) => out.push((key, text)),
            Self::Object(pairs) => {
                for (name, node) in pairs {
                    node.into_pairs(format!("{key}.{name}"), out);
                }
            }
            Self::List(nodes) => list(nodes, key, out),
        }
    }
}

fn list(nodes: Vec<Node>, key: String, out: &mut Vec<(String, String)>) {
    let stem = singular(&key).to_owned();
    let (mut texts, mut number) = (Vec::new(), 0);
    let mut only_texts = true;
    for node in nodes {
        match node {
            Node::Text(text) => texts.push(text),
            Node::Object(pairs) => {
                only_texts = false;
                number += 1;
                entry(pairs, &format!("{stem} {number}"), out);
            }
            Node::List(inner) => {
                number += 1;
                list(inner, format!("{key}.{number}"), out);
            }
        }
    }
    if only_texts || !texts.is_empty() {
        texts.retain(|text| !text.is_empty());
        let cell = if key == "tags" { joined(&texts) } else { texts.join(SEPARATOR) };
        out.push((key, cell));
    }
}

/// One object of a list. Where it has a value, its label stands before it even if it is empty, so that
/// both columns are there and side by side.
fn entry(mut pairs: Vec<(String, Node)>, stem: &str, out: &mut Vec<(String, String)>) {
    let mut take = |names: &[&str]| {
        let found = pairs.iter().position(|(name, node)| {
            names.contains(&name.as_str()) && matches!(node, Node::Text(_))
        })?;
        match pairs.remove(found).1 {
            Node::Text(text) => Some(text),
            _ => None,
        }
    };
    if let Some(value) = take(&["value"]) {
        let label = take(&["kind", "type", "label"]).unwrap_or_default();
        out.push((format!("{stem} - Label"), label));
        out.push((format!("{stem} - Value"), value));
    }
    for (name, node) in pairs {
        node.into_pairs(format!("{stem} - {name}"), out);
    }
}

fn singular(key: &str) -> &str {
    key.strip_suffix("sses").map_or_else(
        || key.strip_suffix('s').filter(|stem| stem.len() > 1).unwrap_or(key),
        |stem| &key[..stem.len() + 2],
    )
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Nodes)
    }
}

struct Nodes;

impl<'de> Visitor<'de> for Nodes {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Text(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Text(String::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = items.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = items.next_entry()? {
            pairs.push(pair);
        }
        Ok(Node::Object(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<String> {
        flat(text).unwrap().into_iter().map(|(key, text)| format!("{key}={text}")).collect()
    }

    #[test]
    fn objects_become_columns_in_their_order() {
        assert_eq!(
            pairs(r#"{"z":"x","a":{"b":1,"c":null},"n":2.5,"ok":true,"tags":["p","q"],"none":[]}"#),
            ["z=x", "a.b=1", "a.c=", "n=2.5", "ok=true", "tags=p; q", "none="]
        );
    }

    #[test]
    fn lists_of_objects_become_numbered_columns() {
        assert_eq!(
            pairs(r#"{"emails":[{"value":"a@b.de","kind":"work"},{"value":"c@d.de"}]}"#),
            [
                "email 1 - Label=work",
                "email 1 - Value=a@b.de",
                "email 2 - Label=",
                "email 2 - Value=c@d.de"
            ]
        );
        assert_eq!(pairs(r#"{"addresses":[{"city":"Ulm"}]}"#), ["address 1 - city=Ulm"]);
        assert_eq!(pairs(r#"{"custom":{"Fund":"x"}}"#), ["custom:Fund=x"]);
    }

    #[test]
    fn what_is_no_object_is_told() {
        for text in ["{\"a\":", "[1]", "{\"a\":1}}", "{'a':1}"] {
            assert!(flat(text).unwrap_err().contains("JSON"), "{text}");
        }
        assert!(flat(&format!("{{\"a\":{}1{}}}", "[".repeat(500), "]".repeat(500))).is_err());
    }
}
