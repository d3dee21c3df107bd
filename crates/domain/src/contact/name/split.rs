use super::east::{is_eastern, split_east};
use super::is_particle;
use crate::value::{fold, line};

/// Forms of address and titles before a name; folded.
#[rustfmt::skip]
const BEFORE: &[&str] = &[
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady",
    "rev", "hon", "fr", "herr", "herrn", "frau", "mag", "dipl", "ing", "dipl ing", "dipl kfm", "med",
    "jur", "phil", "rer", "nat", "h c", "m", "mme", "mlle", "sr", "sra", "srta", "don", "dona", "sig",
    "sigra", "dott", "dottssa", "avv", "arch", "dhr", "mevr", "mw", "drs", "ir", "capt", "col", "gen", "lt",
    "amb", "sen", "rep",
];

/// What may follow a name; folded, without blanks.
#[rustfmt::skip]
const BEHIND: &[&str] = &[
    "jr", "sr", "ii", "iii", "iv", "phd", "dphil", "md", "mba", "cpa", "cfa", "esq", "llm", "jd", "dds",
    "msc", "bsc", "ma", "ba", "bs", "ms", "msw", "rn", "pe", "pmp", "obe", "cbe", "mbe", "mdb", "fca", "hijo",
    "fils", "filho", "junior", "mph", "edd", "dvm",
];

/// Given and family name of a full name: `Ludwig` and `van Beethoven` of
/// `Dr. Ludwig van Beethoven Jr.`. A comma turns a name around; Chinese, Japanese and Korean
/// names begin with the family. None where one word is all there is, or where it cannot be told.
pub fn split_name(full: &str) -> Option<(String, String)> {
    let full = line(full);
    if is_eastern(&full) {
        return split_east(&full);
    }
    if let Some(found) = turned(&full) {
        return Some(found);
    }
    let name = before_suffixes(&full)?;
    let words = without_titles(&name);
    if words.len() < 2 || words.len() > 8 || name.contains(['@', '/', '(', '|', '&']) {
        return None;
    }
    let start = family_start(&words);
    Some((words[..start].join(" "), words[start..].join(" ")))
}

/// Given and family name of `Lovelace, Ada`.
pub(super) fn turned(name: &str) -> Option<(String, String)> {
    let (head, tail) = name.split_once(',')?;
    let (head, tail) = (head.trim(), tail.trim());
    if tail.is_empty() || head.is_empty() || tail.split(',').next().is_some_and(is_suffix) {
        return None;
    }
    let tail = before_suffixes(tail)?;
    let given = without_titles(&tail);
    let family = without_titles(head);
    // More words than names have: a company, a place or a job behind the name.
    let fits = (1..=3).contains(&given.len()) && (1..=4).contains(&family.len());
    let plain = |text: &str| {
        text.contains(char::is_alphabetic)
            && !text.contains(|c: char| c.is_ascii_digit() || ",@/&|(".contains(c))
    };
    (fits && plain(&tail) && plain(head)).then(|| (given.join(" "), family.join(" ")))
}

/// The name before `, PhD, MBA`. None if something else stands behind a comma.
fn before_suffixes(name: &str) -> Option<String> {
    let mut parts = name.split(',').map(str::trim);
    let first = parts.next().unwrap_or_default();
    let only_suffixes = parts.filter(|part| !part.is_empty()).all(is_suffix);
    only_suffixes.then(|| first.to_owned())
}

fn is_suffix(text: &str) -> bool {
    let key = fold(text).replace(' ', "");
    !key.is_empty()
        && (BEHIND.contains(&key.as_str())
            || text.split_whitespace().count() > 1 && text.split_whitespace().all(is_suffix))
}

fn without_titles(name: &str) -> Vec<String> {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.len() > 1 && BEFORE.contains(&fold(words[0]).as_str()) && is_title(words[0]) {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|last| is_suffix(last)) {
        words.pop();
    }
    words.into_iter().map(str::to_owned).collect()
}

/// `M` and `Don` are given names or initials as well; only `M.` and `Don` with more behind.
fn is_title(word: &str) -> bool {
    !matches!(word, "M" | "Don" | "Gen" | "Med" | "Nat" | "Phil" | "Ir" | "Fr" | "Rep")
}

/// Where the family name begins: at the first particle behind the given name, before `y`, or at
/// the last word.
fn family_start(words: &[String]) -> usize {
    let last = words.len() - 1;
    if let Some(at) = (2..last).find(|&at| matches!(words[at].as_str(), "y" | "Y" | "i")) {
        return at - 1;
    }
    (1..last).find(|&at| is_particle(&words[at])).unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_taken_apart() {
        for (full, first, last) in [
            ("Ada Lovelace", "Ada", "Lovelace"),
            ("Ludwig van der Berg", "Ludwig", "van der Berg"),
            ("Oscar de la Renta", "Oscar", "de la Renta"),
            ("Ali bin Ahmed", "Ali", "bin Ahmed"),
            ("Robert De Niro", "Robert", "De Niro"),
            ("Lovelace, Ada", "Ada", "Lovelace"),
            ("van Beethoven, Ludwig", "Ludwig", "van Beethoven"),
            ("Dr. Henry Jones Jr.", "Henry", "Jones"),
            ("Prof. Dr. Ada Lovelace, PhD, MBA", "Ada", "Lovelace"),
            ("Jones, Henry, Jr.", "Henry", "Jones"),
            ("José Ortega y Gasset", "José", "Ortega y Gasset"),
            ("Mary Ann Evans", "Mary Ann", "Evans"),
            ("山田 太郎", "太郎", "山田"),
            ("山田太郎", "太郎", "山田"),
            ("王小明", "小明", "王"),
            ("欧阳修", "修", "欧阳"),
            ("김민수", "민수", "김"),
            ("ジョン・スミス", "ジョン", "スミス"),
            ("Иван Иванов", "Иван", "Иванов"),
        ] {
            assert_eq!(split_name(full), Some((first.into(), last.into())), "{full}");
        }
        for full in ["Madonna", "", "Dr. Madonna", "Ada Lovelace, Engines Ltd, London", "さくら"]
        {
            assert_eq!(split_name(full), None, "{full}");
        }
    }

    proptest! {
        #[test]
        fn no_name_is_too_odd(name in "\\PC{0,40}") {
            if let Some((first, last)) = split_name(&name) {
                prop_assert!(!first.is_empty() && !last.is_empty());
            }
        }

        #[test]
        fn a_tidy_name_stays(name in "([A-Za-zÀ-ÖØ-öø-ÿ]{1,6}( |, |-|'|[.] )){0,3}[A-Za-zÀ-ÖØ-öø-ÿ]{1,6}") {
            let once = super::super::tidied(&name);
            prop_assert_eq!(super::super::tidied(&once), once);
        }
    }
}
