//! Words for how a file is read.

use domain::import::Source;

/// Encodings to choose from: the label of the WHATWG Encoding Standard, and what it is used for.
const ENCODINGS: [(&str, &str); 22] = [
    ("UTF-8", "Unicode"),
    ("UTF-16LE", "Unicode, Windows"),
    ("UTF-16BE", "Unicode, big endian"),
    ("windows-1252", "Western European"),
    ("macintosh", "Western European, old Mac"),
    ("ISO-8859-15", "Western European with €"),
    ("windows-1250", "Central European"),
    ("ISO-8859-2", "Central European"),
    ("windows-1251", "Cyrillic"),
    ("KOI8-R", "Cyrillic"),
    ("windows-1253", "Greek"),
    ("windows-1254", "Turkish"),
    ("windows-1255", "Hebrew"),
    ("windows-1256", "Arabic"),
    ("windows-1257", "Baltic"),
    ("windows-1258", "Vietnamese"),
    ("Shift_JIS", "Japanese"),
    ("EUC-JP", "Japanese"),
    ("gb18030", "Chinese, simplified"),
    ("Big5", "Chinese, traditional"),
    ("EUC-KR", "Korean"),
    ("windows-874", "Thai"),
];

const DELIMITERS: [(&str, &str); 8] = [
    (",", "Comma ,"),
    (";", "Semicolon ;"),
    ("\t", "Tab"),
    ("|", "Pipe |"),
    (":", "Colon :"),
    ("^", "Caret ^"),
    ("~", "Tilde ~"),
    (" ", "Space"),
];

/// Encodings with their words; the one in force is always among them.
pub(super) fn encodings(now: &str) -> Vec<(String, String)> {
    let words = |(label, use_): (&str, &str)| (label.to_owned(), format!("{use_} ({label})"));
    with_present(ENCODINGS.into_iter().map(words).collect(), now)
}

/// Delimiters with their words; the one in force is always among them.
pub(super) fn delimiters(now: &str) -> Vec<(String, String)> {
    let words = |(mark, words): (&str, &str)| (mark.to_owned(), words.to_owned());
    with_present(DELIMITERS.into_iter().map(words).collect(), now)
}

fn with_present(mut all: Vec<(String, String)>, now: &str) -> Vec<(String, String)> {
    if !all.iter().any(|(value, _)| value.eq_ignore_ascii_case(now)) {
        all.push((now.to_owned(), now.to_owned()));
    }
    all
}

/// What a file was taken for: `CSV in gzip, 1.2 MB`.
pub(in super::super) fn taken_for(source: &Source) -> String {
    let format = match source.format.as_str() {
        "csv" if source.delimiter == "\t" => "Tab-separated text",
        "csv" => "CSV",
        "xlsx" => "Excel workbook",
        "vcard" => "vCard",
        "json_lines" => "JSON Lines",
        other => other,
    };
    let packed = source.compression.as_ref().map(|name| format!(" in {name}")).unwrap_or_default();
    format!("{format}{packed}, {}", crate::format::bytes(source.bytes))
}

/// Whether a file has rows of cells, of which one may hold the titles.
pub(super) fn is_table(source: &Source) -> bool {
    matches!(source.format.as_str(), "csv" | "xlsx")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_force_can_be_chosen() {
        assert_eq!(encodings("utf-8").len(), ENCODINGS.len());
        assert_eq!(encodings("ISO-2022-JP").last().unwrap().0, "ISO-2022-JP");
        assert_eq!(delimiters(";").len(), DELIMITERS.len());
        assert_eq!(delimiters("\u{1f}").len(), DELIMITERS.len() + 1);
    }

    #[test]
    fn a_file_is_told_in_words() {
        let source = Source {
            format: "csv".into(),
            bytes: 1_234,
            delimiter: "\t".into(),
            compression: Some("gzip".into()),
            ..Source::default()
        };
        assert_eq!(taken_for(&source), "Tab-separated text in gzip, 1.2 kB");
        assert!(is_table(&source));
    }
}
