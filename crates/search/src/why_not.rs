//! Why a contact is missing.

use domain::search::language::Node;
use domain::search::{Exclusion, SearchQuery};
use domain::{ContactId, Partition};

use crate::Error;
use crate::bits::Bits;
use crate::find::Asking;
use crate::matching::Look;
use crate::plan::Plan;
use crate::snapshot::Shared;
use crate::term;
use crate::token::Care;

/// See [`crate::Index::why_not`].
pub(crate) fn why_not(
    shared: &Shared,
    partition: Partition,
    query: &SearchQuery,
    contact: ContactId,
) -> Result<Option<Vec<Exclusion>>, Error> {
    let snapshot = shared.current();
    let Some((segment, doc)) = snapshot.first(&term::contact(partition, contact))? else {
        return Ok(None);
    };
    let asking = Asking::read(&snapshot, partition, query)?;
    let answered = asking.answered()?;
    let care = if answered.is_far { Care::Far } else { Care::Usual };
    let look = Look { segment, span: segment.span(partition)? };
    let mut alone = Bits::default();
    alone.insert(doc);

    let node = &asking.reading.node;
    let parts = if let Node::All(parts) = node { parts } else { std::slice::from_ref(node) };
    let mut excluded = Vec::new();
    for part in parts {
        let plan = Plan::of(&snapshot, partition, part, care)?;
        if look.met(&plan, &alone)?.is_none() {
            let is_negated = matches!(part, Node::Not(_));
            excluded.push(Exclusion::word(typed(part, &query.text).trim(), is_negated));
        }
    }
    for filter in &answered.question.filters {
        if !look.allowed(filter)?.contains(doc) {
            excluded.push(Exclusion::filter(filter.field));
        }
    }
    Ok(Some(excluded))
}

/// The piece of the box that a part was made of.
fn typed<'a>(part: &Node, text: &'a str) -> &'a str {
    let ends = ends(part);
    ends.and_then(|(start, end)| text.get(start..end)).unwrap_or_default()
}

fn ends(part: &Node) -> Option<(usize, usize)> {
    match part {
        Node::All(nodes) | Node::Any(nodes) => {
            nodes.iter().filter_map(ends).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
        }
        Node::Not(node) => ends(node),
        Node::Text(text) => Some((text.at.start, text.at.end)),
    }
}
