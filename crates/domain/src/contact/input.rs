use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{EmailKind, PhoneKind};
use crate::patch::Patch;

/// Every single-valued text field, once: applied to a macro that needs the list.
macro_rules! for_each_text_field {
    ($apply:ident) => {
        $apply! {
            full_name first_name last_name title seniority department company company_domain
            industry company_size street city region postal_code country website linkedin_url
            notes external_id
        }
    };
}
pub(super) use for_each_text_field;

/// A contact as a form, a request or a row of a file gives it: text, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ContactInput {
    /// Built from first and last name where it is missing.
    pub full_name: Option<String>,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub title: Option<String>,
    /// One of the seniorities; derived from the title where it is missing.
    pub seniority: Option<String>,
    /// One of the departments; derived from the title where it is missing.
    pub department: Option<String>,
    pub company: Option<String>,
    /// Taken from the website, or from the first e-mail, where it is missing.
    pub company_domain: Option<String>,
    pub industry: Option<String>,
    pub company_size: Option<String>,
    pub emails: Vec<EmailInput>,
    pub phones: Vec<PhoneInput>,
    pub street: Option<String>,
    pub city: Option<String>,
    pub region: Option<String>,
    pub postal_code: Option<String>,
    /// A name or an ISO 3166-1 code.
    pub country: Option<String>,
    pub website: Option<String>,
    pub linkedin_url: Option<String>,
    pub tags: Vec<String>,
    pub notes: Option<String>,
    pub external_id: Option<String>,
    pub custom: BTreeMap<String, String>,
}

/// An e-mail address, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EmailInput {
    pub value: String,
    #[serde(default)]
    pub kind: EmailKind,
}

/// A phone number, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PhoneInput {
    pub value: String,
    #[serde(default)]
    pub kind: PhoneKind,
}

macro_rules! patch_struct {
    ($($field:ident)*) => {
        /// A change of a contact: fields that are absent stay, null empties, a value replaces.
        #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(default, deny_unknown_fields)]
        pub struct ContactPatch {
            $(
                #[serde(skip_serializing_if = "Patch::is_absent")]
                #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
                pub $field: Patch<String>,
            )*
            /// Replaces the whole list.
            #[serde(skip_serializing_if = "Patch::is_absent")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<EmailInput>>))]
            pub emails: Patch<Vec<EmailInput>>,
            /// Replaces the whole list.
            #[serde(skip_serializing_if = "Patch::is_absent")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<PhoneInput>>))]
            pub phones: Patch<Vec<PhoneInput>>,
            /// Replaces the whole list.
            #[serde(skip_serializing_if = "Patch::is_absent")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
            pub tags: Patch<Vec<String>>,
            /// Replaces all custom fields.
            #[serde(skip_serializing_if = "Patch::is_absent")]
            #[cfg_attr(feature = "openapi", schema(value_type = Option<BTreeMap<String, String>>))]
            pub custom: Patch<BTreeMap<String, String>>,
        }

        impl ContactPatch {
            /// The record that results, still to be parsed like any other input.
            #[must_use]
            pub fn apply(self, mut record: ContactInput) -> ContactInput {
                $(self.$field.apply(&mut record.$field);)*
                replace(self.emails, &mut record.emails);
                replace(self.phones, &mut record.phones);
                replace(self.tags, &mut record.tags);
                replace(self.custom, &mut record.custom);
                record
            }
        }
    };
}
for_each_text_field!(patch_struct);

fn replace<T: Default>(patch: Patch<T>, current: &mut T) {
    match patch {
        Patch::Absent => {}
        Patch::Clear => *current = T::default(),
        Patch::Set(value) => *current = value,
    }
}
