use super::plain::{self, Found};
use super::{Chip, Node, lexer, operator, tree};

/// A box, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub node: Node,
    /// The plain words that were recognised, in their order, each once.
    pub chips: Vec<Chip>,
}

impl Reading {
    /// Reads the tables of words, which takes a moment, so that no search has to.
    pub fn prepare() {
        let _ = Self::of("vp sales germ", &[]);
        super::slip::prepare();
        let _ = crate::contact::nicknames("bob").next();
    }

    /// Reads a box. Words in `verbatim`, folded, mean nothing but themselves.
    ///
    /// A word means something beside itself if it names a seniority, a department, an industry, a
    /// country, a large city, or is the short or long form of a title; of several that begin at one
    /// place the longest counts. Meanings only add: whoever has the word itself is found all the same.
    /// A word that is more often something else, such as the names Chad and Paris or the words `it`
    /// and `us`, means something only beside a word that is certain to: `chad smith` names a person,
    /// `vp chad` a place. So does the beginning of a country's name at the end, `vp germ`, and a word of five
    /// letters or more that has no meaning, but one alone with a slip of the fingers: `vp saels`. Words in
    /// quotes or behind `field:` never mean anything else.
    pub fn of(text: &str, verbatim: &[String]) -> Self {
        let lexemes = operator::settle(lexer::read(text));
        let found = plain::recognise(&lexemes, verbatim);
        let mut chips: Vec<Chip> = Vec::new();
        for chip in found.iter().filter_map(Found::chip) {
            if !chips.contains(&chip) {
                chips.push(chip);
            }
        }
        Self { node: tree::grow(text, &lexemes, &found), chips }
    }
}
