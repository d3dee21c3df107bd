//! Why a contact was found.

use domain::search::Why;
use tantivy::DocId;

use crate::Error;
use crate::asked::{Asked, name_of};
use crate::card::Card;
use crate::class::Way;
use crate::matching::{Matches, Met};
use crate::plan::Leaf;

/// One reason for each part of the box that a contact meets, in the order of the box.
pub(crate) fn why(matches: &Matches<'_>, doc: DocId) -> Result<Vec<Why>, Error> {
    let mut reasons = Reasons { card: None, matches, doc, why: Vec::new() };
    reasons.add(&matches.met)?;
    Ok(reasons.why)
}

struct Reasons<'a> {
    /// Read when the first reason needs it.
    card: Option<Card>,
    matches: &'a Matches<'a>,
    doc: DocId,
    why: Vec<Why>,
}

impl Reasons<'_> {
    fn add(&mut self, met: &Met<'_>) -> Result<(), Error> {
        match met {
            Met::Leaf(word, leaf) => {
                if !leaf.is_silent {
                    self.tell(leaf, word.tier(self.doc).way())?;
                }
            }
            Met::All(parts) => parts.iter().try_for_each(|part| self.add(part))?,
            Met::Any(parts, is_first) => {
                let doc = self.doc;
                let own = parts.iter().filter(|(docs, _)| docs.contains(doc));
                for (_, part) in own.take(if *is_first { 1 } else { usize::MAX }) {
                    self.add(part)?;
                }
            }
            Met::Plain => {}
        }
        Ok(())
    }

    fn tell(&mut self, leaf: &Leaf, way: Way) -> Result<(), Error> {
        let word = match &leaf.asked {
            Asked::Token(token) => token.text().to_owned(),
            Asked::Phrase(words) => words.join(" "),
            Asked::Value(value) => value.text.clone(),
        };
        let told = leaf.meant_by.clone();
        let how = if told.is_some() { Way::Meaning.how() } else { way.how() };
        if let Asked::Value(value) = &leaf.asked {
            let field = name_of(value.field).to_owned();
            self.why.push(Why { word: told.unwrap_or(word.clone()), field, matched: word, how });
            return Ok(());
        }
        if self.card.is_none() {
            self.card = Some(self.matches.segment.card(self.doc)?);
        }
        if let Some(met) = self.card.as_ref().and_then(|card| card.meets(leaf)) {
            self.why.push(Why {
                word: told.unwrap_or(word),
                field: met.field.name().to_owned(),
                matched: met.matched,
                how: if leaf.meant_by.is_some() { how } else { met.way.how() },
            });
        }
        Ok(())
    }
}
