//! Words for where a value or a version of a contact comes from.

use domain::contact::{ChangeSource, FieldSource, History, HistoryEntry};

/// Where the value of a field comes from: `From people.csv, by Ada`.
pub(super) fn source_of(source: &FieldSource, history: &History) -> String {
    let entry = history.entries.iter().find(|entry| entry.version == source.version);
    let file =
        entry.and_then(|entry| entry.import.as_ref()).map(|import| import.file_name.as_str());
    let by = entry.and_then(|entry| entry.by_name.as_deref());
    let origin = origin(source.source, file);
    match by {
        Some(by) => format!("{origin}, by {by}"),
        None => origin,
    }
}

/// What a version was made by: `Imported from people.csv`.
pub(super) fn what_happened(entry: &HistoryEntry) -> String {
    let file = entry.import.as_ref().map(|import| import.file_name.as_str());
    let is_first = entry.changes.is_empty();
    match (entry.source, file, is_first) {
        (ChangeSource::Import, Some(file), true) => format!("Created by the import of {file}"),
        (ChangeSource::Import, Some(file), false) => format!("Changed by the import of {file}"),
        (ChangeSource::Import, None, _) => "Imported from a file".to_owned(),
        (ChangeSource::Undo, Some(file), _) => format!("The import of {file} was taken back"),
        (ChangeSource::Undo, None, _) => "An import was taken back".to_owned(),
        (ChangeSource::Person, _, true) => "Created".to_owned(),
        (ChangeSource::Person, _, false) => "Edited".to_owned(),
        (ChangeSource::ApiKey, _, true) => "Created through the API".to_owned(),
        (ChangeSource::ApiKey, _, false) => "Changed through the API".to_owned(),
        (ChangeSource::Directory, ..) => "Saved from the directory".to_owned(),
        (ChangeSource::Sample, ..) => "Sample data".to_owned(),
    }
}

fn origin(source: ChangeSource, file: Option<&str>) -> String {
    match (source, file) {
        (ChangeSource::Import, Some(file)) => format!("From {file}"),
        (ChangeSource::Import, None) => "From a file".to_owned(),
        (ChangeSource::Person, _) => "Typed in".to_owned(),
        (ChangeSource::ApiKey, _) => "Through the API".to_owned(),
        (ChangeSource::Undo, Some(file)) => format!("As it was before {file}"),
        (ChangeSource::Undo, None) => "As it was before an import".to_owned(),
        (ChangeSource::Directory, _) => "From the directory".to_owned(),
        (ChangeSource::Sample, _) => "Sample data".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;
    use domain::contact::ImportName;

    fn entry(source: ChangeSource) -> HistoryEntry {
        HistoryEntry {
            version: 3,
            at: Timestamp::from_micros(0),
            source,
            by: None,
            by_name: Some("Ada".to_owned()),
            import: Some(ImportName {
                id: "imp_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b".parse().unwrap(),
                file_name: "people.csv".to_owned(),
            }),
            changes: Vec::new(),
        }
    }

    #[test]
    fn a_value_is_traced_to_its_file_and_person() {
        let history = History { entries: vec![entry(ChangeSource::Import)], provenance: [].into() };
        let source = |version| FieldSource {
            version,
            at: Timestamp::from_micros(0),
            source: ChangeSource::Import,
        };
        assert_eq!(source_of(&source(3), &history), "From people.csv, by Ada");
        assert_eq!(source_of(&source(9), &history), "From a file");
    }

    #[test]
    fn every_version_has_its_words() {
        assert_eq!(
            what_happened(&entry(ChangeSource::Import)),
            "Created by the import of people.csv"
        );
        assert_eq!(
            what_happened(&entry(ChangeSource::Undo)),
            "The import of people.csv was taken back"
        );
        assert_eq!(what_happened(&entry(ChangeSource::Person)), "Created");
    }
}
