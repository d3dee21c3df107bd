use serde::{Deserialize, Serialize};

macro_rules! filter_fields {
    ($($name:ident $word:literal $label:literal,)*) => {
        /// A field that a search can be narrowed by.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum FilterField { $(#[doc = $label] #[serde(rename = $word)] $name,)* }

        impl FilterField {
            /// Every filter.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
            /// The name of the query parameter.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
            /// The words that a person reads.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }
        }
    };
}

filter_fields! {
    Industry "industry" "Industry",
    Company "company" "Company",
    Title "title" "Title",
    Seniority "seniority" "Seniority",
    Department "department" "Department",
    Country "country" "Country",
    City "city" "City",
    Region "region" "Region",
    Size "size" "Company size",
    Domain "domain" "Domain",
    Tag "tag" "Tag",
    Has "has" "Has",
    Source "source" "Source",
    Created "created" "Created",
    Updated "updated" "Updated",
    Verified "verified" "Verified",
    List "list" "List",
}

impl FilterField {
    /// The filters whose values are counted with every answer.
    pub const FACETS: &[Self] = &[
        Self::Industry,
        Self::Company,
        Self::Title,
        Self::Seniority,
        Self::Department,
        Self::Country,
        Self::City,
    ];

    /// The filters whose values are spans of time; see [`super::Span`].
    pub const DATES: &[Self] = &[Self::Created, Self::Updated, Self::Verified];

    /// The filter of this name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.as_str() == word)
    }
}

/// One filter: any of the included values, none of the excluded ones.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Filter {
    pub field: FilterField,
    pub include: Vec<String>,
    pub exclude: Vec<String>,
}
