//! Job titles, from a department and a rung of the ladder.

use crate::names::Locale;
use crate::rng::Rng;

/// What a department calls its people.
struct Department {
    /// Its share of the people, relative to the others.
    weight: usize,
    /// What its leaders lead; the first is the department itself.
    areas: &'static [&'static str],
    chief: &'static str,
    /// What those who lead nobody are called.
    roles: &'static [&'static str],
}

const DEPARTMENTS: &[Department] = &[
    Department {
        weight: 18,
        areas: &[
            "Sales",
            "Enterprise Sales",
            "Business Development",
            "Partner Sales",
            "Key Accounts",
        ],
        chief: "Chief Revenue Officer",
        roles: &["Account Executive", "Sales Representative", "Sales Engineer", "Account Manager"],
    },
    Department {
        weight: 17,
        areas: &[
            "Engineering",
            "Software Engineering",
            "Platform Engineering",
            "Quality Engineering",
        ],
        chief: "Chief Technology Officer",
        roles: &[
            "Software Engineer",
            "Backend Developer",
            "Frontend Developer",
            "Mechanical Engineer",
            "Process Engineer",
            "Test Engineer",
        ],
    },
    Department {
        weight: 11,
        areas: &["Operations", "Supply Chain", "Logistics", "Plant Operations"],
        chief: "Chief Operating Officer",
        roles: &["Operations Analyst", "Logistics Coordinator", "Supply Chain Planner"],
    },
    Department {
        weight: 10,
        areas: &["Marketing", "Product Marketing", "Brand", "Growth Marketing", "Events"],
        chief: "Chief Marketing Officer",
        roles: &["Marketing Specialist", "Content Editor", "Brand Strategist", "Event Planner"],
    },
    Department {
        weight: 9,
        areas: &["Finance", "Financial Planning", "Treasury", "Controlling"],
        chief: "Chief Financial Officer",
        roles: &["Accountant", "Financial Analyst", "Controller", "Payroll Specialist"],
    },
    Department {
        weight: 7,
        areas: &["IT", "Information Security", "Information Technology", "Infrastructure"],
        chief: "Chief Information Officer",
        roles: &["System Administrator", "IT Support Specialist", "Network Engineer"],
    },
    Department {
        weight: 6,
        areas: &["Human Resources", "People", "Talent Acquisition"],
        chief: "Chief People Officer",
        roles: &["HR Business Partner", "Recruiter", "Training Coordinator"],
    },
    Department {
        weight: 6,
        areas: &["Procurement", "Purchasing", "Strategic Sourcing"],
        chief: "Chief Procurement Officer",
        roles: &["Buyer", "Purchasing Agent", "Category Specialist"],
    },
    Department {
        weight: 5,
        areas: &["Product", "Product Management"],
        chief: "Chief Product Officer",
        roles: &["Product Owner", "Product Analyst"],
    },
    Department {
        weight: 4,
        areas: &["Customer Success", "Customer Support"],
        chief: "Chief Customer Officer",
        roles: &["Customer Success Specialist", "Customer Support Agent"],
    },
    Department {
        weight: 3,
        areas: &["Data", "Analytics"],
        chief: "Chief Data Officer",
        roles: &["Data Engineer", "Data Analyst", "Data Scientist"],
    },
    Department {
        weight: 2,
        areas: &["Legal", "Compliance"],
        chief: "General Counsel",
        roles: &["Legal Counsel", "Compliance Officer", "Paralegal"],
    },
    Department {
        weight: 2,
        areas: &["Research", "Research and Development"],
        chief: "Chief Scientific Officer",
        roles: &["Research Scientist", "Laboratory Technician"],
    },
    Department {
        weight: 2,
        areas: &["Design", "User Experience"],
        chief: "Chief Design Officer",
        roles: &["Product Designer", "UX Researcher", "Graphic Designer"],
    },
];

/// Titles at the top of any company.
const TOP: &[&str] = &["Chief Executive Officer", "Managing Director", "President"];
/// Titles at the top of a small one.
const FOUNDERS: &[&str] = &["Founder", "Owner", "Co-Founder", "Founder & CEO", "Managing Partner"];

/// A title for someone at a company, in English or, one time in eight, in the language given.
pub(crate) fn draw(rng: &mut Rng, language: Locale, small_company: bool) -> String {
    let local = in_language(language);
    if !local.is_empty() && rng.below(8) == 0 {
        return (*rng.pick(local)).to_owned();
    }
    if small_company && rng.chance(35) {
        return (*rng.pick(FOUNDERS)).to_owned();
    }
    let department = rng.pick_weighted(DEPARTMENTS, |department| department.weight);
    let area = if rng.chance(50) { department.areas[0] } else { rng.pick(department.areas) };
    let role = *rng.pick(department.roles);
    match rng.below(100) {
        0..2 => (*rng.pick(TOP)).to_owned(),
        2..5 => department.chief.to_owned(),
        5..8 => format!("VP of {area}"),
        8..11 => format!("Vice President, {area}"),
        11..18 => format!("Director of {area}"),
        18..23 => format!("{area} Director"),
        23..33 => format!("Head of {area}"),
        33..52 => format!("{area} Manager"),
        52..57 => format!("Team Lead, {area}"),
        57..70 => format!("Senior {role}"),
        70..75 => format!("Junior {role}"),
        75..77 => format!("{area} Intern"),
        _ => role.to_owned(),
    }
}

fn in_language(locale: Locale) -> &'static [&'static str] {
    match locale {
        Locale::German => &[
            "Geschäftsführer",
            "Geschäftsführerin",
            "Leiter Vertrieb",
            "Leiterin Einkauf",
            "Vertriebsmitarbeiter",
            "Entwicklungsingenieurin",
            "Sachbearbeiter Buchhaltung",
            "Prokuristin",
        ],
        Locale::French => &[
            "Directeur commercial",
            "Directrice financière",
            "Responsable achats",
            "Ingénieure logiciel",
            "Chargé de clientèle",
            "Directrice générale",
        ],
        Locale::Spanish => &[
            "Directora General",
            "Jefe de Ventas",
            "Responsable de Compras",
            "Ingeniera de Calidad",
            "Director Comercial",
        ],
        Locale::Italian => &[
            "Amministratore delegato",
            "Responsabile vendite",
            "Direttrice marketing",
            "Ingegnere di processo",
        ],
        Locale::Polish => &[
            "Dyrektor handlowy",
            "Kierownik sprzedaży",
            "Główna księgowa",
            "Specjalista ds. zakupów",
        ],
        Locale::Scandinavian => &["Försäljningschef", "Daglig leder", "Indkøbschef", "Ekonomichef"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::contact::{Department, Seniority};

    #[test]
    fn most_titles_tell_rung_and_department_and_some_do_not() {
        let mut rng = Rng::new(5);
        let titles: Vec<_> = (0..2_000).map(|_| draw(&mut rng, Locale::English, false)).collect();
        let seniority = titles.iter().filter(|title| Seniority::of_title(title).is_some()).count();
        let department = titles.iter().filter(|t| Department::of_title(t).is_some()).count();
        assert!((1_200..1_900).contains(&seniority), "{seniority}");
        assert!((1_600..2_000).contains(&department), "{department}");
    }

    #[test]
    fn small_companies_have_owners() {
        let mut rng = Rng::new(6);
        let mut owners = |small| {
            let titles = (0..500).map(|_| draw(&mut rng, Locale::English, small));
            titles.filter(|title| FOUNDERS.contains(&title.as_str())).count()
        };
        assert!(owners(true) > 100);
        assert_eq!(owners(false), 0);
    }
}
