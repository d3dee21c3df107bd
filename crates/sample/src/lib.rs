//! Sample contacts: endless, the same for the same seed, like real ones and clearly invented.
//!
//! Nobody can be reached by mistake. Every domain lies under `.example` or `.test` (RFC 2606),
//! every telephone number in a range kept out of use for fiction, and every profile address ends
//! in `-sample`.
//!
//! No two contacts of one generator share an e-mail or a profile address; names come again, as
//! they do among people.

mod companies;
mod contact;
mod csv;
mod industries;
mod names;
mod places;
mod rng;
mod titles;

use domain::contact::ContactInput;

pub use csv::{COLUMNS, csv_header, csv_row};

use companies::Company;
use names::Names;
use rng::Rng;

/// Companies that are drawn from at a time. One whose people have all appeared makes room for the
/// next, so memory stays bounded however many contacts are taken.
const OPEN_COMPANIES: usize = 128;

/// The generator of sample contacts: about one company for twelve people.
#[derive(Debug, Clone)]
pub struct Generator {
    rng: Rng,
    names: Names,
    open: Vec<Company>,
    next_company: u64,
}

impl Generator {
    /// A generator whose contacts depend on the seed alone. Different seeds start at different
    /// companies.
    pub fn new(seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let first = u64::try_from(rng.below(Company::name_count())).unwrap_or_default();
        let next_company = first + u64::try_from(OPEN_COMPANIES).unwrap_or_default();
        let open = (first..next_company).map(Company::numbered).collect();
        Self { rng, names: Names::new(), open, next_company }
    }
}

impl Iterator for Generator {
    type Item = ContactInput;

    /// The next contact; there always is one.
    fn next(&mut self) -> Option<ContactInput> {
        let place = self.rng.below(self.open.len());
        let company = self.open.get_mut(place)?;
        let contact = contact::compose(&mut self.rng, &self.names, company);
        company.left -= 1;
        if company.left == 0 {
            *company = Company::numbered(self.next_company);
            self.next_company += 1;
        }
        Some(contact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    proptest! {
        // 50 runs of 100: 5,000 contacts.
        #![proptest_config(ProptestConfig::with_cases(50))]
        #[test]
        fn every_contact_is_a_valid_one_without_loss(seed: u64) {
            for input in Generator::new(seed).take(100) {
                let (emails, phones, tags) =
                    (input.emails.len(), input.phones.len(), input.tags.len());
                let parsed = input.clone().parse();
                prop_assert!(parsed.is_ok(), "{input:?}: {parsed:?}");
                let parsed = parsed.unwrap_or_default();
                prop_assert_eq!(parsed.first_name, input.first_name);
                prop_assert_eq!(parsed.last_name, input.last_name);
                prop_assert!(parsed.full_name.is_some());
                let lists = (parsed.emails.len(), parsed.phones.len(), parsed.tags.len());
                prop_assert_eq!(lists, (emails, phones, tags));
            }
        }

        #[test]
        fn one_seed_always_gives_the_same(seed: u64) {
            let (first, second) = (Generator::new(seed), Generator::new(seed));
            prop_assert!(first.take(20).eq(second.take(20)));
            prop_assert!(!Generator::new(seed).take(20).eq(Generator::new(!seed).take(20)));
        }
    }

    #[test]
    fn nobody_can_be_reached() {
        for contact in Generator::new(1).take(5_000) {
            let domain = contact.company_domain.unwrap();
            for host in contact.emails.iter().map(|email| email.value.as_str()).chain([&*domain]) {
                let (_, top) = host.rsplit_once('.').unwrap();
                assert!(matches!(top, "example" | "test"), "{host}");
            }
            assert!(contact.linkedin_url.is_none_or(|url| url.ends_with("-sample")));
        }
    }

    #[test]
    fn addresses_are_never_shared() {
        let mut seen = HashSet::new();
        for contact in Generator::new(2).take(30_000) {
            for address in contact.emails.into_iter().map(|e| e.value).chain(contact.linkedin_url) {
                assert!(seen.insert(address.clone()), "{address}");
            }
        }
    }

    #[test]
    fn there_are_gaps_companies_and_scripts_as_in_real_data() {
        let contacts: Vec<_> = Generator::new(3).take(12_000).collect();
        let count = |has: fn(&ContactInput) -> bool| contacts.iter().filter(|c| has(c)).count();
        assert!((2_000..2_800).contains(&count(|c| c.phones.is_empty())));
        assert!((700..1_300).contains(&count(|c| c.city.is_none())));
        assert!((700..1_300).contains(&count(|c| c.emails.is_empty())));
        assert!((3_500..5_000).contains(&count(|c| !c.tags.is_empty())));
        let beyond_ascii = count(|c| c.last_name.as_ref().is_some_and(|name| !name.is_ascii()));
        assert!((1_500..5_000).contains(&beyond_ascii), "{beyond_ascii}");
        let kanji = count(|c| c.full_name.is_some());
        assert!((100..600).contains(&kanji), "{kanji}");
        let companies: HashSet<_> = contacts.iter().map(|c| &c.company).collect();
        assert!((800..1_300).contains(&companies.len()), "{}", companies.len());
    }
}
