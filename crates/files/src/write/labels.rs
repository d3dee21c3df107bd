//! The kinds of addresses and numbers in the words that the mapping of imports reads beside them.

use domain::contact::{EmailKind, PhoneKind};

pub(super) const fn of_email(kind: EmailKind) -> &'static str {
    match kind {
        EmailKind::Work => "Work",
        EmailKind::Personal => "Personal",
        EmailKind::Other => "Other",
    }
}

pub(super) const fn of_phone(kind: PhoneKind) -> &'static str {
    match kind {
        PhoneKind::Work => "Work",
        PhoneKind::Mobile => "Mobile",
        PhoneKind::Home => "Home",
        PhoneKind::Fax => "Fax",
        PhoneKind::Other => "Other",
    }
}
