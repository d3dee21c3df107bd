//! What was written is read; what is no table does no harm.

use std::collections::BTreeMap;

use domain::import::{ColumnChoice, ImportField as F, OnDuplicate};
use files::{Dialect, Mapping, inspect, rows};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::{file, read};

/// RFC 4180, with cells quoted where they must be, or always.
fn write(table: &[Vec<String>], delimiter: char, line_end: &str, always: bool) -> String {
    let cell = |cell: &String| {
        let must = cell.contains(['"', '\n', '\r', delimiter]);
        if must || always { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let line =
        |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(&delimiter.to_string());
    table.iter().map(|row| line(row) + line_end).collect()
}

fn encode(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "UTF-16LE" => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "UTF-16BE" => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect(),
        "UTF-8 with mark" => format!("\u{feff}{text}").into_bytes(),
        _ => text.as_bytes().to_vec(),
    }
}

fn tables() -> impl Strategy<Value = Vec<Vec<String>>> {
    let header = ["Name", "E-mail", "City", "Notes", "Company"];
    let cell = "[a-zA-Z0-9 ,;|\t\"'#\r\nåé北京@.-]{0,12}";
    (2..=header.len()).prop_flat_map(move |width| {
        vec(vec(cell, width), 1..8).prop_map(move |rows| {
            let header = header[..width].iter().map(|&name| name.to_owned()).collect();
            std::iter::once(header).chain(rows).collect()
        })
    })
}

fn is_blank(row: &[String]) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_was_written_is_read(
        table in tables(),
        delimiter in select(vec![',', ';', '\t', '|']),
        line_end in select(vec!["\n", "\r\n", "\r"]),
        encoding in select(vec!["UTF-8", "UTF-8 with mark", "UTF-16LE", "UTF-16BE"]),
        always in any::<bool>(),
    ) {
        let rows: Vec<Vec<String>> = table[1..].iter().filter(|row| !is_blank(row)).cloned().collect();
        prop_assume!(!rows.is_empty());
        let file = file(&encode(&write(&table, delimiter, line_end, always), encoding));
        let inspection = inspect(file.path()).unwrap();
        let headers: Vec<&str> =
            inspection.columns.iter().map(|column| column.header.as_str()).collect();
        prop_assert_eq!(headers, table[0].iter().map(String::as_str).collect::<Vec<_>>());
        let (found, broken) = read(file.path(), &inspection.dialect);
        prop_assert_eq!((found, broken), (rows, 0));
    }

    #[test]
    fn any_bytes_are_looked_at_and_read(bytes in vec(any::<u8>(), 0..300)) {
        let file = file(&bytes);
        if let Ok(inspection) = inspect(file.path()) {
            read(file.path(), &inspection.dialect);
        }
    }

    #[test]
    fn any_text_is_looked_at_and_read(
        text in "[a1,;|\t\"'\r\n #@é\u{0}]{0,80}",
        quote in select(vec![None, Some(b'"')]),
        skip in 0..3usize,
        wrapped in any::<bool>(),
        field in select(F::CANONICAL).prop_map(Some),
    ) {
        let file = file(text.as_bytes());
        if let Ok(inspection) = inspect(file.path()) {
            let choices: Vec<ColumnChoice> = inspection
                .columns
                .iter()
                .map(|column| ColumnChoice { header: column.header.clone(), field: field.clone(), rule: None })
                .collect();
            if let Ok(mapping) = Mapping::new(&inspection.columns, &choices, OnDuplicate::Skip) {
                for cells in read(file.path(), &inspection.dialect).0 {
                    // Either answer will do; it must be one.
                    let _ = mapping.input(&cells, &BTreeMap::new()).parse();
                }
            }
        }
        let dialect = Dialect {
            delimiter: b';',
            quote,
            comment: Some(b'#'),
            skip,
            has_header: false,
            columns: 3,
            wrapped,
            ..Dialect::default()
        };
        for row in rows(file.path(), &dialect).unwrap().flatten() {
            prop_assert!(row.cells.len() >= 3);
        }
    }
}
