use crate::contact::{Department, Seniority};
use crate::search::FilterField;
use crate::search::language::{Meaning, vocabulary};
use crate::value::{Country, fold};

#[test]
fn uncertain_words_mean_something() {
    let words = include_str!("../words/uncertain.txt").split_whitespace();
    let unknown: Vec<_> = words.filter(|word| vocabulary::find(word).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn a_given_name_is_uncertain() {
    for name in ["maurice", "frances", "chad", "paris"] {
        assert!(vocabulary::find(name).is_some() && vocabulary::is_uncertain(name), "{name}");
    }
}

#[test]
fn values_are_those_of_the_filters() {
    for (phrase, entry) in vocabulary::all() {
        assert!(!entry.meanings.is_empty() && !entry.label.is_empty(), "{phrase}");
        for meaning in &entry.meanings {
            let is_known = match meaning {
                Meaning::Filter(FilterField::Seniority, word) => {
                    Seniority::from_word(word).is_some()
                }
                Meaning::Filter(FilterField::Department, word) => {
                    Department::from_word(word).is_some()
                }
                Meaning::Filter(FilterField::Country, code) => {
                    Country::parse(code).is_ok_and(|country| country.as_str() == code)
                }
                Meaning::Filter(_, value) => !fold(value).is_empty(),
                Meaning::Title(words) => fold(words) == *words,
            };
            assert!(is_known, "{phrase}: {meaning:?}");
        }
    }
}

#[test]
fn every_line_is_read() {
    for line in include_str!("../words/seniority.txt").lines() {
        assert!(line.split_once(':').is_some_and(|(word, _)| Seniority::from_word(word).is_some()));
    }
    for line in include_str!("../words/department.txt").lines() {
        assert!(
            line.split_once(':').is_some_and(|(word, _)| Department::from_word(word).is_some())
        );
    }
}

/// What a phrase means is what a title that says it is given.
#[test]
fn the_box_and_titles_agree() {
    let mut differ = Vec::new();
    for (phrase, entry) in vocabulary::all() {
        let Some(Meaning::Filter(field, word)) = entry.meanings.first() else { continue };
        let told = match field {
            FilterField::Seniority => Seniority::of_title(phrase).map(Seniority::as_str),
            FilterField::Department => Department::of_title(phrase).map(Department::as_str),
            _ => None,
        };
        if told.is_some_and(|told| told != word) {
            differ.push((phrase, word, told));
        }
    }
    assert!(differ.is_empty(), "{differ:?}");
}
