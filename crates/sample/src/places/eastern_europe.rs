//! Bulgaria and Ukraine.

use super::{Country, city};
use crate::names::Locale;

pub(super) const COUNTRIES: &[Country] = &[
    Country {
        name: "Bulgaria",
        weight: 1,
        locales: &[(Locale::Bulgarian, 95), (Locale::Turkish, 5)],
        legal_forms: &["OOD", "AD"],
        streets: &["bul. Vitosha %#", "ul. Shipka %", "ul. Rakovski %##"],
        mobiles: &[],
        cities: &[
            city("Sofia", "Sofia", "1%00", "+49 69 90009 ###"),
            city("Plovdiv", "Plovdiv", "40%0", "+49 69 90009 ###"),
            city("Varna", "Varna", "90%0", "+49 69 90009 ###"),
        ],
    },
    Country {
        name: "Ukraine",
        weight: 1,
        locales: &[(Locale::Ukrainian, 100)],
        legal_forms: &["LLC"],
        streets: &["vul. Sadova %#", "vul. Lesi Ukrainky %", "vul. Soborna %##"],
        mobiles: &[],
        cities: &[
            city("Kyiv", "Kyiv", "01###", "+49 30 23125 ###"),
            city("Lviv", "Lviv", "79###", "+49 30 23125 ###"),
            city("Odesa", "Odesa", "65###", "+49 30 23125 ###"),
        ],
    },
];
