//! Seniority and department, as a job title tells them.

mod phrase;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use phrase::Phrases;

/// Declares an enum of words with `as_str`, `label`, `parse` and `ALL`.
macro_rules! word_enum {
    ($(#[$doc:meta])* $name:ident, $what:literal, { $($variant:ident $word:literal $label:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name { $(#[doc = $label] #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// Every value, in its natural order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];
            /// The word that is stored and filtered by.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
            /// The words that a person reads.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }
            /// The value of a stored word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == word)
            }
            /// Reads the stored word, the label, or a title that implies it.
            ///
            /// # Errors
            /// What was expected, for a person to read.
            pub fn parse(text: &str) -> Result<Self, String> {
                let folded = crate::value::fold(text);
                Self::ALL
                    .iter()
                    .copied()
                    .find(|value| {
                        crate::value::fold(value.as_str()) == folded
                            || crate::value::fold(value.label()) == folded
                    })
                    .or_else(|| Self::of_title(text))
                    .ok_or_else(|| {
                        let known: Vec<_> = Self::ALL.iter().map(|value| value.as_str()).collect();
                        format!(concat!("Expected a ", $what, ": {}."), known.join(", "))
                    })
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.as_str().to_owned()
            }
        }
    };
}

word_enum!(
    /// A rung of the ladder.
    Seniority, "seniority", {
        Owner "owner" "Owner",
        CLevel "c_level" "C-level",
        Vp "vp" "Vice president",
        Director "director" "Director",
        Head "head" "Head",
        Manager "manager" "Manager",
        Senior "senior" "Senior",
        Entry "entry" "Entry",
        Intern "intern" "Intern",
    }
);

word_enum!(
    /// A part of a company.
    Department, "department", {
        Executive "executive" "Executive",
        Engineering "engineering" "Engineering",
        It "it" "IT",
        Product "product" "Product",
        Design "design" "Design",
        Data "data" "Data",
        Marketing "marketing" "Marketing",
        Sales "sales" "Sales",
        CustomerSuccess "customer_success" "Customer success",
        Finance "finance" "Finance",
        Legal "legal" "Legal",
        HumanResources "human_resources" "Human resources",
        Operations "operations" "Operations",
        Procurement "procurement" "Procurement",
        Research "research" "Research",
        Medical "medical" "Medical",
        Education "education" "Education",
        Government "government" "Government",
    }
);

/// What titles say in English, German, French, Spanish, Portuguese, Italian, Dutch and Japanese.
static SENIORITIES: LazyLock<Phrases<Seniority>> =
    LazyLock::new(|| Phrases::read(include_str!("seniority.txt"), Seniority::from_word));

/// As [`SENIORITIES`].
static DEPARTMENTS: LazyLock<Phrases<Department>> =
    LazyLock::new(|| Phrases::read(include_str!("department.txt"), Department::from_word));

impl Seniority {
    /// The seniority that a job title tells, if any.
    pub fn of_title(title: &str) -> Option<Self> {
        SENIORITIES.find(title)
    }
}

impl Department {
    /// The department that a job title tells, if any.
    pub fn of_title(title: &str) -> Option<Self> {
        DEPARTMENTS.find(title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(feature = "transliterate")]
    fn titles_tell_rung_and_department() {
        for (title, seniority, department) in [
            ("VP of Sales, EMEA", Some(Seniority::Vp), Some(Department::Sales)),
            ("Chief Technology Officer", Some(Seniority::CLevel), Some(Department::Engineering)),
            ("Senior Software Engineer", Some(Seniority::Senior), Some(Department::Engineering)),
            ("IT Manager", Some(Seniority::Manager), Some(Department::It)),
            ("Florist", None, None),
            ("Head of Customer Success", Some(Seniority::Head), Some(Department::CustomerSuccess)),
            ("Vertriebsleiterin", Some(Seniority::Head), Some(Department::Sales)),
            ("Geschäftsführer", Some(Seniority::CLevel), Some(Department::Executive)),
            ("Directrice Marketing", Some(Seniority::Director), Some(Department::Marketing)),
            ("Director de Ventas", Some(Seniority::Director), Some(Department::Sales)),
            (
                "Diretora de Recursos Humanos",
                Some(Seniority::Director),
                Some(Department::HumanResources),
            ),
            ("Responsabile Acquisti", Some(Seniority::Head), Some(Department::Procurement)),
            ("Hoofd Inkoop", Some(Seniority::Head), Some(Department::Procurement)),
            ("営業部長", Some(Seniority::Head), Some(Department::Sales)),
            ("代表取締役社長", Some(Seniority::CLevel), Some(Department::Executive)),
            ("Executive Assistant to the CEO", Some(Seniority::Entry), Some(Department::Executive)),
        ] {
            assert_eq!(Seniority::of_title(title), seniority, "{title}");
            assert_eq!(Department::of_title(title), department, "{title}");
        }
    }

    #[test]
    fn every_line_of_the_tables_has_a_value() {
        for line in include_str!("seniority.txt").lines() {
            assert!(Seniority::from_word(line.split(':').next().unwrap()).is_some(), "{line}");
        }
        for line in include_str!("department.txt").lines() {
            assert!(Department::from_word(line.split(':').next().unwrap()).is_some(), "{line}");
        }
    }

    #[test]
    fn stored_words_and_labels_are_read() {
        assert_eq!(Seniority::parse("c_level"), Ok(Seniority::CLevel));
        assert_eq!(Department::parse("Customer success"), Ok(Department::CustomerSuccess));
        assert!(Seniority::parse("wizard").is_err());
    }
}
