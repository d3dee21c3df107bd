//! North and Central America.

use super::{City, Country, city};
use crate::names::Locale;

pub(super) const COUNTRIES: &[Country] = &[
    Country {
        name: "United States",
        weight: 24,
        locales: &[
            (Locale::English, 70),
            (Locale::Spanish, 13),
            (Locale::Indian, 6),
            (Locale::German, 3),
            (Locale::Italian, 3),
            (Locale::Scandinavian, 2),
            (Locale::Polish, 2),
            (Locale::Japanese, 1),
        ],
        legal_forms: &["Inc.", "LLC", "Corp."],
        streets: UNITED_STATES_STREETS,
        mobiles: &["+1 917-555-01##", "+1 628-555-01##", "+1 872-555-01##", "+1 737-555-01##"],
        cities: UNITED_STATES,
    },
    Country {
        name: "Canada",
        weight: 5,
        locales: &[(Locale::English, 60), (Locale::French, 30), (Locale::Indian, 10)],
        legal_forms: &["Inc.", "Ltd."],
        streets: &["%## King Street", "%## Sparks Street", "%### rue Sainte-Anne", "%# Lake Road"],
        mobiles: &["+1 437-555-01##", "+1 438-555-01##"],
        cities: CANADA,
    },
    Country {
        name: "Mexico",
        weight: 3,
        locales: &[(Locale::Spanish, 100)],
        legal_forms: &["S.A. de C.V."],
        streets: &["Avenida Reforma %##", "Calle Morelos %#", "Calle Hidalgo %##"],
        mobiles: &[],
        cities: &[
            city("Ciudad de México", "Ciudad de México", "06###", "+1 512-555-01##"),
            city("Monterrey", "Nuevo León", "64###", "+1 512-555-01##"),
            city("Guadalajara", "Jalisco", "44###", "+1 512-555-01##"),
            city("Puebla", "Puebla", "72###", "+1 512-555-01##"),
            city("Querétaro", "Querétaro", "76###", "+1 512-555-01##"),
            city("Mérida", "Yucatán", "97###", "+1 512-555-01##"),
        ],
    },
];

const UNITED_STATES_STREETS: &[&str] = &[
    "%## Main Street",
    "%### Market Street",
    "%## Oak Avenue",
    "%### Lincoln Boulevard",
    "%## Maple Drive, Suite %##",
    "%### Industrial Parkway",
    "%# Harbor Way",
    "%## Chestnut Street, Floor %",
];

const UNITED_STATES: &[City] = &[
    city("New York", "New York", "100##", "+1 212-555-01##"),
    city("San Francisco", "California", "941##", "+1 415-555-01##"),
    city("Los Angeles", "California", "900##", "+1 213-555-01##"),
    city("Chicago", "Illinois", "606##", "+1 312-555-01##"),
    city("Boston", "Massachusetts", "021##", "+1 617-555-01##"),
    city("Austin", "Texas", "787##", "+1 512-555-01##"),
    city("Seattle", "Washington", "981##", "+1 206-555-01##"),
    city("Houston", "Texas", "770##", "+1 713-555-01##"),
    city("Atlanta", "Georgia", "303##", "+1 404-555-01##"),
    city("Washington", "District of Columbia", "200##", "+1 202-555-01##"),
    city("Dallas", "Texas", "752##", "+1 214-555-01##"),
    city("Denver", "Colorado", "802##", "+1 303-555-01##"),
    city("Philadelphia", "Pennsylvania", "191##", "+1 215-555-01##"),
    city("Miami", "Florida", "331##", "+1 305-555-01##"),
    city("San Diego", "California", "921##", "+1 619-555-01##"),
    city("Minneapolis", "Minnesota", "554##", "+1 612-555-01##"),
    city("Phoenix", "Arizona", "850##", "+1 602-555-01##"),
    city("Portland", "Oregon", "972##", "+1 503-555-01##"),
    city("Detroit", "Michigan", "482##", "+1 313-555-01##"),
    city("Nashville", "Tennessee", "372##", "+1 615-555-01##"),
    city("Charlotte", "North Carolina", "282##", "+1 704-555-01##"),
    city("Salt Lake City", "Utah", "841##", "+1 801-555-01##"),
    city("Pittsburgh", "Pennsylvania", "152##", "+1 412-555-01##"),
    city("Columbus", "Ohio", "432##", "+1 614-555-01##"),
    city("St. Louis", "Missouri", "631##", "+1 314-555-01##"),
    city("Kansas City", "Missouri", "641##", "+1 816-555-01##"),
    city("Raleigh", "North Carolina", "276##", "+1 919-555-01##"),
    city("Milwaukee", "Wisconsin", "532##", "+1 414-555-01##"),
    city("New Orleans", "Louisiana", "701##", "+1 504-555-01##"),
    city("Albuquerque", "New Mexico", "871##", "+1 505-555-01##"),
    city("Boise", "Idaho", "837##", "+1 208-555-01##"),
    city("Anchorage", "Alaska", "995##", "+1 907-555-01##"),
];

const CANADA: &[City] = &[
    city("Toronto", "Ontario", "M5@ %@%", "+1 416-555-01##"),
    city("Montréal", "Québec", "H3@ %@%", "+1 514-555-01##"),
    city("Vancouver", "British Columbia", "V6@ %@%", "+1 604-555-01##"),
    city("Calgary", "Alberta", "T2@ %@%", "+1 403-555-01##"),
    city("Ottawa", "Ontario", "K1@ %@%", "+1 613-555-01##"),
    city("Québec", "Québec", "G1@ %@%", "+1 418-555-01##"),
    city("Edmonton", "Alberta", "T5@ %@%", "+1 780-555-01##"),
    city("Halifax", "Nova Scotia", "B3@ %@%", "+1 902-555-01##"),
];
