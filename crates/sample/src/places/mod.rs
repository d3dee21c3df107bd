//! Where companies sit: countries, cities, postal codes, streets and telephone numbers.
//!
//! Every number lies in a range that its authority keeps out of use for works of fiction; where a
//! country has none, the numbers are those of an office in a country near by.

mod americas;
mod anglophone;
mod asia;
mod central_europe;
mod eastern_europe;
mod nordic;
mod southern_europe;
mod western_europe;

use crate::names::Locale;
use crate::rng::Rng;

/// A country, as far as sample contacts need it. Patterns are those of [`Rng::fill`].
#[derive(Debug)]
pub(crate) struct Country {
    /// English short name, as in ISO 3166-1.
    pub(crate) name: &'static str,
    /// Its share of all companies, relative to the other countries.
    pub(crate) weight: usize,
    /// Where its people's names come from, with the share of each; the first is the main one.
    pub(crate) locales: &'static [(Locale, usize)],
    /// Legal forms that may follow a company's name.
    pub(crate) legal_forms: &'static [&'static str],
    /// Patterns of a street with a number.
    pub(crate) streets: &'static [&'static str],
    /// Patterns of mobile numbers; may be empty.
    pub(crate) mobiles: &'static [&'static str],
    pub(crate) cities: &'static [City],
}

/// A city, from common to rare within its country.
#[derive(Debug)]
pub(crate) struct City {
    pub(crate) name: &'static str,
    pub(crate) region: &'static str,
    pub(crate) postal_code: &'static str,
    /// Pattern of a number there.
    landline: &'static str,
}

const fn city(
    name: &'static str,
    region: &'static str,
    postal_code: &'static str,
    landline: &'static str,
) -> City {
    City { name, region, postal_code, landline }
}

const COUNTRIES: &[&[Country]] = &[
    americas::COUNTRIES,
    anglophone::COUNTRIES,
    central_europe::COUNTRIES,
    western_europe::COUNTRIES,
    southern_europe::COUNTRIES,
    nordic::COUNTRIES,
    asia::COUNTRIES,
    eastern_europe::COUNTRIES,
];

impl Country {
    /// A country by its share of companies.
    pub(crate) fn draw(rng: &mut Rng) -> &'static Self {
        let group = rng.pick_weighted(COUNTRIES, |group| group.iter().map(|c| c.weight).sum());
        rng.pick_weighted(group, |country| country.weight)
    }

    /// Where a person who works in this country has the name from; one in twelve comes from
    /// anywhere.
    pub(crate) fn locale(&self, rng: &mut Rng) -> Locale {
        if rng.below(12) == 0 {
            return *rng.pick(&Locale::ALL);
        }
        rng.pick_weighted(self.locales, |&(_, weight)| weight).0
    }

    /// The language in which someone works here: the own one if it is spoken, else the main one.
    pub(crate) fn language_of(&self, person: Locale) -> Locale {
        let spoken = self.locales.iter().any(|&(locale, _)| locale == person);
        if spoken { person } else { self.locales[0].0 }
    }

    /// A mobile number, if the country keeps any for fiction.
    pub(crate) fn mobile(&self, rng: &mut Rng) -> Option<String> {
        if self.mobiles.is_empty() {
            return None;
        }
        let pattern = *rng.pick(self.mobiles);
        Some(rng.fill(pattern))
    }
}

impl City {
    /// A number at a desk there; one in ten has an extension.
    pub(crate) fn landline(&self, rng: &mut Rng) -> String {
        let mut number = rng.fill(self.landline);
        if rng.chance(10) {
            number.push_str(&rng.fill(" ext. %##"));
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn countries() -> impl Iterator<Item = &'static Country> {
        COUNTRIES.iter().copied().flatten()
    }

    #[test]
    fn every_country_is_known_and_has_places() {
        for country in countries() {
            let parsed = domain::value::Country::parse(country.name).unwrap();
            assert_eq!(parsed.name(), country.name);
            assert!(country.weight > 0 && !country.cities.is_empty(), "{}", country.name);
            assert!(!country.streets.is_empty() && !country.locales.is_empty());
        }
    }

    /// The ranges, each with the body that keeps it out of use.
    const FICTION: &[&str] = &[
        "+1###55501##",    // NANPA: 555-0100 to 555-0199 in every area
        "+4420794 60###",  // Ofcom, "Telephone numbers for drama use": London
        "+44%##4960###",   // Ofcom: 4960xxx in the large cities
        "+441914980###",   // Ofcom: Tyneside
        "+442920180###",   // Ofcom: Cardiff
        "+442896496###",   // Ofcom: Northern Ireland
        "+447700900###",   // Ofcom: mobile
        "+353209######",   // ComReg: 020 91x xxxx
        "+61%5550####",    // ACMA: 5550 xxxx in every area
        "+61491570###",    // ACMA: single mobile numbers, listed in the table
        "+493023125###",   // Bundesnetzagentur, notice 148/2021: Berlin
        "+496990009###",   // the same: Frankfurt am Main
        "+494066969###",   // the same: Hamburg
        "+492214710###",   // the same: Köln
        "+498999998###",   // the same: München
        "+491713920 0##",  // the same: mobile
        "+4917604069 0##", // the same: mobile
        "+33199 00####",   // ARCEP, numbering plan: audiovisual works, Île-de-France
        "+33261 91####",   // the same: north-west
        "+33353 01####",   // the same: north-east
        "+33465 71####",   // the same: south-east
        "+33536 49####",   // the same: south-west
        "+336399 8####",   // the same: mobile
        "+468465004##",    // PTS: Stockholm
        "+46313900 6##",   // PTS: Göteborg
        "+46406280 4##",   // PTS: Malmö
        "+4670174 06##",   // PTS: mobile, 605 to 699
    ];

    fn lies_in(pattern: &str, number: &str) -> bool {
        let pattern: Vec<char> = pattern.chars().filter(|&c| c != ' ').collect();
        let number: Vec<char> = number.chars().collect();
        pattern.len() == number.len()
            && pattern.iter().zip(&number).all(|(&p, &n)| match p {
                '#' | '%' => n.is_ascii_digit(),
                other => other == n,
            })
    }

    #[test]
    fn every_number_is_kept_for_fiction() {
        let mut rng = Rng::new(11);
        for country in countries() {
            for _ in 0..200 {
                let at = rng.pick(country.cities).landline(&mut rng);
                for text in [Some(at), country.mobile(&mut rng)].into_iter().flatten() {
                    let phone = domain::value::Phone::parse(&text).unwrap();
                    let number = phone.as_str().split(" x").next().unwrap();
                    assert!(FICTION.iter().any(|range| lies_in(range, number)), "{text}");
                }
            }
        }
    }
}
