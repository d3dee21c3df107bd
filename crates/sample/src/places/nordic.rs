//! Sweden, Norway and Denmark.

use super::{Country, city};
use crate::names::Locale;

pub(super) const COUNTRIES: &[Country] = &[
    Country {
        name: "Sweden",
        weight: 3,
        locales: &[(Locale::Scandinavian, 95), (Locale::Turkish, 2), (Locale::Polish, 3)],
        legal_forms: &["AB"],
        streets: &["Storgatan %#", "Kungsgatan %", "Björkvägen %#", "Hamngatan %##"],
        // PTS keeps 070-174 06 05 to 06 99.
        mobiles: &["+46 70 174 06 %#"],
        cities: &[
            city("Stockholm", "Stockholms län", "11# ##", "+46 8 465 004 ##"),
            city("Göteborg", "Västra Götalands län", "41# ##", "+46 31 390 06 ##"),
            city("Malmö", "Skåne län", "21# ##", "+46 40 628 04 ##"),
            city("Uppsala", "Uppsala län", "75# ##", "+46 8 465 004 ##"),
            city("Linköping", "Östergötlands län", "58# ##", "+46 8 465 004 ##"),
            city("Umeå", "Västerbottens län", "90# ##", "+46 8 465 004 ##"),
        ],
    },
    Country {
        name: "Norway",
        weight: 2,
        locales: &[(Locale::Scandinavian, 97), (Locale::Polish, 3)],
        legal_forms: &["AS", "ASA"],
        streets: &["Storgata %#", "Fjordveien %", "Øvre Torggate %#"],
        mobiles: &[],
        cities: &[
            city("Oslo", "Oslo", "01##", "+46 31 390 06 ##"),
            city("Bergen", "Vestland", "50##", "+46 31 390 06 ##"),
            city("Trondheim", "Trøndelag", "70##", "+46 31 390 06 ##"),
            city("Tromsø", "Troms", "90##", "+46 31 390 06 ##"),
        ],
    },
    Country {
        name: "Denmark",
        weight: 2,
        locales: &[(Locale::Scandinavian, 98), (Locale::Turkish, 2)],
        legal_forms: &["A/S", "ApS"],
        streets: &["Nørregade %#", "Strandvejen %##", "Møllevej %"],
        mobiles: &[],
        cities: &[
            city("København", "Hovedstaden", "1###", "+46 40 628 04 ##"),
            city("Aarhus", "Midtjylland", "80##", "+46 40 628 04 ##"),
            city("Odense", "Syddanmark", "50##", "+46 40 628 04 ##"),
            city("Aalborg", "Nordjylland", "90##", "+46 40 628 04 ##"),
        ],
    },
];
