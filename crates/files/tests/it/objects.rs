//! JSON Lines.

use files::{Format, inspect};
use proptest::prelude::*;

use crate::{file, read};

#[test]
fn objects_become_rows_under_the_keys_of_all() {
    let content = "{\"name\":\"Ada\",\"address\":{\"city\":\"London\"}}\nbroken\n{\"emails\":[{\"value\":\"b@x.example\",\"kind\":\"personal\"}],\"name\":\"Bob\"}\n";
    let file = file(content.as_bytes());
    let inspection = inspect(file.path()).unwrap();
    assert_eq!(inspection.format, Format::JsonLines);
    let keys = ["name", "address.city", "email 1 - Label", "email 1 - Value"];
    assert_eq!(inspection.dialect.keys, keys);
    let (rows, broken) = read(file.path(), &inspection.dialect);
    assert_eq!((rows.len(), broken), (2, 1));
    assert_eq!(rows[1], ["Bob", "", "personal", "b@x.example"]);
}

#[test]
fn files_that_hold_no_object_say_so() {
    for (content, expected) in
        [("{}\n{}\n", "no JSON object with a key"), ("{\"a\": oops\n", "not valid JSON")]
    {
        let refusal = inspect(file(content.as_bytes()).path()).unwrap_err().to_string();
        assert!(refusal.contains(expected), "{refusal}");
    }
    let wide: String =
        (0..1_200).fold(String::new(), |text, number| text + &format!("\"k{number}\":1,"));
    let wide = format!("{{{wide}\"z\":1}}\n");
    let refusal = inspect(file(wide.as_bytes()).path()).unwrap_err().to_string();
    assert!(refusal.contains("columns"), "{refusal}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_cut_and_read(text in "[\\[\\]{}\",:a1\\\\ \n\ré]{0,80}") {
        let file = file(format!("{{\"a\":1}}\n{text}").as_bytes());
        let inspection = inspect(file.path()).unwrap();
        let first = read(file.path(), &inspection.dialect);
        prop_assert!(first.0.iter().all(|row| row.len() == inspection.columns.len()));
        prop_assert_eq!(read(file.path(), &inspection.dialect), first);
    }

    #[test]
    fn what_was_written_is_read(names in proptest::collection::vec("\\PC{1,12}", 1..9)) {
        let lines: String =
            names.iter().map(|name| serde_json::json!({"name": name}).to_string() + "\n").collect();
        let file = file(lines.as_bytes());
        let inspection = inspect(file.path()).unwrap();
        let (rows, broken) = read(file.path(), &inspection.dialect);
        let filled = names.iter().filter(|name| !name.trim().is_empty()).count();
        prop_assert_eq!((rows.len(), broken), (filled, 0));
    }
}
