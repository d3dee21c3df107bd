use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::contact::input::for_each_text_field;
use crate::import::ImportField;
use crate::problem::FieldError;

/// What an import does to contacts that are there already, unless a column has its own rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnDuplicate {
    /// Leave the contact as it is.
    #[default]
    Skip,
    /// Fill its empty fields and add to its lists.
    Fill,
    /// Replace the fields that the row has; add to its lists.
    Overwrite,
}

impl OnDuplicate {
    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Fill => "fill",
            Self::Overwrite => "overwrite",
        }
    }

    /// The rule of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Skip, Self::Fill, Self::Overwrite].into_iter().find(|rule| rule.as_str() == word)
    }

    /// What it means for one field.
    const fn of(self, field: &ImportField) -> FieldRule {
        use ImportField as F;
        let is_list = matches!(field, F::Email | F::Phone | F::Tags);
        match self {
            Self::Skip => FieldRule::Never,
            _ if is_list => FieldRule::Append,
            Self::Fill => FieldRule::Fill,
            Self::Overwrite => FieldRule::Overwrite,
        }
    }
}

/// What an import does to one field of a contact that is there already. Whatever the rule, an
/// empty cell empties nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FieldRule {
    /// The row's value replaces the contact's; a list is replaced whole.
    Overwrite,
    /// Only if the contact's field is empty.
    Fill,
    /// Lists grow by what is new; notes by a line. For e-mails, phones, tags and notes alone.
    Append,
    /// The contact's field stays, even if it is empty.
    Never,
}

impl FieldRule {
    /// The word that is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Overwrite => "overwrite",
            Self::Fill => "fill",
            Self::Append => "append",
            Self::Never => "never",
        }
    }

    /// The rule of a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Overwrite, Self::Fill, Self::Append, Self::Never]
            .into_iter()
            .find(|rule| rule.as_str() == word)
    }
}

/// A rule, whether a column asks for it by itself, and whether a column gives the field at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) how: FieldRule,
    pub(super) own: bool,
    pub(super) given: bool,
}

macro_rules! declare_rules {
    ($($field:ident)*) => {
        /// The rule of every field: that of the import, or a column's own.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct MergeRules {
            $(pub(super) $field: Rule,)*
            pub(super) emails: Rule,
            pub(super) phones: Rule,
            pub(super) tags: Rule,
            pub(super) custom: BTreeMap<String, Rule>,
            /// Of custom fields that no column gives.
            pub(super) other_custom: Rule,
        }

        impl MergeRules {
            fn from_table(rule: impl Fn(&ImportField) -> Rule) -> Self {
                let named = |word: &str| word.parse().unwrap_or(ImportField::Ignore);
                Self {
                    $($field: rule(&named(stringify!($field))),)*
                    emails: rule(&ImportField::Email),
                    phones: rule(&ImportField::Phone),
                    tags: rule(&ImportField::Tags),
                    custom: BTreeMap::new(),
                    other_custom: rule(&ImportField::Ignore),
                }
            }
        }
    };
}
for_each_text_field!(declare_rules);

impl From<OnDuplicate> for MergeRules {
    fn from(on_duplicate: OnDuplicate) -> Self {
        Self::from_table(|field| Rule { how: on_duplicate.of(field), own: false, given: false })
    }
}

impl MergeRules {
    /// The rules of an import and the columns' own; several columns may fill one field.
    ///
    /// # Errors
    /// Every rule at once that its field cannot have (`invalid`) or that contradicts another
    /// column's (`taken`), as `columns[…].rule` with the place in the list that was given.
    pub fn new<'a>(
        on_duplicate: OnDuplicate,
        columns: impl IntoIterator<Item = (&'a ImportField, Option<FieldRule>)>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut own: BTreeMap<ImportField, Option<FieldRule>> = BTreeMap::new();
        let mut errors = Vec::new();
        let mut parts = Vec::new();
        for (index, (field, rule)) in columns.into_iter().enumerate() {
            if let Err((code, message)) = check(field, rule, &own) {
                errors.push(FieldError::new(format!("columns[{index}].rule"), code, message));
                continue;
            }
            if *field == ImportField::Location {
                parts.push(rule);
            } else if *field != ImportField::Ignore {
                let known = own.entry(shared(field)).or_default();
                *known = rule.or(*known);
            }
        }
        // A column of its own knows better than the place in one cell.
        for rule in parts {
            for field in [ImportField::City, ImportField::Region, ImportField::Country] {
                own.entry(field).or_insert(rule);
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let rule = |field: &ImportField| {
            let given = own.contains_key(field);
            let own = own.get(field).copied().flatten();
            Rule { how: own.unwrap_or_else(|| on_duplicate.of(field)), own: own.is_some(), given }
        };
        let mut rules = Self::from_table(rule);
        for field in own.keys() {
            if let ImportField::Custom(name) = field {
                rules.custom.insert(name.clone(), rule(field));
            }
        }
        Ok(rules)
    }
}

/// The field whose rule a column shares: a second e-mail or a mobile number is one of a list.
fn shared(field: &ImportField) -> ImportField {
    match field {
        ImportField::Email2 => ImportField::Email,
        ImportField::Mobile => ImportField::Phone,
        other => other.clone(),
    }
}

fn check(
    field: &ImportField,
    rule: Option<FieldRule>,
    own: &BTreeMap<ImportField, Option<FieldRule>>,
) -> Result<(), (&'static str, String)> {
    let Some(rule) = rule else { return Ok(()) };
    let field = shared(field);
    let grows = matches!(
        field,
        ImportField::Email | ImportField::Phone | ImportField::Tags | ImportField::Notes
    );
    if rule == FieldRule::Append && !grows {
        let message = format!(
            "{field} holds one value, so nothing can be appended. Use overwrite, fill or never; \
             append is for e-mails, phones, tags and notes."
        );
        return Err(("invalid", message));
    }
    match own.get(&field).copied().flatten() {
        Some(other) if other != rule => {
            let message = format!(
                "Another column that fills {field} has the rule {}. Columns that fill the same \
                 field need the same rule.",
                other.as_str(),
            );
            Err(("taken", message))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_cannot_be_are_named_at_once() {
        use ImportField as F;
        let columns = [
            (&F::City, Some(FieldRule::Append)),
            (&F::Email, Some(FieldRule::Append)),
            (&F::Email2, Some(FieldRule::Overwrite)),
            (&F::Notes, Some(FieldRule::Append)),
            (&F::Location, Some(FieldRule::Append)),
        ];
        let errors = MergeRules::new(OnDuplicate::Fill, columns).unwrap_err();
        let found: Vec<_> = errors.iter().map(|e| (e.field.as_str(), e.code.as_str())).collect();
        assert_eq!(
            found,
            [
                ("columns[0].rule", "invalid"),
                ("columns[2].rule", "taken"),
                ("columns[4].rule", "invalid")
            ]
        );
        assert!(errors[0].message.contains("append is for"));
    }

    #[test]
    fn a_place_in_one_cell_speaks_for_its_parts() {
        use ImportField as F;
        let columns = [(&F::Location, Some(FieldRule::Never)), (&F::City, Some(FieldRule::Fill))];
        let rules = MergeRules::new(OnDuplicate::Overwrite, columns).unwrap();
        assert_eq!(rules.city.how, FieldRule::Fill);
        assert_eq!(rules.country.how, FieldRule::Never);
        assert_eq!(rules.street, Rule { how: FieldRule::Overwrite, own: false, given: false });
    }

    #[test]
    fn words_are_read_back() {
        for rule in [FieldRule::Overwrite, FieldRule::Fill, FieldRule::Append, FieldRule::Never] {
            assert_eq!(FieldRule::from_word(rule.as_str()), Some(rule));
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.as_str());
        }
    }
}
