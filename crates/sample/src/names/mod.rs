//! Names of people, by the language they come from.
//!
//! A table is one text with commas, from common to rare. Where a name is written in a script
//! whose usual romanisation cannot be computed, the entry is `own=romanised`.

mod cyrillic;
mod english;
mod french;
mod german;
mod greek;
mod indian;
mod italian;
mod japanese;
mod polish;
mod scandinavian;
mod spanish;
mod turkish;

use crate::rng::Rng;

/// A family of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Locale {
    English,
    German,
    French,
    Spanish,
    Italian,
    Polish,
    Scandinavian,
    Turkish,
    Indian,
    Japanese,
    /// Japanese in its own script, family name first.
    JapaneseKanji,
    Greek,
    Bulgarian,
    Ukrainian,
}

impl Locale {
    pub(crate) const ALL: [Self; 14] = [
        Self::English,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Italian,
        Self::Polish,
        Self::Scandinavian,
        Self::Turkish,
        Self::Indian,
        Self::Japanese,
        Self::JapaneseKanji,
        Self::Greek,
        Self::Bulgarian,
        Self::Ukrainian,
    ];

    /// Pairs of tables (given names, family names); more than one where the family name follows
    /// the bearer's sex.
    fn tables(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::English => &[(english::GIVEN, english::FAMILY)],
            Self::German => &[(german::GIVEN, german::FAMILY)],
            Self::French => &[(french::GIVEN, french::FAMILY)],
            Self::Spanish => &[(spanish::GIVEN, spanish::FAMILY)],
            Self::Italian => &[(italian::GIVEN, italian::FAMILY)],
            Self::Polish => &[
                (polish::GIVEN_MEN, polish::FAMILY_MEN),
                (polish::GIVEN_WOMEN, polish::FAMILY_WOMEN),
            ],
            Self::Scandinavian => &[(scandinavian::GIVEN, scandinavian::FAMILY)],
            Self::Turkish => &[(turkish::GIVEN, turkish::FAMILY)],
            Self::Indian => &[(indian::GIVEN, indian::FAMILY)],
            Self::Japanese | Self::JapaneseKanji => &[(japanese::GIVEN, japanese::FAMILY)],
            Self::Greek => {
                &[(greek::GIVEN_MEN, greek::FAMILY_MEN), (greek::GIVEN_WOMEN, greek::FAMILY_WOMEN)]
            }
            Self::Bulgarian => &[
                (cyrillic::BULGARIAN_GIVEN_MEN, cyrillic::BULGARIAN_FAMILY_MEN),
                (cyrillic::BULGARIAN_GIVEN_WOMEN, cyrillic::BULGARIAN_FAMILY_WOMEN),
            ],
            Self::Ukrainian => &[(cyrillic::UKRAINIAN_GIVEN, cyrillic::UKRAINIAN_FAMILY)],
        }
    }
}

/// The name of one person.
#[derive(Debug, Clone)]
pub(crate) struct PersonName {
    pub(crate) given: String,
    pub(crate) family: String,
    /// Set where it is not the given name before the family name.
    pub(crate) full: Option<String>,
    /// `given.family` in letters that every mail system takes.
    pub(crate) mailbox: String,
}

/// A table, split once.
type Table = Vec<Entry>;

#[derive(Debug, Clone, Copy)]
struct Entry {
    shown: &'static str,
    romanised: &'static str,
}

/// All tables, ready to draw from.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    /// In the order of [`Locale::ALL`].
    locales: Vec<Vec<(Table, Table)>>,
}

impl Names {
    pub(crate) fn new() -> Self {
        let locales = Locale::ALL.iter().map(|&locale| {
            let split = |table| split(table, locale == Locale::JapaneseKanji);
            locale.tables().iter().map(|&(given, family)| (split(given), split(family))).collect()
        });
        Self { locales: locales.collect() }
    }

    /// A person's name out of one family of names.
    pub(crate) fn draw(&self, rng: &mut Rng, locale: Locale) -> PersonName {
        let index = Locale::ALL.iter().position(|&known| known == locale).unwrap_or_default();
        let (given, family) = rng.pick(&self.locales[index]);
        let (given, family) = (rng.pick_common(given), rng.pick_common(family));
        let mut name = PersonName {
            given: given.shown.to_owned(),
            family: family.shown.to_owned(),
            full: None,
            mailbox: format!("{}.{}", mailbox(given, locale), mailbox(family, locale)),
        };
        match locale {
            Locale::JapaneseKanji => name.full = Some(format!("{} {}", family.shown, given.shown)),
            Locale::Spanish if rng.chance(35) => join(&mut name.family, ' ', self, rng, index),
            Locale::English | Locale::German if rng.chance(3) => {
                join(&mut name.family, '-', self, rng, index);
            }
            _ => {}
        }
        name
    }
}

/// Adds a second family name; the mailbox keeps the first.
fn join(family: &mut String, separator: char, names: &Names, rng: &mut Rng, index: usize) {
    let second = rng.pick_common(&names.locales[index][0].1).shown;
    if second != family {
        family.push(separator);
        family.push_str(second);
    }
}

fn split(table: &'static str, own_script: bool) -> Table {
    let entry = |text: &'static str| {
        let (own, romanised) = text.split_once('=').unwrap_or((text, text));
        Entry { shown: if own_script { own } else { romanised }, romanised }
    };
    table.split(',').map(str::trim).filter(|text| !text.is_empty()).map(entry).collect()
}

/// The part of a name in a mailbox: ASCII, lower case, without blanks.
fn mailbox(entry: &Entry, locale: Locale) -> String {
    if locale == Locale::German {
        let name = entry.romanised.to_lowercase();
        let name = name.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
        return domain::value::words(&name).concat();
    }
    domain::value::words(entry.romanised).concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_long_and_has_no_name_twice() {
        for locale in Locale::ALL {
            for (given, family) in locale.tables() {
                for table in [given, family] {
                    let mut names: Vec<_> = split(table, true).iter().map(|n| n.shown).collect();
                    let count = names.len();
                    names.sort_unstable();
                    let twice = names.windows(2).find(|pair| pair[0] == pair[1]);
                    assert_eq!(twice, None, "{locale:?}");
                    assert!(count >= 20, "{locale:?} {count}");
                }
            }
        }
    }

    #[test]
    fn every_mailbox_is_plain() {
        let names = Names::new();
        let mut rng = Rng::new(3);
        for locale in Locale::ALL {
            for _ in 0..500 {
                let name = names.draw(&mut rng, locale);
                let (given, family) = name.mailbox.split_once('.').unwrap();
                for part in [given, family] {
                    assert!(!part.is_empty(), "{name:?}");
                    assert!(part.bytes().all(|b| b.is_ascii_lowercase()), "{name:?}");
                }
            }
        }
    }

    #[test]
    fn kanji_names_put_the_family_first_and_romanise_the_mailbox() {
        let name = Names::new().draw(&mut Rng::new(1), Locale::JapaneseKanji);
        assert_eq!(name.full, Some(format!("{} {}", name.family, name.given)));
        assert!(!name.given.is_ascii() && name.mailbox.is_ascii());
    }
}
