//! Whether a contact that stands in a right place meets a part of the box: a place knows a word's class,
//! and which two words are neighbours, but neither the field nor whole phrases.

use std::collections::HashMap;
use std::io;

use domain::search::FilterField;
use domain::search::language::FieldName;
use tantivy::DocId;

use crate::Error;
use crate::class::{Class, Tier, Way};
use crate::plan::Leaf;
use crate::segment::{FacetColumn, Segment};

/// Looks at the words of contacts of one segment.
pub(crate) struct Check<'a> {
    segment: &'a Segment,
    leaf: &'a Leaf,
    /// The column that has the named field: each of its values is looked at once, however many have it.
    column: Option<(&'a FacetColumn, Class)>,
    known: HashMap<u64, Option<Tier>>,
}

impl<'a> Check<'a> {
    pub(crate) fn new(segment: &'a Segment, leaf: &'a Leaf) -> Self {
        let named = match leaf.field {
            Some(FieldName::Filter(field)) => Some(field),
            _ => None,
        };
        let class = if named == Some(FilterField::Company) { Class::Company } else { Class::Other };
        let column =
            named.and_then(|field| segment.body.facet(field)).map(|column| (column, class));
        Self { segment, leaf, column, known: HashMap::new() }
    }

    /// The tier of a contact that meets the part.
    pub(crate) fn tier(&mut self, doc: DocId) -> Result<Option<Tier>, Error> {
        let Some((column, class)) = self.column else {
            let met = self.segment.card(doc)?.meets(self.leaf);
            return Ok(met.map(|met| Tier::new(self.worth(met.way), met.class)));
        };
        let ordinal = column.ordinals.get_val(doc);
        if let Some(known) = self.known.get(&ordinal) {
            return Ok(*known);
        }
        let way = self.leaf.asked.meets_text(&column.folded(ordinal)?, self.leaf.care);
        let tier = way.map(|way| Tier::new(self.worth(way), class));
        self.known.insert(ordinal, tier);
        Ok(tier)
    }

    fn worth(&self, way: Way) -> Way {
        if self.leaf.meant_by.is_some() { Way::Meaning } else { way }
    }
}

impl FacetColumn {
    /// A value of the segment, folded.
    pub(crate) fn folded(&self, ordinal: u64) -> io::Result<String> {
        let mut bytes = Vec::new();
        self.values.ord_to_bytes(ordinal, &mut bytes)?;
        let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        Ok(String::from_utf8_lossy(&bytes[..end]).into_owned())
    }
}
