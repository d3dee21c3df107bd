//! Whether a contact that stands in a right place meets a part of the box: a place knows a word's class,
//! and which two words are neighbours, but neither the field nor whole phrases.

use std::collections::BTreeMap;
use std::io;

use domain::search::FilterField;
use domain::search::language::FieldName;
use tantivy::DocId;

use crate::Error;
use crate::bits::Bits;
use crate::class::{Class, Tier, Way};
use crate::plan::Leaf;
use crate::segment::{FacetColumn, Segment};

/// Looks at the words of contacts of one segment.
pub(crate) struct Check<'a> {
    segment: &'a Segment,
    leaf: &'a Leaf,
}

/// What is known of a value of a column.
#[derive(Clone, Copy)]
enum Verdict {
    Unknown,
    Misses,
    Meets(Tier),
}

impl<'a> Check<'a> {
    pub(crate) const fn new(segment: &'a Segment, leaf: &'a Leaf) -> Self {
        Self { segment, leaf }
    }

    /// Those of a set that meet the part, by their tier.
    pub(crate) fn tiers(&self, maybe: &Bits) -> Result<BTreeMap<Tier, Bits>, Error> {
        let mut met: BTreeMap<Tier, Vec<DocId>> = BTreeMap::new();
        match self.column() {
            Some((column, class)) => self.by_values(maybe, column, class, &mut met)?,
            None => {
                for doc in maybe.iter() {
                    if let Some(found) = self.segment.card(doc)?.meets(self.leaf) {
                        let tier = Tier::new(self.worth(found.way), found.class);
                        met.entry(tier).or_default().push(doc);
                    }
                }
            }
        }
        Ok(met.into_iter().map(|(tier, docs)| (tier, Bits::rising(docs))).collect())
    }

    /// The column that has the named field.
    fn column(&self) -> Option<(&'a FacetColumn, Class)> {
        let Some(FieldName::Filter(field)) = self.leaf.field else { return None };
        let class = if field == FilterField::Company { Class::Company } else { Class::Other };
        self.segment.body.facet(field).map(|column| (column, class))
    }

    /// Looks at each value once, however many contacts have it.
    fn by_values(
        &self,
        maybe: &Bits,
        column: &FacetColumn,
        class: Class,
        met: &mut BTreeMap<Tier, Vec<DocId>>,
    ) -> Result<(), Error> {
        let mut verdicts = vec![Verdict::Unknown; column.ids.len()];
        let mut ordinals = Vec::new();
        let mut outcome = Ok(());
        maybe.blocks(|docs| {
            ordinals.resize(docs.len(), 0);
            column.ordinals.get_vals(docs, &mut ordinals);
            for (doc, ordinal) in docs.iter().zip(&ordinals) {
                let place = usize::try_from(*ordinal).unwrap_or_default();
                let Some(verdict) = verdicts.get_mut(place) else { continue };
                if matches!(verdict, Verdict::Unknown) {
                    *verdict = self.verdict(column, class, *ordinal).unwrap_or_else(|error| {
                        outcome = Err(error.into());
                        Verdict::Misses
                    });
                }
                if let Verdict::Meets(tier) = verdict {
                    met.entry(*tier).or_default().push(*doc);
                }
            }
        });
        outcome
    }

    fn verdict(&self, column: &FacetColumn, class: Class, ordinal: u64) -> io::Result<Verdict> {
        let way = self.leaf.asked.meets_text(&column.folded(ordinal)?, self.leaf.care);
        Ok(way.map_or(Verdict::Misses, |way| Verdict::Meets(Tier::new(self.worth(way), class))))
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
