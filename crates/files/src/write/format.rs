/// A form in which contacts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Comma-separated UTF-8 with a byte-order mark, for spreadsheets: what could be a formula has
    /// a `'` before it.
    CsvSafe,
    /// Comma-separated UTF-8 with every value as it is stored, for programs.
    CsvExact,
    /// An Excel workbook; every cell is text.
    Xlsx,
    /// vCard 4.0 (RFC 6350).
    Vcard,
    /// One JSON object a line.
    JsonLines,
}

impl Format {
    /// Whether the file is a table, whose columns must be known before its first record.
    pub const fn has_columns(self) -> bool {
        matches!(self, Self::CsvSafe | Self::CsvExact | Self::Xlsx)
    }

    /// For the header `Content-Type`.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::CsvSafe | Self::CsvExact => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Vcard => "text/vcard; charset=utf-8",
            Self::JsonLines => "application/x-ndjson",
        }
    }

    /// Behind the dot of the file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::CsvSafe | Self::CsvExact => "csv",
            Self::Xlsx => "xlsx",
            Self::Vcard => "vcf",
            Self::JsonLines => "jsonl",
        }
    }
}
