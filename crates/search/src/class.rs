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

/// In which way a word of the box is met, best first: what a reason tells, and typos of two letters or
/// in the first one, which are looked for only where there is nobody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Way {
    Exact,
    Prefix,
    Nickname,
    Meaning,
    Typo,
    Far,
}

impl Way {
    const ALL: [Self; 6] =
        [Self::Exact, Self::Prefix, Self::Nickname, Self::Meaning, Self::Typo, Self::Far];

    /// As a reason tells it.
    pub(crate) const fn how(self) -> How {
        match self {
            Self::Exact => How::Exact,
            Self::Prefix => How::Prefix,
            Self::Nickname => How::Nickname,
            Self::Meaning => How::Meaning,
            Self::Typo | Self::Far => How::Typo,
        }
    }

    /// The share of a word that is met so in the rank of the whole contact.
    const fn rank(self) -> u64 {
        match self {
            Self::Exact => 0,
            Self::Prefix => 1 << 10,
            Self::Nickname => 1 << 17,
            Self::Meaning => 1 << 24,
            Self::Typo => 1 << 31,
            Self::Far => 2 << 31,
        }
    }
}

/// How well one word of the box is met by a contact; 0 is best. How a word matches counts more
/// than where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tier(u8);

impl Tier {
    /// A typo in an address; nobody stands there.
    pub(crate) const WORST: Self = Self::new(Way::Far, Class::Address);

    pub(crate) const fn new(way: Way, class: Class) -> Self {
        Self(way as u8 * 4 + class as u8)
    }

    /// The number of the class.
    pub(crate) const fn class(self) -> u8 {
        self.0 % 4
    }

    pub(crate) fn way(self) -> Way {
        Way::ALL.get(usize::from(self.0 / 4)).copied().unwrap_or(Way::Far)
    }

    /// Whether the word stands there as it was typed.
    pub(crate) const fn is_exact(self) -> bool {
        self.0 / 4 == Way::Exact as u8
    }

    /// The share of this word in the rank of the whole contact, below 2^39. Ranks are summed over the
    /// words, so that fewer typos count first, then fewer words that only mean the same, then fewer
    /// unfinished words, then better fields. The box holds at most 200 characters, hence 100 words: no
    /// part runs over into the next.
    pub(crate) fn rank(self) -> u64 {
        self.way().rank() | u64::from(self.class())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_word_matches_counts_more_than_where() {
        let tier = |way, class| Tier::new(way, class).rank();
        assert!(tier(Way::Exact, Class::Name) < tier(Way::Exact, Class::Company));
        for pair in Way::ALL.windows(2) {
            let better = 100 * tier(pair[0], Class::Address);
            let worse = tier(pair[1], Class::Name);
            let doubled = pair[1] == Way::Far;
            assert!(if doubled { better / 100 < worse } else { better < worse }, "{pair:?}");
        }
    }

    #[test]
    fn a_tier_tells_its_way_and_its_class() {
        let tiers = Way::ALL.into_iter().flat_map(|way| Class::ALL.map(|class| (way, class)));
        let mut known: Vec<Tier> = Vec::new();
        for (way, class) in tiers {
            let tier = Tier::new(way, class);
            assert_eq!((tier.way(), tier.class()), (way, class as u8));
            known.push(tier);
        }
        assert!(known.is_sorted_by(|a, b| a < b));
        assert_eq!(known.last(), Some(&Tier::WORST));
    }
}
