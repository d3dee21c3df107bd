use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::contact::{ContactFields, PhoneKind};
use crate::id::ContactId;
use crate::problem::FieldError;
use crate::time::Timestamp;
use crate::value::Phone;

words! {
    /// A field of the CRM's contact.
    CrmField {
        FirstName "firstName" "First name",
        LastName "lastName" "Last name",
        Name "name" "Name",
        Email "email" "E-mail",
        Phone "phone" "Phone",
        CompanyName "companyName" "Company",
        Address "address1" "Street",
        City "city" "City",
        State "state" "State or region",
        PostalCode "postalCode" "Postal code",
        Country "country" "Country",
        Website "website" "Website",
        /// Tags are added one by one; those that are there stay.
        Tags "tags" "Tags",
    }
}

words! {
    /// A field of a contact of ours.
    FieldSource {
        FirstName "first_name" "First name",
        LastName "last_name" "Last name",
        FullName "full_name" "Full name",
        /// The main address.
        Email "email" "E-mail",
        /// The main number, written with its country code.
        Phone "phone" "Phone",
        /// The first mobile number, written with its country code.
        Mobile "mobile" "Mobile",
        Title "title" "Job title",
        Company "company" "Company",
        CompanyDomain "company_domain" "Company's domain",
        Street "street" "Street",
        City "city" "City",
        Region "region" "Region",
        PostalCode "postal_code" "Postal code",
        Country "country" "Country",
        Website "website" "Website",
        LinkedIn "linkedin_url" "LinkedIn",
        Tags "tags" "Tags",
    }
}

words! {
    /// Which way a field goes. Nothing is written from the CRM into the workspace.
    Direction {
        ToCrm "to_crm" "To the CRM",
    }
}

words! {
    /// When a field is written.
    Rule {
        /// Whatever stands there.
        Always "always" "Always",
        /// Only where nothing stands there.
        IfEmpty "if_empty" "Only if empty there",
        /// Not at all.
        Never "never" "Never",
    }
}

/// One field's way. A field that a contact does not have is never cleared in the CRM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FieldMapping {
    pub field: CrmField,
    pub source: FieldSource,
    #[serde(default = "to_crm")]
    pub direction: Direction,
    pub rule: Rule,
}

const fn to_crm() -> Direction {
    Direction::ToCrm
}

/// What goes where: the body of `PUT crm/mapping`, and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CrmMapping {
    /// Each field of the CRM at most once.
    pub fields: Vec<FieldMapping>,
    /// When it was changed; null for the one that everybody begins with. Not read from a request.
    #[serde(default)]
    pub updated_at: Option<Timestamp>,
}

impl Default for CrmMapping {
    fn default() -> Self {
        use {CrmField as F, FieldSource as S};
        let all = [
            (F::FirstName, S::FirstName, Rule::Always),
            (F::LastName, S::LastName, Rule::Always),
            (F::Email, S::Email, Rule::Always),
            (F::Phone, S::Phone, Rule::Always),
            (F::CompanyName, S::Company, Rule::IfEmpty),
            (F::Address, S::Street, Rule::IfEmpty),
            (F::City, S::City, Rule::IfEmpty),
            (F::State, S::Region, Rule::IfEmpty),
            (F::PostalCode, S::PostalCode, Rule::IfEmpty),
            (F::Country, S::Country, Rule::IfEmpty),
            (F::Website, S::Website, Rule::IfEmpty),
            (F::Tags, S::Tags, Rule::Always),
        ];
        let direction = Direction::ToCrm;
        let fields =
            all.map(|(field, source, rule)| FieldMapping { field, source, direction, rule });
        Self { fields: fields.into(), updated_at: None }
    }
}

impl CrmMapping {
    /// Whether it can be used.
    ///
    /// # Errors
    /// Each field that cannot be so.
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        let (mut seen, mut errors) = (HashSet::new(), Vec::new());
        for (index, mapping) in self.fields.iter().enumerate() {
            let place = format!("fields[{index}].source");
            if !seen.insert(mapping.field) {
                let message = format!("{} stands here twice.", mapping.field.title());
                errors.push(FieldError::new(&place, "twice", message));
            }
            if !fits(mapping.field, mapping.source) {
                let message = format!(
                    "{} cannot be made of {}.",
                    mapping.field.title(),
                    mapping.source.title()
                );
                errors.push(FieldError::new(&place, "invalid", message));
            }
        }
        if !self.writes(CrmField::Email) && !self.writes(CrmField::Phone) {
            let message = "Write the e-mail address or the phone number: without them the CRM cannot tell \
                           contacts apart.";
            errors.push(FieldError::new("fields", "required", message));
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Whether a field is ever written.
    pub fn writes(&self, field: CrmField) -> bool {
        self.fields.iter().any(|mapping| mapping.field == field && mapping.rule != Rule::Never)
    }

    /// What a contact has for the CRM, tags left out: never an empty text.
    pub fn values(&self, contact: &ContactFields) -> Vec<(CrmField, String, Rule)> {
        let written = self
            .fields
            .iter()
            .filter(|mapping| mapping.rule != Rule::Never && mapping.field != CrmField::Tags);
        written
            .filter_map(|mapping| {
                let value = value(mapping.source, contact)?;
                Some((mapping.field, value, mapping.rule))
            })
            .collect()
    }

    /// The tags that a contact is to have in the CRM, in lower case, as the CRM keeps them.
    pub fn tags(&self, contact: &ContactFields) -> Vec<String> {
        if !self.writes(CrmField::Tags) {
            return Vec::new();
        }
        let mut tags: Vec<String> =
            contact.tags.iter().map(|tag| tag.trim().to_lowercase()).collect();
        tags.retain(|tag| !tag.is_empty());
        tags.sort();
        tags.dedup();
        tags
    }
}

fn fits(field: CrmField, source: FieldSource) -> bool {
    use {CrmField as F, FieldSource as S};
    match field {
        F::Email => source == S::Email,
        F::Phone => matches!(source, S::Phone | S::Mobile),
        F::Tags => source == S::Tags,
        F::Country => source == S::Country,
        F::Website => matches!(source, S::Website | S::CompanyDomain | S::LinkedIn),
        _ => !matches!(source, S::Email | S::Phone | S::Mobile | S::Tags),
    }
}

fn value(source: FieldSource, contact: &ContactFields) -> Option<String> {
    let text = match source {
        FieldSource::FirstName => contact.first_name.clone(),
        FieldSource::LastName => contact.last_name.clone(),
        FieldSource::FullName => contact.full_name.clone(),
        FieldSource::Email => contact.emails.first().map(|email| email.value.to_string()),
        FieldSource::Phone => contact.phones.iter().find_map(|phone| number(&phone.value)),
        FieldSource::Mobile => {
            let mut mobiles = contact.phones.iter().filter(|one| one.kind == PhoneKind::Mobile);
            mobiles.find_map(|phone| number(&phone.value))
        }
        FieldSource::Title => contact.title.clone(),
        FieldSource::Company => contact.company.clone(),
        FieldSource::CompanyDomain => contact.company_domain.as_ref().map(ToString::to_string),
        FieldSource::Street => contact.street.clone(),
        FieldSource::City => contact.city.clone(),
        FieldSource::Region => contact.region.clone(),
        FieldSource::PostalCode => contact.postal_code.clone(),
        FieldSource::Country => contact.country.as_ref().map(ToString::to_string),
        FieldSource::Website => contact.website.as_ref().map(ToString::to_string),
        FieldSource::LinkedIn => contact.linkedin_url.as_ref().map(ToString::to_string),
        FieldSource::Tags => None,
    };
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// E.164 alone: a number without its country code could be anybody's, and an extension is not dialled.
fn number(phone: &Phone) -> Option<String> {
    phone.is_international().then(|| format!("+{}", phone.digits()))
}

/// The answer of `GET crm/mapping/preview`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MappingPreview {
    /// Ten contacts of the workspace, or all where there are fewer.
    pub contacts: Vec<PreviewContact>,
}

/// A contact as it would leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewContact {
    pub contact: ContactId,
    pub name: String,
    pub fields: Vec<PreviewField>,
    pub tags: Vec<String>,
    /// Why it would not leave at all.
    pub reason: Option<String>,
}

/// A field as it would leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewField {
    pub field: CrmField,
    pub value: String,
    pub rule: Rule,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::{ContactInput, EmailInput, PhoneInput};

    fn ada() -> ContactFields {
        let input = ContactInput {
            full_name: Some("Ada Lovelace".to_owned()),
            emails: vec![EmailInput { value: "Ada@Example.com".into(), ..Default::default() }],
            phones: vec![
                PhoneInput { value: "555-0123".into(), ..Default::default() },
                PhoneInput { value: "+1 415 555 0123 x7".into(), ..Default::default() },
            ],
            tags: vec!["VIP".into(), "fair".into(), "vip".into()],
            ..ContactInput::default()
        };
        input.parse().unwrap()
    }

    #[test]
    fn a_contact_leaves_with_what_it_has_and_no_more() {
        let mapping = CrmMapping::default();
        let values: Vec<(CrmField, String)> =
            mapping.values(&ada()).into_iter().map(|(field, value, _)| (field, value)).collect();
        assert!(values.contains(&(CrmField::Email, "ada@example.com".to_owned())));
        assert!(values.contains(&(CrmField::Phone, "+14155550123".to_owned())));
        assert!(values.iter().all(|(field, _)| *field != CrmField::City));
        assert_eq!(mapping.tags(&ada()), ["fair", "vip"]);
    }

    #[test]
    fn what_is_never_written_does_not_leave() {
        let mut mapping = CrmMapping::default();
        for one in &mut mapping.fields {
            one.rule = if one.field == CrmField::Email { Rule::Always } else { Rule::Never };
        }
        assert_eq!(mapping.check(), Ok(()));
        assert_eq!(mapping.values(&ada()).len(), 1);
        assert!(mapping.tags(&ada()).is_empty());
    }

    #[test]
    fn a_mapping_that_cannot_be_is_told_by_field() {
        assert_eq!(CrmMapping::default().check(), Ok(()));
        let mut wrong = CrmMapping::default();
        wrong.fields[0].source = FieldSource::Email;
        wrong.fields[1].field = CrmField::FirstName;
        wrong.fields.retain(|one| !matches!(one.field, CrmField::Email | CrmField::Phone));
        let errors = wrong.check().unwrap_err();
        let places: Vec<&str> = errors.iter().map(|error| &*error.field).collect();
        assert_eq!(places, ["fields[0].source", "fields[1].source", "fields"]);
    }
}
