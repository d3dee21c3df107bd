use serde::{Deserialize, Serialize};

/// The file and how it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Source {
    pub file_name: String,
    pub bytes: u64,
    /// `csv`, `xlsx`, `vcard` or `json_lines`.
    pub format: String,
    /// `gzip`, or null.
    #[serde(default)]
    pub compression: Option<String>,
    /// A label of the WHATWG Encoding Standard such as `UTF-8` or `windows-1252`.
    pub encoding: String,
    /// The character between cells; empty where the format has none.
    pub delimiter: String,
    /// The character around cells that hold delimiters; null where there is none.
    #[serde(default)]
    pub quote: Option<String>,
    /// The sheet that is read; null where the format has none.
    #[serde(default)]
    pub sheet: Option<String>,
    /// The sheets to choose from, in the order of the workbook.
    #[serde(default)]
    pub sheets: Vec<Sheet>,
    /// Records before the header, or before the first row where there is no header.
    #[serde(default)]
    pub skip: u32,
    /// Whether the record behind `skip` names the columns.
    #[serde(default)]
    pub has_header: bool,
    /// The first 12 records as they are read, those before the header among them; cells have up to 120
    /// characters. Empty in lists of imports.
    #[serde(default)]
    pub preview: Vec<Vec<String>>,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sheet {
    pub name: String,
    /// Whether a person does not see it in their spreadsheet.
    pub hidden: bool,
}

/// The body of `PUT imports/{id}/source`: how a file is read. What is absent stays as it is; what
/// was never chosen is found out anew, given the rest.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SourceRequest {
    /// A label of the WHATWG Encoding Standard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// One ASCII character; of delimited text only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<String>,
    /// One ASCII character, or empty for none; of delimited text only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// The name of a sheet; of workbooks only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Records before the header, 0 to 1,000; of tables only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skip: Option<u32>,
    /// Of tables only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub has_header: Option<bool>,
}

impl SourceRequest {
    /// These choices over earlier ones. Where the header stands is forgotten with another sheet,
    /// encoding or delimiter, since it was said of other records.
    #[must_use]
    pub fn over(self, earlier: Self) -> Self {
        let other = |now: &Option<String>, before: &Option<String>| now.is_some() && now != before;
        let moved = other(&self.sheet, &earlier.sheet)
            || other(&self.encoding, &earlier.encoding)
            || other(&self.delimiter, &earlier.delimiter)
            || other(&self.quote, &earlier.quote);
        Self {
            skip: self.skip.or(earlier.skip.filter(|_| !moved)),
            has_header: self.has_header.or(earlier.has_header.filter(|_| !moved)),
            encoding: self.encoding.or(earlier.encoding),
            delimiter: self.delimiter.or(earlier.delimiter),
            quote: self.quote.or(earlier.quote),
            sheet: self.sheet.or(earlier.sheet),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_stay_until_they_are_about_other_records() {
        let earlier = SourceRequest {
            delimiter: Some(";".into()),
            skip: Some(2),
            has_header: Some(true),
            ..SourceRequest::default()
        };
        let header = SourceRequest { has_header: Some(false), ..SourceRequest::default() };
        let both = header.over(earlier.clone());
        assert_eq!((both.skip, both.has_header), (Some(2), Some(false)));
        assert_eq!(both.delimiter.as_deref(), Some(";"));
        let tab = SourceRequest { delimiter: Some("\t".into()), ..SourceRequest::default() };
        let moved = tab.over(earlier);
        assert_eq!((moved.skip, moved.has_header), (None, None));
    }
}
