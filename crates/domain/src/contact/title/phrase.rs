use std::collections::HashMap;

use crate::value::words;

/// Phrases that tell a value, most telling first.
pub(super) struct Phrases<T> {
    /// By their first word: rank, the words behind it, the value.
    whole: HashMap<String, Vec<(usize, Vec<String>, T)>>,
    /// Ends and beginnings of words that are joined, as in German: rank, letters, value.
    ends: Vec<(usize, String, T)>,
    starts: Vec<(usize, String, T)>,
}

impl<T: Copy> Phrases<T> {
    /// Reads lines such as `manager: team leader, -manager, produkt-`; a hyphen stands for the
    /// rest of a word. Lines whose word has no value are left out.
    pub(super) fn read(text: &str, value_of: impl Fn(&str) -> Option<T>) -> Self {
        let mut phrases = Self { whole: HashMap::new(), ends: Vec::new(), starts: Vec::new() };
        let lines = text.lines().filter_map(|line| line.split_once(':'));
        let all = lines.flat_map(|(word, list)| list.split(',').map(move |phrase| (word, phrase)));
        for (rank, (word, phrase)) in all.enumerate() {
            let Some(value) = value_of(word) else { continue };
            phrases.add(rank, phrase.trim(), value);
        }
        phrases
    }

    fn add(&mut self, rank: usize, phrase: &str, value: T) {
        let mut folded = words(phrase).into_iter();
        let Some(first) = folded.next() else { return };
        if phrase.starts_with('-') {
            self.ends.push((rank, first, value));
        } else if phrase.ends_with('-') {
            self.starts.push((rank, first, value));
        } else {
            self.whole.entry(first).or_default().push((rank, folded.collect(), value));
        }
    }

    /// The value of the most telling phrase that stands in a title as whole words.
    pub(super) fn find(&self, title: &str) -> Option<T> {
        let words = words(title);
        let mut best: Option<(usize, T)> = None;
        let mut take = |rank: usize, value: T| {
            if best.is_none_or(|(known, _)| rank < known) {
                best = Some((rank, value));
            }
        };
        for (at, word) in words.iter().enumerate() {
            for (rank, rest, value) in self.whole.get(word).into_iter().flatten() {
                if words[at + 1..].starts_with(rest) {
                    take(*rank, *value);
                }
            }
            let longer = |part: &str| word.len() > part.len() + 2;
            for (rank, end, value) in &self.ends {
                if longer(end) && word.ends_with(end.as_str()) {
                    take(*rank, *value);
                }
            }
            for (rank, start, value) in &self.starts {
                if longer(start) && word.starts_with(start.as_str()) {
                    take(*rank, *value);
                }
            }
        }
        best.map(|(_, value)| value)
    }
}
