use super::is_particle;
use crate::value::fold;

/// Particles that are written small inside a name; `Le`, `Du`, `Di` and the like are not.
const SMALL: &[&str] = &[
    "van", "von", "vom", "zu", "zum", "zur", "der", "den", "de", "het", "ter", "ten", "te", "op",
    "da", "das", "do", "dos", "del", "bin", "binti", "bint", "ibn", "af", "av", "y", "e", "und",
];

/// Words with a spelling of their own.
const FIXED: &[(&str, &str)] = &[
    ("ii", "II"),
    ("iii", "III"),
    ("iv", "IV"),
    ("phd", "PhD"),
    ("md", "MD"),
    ("mba", "MBA"),
    ("cpa", "CPA"),
    ("llm", "LLM"),
    ("msc", "MSc"),
    ("bsc", "BSc"),
    ("dds", "DDS"),
    ("rn", "RN"),
];

/// Scottish names that go on with a capital behind `Mac`; most others do not.
const MAC: &[&str] = &[
    "arthur", "aulay", "donald", "donnell", "dougall", "farlane", "gregor", "intosh", "intyre",
    "kinnon", "lean", "lachlan", "leod", "millan", "nab", "pherson", "rae", "ritchie", "tavish",
];

/// A name that is written in capitals or in small letters alone, as a person would write it:
/// `MCDONALD` as `McDonald`, `o'hara` as `O'Hara`, `VAN DER BERG` as `van der Berg`. Mixed case
/// and other scripts stay as they are.
///
/// `is_family` tells that the text is a family name, which may begin with a particle.
pub(in crate::contact) fn cased(name: &str, is_family: bool) -> String {
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    let single = letters().all(char::is_uppercase) || letters().all(char::is_lowercase);
    if !single || !letters().all(is_latin) || letters().next().is_none() {
        return name.to_owned();
    }
    let words: Vec<&str> = name.split(' ').collect();
    let mut after_de = false;
    let cased: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            let key = fold(word);
            let inside = (at > 0 || is_family) && at + 1 < words.len();
            let small = SMALL.contains(&key.as_str()) || (after_de && is_particle(word));
            after_de = inside && small;
            if inside && small { word.to_lowercase() } else { whole(word, &key) }
        })
        .collect();
    cased.join(" ")
}

fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

fn whole(word: &str, key: &str) -> String {
    if let Some((_, spelling)) = FIXED.iter().find(|(known, _)| *known == key.replace(' ', "")) {
        return if word.contains('.') { word.to_uppercase() } else { (*spelling).to_owned() };
    }
    // `TJ` and `JD` are initials.
    let is_upper = word.chars().all(|c| !c.is_lowercase());
    let vowel = |c: char| "AEIOUYaeiouy".contains(c) || !c.is_ascii();
    if is_upper && word.chars().count() == 2 && !word.chars().any(vowel) {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    for part in word.split_inclusive(['-', '.', '/', '(', '"']) {
        out.push_str(&with_apostrophe(part));
    }
    out
}

/// `O'Hara` and `D'Angelo` have two capitals, `Ta'mara` one.
fn with_apostrophe(part: &str) -> String {
    let at = part.find(['\'', '’']);
    match at.map(|at| part.split_at(at)) {
        Some((head, tail)) if head.chars().count() == 1 => {
            let mut rest = tail.chars();
            let mark: String = rest.by_ref().take(1).collect();
            format!("{}{mark}{}", capital(head), capital(rest.as_str()))
        }
        _ => scottish(part),
    }
}

fn scottish(part: &str) -> String {
    let lower = part.to_lowercase();
    if let Some(rest) = lower.strip_prefix("mc")
        && rest.chars().filter(|c| c.is_alphabetic()).count() > 1
    {
        return format!("Mc{}", capital(rest));
    }
    if let Some(rest) = lower.strip_prefix("mac")
        && MAC.contains(&rest)
    {
        return format!("Mac{}", capital(rest));
    }
    capital(part)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => upper(first) + &letters.as_str().to_lowercase(),
        None => String::new(),
    }
}

/// A letter as it begins a word: `ß` as `Ss`.
fn upper(letter: char) -> String {
    let mut letters = letter.to_uppercase();
    let first = letters.next().into_iter().collect::<String>();
    first + &letters.collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_in_one_case_are_written_as_people_do() {
        for (text, name) in [
            ("ADA LOVELACE", "Ada Lovelace"),
            ("ronald mcdonald", "Ronald McDonald"),
            ("SCARLETT O'HARA", "Scarlett O'Hara"),
            ("LUDWIG VAN DER BERG", "Ludwig van der Berg"),
            ("maria de la cruz", "Maria de la Cruz"),
            ("JEAN-LUC PICARD", "Jean-Luc Picard"),
            ("flora macdonald", "Flora MacDonald"),
            ("NICOLÒ MACHIAVELLI", "Nicolò Machiavelli"),
            ("HENRY JONES JR.", "Henry Jones Jr."),
            ("JOHN SMITH III", "John Smith III"),
            ("TJ HOOKER", "TJ Hooker"),
            ("j. r. r. tolkien", "J. R. R. Tolkien"),
            ("MÜLLER-LÜDENSCHEIDT", "Müller-Lüdenscheidt"),
            ("Ada de Lovelace", "Ada de Lovelace"),
            ("bell HOOKS", "bell HOOKS"),
            ("ИВАН", "ИВАН"),
            ("山田太郎", "山田太郎"),
            ("", ""),
        ] {
            assert_eq!(cased(text, false), name);
        }
        assert_eq!(cased("VAN DER BERG", true), "van der Berg");
        assert_eq!(cased("VAN", true), "Van");
    }

    proptest! {
        #[test]
        fn a_second_time_changes_nothing(text in "[A-Za-zÀ-ÿŁłİı'’. -]{0,24}", family in any::<bool>()) {
            let text = crate::value::line(&text);
            let once = crate::value::line(&cased(&text, family));
            prop_assert_eq!(cased(&once, family), once);
        }
    }
}
