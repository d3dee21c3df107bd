//! Italy, Greece and Türkiye.

use super::{Country, city};
use crate::names::Locale;

pub(super) const COUNTRIES: &[Country] = &[
    Country {
        name: "Italy",
        weight: 6,
        locales: &[(Locale::Italian, 98), (Locale::German, 2)],
        legal_forms: &["S.p.A.", "S.r.l."],
        streets: &["Via Roma %#", "Corso Garibaldi %##", "Piazza Dante %", "Via dei Mille %#"],
        mobiles: &[],
        cities: &[
            city("Milano", "Lombardia", "201##", "+33 4 65 71 ## ##"),
            city("Roma", "Lazio", "001##", "+33 4 65 71 ## ##"),
            city("Torino", "Piemonte", "101##", "+33 4 65 71 ## ##"),
            city("Bologna", "Emilia-Romagna", "401##", "+33 4 65 71 ## ##"),
            city("Napoli", "Campania", "801##", "+33 4 65 71 ## ##"),
            city("Firenze", "Toscana", "501##", "+33 4 65 71 ## ##"),
            city("Verona", "Veneto", "371##", "+33 4 65 71 ## ##"),
            city("Genova", "Liguria", "161##", "+33 4 65 71 ## ##"),
            city("Forlì", "Emilia-Romagna", "471##", "+33 4 65 71 ## ##"),
        ],
    },
    Country {
        name: "Greece",
        weight: 2,
        locales: &[(Locale::Greek, 98), (Locale::Bulgarian, 2)],
        legal_forms: &["S.A.", "P.C."],
        streets: &["Ermou %#", "Leoforos Athinon %##", "Egnatia %##"],
        mobiles: &[],
        cities: &[
            city("Athina", "Attiki", "10# ##", "+44 20 7946 0###"),
            city("Thessaloniki", "Kentriki Makedonia", "54# ##", "+44 20 7946 0###"),
            city("Patra", "Dytiki Ellada", "26# ##", "+44 20 7946 0###"),
            city("Irakleio", "Kriti", "71# ##", "+44 20 7946 0###"),
        ],
    },
    Country {
        name: "Türkiye",
        weight: 3,
        locales: &[(Locale::Turkish, 99), (Locale::Greek, 1)],
        legal_forms: &["A.Ş.", "Ltd. Şti."],
        streets: &["Atatürk Caddesi %##", "Cumhuriyet Bulvarı %#", "Lale Sokak %"],
        mobiles: &[],
        cities: &[
            city("İstanbul", "İstanbul", "34###", "+49 69 90009 ###"),
            city("Ankara", "Ankara", "06###", "+49 69 90009 ###"),
            city("İzmir", "İzmir", "35###", "+49 69 90009 ###"),
            city("Bursa", "Bursa", "16###", "+49 69 90009 ###"),
            city("Eskişehir", "Eskişehir", "26###", "+49 69 90009 ###"),
        ],
    },
];
