//! Every file of a folder, compared with the rows that its manifest counts: set `TORTURE_FILES` to a
//! folder with a `manifest.csv` of path, kind, bytes, hash, rows and expected outcome.

use std::path::Path;

use files::Inspection;

use crate::{read, reader};

/// Read in another way than the manifest counts, which also counts as right: a header `valid` like all
/// values below it; a table called `.vcf`; a card without its first line.
const EXPLAINED: [&str; 3] = [
    "csv/duckdb-test_invalid_utf_header.csv",
    "other-formats/latin1-named.vcf",
    "vcard/eds-7-no-begin.vcf",
];

#[test]
fn every_file_of_the_folder_ends_in_rows_or_in_a_clear_problem() {
    let Some(folder) = std::env::var_os("TORTURE_FILES") else { return };
    let folder = Path::new(&folder);
    let manifest = folder.join("manifest.csv");
    let (entries, _) = read(&manifest, &reader().inspect(&manifest).unwrap().dialect);
    let mut differ = Vec::new();
    for entry in &entries {
        let [path, kind, _, _, count, expected, ..] = entry.as_slice() else { panic!("{entry:?}") };
        let found = match kind.as_str() {
            "json" => continue,
            _ => outcome(&folder.join(path)),
        };
        if !agrees(&found, count, expected) && !EXPLAINED.contains(&path.as_str()) {
            differ.push(format!("{path}: {found:?}, not {count} ({expected})"));
        }
    }
    assert!(differ.is_empty(), "{differ:#?}");
}

/// The records that were counted, those of the title and the header among them, of the sheet that was
/// chosen; or the refusal.
fn outcome(path: &Path) -> Result<(usize, usize, usize), String> {
    let inspection = reader().inspect(path).map_err(|refusal| refusal.to_string())?;
    let (rows, broken) = read(path, &inspection.dialect);
    let Inspection { dialect, .. } = inspection;
    let chosen =
        dialect.sheets.iter().position(|sheet| Some(&sheet.name) == dialect.sheet.as_ref());
    let above = dialect.skip + usize::from(dialect.has_header);
    Ok((chosen.unwrap_or_default(), rows.len() + broken, above))
}

/// Workbooks are counted with what stands above their rows, sheet by sheet; cards as such.
fn agrees(found: &Result<(usize, usize, usize), String>, count: &str, expected: &str) -> bool {
    match found {
        Err(refusal) => {
            let asked = expected.contains("refus") || expected.contains("message");
            refusal.ends_with('.') && (asked || count.split('+').all(|rows| rows == "0"))
        }
        Ok((sheet, rows, above)) => {
            let of_sheet = count.trim_end_matches(" cards").split('+').nth(*sheet);
            let counted: usize = of_sheet.and_then(|rows| rows.parse().ok()).unwrap_or_default();
            *rows == counted || rows + above == counted
        }
    }
}
