//! Seniority and department, as a job title tells them.

use serde::{Deserialize, Serialize};

use crate::value::words;

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

/// Phrases, folded, that tell a seniority; the first that occurs wins.
const SENIORITY_PHRASES: &[(&str, Seniority)] = &[
    ("intern", Seniority::Intern),
    ("trainee", Seniority::Intern),
    ("vice president", Seniority::Vp),
    ("vp", Seniority::Vp),
    ("svp", Seniority::Vp),
    ("evp", Seniority::Vp),
    ("product owner", Seniority::Senior),
    ("process owner", Seniority::Senior),
    ("owner", Seniority::Owner),
    ("founder", Seniority::Owner),
    ("co founder", Seniority::Owner),
    ("cofounder", Seniority::Owner),
    ("inhaber", Seniority::Owner),
    ("chief", Seniority::CLevel),
    ("ceo", Seniority::CLevel),
    ("cto", Seniority::CLevel),
    ("cfo", Seniority::CLevel),
    ("coo", Seniority::CLevel),
    ("cmo", Seniority::CLevel),
    ("cio", Seniority::CLevel),
    ("ciso", Seniority::CLevel),
    ("president", Seniority::CLevel),
    ("managing director", Seniority::CLevel),
    ("geschaftsfuhrer", Seniority::CLevel),
    ("geschaftsfuhrerin", Seniority::CLevel),
    ("director", Seniority::Director),
    ("directeur", Seniority::Director),
    ("directrice", Seniority::Director),
    ("direktor", Seniority::Director),
    ("head", Seniority::Head),
    ("leiter", Seniority::Head),
    ("leiterin", Seniority::Head),
    ("manager", Seniority::Manager),
    ("lead", Seniority::Manager),
    ("supervisor", Seniority::Manager),
    ("senior", Seniority::Senior),
    ("sr", Seniority::Senior),
    ("principal", Seniority::Senior),
    ("staff", Seniority::Senior),
    ("junior", Seniority::Entry),
    ("assistant", Seniority::Entry),
    ("associate", Seniority::Entry),
];

/// Phrases, folded, that tell a department; the first that occurs wins.
const DEPARTMENT_PHRASES: &[(&str, Department)] = &[
    ("customer success", Department::CustomerSuccess),
    ("customer support", Department::CustomerSuccess),
    ("account manager", Department::Sales),
    ("sales", Department::Sales),
    ("business development", Department::Sales),
    ("vertrieb", Department::Sales),
    ("revenue", Department::Sales),
    ("marketing", Department::Marketing),
    ("cmo", Department::Marketing),
    ("brand", Department::Marketing),
    ("product", Department::Product),
    ("design", Department::Design),
    ("designer", Department::Design),
    ("ux", Department::Design),
    ("data", Department::Data),
    ("analytics", Department::Data),
    ("information technology", Department::It),
    ("information security", Department::It),
    ("it", Department::It),
    ("cio", Department::It),
    ("ciso", Department::It),
    ("system administrator", Department::It),
    ("engineering", Department::Engineering),
    ("engineer", Department::Engineering),
    ("developer", Department::Engineering),
    ("software", Department::Engineering),
    ("cto", Department::Engineering),
    ("technology", Department::Engineering),
    ("finance", Department::Finance),
    ("financial", Department::Finance),
    ("cfo", Department::Finance),
    ("accountant", Department::Finance),
    ("controller", Department::Finance),
    ("legal", Department::Legal),
    ("counsel", Department::Legal),
    ("compliance", Department::Legal),
    ("human resources", Department::HumanResources),
    ("people", Department::HumanResources),
    ("hr", Department::HumanResources),
    ("talent", Department::HumanResources),
    ("recruiter", Department::HumanResources),
    ("procurement", Department::Procurement),
    ("purchasing", Department::Procurement),
    ("buyer", Department::Procurement),
    ("operations", Department::Operations),
    ("coo", Department::Operations),
    ("logistics", Department::Operations),
    ("supply chain", Department::Operations),
    ("research", Department::Research),
    ("scientist", Department::Research),
    ("physician", Department::Medical),
    ("nurse", Department::Medical),
    ("medical", Department::Medical),
    ("professor", Department::Education),
    ("teacher", Department::Education),
    ("senator", Department::Government),
    ("representative", Department::Government),
    ("ambassador", Department::Government),
    ("mayor", Department::Government),
    ("ceo", Department::Executive),
    ("chief executive", Department::Executive),
    ("president", Department::Executive),
    ("process owner", Department::Operations),
    ("owner", Department::Executive),
    ("founder", Department::Executive),
];

/// The first phrase of a table that stands in a title as whole words.
fn first_phrase<T: Copy>(title: &str, table: &[(&str, T)]) -> Option<T> {
    let title = format!(" {} ", words(title).join(" "));
    table.iter().find(|(phrase, _)| title.contains(&format!(" {phrase} "))).map(|&(_, value)| value)
}

impl Seniority {
    /// The seniority that a job title tells, if any.
    pub fn of_title(title: &str) -> Option<Self> {
        first_phrase(title, SENIORITY_PHRASES)
    }
}

impl Department {
    /// The department that a job title tells, if any.
    pub fn of_title(title: &str) -> Option<Self> {
        first_phrase(title, DEPARTMENT_PHRASES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_tell_rung_and_department() {
        for (title, seniority, department) in [
            ("VP of Sales, EMEA", Some(Seniority::Vp), Some(Department::Sales)),
            ("Chief Technology Officer", Some(Seniority::CLevel), Some(Department::Engineering)),
            ("Senior Software Engineer", Some(Seniority::Senior), Some(Department::Engineering)),
            ("IT Manager", Some(Seniority::Manager), Some(Department::It)),
            ("Florist", None, None),
            ("Head of Customer Success", Some(Seniority::Head), Some(Department::CustomerSuccess)),
        ] {
            assert_eq!(Seniority::of_title(title), seniority, "{title}");
            assert_eq!(Department::of_title(title), department, "{title}");
        }
    }

    #[test]
    fn stored_words_and_labels_are_read() {
        assert_eq!(Seniority::parse("c_level"), Ok(Seniority::CLevel));
        assert_eq!(Department::parse("Customer success"), Ok(Department::CustomerSuccess));
        assert!(Seniority::parse("wizard").is_err());
    }
}
