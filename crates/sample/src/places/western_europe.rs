//! France, Belgium and Spain.

use super::{Country, city};
use crate::names::Locale;

pub(super) const COUNTRIES: &[Country] = &[
    Country {
        name: "France",
        weight: 8,
        locales: &[
            (Locale::French, 90),
            (Locale::Spanish, 4),
            (Locale::Italian, 3),
            (Locale::Polish, 2),
            (Locale::Turkish, 1),
        ],
        legal_forms: &["SA", "SAS", "SARL"],
        streets: &[
            "%# rue de la République",
            "% place du Marché",
            "%# avenue Victor-Hugo",
            "%## boulevard Voltaire",
            "% impasse des Lilas",
        ],
        mobiles: &["+33 6 39 98 ## ##"],
        cities: &[
            city("Paris", "Île-de-France", "750##", "+33 1 99 00 ## ##"),
            city("Lyon", "Auvergne-Rhône-Alpes", "6900%", "+33 4 65 71 ## ##"),
            city("Marseille", "Provence-Alpes-Côte d'Azur", "130##", "+33 4 65 71 ## ##"),
            city("Toulouse", "Occitanie", "310##", "+33 5 36 49 ## ##"),
            city("Lille", "Hauts-de-France", "59%00", "+33 3 53 01 ## ##"),
            city("Bordeaux", "Nouvelle-Aquitaine", "33%00", "+33 5 36 49 ## ##"),
            city("Nantes", "Pays de la Loire", "44%00", "+33 2 61 91 ## ##"),
            city("Strasbourg", "Grand Est", "67%00", "+33 3 53 01 ## ##"),
            city("Rennes", "Bretagne", "35%00", "+33 2 61 91 ## ##"),
            city("Nice", "Provence-Alpes-Côte d'Azur", "06%00", "+33 4 65 71 ## ##"),
            city("Saint-Étienne", "Auvergne-Rhône-Alpes", "42%00", "+33 4 65 71 ## ##"),
        ],
    },
    Country {
        name: "Belgium",
        weight: 2,
        locales: &[(Locale::French, 92), (Locale::Italian, 5), (Locale::Turkish, 3)],
        legal_forms: &["SA", "SRL"],
        streets: &["Rue Haute %#", "Avenue Louise %##", "Chaussée de Charleroi %##"],
        mobiles: &[],
        cities: &[
            city("Bruxelles", "Bruxelles-Capitale", "10%0", "+33 3 53 01 ## ##"),
            city("Liège", "Wallonie", "40%0", "+33 3 53 01 ## ##"),
            city("Namur", "Wallonie", "50%0", "+33 3 53 01 ## ##"),
            city("Antwerpen", "Vlaanderen", "20%0", "+33 3 53 01 ## ##"),
        ],
    },
    Country {
        name: "Spain",
        weight: 5,
        locales: &[(Locale::Spanish, 97), (Locale::Italian, 2), (Locale::Bulgarian, 1)],
        legal_forms: &["S.L.", "S.A."],
        streets: &["Calle Mayor %#", "Avenida de la Constitución %", "Carrer de Mallorca %##"],
        mobiles: &[],
        cities: &[
            city("Madrid", "Comunidad de Madrid", "280##", "+33 5 36 49 ## ##"),
            city("Barcelona", "Cataluña", "080##", "+33 5 36 49 ## ##"),
            city("Valencia", "Comunitat Valenciana", "460##", "+33 5 36 49 ## ##"),
            city("Sevilla", "Andalucía", "410##", "+33 5 36 49 ## ##"),
            city("Bilbao", "País Vasco", "480##", "+33 5 36 49 ## ##"),
            city("Málaga", "Andalucía", "290##", "+33 5 36 49 ## ##"),
            city("Zaragoza", "Aragón", "500##", "+33 5 36 49 ## ##"),
            city("A Coruña", "Galicia", "150##", "+33 5 36 49 ## ##"),
        ],
    },
];
