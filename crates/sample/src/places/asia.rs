//! India and Japan.

use super::{Country, city};
use crate::names::Locale;

pub(super) const COUNTRIES: &[Country] = &[
    Country {
        name: "India",
        weight: 5,
        locales: &[(Locale::Indian, 98), (Locale::English, 2)],
        legal_forms: &["Pvt. Ltd.", "Limited"],
        streets: &["%# MG Road", "%## Linking Road", "Plot %#, Sector %#", "% Park Street"],
        mobiles: &[],
        cities: &[
            city("Bengaluru", "Karnataka", "5600##", "+44 20 7946 0###"),
            city("Mumbai", "Maharashtra", "4000##", "+44 20 7946 0###"),
            city("New Delhi", "Delhi", "1100##", "+44 20 7946 0###"),
            city("Hyderabad", "Telangana", "5000##", "+44 20 7946 0###"),
            city("Chennai", "Tamil Nadu", "6000##", "+44 20 7946 0###"),
            city("Pune", "Maharashtra", "4110##", "+44 20 7946 0###"),
            city("Kolkata", "West Bengal", "7000##", "+44 20 7946 0###"),
            city("Ahmedabad", "Gujarat", "3800##", "+44 20 7946 0###"),
            city("Kochi", "Kerala", "6820##", "+44 20 7946 0###"),
        ],
    },
    Country {
        name: "Japan",
        weight: 5,
        locales: &[(Locale::Japanese, 58), (Locale::JapaneseKanji, 42)],
        legal_forms: &["K.K.", "Co., Ltd."],
        streets: &["%-%#-% Marunouchi", "%-% Sakae", "%-%#-%# Umeda"],
        mobiles: &[],
        cities: &[
            city("Tokyo", "Tokyo", "10#-00##", "+61 2 5550 ####"),
            city("Osaka", "Osaka", "53#-00##", "+61 2 5550 ####"),
            city("Nagoya", "Aichi", "45#-00##", "+61 2 5550 ####"),
            city("Yokohama", "Kanagawa", "22#-00##", "+61 2 5550 ####"),
            city("Fukuoka", "Fukuoka", "81#-00##", "+61 2 5550 ####"),
            city("Sapporo", "Hokkaido", "06#-00##", "+61 2 5550 ####"),
            city("Kyoto", "Kyoto", "60#-80##", "+61 2 5550 ####"),
        ],
    },
];
