//! Values that are parsed once and cannot be wrong afterwards.

mod country;
mod country_table;
mod email;
#[cfg(not(feature = "transliterate"))]
mod latin;
mod phone;
#[cfg(feature = "transliterate")]
mod roman;
mod text;
mod web;

pub use country::Country;
#[cfg(feature = "transliterate")]
pub(crate) use country::names as country_names;
pub use email::Email;
pub use phone::Phone;
pub use text::{block, fold, line, words};
pub use web::{DomainName, LinkedIn, Website};

/// A parsed text value: serialises as its text, and reads back without a second look, because
/// only the database and the server's own answers are read this way.
macro_rules! text_value {
    ($name:ident) => {
        impl $name {
            /// A value that was parsed before it was stored; for the database room alone.
            pub fn from_stored(text: String) -> Self {
                Self(text)
            }
            /// The value as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}
pub(crate) use text_value;
