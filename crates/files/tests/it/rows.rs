//! Rows one by one.

use files::{Dialect, RowProblem, inspect, rows};

use crate::{file, read};

fn dialect(columns: usize) -> Dialect {
    Dialect { columns, ..Dialect::default() }
}

#[test]
fn blank_rows_and_comments_have_no_number() {
    let file = file(b"# by hand\na,b,c\n1,2,3\n\n,,\n # \n# x,y,z\n4,5,6\n");
    let dialect = Dialect { comment: Some(b'#'), ..dialect(3) };
    let numbers: Vec<_> = rows(file.path(), &dialect)
        .unwrap()
        .map(|row| row.map(|row| (row.number, row.cells[0].clone())).unwrap())
        .collect();
    assert_eq!(numbers, [(1, "1".into()), (2, " # ".into()), (3, "4".into())]);
}

#[test]
fn short_rows_are_filled_and_long_ones_kept_only_where_they_say_something() {
    let file = file(b"a,b,c\n1\n1,2,3,,\n1,2,3,,5\n");
    let (rows, broken) = read(file.path(), &dialect(3));
    assert_eq!(broken, 0);
    assert_eq!(rows, [&["1", "", ""][..], &["1", "2", "3"], &["1", "2", "3", "", "5"]]);
}

#[test]
fn a_broken_row_has_a_number_and_the_next_row_is_read() {
    let long = "x".repeat(70_000);
    let wide = vec!["x"; 1_200].join(",");
    let wider = ",".repeat(50_000);
    let text = format!("a,b\n1,\"open\n2,ok\n3,{long}\n{wide}\n{wider}x\nx\0y,5\n6,ok\n");
    let file = file(text.as_bytes());
    let mut seen = Vec::new();
    for row in rows(file.path(), &dialect(2)).unwrap() {
        match row {
            Ok(row) => seen.push((row.number, "ok".to_owned())),
            Err(RowProblem::Broken { number, reason, cells }) => {
                assert!(cells.iter().all(|cell| cell.len() <= 200 && !cell.contains('\0')));
                seen.push((number, reason));
            }
            Err(RowProblem::Io(error)) => panic!("{error}"),
        }
    }
    let expected =
        ["never closed", "ok", "70000 bytes", "1200 cells", "or more cells", "NUL", "ok"];
    assert_eq!(seen.len(), expected.len(), "{seen:?}");
    for ((number, reason), (place, expected)) in seen.iter().zip((1..).zip(expected)) {
        assert_eq!(*number, place);
        assert!(reason.contains(expected), "{reason}");
    }
}

#[test]
fn reading_goes_on_behind_any_row() {
    let file = file(b"a,b\n1,x\n\n2,\"open\n3,z\n4,z\n");
    for number in 0..6 {
        let rows = rows(file.path(), &dialect(2)).unwrap().behind(number).unwrap();
        let numbers: Vec<u64> = rows
            .map(|row| match row {
                Ok(row) => row.number,
                Err(RowProblem::Broken { number, .. }) => number,
                Err(RowProblem::Io(error)) => panic!("{error}"),
            })
            .collect();
        assert_eq!(numbers, (number + 1..=4).collect::<Vec<_>>());
    }
}

#[test]
fn progress_is_told_in_bytes_of_the_file() {
    let text = "Name,City\nÅsa,Malmö\n";
    let bytes: Vec<u8> = "\u{feff}"
        .chars()
        .chain(text.chars())
        .flat_map(|c| {
            c.encode_utf16(&mut [0; 2])
                .iter()
                .flat_map(|unit| unit.to_le_bytes())
                .collect::<Vec<_>>()
        })
        .collect();
    let file = file(&bytes);
    let inspection = inspect(file.path()).unwrap();
    let mut rows = rows(file.path(), &inspection.dialect).unwrap();
    assert_eq!(rows.bytes_read(), 0);
    assert_eq!(rows.by_ref().count(), 1);
    assert_eq!(rows.bytes_read(), bytes.len() as u64);
}

#[test]
fn an_unknown_encoding_is_an_error() {
    let file = file(b"a\n1\n");
    assert!(rows(file.path(), &Dialect { encoding: "x".into(), ..dialect(1) }).is_err());
}

#[test]
fn lines_that_were_quoted_whole_are_opened() {
    let file = file(b"\"Name;City\"\n\"Ada;London\"\n\"\"\"Bob; B\"\";Ulm\"\n");
    let inspection = inspect(file.path()).unwrap();
    let (rows, broken) = read(file.path(), &inspection.dialect);
    assert_eq!(
        (rows, broken),
        (vec![vec!["Ada".to_owned(), "London".into()], vec!["Bob; B".into(), "Ulm".into()]], 0)
    );
}
