//! Names of people and companies in a form under which spellings of the same one meet:
//! transliterated, by the full form of a nickname, without titles, initials and legal forms, and
//! with letters that are often mistaken for each other made one.

mod company;
mod nickname;
mod person;
mod sound;

pub(super) use company::company;
pub use nickname::{is_given_name, nicknames};
pub(super) use person::Person;
