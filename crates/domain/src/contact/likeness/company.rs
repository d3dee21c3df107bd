use super::sound::sound;
use crate::value::words;

/// Legal forms and the like, folded; left out at the end of a company's name.
#[rustfmt::skip]
const FORMS: &[&str] = &[
    "ab", "ag", "aps", "as", "asa", "asbl", "bhd", "bv", "bvba", "co", "company", "corp",
    "corporation", "cv", "doo", "dd", "eg", "eirl", "ek", "ev", "eurl", "gbr", "ges", "gesellschaft",
    "gmbh", "ggmbh", "group", "gruppe", "holding", "holdings", "inc", "incorporated", "international",
    "kft", "kg", "kgaa", "kk", "lda", "limited", "limitada", "llc", "llp", "lp", "ltd", "ltda", "mbh",
    "nv", "ohg", "ooo", "oy", "oyj", "pao", "pjsc", "plc", "pte", "pty", "pvt", "private", "sa",
    "saci", "sarl", "sas", "sasu", "sca", "scs", "se", "sl", "slu", "snc", "societe", "spa", "spj",
    "spzoo", "srl", "sro", "stiftung", "ug", "vof", "zrt", "und", "and", "et", "e", "y", "haftungsbeschrankt",
];

/// Legal forms of scripts that join words; left out wherever they stand.
const JOINED_FORMS: &[&str] = &[
    "株式会社",
    "有限会社",
    "合同会社",
    "一般社団法人",
    "(株)",
    "（株）",
    "㈱",
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "주식회사",
    "(주)",
    "㈜",
];

/// A company's name without its legal form, in the spelling that its variants share; empty where
/// nothing is left.
pub(in crate::contact) fn company(name: &str) -> String {
    let mut name = name.to_owned();
    if !name.is_ascii() {
        for form in JOINED_FORMS {
            name = name.replace(form, " ");
        }
    }
    let mut words = joined_letters(words(&name));
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|last| FORMS.contains(&last.as_str())) {
        words.pop();
    }
    // Russian and Polish companies carry theirs in front.
    if words.len() > 1 && matches!(words[0].as_str(), "ooo" | "oao" | "zao" | "pao" | "ao" | "pt") {
        words.remove(0);
    }
    words.iter().map(|word| sound(word)).collect()
}

/// `S. A.` and `I.B.M.` as one word each.
fn joined_letters(words: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(words.len());
    let mut open = false;
    for word in words {
        let letter = word.chars().count() == 1;
        match out.last_mut() {
            Some(last) if letter && open => last.push_str(&word),
            _ => out.push(word),
        }
        open = letter;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_do_not_matter() {
        for (a, b) in [
            ("Acme Inc.", "ACME"),
            ("Müller & Söhne GmbH & Co. KG", "Mueller Soehne"),
            ("The Acme Company, Ltd.", "Acme"),
            ("Acme S.p.A.", "Acme"),
            ("Acme S. A.", "acme sa"),
            ("I.B.M. Corp", "IBM"),
            ("株式会社テスト", "テスト"),
            ("ООО Ромашка", "Romashka"),
            ("Face Book", "Facebook Inc"),
        ] {
            assert_eq!(company(a), company(b), "{a} {b}");
        }
        assert_eq!(company("Group"), company("GROUP"));
        assert_ne!(company("Acme Software"), company("Acme Hardware"));
        assert_eq!(company(""), "");
    }
}
