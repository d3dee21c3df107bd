use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Column, ColumnChoice, ImportField, OnDuplicate};
use crate::id::ImportProfileId;
use crate::problem::FieldError;
use crate::time::Timestamp;
use crate::value::{Country, fold, line};

/// Profiles of an organization, at most; the one that was not used for longest gives way.
pub const PROFILES_MAX: usize = 200;

/// A mapping that an organization keeps for the files of a source. It is proposed for the next
/// file with the same columns, or nearly the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportProfile {
    pub id: ImportProfileId,
    pub name: String,
    /// Every column of the file that it was made for; `ignore` and null for those left out.
    pub columns: Vec<ColumnChoice>,
    pub on_duplicate: OnDuplicate,
    /// Where phone numbers without a country code belong.
    pub default_country: Option<Country>,
    /// When it was saved or proposed and taken, last.
    pub used_at: Timestamp,
}

/// The profile that the columns of an import were proposed by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProfileName {
    pub id: ImportProfileId,
    pub name: String,
}

/// The answer of `GET import-profiles`: the last used first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportProfiles {
    pub profiles: Vec<ImportProfile>,
}

impl ImportProfile {
    /// A profile's name as it is stored.
    ///
    /// # Errors
    /// An empty name, or one of more than 100 characters.
    pub fn name_of(text: &str) -> Result<String, FieldError> {
        let name = line(text);
        match name.chars().count() {
            0 => Err(FieldError::required("save_as")),
            1..=100 => Ok(name),
            _ => Err(FieldError::new("save_as", "too_long", "Use at most 100 characters.")),
        }
    }

    /// How well it fits a file with these headers: the share of headers that both have, in
    /// percent of all that either has. Case and order do not matter.
    pub fn fit(&self, headers: &[String]) -> usize {
        let own = counted(self.columns.iter().map(|column| column.header.as_str()));
        let theirs = counted(headers.iter().map(String::as_str));
        let shared: usize = own
            .iter()
            .map(|(name, count)| theirs.get(name).copied().unwrap_or_default().min(*count))
            .sum();
        let all = self.columns.len() + headers.len() - shared;
        (shared * 100).checked_div(all).unwrap_or_default()
    }

    /// Lays the profile over the guesses for a file: its columns say what they mean, and a guess
    /// for a column that it does not know stays where the field is free.
    pub fn apply(&self, columns: &mut [Column]) {
        let mut choices: Vec<Option<&ColumnChoice>> = self.columns.iter().map(Some).collect();
        let mut unknown = Vec::new();
        let mut taken: Vec<ImportField> = Vec::new();
        for (at, column) in columns.iter_mut().enumerate() {
            let name = fold(&column.header);
            let slot = choices
                .iter_mut()
                .find(|choice| choice.is_some_and(|choice| fold(&choice.header) == name));
            let Some(choice) = slot.and_then(Option::take) else {
                unknown.push(at);
                continue;
            };
            column.field = choice.field.clone().filter(|field| *field != ImportField::Ignore);
            column.rule = column.field.as_ref().and(choice.rule);
            taken.extend(column.field.clone());
        }
        for at in unknown {
            columns[at].rule = None;
            if columns[at].field.as_ref().is_some_and(|field| taken.contains(field)) {
                columns[at].field = None;
            }
        }
    }
}

fn counted<'a>(headers: impl Iterator<Item = &'a str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for header in headers {
        *counts.entry(fold(header)).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::FieldRule;
    use crate::id::TypedId;

    fn profile(columns: &[(&str, &str)]) -> ImportProfile {
        let choice = |(header, field): &(&str, &str)| ColumnChoice {
            header: (*header).to_owned(),
            field: field.parse().ok(),
            rule: (*field == "title").then_some(FieldRule::Never),
        };
        ImportProfile {
            id: ImportProfileId::from_uuid(uuid::Uuid::nil()),
            name: "CRM".into(),
            columns: columns.iter().map(choice).collect(),
            on_duplicate: OnDuplicate::Fill,
            default_country: None,
            used_at: Timestamp::from_micros(0),
        }
    }

    #[test]
    fn it_fits_the_same_columns_in_any_order() {
        let profile = profile(&[("Name", "full_name"), ("Mail", "email"), ("X", "ignore")]);
        let fit = |headers: &[&str]| {
            profile.fit(&headers.iter().map(|&text| text.to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(fit(&["x", "MAIL", "Name"]), 100);
        assert_eq!(fit(&["Name", "Mail"]), 66);
        assert_eq!(fit(&["Name", "Mail", "X", "Y"]), 75);
        assert_eq!(fit(&["Name", "Name", "Name"]), 20);
        assert_eq!(fit(&[]), 0);
    }

    #[test]
    fn it_says_what_its_columns_mean() {
        let profile = profile(&[("Name", "company"), ("Job", "title"), ("X", "ignore")]);
        let guess = |header: &str, field: &str| Column {
            header: header.to_owned(),
            field: field.parse().ok(),
            ..Column::default()
        };
        let mut columns = [
            guess("name", "full_name"),
            guess("X", "city"),
            guess("Firm", "company"),
            guess("Town", "city"),
            guess("Job", "notes"),
        ];
        profile.apply(&mut columns);
        let found =
            columns.map(|column| (column.field.map(|field| field.to_string()), column.rule));
        let field = |word: &str| Some(word.to_owned());
        assert_eq!(
            found,
            [
                (field("company"), None),
                (None, None),
                (None, None),
                (field("city"), None),
                (field("title"), Some(FieldRule::Never)),
            ]
        );
    }
}
