use leptos::prelude::*;

/// The initials of a name on a tint that stays the same for the name. Decoration only: the
/// name stands beside it.
#[component]
pub(crate) fn Avatar(
    #[prop(into)] name: Signal<String>,
    #[prop(optional)] large: bool,
) -> impl IntoView {
    let tint = move || name.with(|name| tint(name)).to_string();
    view! {
        <span class="avatar" class:large=large data-tint=tint aria-hidden="true">
            {move || name.with(|name| initials(name))}
        </span>
    }
}

/// First letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut letters = name
        .split(|c: char| c.is_whitespace() || c == '@' || c == '.')
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = letters.next();
    first.into_iter().chain(letters.next_back()).flat_map(char::to_uppercase).collect()
}

/// One of six tints, by the letters of the name.
fn tint(name: &str) -> u32 {
    name.chars().fold(7, |sum: u32, c| sum.wrapping_mul(31).wrapping_add(u32::from(c))) % 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_outer_words() {
        for (name, letters) in [
            ("Ada King Lovelace", "AL"),
            ("Plato", "P"),
            ("ß (x) élan", "SSÉ"),
            ("info@example.org", "IO"),
            ("", ""),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }
}
