//! Invented companies: a name put together from syllables and an industry's word, and a domain
//! under a name that RFC 2606 reserves, so that none of them can exist.

use std::collections::HashSet;

use crate::industries;
use crate::places::{City, Country};
use crate::rng::Rng;

const HEADS: &[&str] = &[
    "Al", "Ar", "Bel", "Bran", "Bry", "Cal", "Cas", "Cor", "Dor", "Dun", "El", "Ever", "Fal",
    "Fen", "Gal", "Glen", "Hal", "Haver", "Ister", "Jor", "Kel", "Kest", "Lin", "Lor", "Mar",
    "Mel", "Nav", "Nor", "Os", "Pel", "Pris", "Quen", "Ren", "Ril", "Sal", "Sol", "Tal", "Tor",
    "Ul", "Vel", "Ver", "Wen", "Wil", "Xan", "Yar", "Zel",
];

const TAILS: &[&str] = &[
    "andra", "beck", "borough", "cott", "dale", "deen", "eria", "fax", "gate", "haven", "holt",
    "ica", "ion", "ko", "lex", "lund", "mark", "mere", "mont", "nova", "ora", "port", "quist",
    "ridge", "stad", "thorne", "tis", "vale", "vane", "vik", "wick", "wyn",
];

/// Bands of employees: the band, its share of companies in percent, and the fewest and most of
/// its people that are among the contacts. The mean is about twelve.
const SIZES: &[(&str, usize, usize, usize)] = &[
    ("1-10", 18, 1, 3),
    ("11-50", 26, 2, 8),
    ("51-200", 22, 5, 16),
    ("201-500", 14, 8, 24),
    ("501-1000", 9, 12, 34),
    ("1001-5000", 7, 18, 48),
    ("5001-10000", 3, 24, 60),
    ("10001+", 1, 30, 80),
];

/// One company, and how many of its people are still to come.
#[derive(Debug, Clone)]
pub(crate) struct Company {
    pub(crate) name: String,
    pub(crate) domain: String,
    pub(crate) industry: &'static str,
    pub(crate) size: &'static str,
    pub(crate) country: &'static Country,
    pub(crate) city: &'static City,
    pub(crate) left: usize,
    /// Mailboxes that are taken.
    mailboxes: HashSet<String>,
}

impl Company {
    /// Names before one comes again with a number behind it.
    pub(crate) fn name_count() -> usize {
        HEADS.len() * TAILS.len() * industries::word_count()
    }

    /// The company with a number. The same number always gives the same company, and no two
    /// numbers give the same domain.
    pub(crate) fn numbered(number: u64) -> Self {
        let mut rng = Rng::new(number ^ 0x5EED_C0DE);
        let (stem, (industry, word), round) = parts(number);
        let country = Country::draw(&mut rng);
        let size = rng.pick_weighted(SIZES, |&(_, share, ..)| share);
        let mut name = format!("{stem} {word}");
        let mut slug = format!("{stem}-{word}").to_lowercase().replace(' ', "-");
        if round > 0 {
            name = format!("{name} {}", round + 1);
            slug = format!("{slug}-{}", round + 1);
        }
        if rng.chance(45) {
            name = format!("{name} {}", rng.pick(country.legal_forms));
        }
        let top = if rng.chance(85) { "example" } else { "test" };
        Self {
            name,
            domain: format!("{slug}.{top}"),
            industry,
            size: size.0,
            country,
            city: rng.pick_leading(country.cities),
            left: size.2 + rng.below(size.3 - size.2 + 1),
            mailboxes: HashSet::new(),
        }
    }

    /// Whether founders and owners are likely here.
    pub(crate) fn is_small(&self) -> bool {
        self.size == SIZES[0].0
    }

    /// The mailbox, with a number behind it if a colleague has the same.
    pub(crate) fn claim_mailbox(&mut self, wanted: &str) -> String {
        let mut mailbox = wanted.to_owned();
        let mut number = 2;
        while !self.mailboxes.insert(mailbox.clone()) {
            mailbox = format!("{wanted}{number}");
            number += 1;
        }
        mailbox
    }
}

/// The parts of a name: stem, industry with its word, and how often all names were used before.
fn parts(number: u64) -> (String, (&'static str, &'static str), u64) {
    // A prime that divides no table's length, so that every number meets its own name.
    const STRIDE: u64 = 1_000_003;
    let count = u64::try_from(Company::name_count()).unwrap_or(1);
    let place = (number % count) * STRIDE % count;
    let place = usize::try_from(place).unwrap_or_default();
    let (word, stem) = (place % industries::word_count(), place / industries::word_count());
    let stem = format!("{}{}", HEADS[stem % HEADS.len()], TAILS[stem / HEADS.len()]);
    (stem, industries::word(word), number / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_numbers_share_a_domain() {
        let count = u64::try_from(Company::name_count()).unwrap();
        let slugs: HashSet<_> =
            (0..count + 100).map(|n| (parts(n).0, parts(n).1, parts(n).2)).collect();
        assert_eq!(slugs.len(), Company::name_count() + 100);
        assert_eq!(parts(count).0, parts(0).0);
        assert!(Company::numbered(count).domain.contains("-2."));
    }

    #[test]
    fn domains_are_reserved_ones() {
        for number in 0..1_000 {
            let company = Company::numbered(number);
            let (_, top) = company.domain.rsplit_once('.').unwrap();
            assert!(matches!(top, "example" | "test"), "{company:?}");
            assert_eq!(
                domain::value::DomainName::parse(&company.domain).map(String::from),
                Ok(company.domain.clone())
            );
        }
    }

    #[test]
    fn colleagues_of_one_name_get_a_number() {
        let mut company = Company::numbered(1);
        let boxes: Vec<_> = (0..3).map(|_| company.claim_mailbox("a.b")).collect();
        assert_eq!(boxes, ["a.b", "a.b2", "a.b3"]);
    }
}
