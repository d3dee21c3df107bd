//! Whether a table begins with the names of its columns, and which columns it has.

use domain::value::line;

use crate::mapping::{looks_like_email, looks_like_phone, means_something};

/// Characters of a column's name, at most; longer texts are values.
const NAME_MAX: usize = 120;

/// The names of the columns, and the records that are rows.
#[derive(Debug)]
pub(crate) struct Table<'a> {
    pub(crate) has_header: bool,
    pub(crate) headers: Vec<String>,
    pub(crate) rows: &'a [Vec<String>],
}

/// Divides the records of a table into header and rows, as a person chose or else as it looks. Columns
/// without a name are called `Column 1` and so on.
pub(crate) fn divide(records: &[Vec<String>], usual: usize, chosen: Option<bool>) -> Table<'_> {
    let Some((first, behind)) = records.split_first() else {
        return Table { has_header: false, headers: Vec::new(), rows: records };
    };
    let has_header = chosen.unwrap_or_else(|| is_header(first, behind));
    let (named, rows) = if has_header { (first.as_slice(), behind) } else { (&[][..], records) };
    let width = width(named, rows, usual);
    let headers = (0..width).map(|at| {
        let name = named.get(at).map(|name| line(name)).unwrap_or_default();
        if name.is_empty() { format!("Column {}", at + 1) } else { name }
    });
    Table { has_header, headers: headers.collect(), rows }
}

/// Columns with a name; those without one that hold values; and those that most rows have
/// beyond the header. Empty columns at the end are none.
fn width(named: &[String], rows: &[Vec<String>], usual: usize) -> usize {
    let filled = |record: &[String]| {
        record.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1)
    };
    let in_rows = rows.iter().map(|row| filled(row)).max().unwrap_or_default();
    let beyond = rows.iter().filter(|row| filled(row) > named.len()).count();
    let unnamed = if beyond * 2 >= rows.len().max(1) { usual } else { named.len() };
    filled(named).max(in_rows.min(unnamed)).max(1)
}

/// A header has short texts and no values: no addresses, phone numbers or figures. Known names
/// speak for it, a first value that occurs again in its column against it.
fn is_header(first: &[String], behind: &[Vec<String>]) -> bool {
    let names: Vec<String> = first.iter().map(|cell| line(cell)).collect();
    let filled: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
    if filled.is_empty()
        || filled.iter().any(|name| looks_like_email(name) || name.chars().count() > NAME_MAX)
    {
        return false;
    }
    let known = filled.iter().filter(|name| means_something(name)).count();
    if known >= 2 || known * 2 >= filled.len() {
        return true;
    }
    // Nothing behind it, and no word that is known: it is what the file has.
    if behind.is_empty() {
        return false;
    }
    if filled.iter().any(|name| is_figure(name) || looks_like_phone(name)) {
        return false;
    }
    let occurs_again = |(at, name): (usize, &String)| {
        !name.is_empty()
            && behind.iter().any(|row| row.get(at).is_some_and(|cell| line(cell) == *name))
    };
    // A column may well hold its own name once; two do not.
    names.iter().enumerate().filter(|&cell| occurs_again(cell)).count() < 2.min(names.len())
}

/// A number or a date, which begins with a digit and holds no letters.
fn is_figure(text: &str) -> bool {
    let text = text.trim_start_matches(['+', '-']);
    text.starts_with(|c: char| c.is_ascii_digit()) && !text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_header_is_told_from_a_row() {
        for (text, expected) in [
            ("a,b,c\n1,2,3", true),
            ("1,2,3\n4,5,6", false),
            ("Person,Region\nAnna,West\nBob,West", true),
            ("Anna,ada@example.com\nBob,bob@example.com", false),
            ("Anna,West,North\nBob,West,North", false),
            ("Name,Email,2019\nAnna,a@b.de,5", true),
            ("phone\n+31885544332", true),
            ("alpha,beta", false),
            ("Name,Email", true),
            ("+31885544332\n+31885544333", false),
        ] {
            assert_eq!(divide(&records(text), 2, None).has_header, expected, "{text}");
        }
    }

    #[test]
    fn a_person_has_the_last_word() {
        let table = records("1,2\n3,4");
        assert_eq!(divide(&table, 2, Some(true)).headers, ["1", "2"]);
        assert_eq!(divide(&records("a,b\n1,2"), 2, Some(false)).rows.len(), 2);
    }

    #[test]
    fn columns_are_those_with_a_name_or_with_values() {
        for (text, usual, expected) in [
            ("a,,c\n1,2,3", 3, &["a", "Column 2", "c"][..]),
            ("a,b,,\n1,2,,\n3,4,,", 4, &["a", "b"]),
            ("a,b,\n1,2,\n3,4,5", 3, &["a", "b", "Column 3"]),
            ("a,b\n1,2\n3,4,5\n6,7\n8,9", 2, &["a", "b"]),
            ("a,b\n1,2,x\n3,4,y", 3, &["a", "b", "Column 3"]),
            ("1,2\n3,4", 2, &["Column 1", "Column 2"]),
            ("id,id\n1,2", 2, &["id", "id"]),
        ] {
            assert_eq!(divide(&records(text), usual, None).headers, expected, "{text}");
        }
    }
}
