//! Texts that are written into the page by hand: where hundreds of them change at once, a view that follows each costs
//! more than the change.

use web_sys::{Element, Node};

/// Writes the text of an element that holds nothing else.
pub(crate) fn write_text(element: &Element, text: &str) {
    // An element that never had a text holds a mark of the view instead.
    let is_text = |child: &Node| child.node_type() == Node::TEXT_NODE;
    let only =
        element.first_child().filter(|child| is_text(child) && child.next_sibling().is_none());
    match only {
        Some(only) => only.set_node_value(Some(text)),
        None => element.set_text_content(Some(text)),
    }
}

/// Writes an attribute.
pub(crate) fn write_attribute(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}
