use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

macro_rules! import_fields {
    ($($name:ident $word:literal,)*) => {
        /// What a column of a file means: a canonical field, a custom field, or nothing.
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ImportField {
            $(#[doc = concat!("`", $word, "`")] $name,)*
            /// `custom:<name>`: a field of the organization's own.
            Custom(String),
            /// `ignore`: the column is dropped.
            Ignore,
        }

        impl ImportField {
            /// Every canonical field.
            pub const CANONICAL: &[Self] = &[$(Self::$name,)*];

            fn word(&self) -> &str {
                match self {
                    $(Self::$name => $word,)*
                    Self::Custom(name) => name,
                    Self::Ignore => "ignore",
                }
            }
        }
    };
}

import_fields! {
    FullName "full_name",
    FirstName "first_name",
    LastName "last_name",
    Title "title",
    Seniority "seniority",
    Department "department",
    Company "company",
    CompanyDomain "company_domain",
    Industry "industry",
    CompanySize "company_size",
    Email "email",
    Email2 "email_2",
    Phone "phone",
    Mobile "mobile",
    Street "street",
    City "city",
    Region "region",
    PostalCode "postal_code",
    Country "country",
    Location "location",
    Website "website",
    LinkedinUrl "linkedin_url",
    Tags "tags",
    Notes "notes",
    ExternalId "external_id",
}

impl fmt::Display for ImportField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if matches!(self, Self::Custom(_)) {
            f.write_str("custom:")?;
        }
        f.write_str(self.word())
    }
}

impl FromStr for ImportField {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(name) = text.strip_prefix("custom:") {
            let name = crate::value::line(name);
            if name.is_empty() || name.chars().count() > 100 {
                return Err("A custom field's name has 1 to 100 characters.".to_owned());
            }
            return Ok(Self::Custom(name));
        }
        Self::CANONICAL
            .iter()
            .chain([&Self::Ignore])
            .find(|field| field.word() == text)
            .cloned()
            .ok_or_else(|| {
                format!("There is no field {text:?}; use a contact field, custom:<name> or ignore.")
            })
    }
}

impl Serialize for ImportField {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ImportField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for ImportField {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        let words: Vec<String> = Self::CANONICAL.iter().map(ToString::to_string).collect();
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some(format!(
                "One of {}; `custom:<name>`; or `ignore`.",
                words.join(", ")
            )))
            .examples(["email"])
            .into()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for ImportField {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_read_back() {
        let custom = ImportField::Custom("Bioguide".into());
        for field in ImportField::CANONICAL.iter().chain([&ImportField::Ignore, &custom]) {
            assert_eq!(&field.to_string().parse::<ImportField>().unwrap(), field);
        }
        assert!("emial".parse::<ImportField>().is_err());
    }
}
