//! Industries, each with the words that its companies put into their names. An industry with
//! more words has more companies.

pub(crate) const INDUSTRIES: &[(&str, &[&str])] = &[
    (
        "Software",
        &["Software", "Systems", "Labs", "Cloud", "Data", "Digital", "Apps", "Interactive"],
    ),
    ("IT Services", &["Networks", "Computing", "Solutions", "Informatics", "Cyber"]),
    (
        "Manufacturing",
        &["Manufacturing", "Machinery", "Tools", "Components", "Valves", "Castings", "Works"],
    ),
    ("Automotive", &["Motors", "Automotive", "Mobility", "Drivetrain"]),
    ("Logistics", &["Logistics", "Freight", "Shipping", "Cargo", "Forwarding"]),
    ("Construction", &["Construction", "Builders", "Concrete", "Scaffolding"]),
    ("Architecture", &["Architects", "Planning"]),
    ("Real Estate", &["Properties", "Estates", "Housing"]),
    ("Energy", &["Energy", "Solar", "Wind", "Grid", "Heat"]),
    ("Chemicals", &["Chemicals", "Coatings", "Polymers"]),
    ("Pharmaceuticals", &["Pharma", "Therapeutics", "Biologics"]),
    ("Medical Devices", &["Medical", "Diagnostics", "Implants"]),
    ("Hospitals and Clinics", &["Clinics", "Hospital", "Dental", "Care"]),
    ("Biotechnology", &["Biotech", "Genomics", "Bioscience"]),
    ("Banking", &["Bank", "Savings", "Credit"]),
    ("Insurance", &["Insurance", "Assurance", "Underwriters"]),
    ("Investment", &["Capital", "Partners", "Ventures"]),
    ("Accounting", &["Accounting", "Audit", "Tax Advisers"]),
    ("Legal Services", &["Legal", "Law", "Notaries"]),
    ("Consulting", &["Consulting", "Advisory", "Strategy", "Associates"]),
    ("Marketing and Advertising", &["Marketing", "Media", "Creative", "Brands"]),
    ("Retail", &["Stores", "Retail", "Outfitters", "Home", "Gardens"]),
    ("Wholesale", &["Trading", "Supplies", "Imports"]),
    ("Food and Beverages", &["Foods", "Bakery", "Dairy", "Brewing", "Coffee", "Farms"]),
    ("Hospitality", &["Hotels", "Resorts", "Catering"]),
    ("Travel", &["Travel", "Tours", "Cruises"]),
    ("Telecommunications", &["Telecom", "Wireless", "Broadband"]),
    ("Electronics", &["Electronics", "Semiconductors", "Sensors", "Optics"]),
    ("Aerospace", &["Aerospace", "Avionics", "Space"]),
    ("Textiles", &["Textiles", "Fabrics", "Apparel"]),
    ("Education", &["Academy", "College", "Learning"]),
    ("Publishing", &["Press", "Books", "Publishing"]),
    ("Environmental Services", &["Recycling", "Water", "Environmental"]),
    ("Staffing", &["Staffing", "Recruiting", "Talent"]),
    ("Non-profit", &["Foundation", "Relief", "Trust"]),
];

/// How many words there are in all.
pub(crate) fn word_count() -> usize {
    INDUSTRIES.iter().map(|(_, words)| words.len()).sum()
}

/// The word at a place in the whole table, with its industry.
pub(crate) fn word(place: usize) -> (&'static str, &'static str) {
    let mut left = place % word_count();
    for &(industry, words) in INDUSTRIES {
        if let Some(&word) = words.get(left) {
            return (industry, word);
        }
        left -= words.len();
    }
    ("", "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_word_stands_for_two_industries() {
        let all: HashSet<_> = (0..word_count()).map(|place| word(place).1).collect();
        assert_eq!(all.len(), word_count());
        assert!(!all.contains(""));
    }
}
