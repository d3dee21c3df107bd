//! A strict reader of the text format of Prometheus, version 0.0.4.

use std::collections::BTreeMap;

/// Every series with its value, by its name and labels as they are written.
pub(super) struct Exposition(BTreeMap<String, f64>);

impl Exposition {
    /// Reads a text and ends the test where it is not well-formed.
    pub(super) fn read(text: &str) -> Self {
        assert!(text.ends_with('\n'), "the last line has no end");
        let mut kinds: BTreeMap<&str, &str> = BTreeMap::new();
        let mut helped = Vec::new();
        let mut series = BTreeMap::new();
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("# HELP ") {
                let (name, help) = rest.split_once(' ').unwrap();
                assert!(is_name(name) && !help.is_empty() && !helped.contains(&name), "{line}");
                helped.push(name);
            } else if let Some(rest) = line.strip_prefix("# TYPE ") {
                let (name, kind) = rest.split_once(' ').unwrap();
                assert_eq!(helped.last(), Some(&name), "a type without its help: {line}");
                assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
                assert!(kinds.insert(name, kind).is_none(), "twice: {line}");
            } else {
                let (key, value) = line.rsplit_once(' ').unwrap();
                let name = key.split('{').next().unwrap();
                labels(&key[name.len()..]);
                let current = *helped.last().unwrap();
                let kind = kinds[current];
                let ending = name.strip_prefix(current).unwrap_or("?");
                let fits = match kind {
                    "histogram" => ["_bucket", "_sum", "_count"].contains(&ending),
                    "counter" => ending.is_empty() && name.ends_with("_total"),
                    _ => ending.is_empty(),
                };
                assert!(is_name(name) && fits, "{line} stands under {current}, a {kind}");
                let value: f64 = value.parse().unwrap_or_else(|_| panic!("no number: {line}"));
                assert!(series.insert(key.to_owned(), value).is_none(), "twice: {line}");
            }
        }
        let read = Self(series);
        read.check_histograms();
        read
    }

    /// The value of a series; 0 where there is none.
    pub(super) fn value(&self, series: &str) -> f64 {
        self.0.get(series).copied().unwrap_or_default()
    }

    /// The value of a series that counts.
    pub(super) fn count(&self, series: &str) -> i64 {
        let text = self.value(series).to_string();
        text.parse().unwrap_or_else(|_| panic!("{series} is {text}"))
    }

    pub(super) fn has(&self, series: &str) -> bool {
        self.0.contains_key(series)
    }

    /// Each count of a histogram is that of its last bucket.
    fn check_histograms(&self) {
        let counts = self.0.iter().filter(|(key, _)| key.contains("_seconds_count"));
        for (key, count) in counts {
            let (name, labels) = key.split_once('{').unwrap();
            let bucket = name.replace("_count", "_bucket");
            let last = format!("{bucket}{{{},le=\"+Inf\"}}", labels.strip_suffix('}').unwrap());
            let first = format!("{bucket}{{le=\"+Inf\",{labels}");
            let found = self.0.get(&last).or_else(|| self.0.get(&first));
            let same = found.is_some_and(|found| found.to_bits() == count.to_bits());
            assert!(same, "{key}");
        }
    }
}

fn is_name(name: &str) -> bool {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b':';
    name.bytes().all(good) && !name.starts_with(|first: char| first.is_ascii_digit())
}

/// Checks `{a="b",c="d"}`.
fn labels(text: &str) {
    if text.is_empty() {
        return;
    }
    let mut rest = text.strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap();
    while !rest.is_empty() {
        let (name, more) = rest.split_once("=\"").unwrap();
        assert!(is_name(name), "{text}");
        let mut escaped = false;
        let end = more.bytes().position(|byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        });
        rest = &more[end.unwrap() + 1..];
        rest = rest.strip_prefix(',').unwrap_or(rest);
    }
}
