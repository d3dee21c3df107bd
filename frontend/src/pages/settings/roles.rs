//! Roles as people choose them.

use domain::access::Role;

use crate::ui::Choice;

/// What a role may do, in a line.
pub(super) const fn may(role: Role) -> &'static str {
    match role {
        Role::Viewer => "Searches and reads.",
        Role::Member => "Also adds and changes contacts, and prepares imports.",
        Role::Manager => "Also deletes, merges, exports, and commits imports.",
        Role::OrganizationAdmin => "Also manages members, keys, settings and the audit log.",
    }
}

/// Every role for a field of choices, least first.
pub(super) fn choices() -> Vec<Choice> {
    Role::ALL.iter().map(|role| (role.as_str().to_owned(), role.title().to_owned())).collect()
}

/// The role of a chosen word; the least one if the word is unknown.
pub(super) fn of_word(word: &str) -> Role {
    Role::ALL.iter().copied().find(|role| role.as_str() == word).unwrap_or(Role::Viewer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_word_is_its_role() {
        for (word, _) in choices() {
            assert_eq!(of_word(&word).as_str(), word);
        }
        assert_eq!(of_word("king"), Role::Viewer);
    }
}
