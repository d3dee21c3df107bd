//! How good a match is: in which kind of field, and how exactly.

use domain::search::How;

/// The kind of field that a word stands in, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Class {
    Name,
    Company,
    /// Title, city, tags, seniority and department.
    Other,
    /// E-mail addresses, domains and phone numbers, in which typos are not forgiven.
    Address,
}

impl Class {
    pub(crate) const ALL: [Self; 4] = [Self::Name, Self::Company, Self::Other, Self::Address];
    /// The classes in which a typo is forgiven.
    pub(crate) const FORGIVING: [Self; 3] = [Self::Name, Self::Company, Self::Other];
}

/// How well one word of the box is met by a contact; 0 is best. How a word matches counts more
/// than where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tier(u8);

impl Tier {
    /// A name as it stands.
    pub(crate) const BEST: Self = Self::new(How::Exact, Class::Name);
    /// A typo in an address; nobody stands there.
    pub(crate) const WORST: Self = Self::new(How::Typo, Class::Address);

    pub(crate) const fn new(how: How, class: Class) -> Self {
        Self(how as u8 * 4 + class as u8)
    }

    /// Reads what [`byte`](Self::byte) wrote.
    pub(crate) const fn from_byte(byte: u8) -> Self {
        Self(byte)
    }

    pub(crate) const fn byte(self) -> u8 {
        self.0
    }

    /// The number of the class.
    pub(crate) const fn class(self) -> u8 {
        self.0 % 4
    }

    /// Whether the word stands there as it was typed.
    pub(crate) const fn is_exact(self) -> bool {
        self.0 / 4 == How::Exact as u8
    }

    /// The share of this word in the rank of the whole contact. Ranks are summed over the words,
    /// so that fewer typos count first, then fewer unfinished words, then better fields. The
    /// box holds at most 200 characters, hence 100 words: no part runs over into the next.
    pub(crate) const fn rank(self) -> u32 {
        let class = self.class() as u32;
        match self.0 / 4 {
            0 => class,
            1 => 1 << 10 | class,
            _ => 1 << 20 | class,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_word_matches_counts_more_than_where() {
        let tier = |how, class| Tier::new(how, class).rank();
        assert!(tier(How::Exact, Class::Address) < tier(How::Prefix, Class::Name));
        assert!(tier(How::Prefix, Class::Address) < tier(How::Typo, Class::Name));
        assert!(tier(How::Exact, Class::Name) < tier(How::Exact, Class::Company));
        let hundred_prefixes = 100 * tier(How::Prefix, Class::Address);
        assert!(hundred_prefixes < tier(How::Typo, Class::Name));
    }

    #[test]
    fn every_tier_has_its_own_byte() {
        let mut bytes: Vec<u8> = [How::Exact, How::Prefix, How::Typo]
            .into_iter()
            .flat_map(|how| Class::ALL.map(|class| Tier::new(how, class).byte()))
            .collect();
        bytes.dedup();
        assert_eq!(bytes.len(), 12);
        assert_eq!(bytes.last(), Some(&Tier::WORST.byte()));
    }
}
