//! Typed ids with a visible prefix: `con_` and 32 hexadecimal digits of a UUID version 7.
//!
//! The prefix makes an id recognisable in a log or a support mail, and an id of the wrong kind
//! is refused where it is parsed instead of being looked up in vain.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::Uuid;

/// An id that could not be read: wrong prefix, wrong length or not hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected an id such as {prefix}_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b")]
pub struct InvalidId {
    prefix: &'static str,
}

/// What all ids have in common, so that [`crate::Sources`] can make any of them.
pub trait TypedId: Copy {
    /// The word before the underscore.
    const PREFIX: &'static str;
    /// Wraps a UUID that is known to be of this kind.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The bare UUID, as the database stores it.
    fn uuid(self) -> Uuid;
}

fn parse(text: &str, prefix: &'static str) -> Result<Uuid, InvalidId> {
    text.strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'))
        .filter(|hex| hex.len() == 32)
        .and_then(|hex| Uuid::try_parse(hex).ok())
        .ok_or(InvalidId { prefix })
}

macro_rules! typed_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl TypedId for $name {
            const PREFIX: &'static str = $prefix;
            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
            fn uuid(self) -> Uuid {
                self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "_{}"), self.0.simple())
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                parse(text, $prefix).map(Self)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some(concat!("^", $prefix, "_[0-9a-f]{32}$")))
                    .examples([concat!($prefix, "_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b")])
                    .into()
            }
        }
        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}

typed_id!(
    /// An API key; its secret may be replaced, its id stays.
    ApiKeyId, "key"
);
typed_id!(
    /// An organization's authorization at a CRM.
    ConnectionId, "crm"
);
typed_id!(
    /// One contact record, in the directory or in a workspace.
    ContactId, "con"
);
typed_id!(
    /// A stretch of an installation's life in which positions of the outbox mean one thing; another
    /// one begins where a backup is restored or the records move to another database.
    EpochId, "epo"
);
typed_id!(
    /// One run of an import, from upload to commit.
    ImportId, "imp"
);
typed_id!(
    /// A mapping that is kept for the files of a source.
    ImportProfileId, "prf"
);
typed_id!(
    /// An invitation into an organization.
    InvitationId, "inv"
);
typed_id!(
    /// One unit of background work.
    JobId, "job"
);
typed_id!(
    /// One mail on its way.
    MailId, "mail"
);
typed_id!(
    /// A link that works once: to verify an address, or to set a new password.
    LinkId, "lnk"
);
typed_id!(
    /// A collection of contacts.
    ListId, "lst"
);
typed_id!(
    /// A notice to a person.
    NoticeId, "ntc"
);
typed_id!(
    /// A tenant.
    OrganizationId, "org"
);
typed_id!(
    /// One push of contacts into a CRM.
    PushId, "psh"
);
typed_id!(
    /// A search under a name.
    SavedSearchId, "sav"
);
typed_id!(
    /// One signed-in browser, with its family of refresh tokens.
    SessionId, "ses"
);
typed_id!(
    /// An entry of the list of what must not be stored.
    SuppressionId, "sup"
);
typed_id!(
    /// A person who can sign in.
    UserId, "usr"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_back_as_it_was_written() {
        let id = ContactId::from_uuid(Uuid::from_u128(0x0190_a1b2_c3d4_7e5f_8a9b_0c1d_2e3f_4a5b));
        assert_eq!(id.to_string(), "con_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b");
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[test]
    fn another_kind_of_id_is_refused() {
        let organization = "org_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b";
        assert!(organization.parse::<ContactId>().is_err());
        assert!("con_0190a1b2".parse::<ContactId>().is_err());
        assert!("con_0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b".parse::<ContactId>().is_err());
    }
}
