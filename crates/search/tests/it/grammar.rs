//! Boxes with every mark, made by a grammar, of two owners who have canaries among each other's words: the
//! index finds whom a scan finds, and nobody else's.

use std::collections::{BTreeMap, BTreeSet};

use domain::search::{FilterField, SearchQuery};
use domain::value::fold;
use search::{Document, Index, Writer};

use crate::corpus::{at, contact, numbers, partition, text, upsert};
use crate::model;

/// Boxes that are tried, in all.
const QUERIES: u64 = 10_000;

const NAMES: &[&str] = &[
    "Bob", "Robert", "Anna", "Anne", "Hanna", "John", "Ivan", "Maria", "Martina", "Schmidt",
    "Schmitt", "Lovelace", "Lovelock", "Smith", "Smithson", "Petrov",
];
const COMPANIES: &[&str] =
    &["Acme Works", "Works Acme", "Smith & Sons", "Anna Bau", "Lovelace Labs"];
const TITLES: &[&str] = &[
    "Sales Manager",
    "VP Sales",
    "Chief Technology Officer",
    "CTO",
    "Smith",
    "Head of Marketing",
    "Technology Chief",
];
const CITIES: &[&str] = &["Oslo", "Munich", "St John", "Annaberg"];
const COUNTRIES: &[&str] = &["DE", "NO", "US"];

/// Numbers that look like chance and are the same every time (`SplitMix64`, Steele et al. 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % sides as u64).unwrap()
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }
}

/// A contact of an owner, whose canary is a word that nobody else has.
fn fields(dice: &mut Dice, canary: &str) -> String {
    let mut fields = format!("name={} {}", dice.of(NAMES), dice.of(NAMES));
    for (field, list) in [("company", COMPANIES), ("title", TITLES), ("city", CITIES)] {
        if dice.roll(3) > 0 {
            fields += &format!(";{field}={}", dice.of(list));
        }
    }
    match dice.roll(8) {
        0 => fields += &format!(";tag={canary}"),
        1 => fields += &format!(";company={canary} Works"),
        2 => fields += &format!(";email={canary}.smith@{canary}mail.com"),
        3 => fields += ";email=anna.lovelace@acmeworks.com;tag=VIP guest",
        _ => {}
    }
    if dice.roll(2) > 0 {
        fields += &format!(";country={}", dice.of(COUNTRIES));
    }
    fields
}

/// A word as people type it: of the other owner too, with a typo, unfinished.
fn word(dice: &mut Dice) -> String {
    let all =
        [NAMES, TITLES, CITIES, COMPANIES, &["canarya", "canaryb", "germany", "cto", "xyzzy"]];
    let text = dice.of(&all.concat());
    let words: Vec<&str> = text.split([' ', '&']).filter(|word| !word.is_empty()).collect();
    let mut word = dice.of(&words).to_lowercase();
    let at = dice.roll(word.len());
    match dice.roll(10) {
        0 if word.len() > 2 => drop(word.remove(at)),
        1 => word.insert(at, 'e'),
        2 if at > 0 => word.truncate(at),
        3 if word.len() > 3 && at + 1 < word.len() => {
            let next = word.remove(at + 1);
            word.insert(at, next);
        }
        _ => {}
    }
    word
}

/// A box; the smaller `depth`, the simpler.
fn typed(dice: &mut Dice, depth: usize) -> String {
    let part = |dice: &mut Dice| typed(dice, depth.saturating_sub(1));
    if depth == 0 {
        return word(dice);
    }
    match dice.roll(10) {
        0 => format!("\"{} {}\"", word(dice), word(dice)),
        1 => {
            let all = [COMPANIES, TITLES, CITIES].concat();
            format!("\"{}\"", dice.of(&all))
        }
        2 => format!("-{}", word(dice)),
        3 => format!("-({} OR {})", part(dice), part(dice)),
        4 => format!("{} OR {}", part(dice), part(dice)),
        5 => format!("({} OR {}) {}", part(dice), part(dice), part(dice)),
        6 => {
            let field = dice.of(&["name", "company", "title", "city", "email"]);
            format!("{field}:{}", word(dice))
        }
        7 => format!("company:\"{}\"", dice.of(COMPANIES)),
        _ => format!("{} {}", part(dice), part(dice)),
    }
}

fn filled() -> (Index, Writer, [BTreeMap<u128, Document>; 2]) {
    let (index, mut writer) = Index::in_memory().unwrap();
    let mut owners = [BTreeMap::new(), BTreeMap::new()];
    let mut dice = Dice(7);
    for number in 0..120_u128 {
        let owner = usize::try_from(number % 2).unwrap();
        let document = contact(number, &fields(&mut dice, ["canarya", "canaryb"][owner]));
        owners[owner].insert(number, document.clone());
        writer.apply(&[upsert(partition(number % 2), document)]).unwrap();
        if number % 40 == 39 {
            writer.commit(at(i64::try_from(number).unwrap())).unwrap();
        }
    }
    (index, writer, owners)
}

#[test]
fn ten_thousand_boxes_find_their_own_owners_contacts_as_a_scan_does() {
    let (index, _writer, owners) = filled();
    let mut dice = Dice(11);
    let mut found_any = 0;
    let mut wrong: Vec<(String, Vec<u128>)> = Vec::new();
    for number in 0..QUERIES {
        let owner = usize::try_from(number % 2).unwrap();
        let depth = dice.roll(4);
        let query = SearchQuery { limit: 1_000, ..text(&typed(&mut dice, depth)) };
        let found = index.find(partition(owner as u128), &query).unwrap();
        let expected: BTreeSet<u128> = model::scan(&owners[owner], &query).into_iter().collect();
        let own: BTreeSet<u128> = numbers(&found).into_iter().collect();
        if own != expected {
            let differs: Vec<u128> = own.symmetric_difference(&expected).copied().collect();
            wrong.push((query.text, differs));
            continue;
        }
        assert_eq!(found.total.value, expected.len() as u64, "{:?}", query.text);
        assert_eq!(found.hits.len(), own.len(), "nobody twice: {:?}", query.text);
        found_any += u64::from(!own.is_empty());
        for field in [FilterField::Company, FilterField::Title, FilterField::City] {
            let counts: BTreeMap<String, u64> =
                found.facets[&field].iter().map(|c| (fold(&c.value), c.count)).collect();
            let hits = owners[owner].iter().filter(|(number, _)| own.contains(number));
            let mut expected: BTreeMap<String, u64> = BTreeMap::new();
            for value in hits.flat_map(|(_, hit)| model::values(&hit.fields, field)) {
                *expected.entry(value).or_default() += 1;
            }
            assert_eq!(counts, expected, "{:?}", query.text);
        }
    }
    assert!(wrong.is_empty(), "{} wrong, such as {:?}", wrong.len(), &wrong[..wrong.len().min(9)]);
    assert!(found_any > QUERIES / 4, "most boxes would say nothing: {found_any}");
}

#[test]
fn no_suggestion_and_no_value_tells_of_another_owner() {
    let (index, _writer, _) = filled();
    let mut dice = Dice(13);
    let others = ["canaryb", "canarya"];
    for number in 0..QUERIES / 10 {
        let owner = usize::try_from(number % 2).unwrap();
        let mut texts = vec![typed(&mut dice, 1), others[owner].to_owned(), "cana".to_owned()];
        texts.push("canarz".to_owned());
        for typed in texts {
            for suggestion in index.suggest(partition(owner as u128), &typed, 20).unwrap() {
                let text = suggestion.text.to_lowercase();
                assert!(!text.contains(others[owner]), "{typed}: {suggestion:?}");
            }
        }
        let field = FilterField::ALL[dice.roll(13)];
        let values = index.facet_values(partition(owner as u128), &text(""), (field, ""), 50);
        for value in values.unwrap() {
            assert!(!value.value.to_lowercase().contains(others[owner]), "{value:?}");
        }
    }
}
