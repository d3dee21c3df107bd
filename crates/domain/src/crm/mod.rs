//! The connection to a CRM: who is connected, what goes where, and what became of each contact.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident $word:literal $title:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name {
            $($(#[$of])* #[serde(rename = $word)] $variant,)*
        }
        impl $name {
            /// All of them, in their order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];
            /// The word that is stored and travels.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
            /// As a person reads it.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }
            /// What a stored word stands for.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    };
}

mod connection;
mod item;
mod mapping;
mod push;

pub use connection::{
    ConnectionState, CrmAllowance, CrmConfirmation, CrmConnect, CrmConnection, CrmDisconnected,
    CrmOverview, CrmPerson,
};
pub use item::{FateFilter, PushFate, PushItem, PushItems};
pub use mapping::{
    CrmField, CrmMapping, Direction, FieldMapping, FieldSource, MappingPreview, PreviewContact,
    PreviewField, Rule,
};
pub use push::{
    CONTACTS_MAX, NewPush, Push, PushCounts, PushEstimate, PushProgress, PushState, PushWhat,
    Pushes,
};
