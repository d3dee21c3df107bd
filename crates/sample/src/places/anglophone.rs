//! The British Isles and Australia.

use super::{Country, city};
use crate::names::Locale;

pub(super) const COUNTRIES: &[Country] = &[
    Country {
        name: "United Kingdom",
        weight: 11,
        locales: &[
            (Locale::English, 82),
            (Locale::Indian, 10),
            (Locale::Polish, 4),
            (Locale::French, 2),
            (Locale::Turkish, 2),
        ],
        legal_forms: &["Ltd", "Limited", "plc"],
        streets: &[
            "% High Street",
            "%# Station Road",
            "%## King's Road",
            "%# Victoria Street",
            "% Mill Lane",
            "%# Queen's Square",
        ],
        mobiles: &["+44 7700 900###"],
        cities: &[
            city("London", "Greater London", "EC%@ %@@", "+44 20 7946 0###"),
            city("Manchester", "Greater Manchester", "M% %@@", "+44 161 496 0###"),
            city("Birmingham", "West Midlands", "B% %@@", "+44 121 496 0###"),
            city("Leeds", "West Yorkshire", "LS% %@@", "+44 113 496 0###"),
            city("Glasgow", "Scotland", "G% %@@", "+44 141 496 0###"),
            city("Bristol", "Bristol", "BS% %@@", "+44 117 496 0###"),
            city("Edinburgh", "Scotland", "EH% %@@", "+44 131 496 0###"),
            city("Liverpool", "Merseyside", "L% %@@", "+44 151 496 0###"),
            city("Sheffield", "South Yorkshire", "S% %@@", "+44 114 496 0###"),
            city("Nottingham", "Nottinghamshire", "NG% %@@", "+44 115 496 0###"),
            city("Leicester", "Leicestershire", "LE% %@@", "+44 116 496 0###"),
            city("Reading", "Berkshire", "RG% %@@", "+44 118 496 0###"),
            city("Newcastle upon Tyne", "Tyne and Wear", "NE% %@@", "+44 191 498 0###"),
            city("Cardiff", "Wales", "CF% %@@", "+44 29 2018 0###"),
            city("Belfast", "Northern Ireland", "BT% %@@", "+44 28 9649 6###"),
        ],
    },
    Country {
        name: "Ireland",
        weight: 2,
        locales: &[(Locale::English, 92), (Locale::Polish, 8)],
        legal_forms: &["Ltd", "DAC"],
        streets: &["%# Grand Parade", "%# Harbour Road", "% Bridge Street"],
        mobiles: &[],
        cities: &[
            city("Dublin", "Leinster", "D0% @%@%", "+353 20 91# ####"),
            city("Cork", "Munster", "T12 @%@%", "+353 20 91# ####"),
            city("Galway", "Connacht", "H91 @%@%", "+353 20 91# ####"),
            city("Limerick", "Munster", "V94 @%@%", "+353 20 91# ####"),
        ],
    },
    Country {
        name: "Australia",
        weight: 4,
        locales: &[
            (Locale::English, 84),
            (Locale::Indian, 8),
            (Locale::Greek, 4),
            (Locale::Italian, 4),
        ],
        legal_forms: &["Pty Ltd"],
        streets: &["%## George Street", "%# Collins Lane", "%# Beach Road", "%## Wattle Avenue"],
        // ACMA keeps single mobile numbers, not a range.
        mobiles: &[
            "+61 491 570 006",
            "+61 491 570 110",
            "+61 491 570 156",
            "+61 491 570 157",
            "+61 491 570 158",
            "+61 491 570 159",
        ],
        cities: &[
            city("Sydney", "New South Wales", "20##", "+61 2 5550 ####"),
            city("Melbourne", "Victoria", "30##", "+61 3 5550 ####"),
            city("Brisbane", "Queensland", "40##", "+61 7 5550 ####"),
            city("Perth", "Western Australia", "60##", "+61 8 5550 ####"),
            city("Adelaide", "South Australia", "50##", "+61 8 5550 ####"),
            city("Hobart", "Tasmania", "70##", "+61 3 5550 ####"),
        ],
    },
];
