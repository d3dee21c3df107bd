use domain::search::SuggestionKind as K;

use crate::corpus::{indexed, partition};

#[test]
fn completions_are_counted_and_the_most_frequent_comes_first() {
    let (index, _writer) = indexed(&[
        "name=John Smith; company=Johnson Controls; city=Boston; title=Manager",
        "name=John  Smith; company=Johnson Controls; city=Johannesburg; title=Manager",
        "name=Johanna Roth; company=JOHNSON CONTROLS; city=Köln; title=Account Manager",
        "name=Karl May; company=Johnson Controls; city=Paris; title=Manager",
        "name=Paris Roth; city=Berlin",
    ]);
    let suggest = |text: &str, limit| -> Vec<(K, String, u64)> {
        let suggestions = index.suggest(partition(1), text, limit).unwrap();
        suggestions.into_iter().map(|found| (found.kind, found.text, found.count)).collect()
    };
    let row = |kind, text: &str, count| (kind, text.to_owned(), count);
    assert_eq!(
        suggest("joh", 10),
        [
            row(K::Company, "Johnson Controls", 4),
            row(K::Person, "John Smith", 2),
            row(K::Person, "Johanna Roth", 1),
            row(K::City, "Johannesburg", 1),
        ]
    );
    assert_eq!(suggest("jonh smi", 10), [row(K::Person, "John Smith", 2)]);
    assert_eq!(
        suggest("manag", 10),
        [row(K::Title, "Manager", 3), row(K::Title, "Account Manager", 1)]
    );
    // The city counts although the same word is a name elsewhere.
    assert_eq!(suggest("paris", 10), [row(K::Person, "Paris Roth", 1), row(K::City, "Paris", 1)]);
    assert_eq!(suggest("joh", 1), [row(K::Person, "John Smith", 2)]);
    assert_eq!(suggest("", 10), []);
    assert_eq!(suggest("joh", 0), []);
}
