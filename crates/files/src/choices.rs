//! What a person chose of how a file is read.

use domain::FieldError;
use domain::import::SourceRequest;
use encoding_rs::Encoding;

use crate::{Format, Unreadable, encoding};

/// Records before a header, at most: more would not be seen in any preview.
const SKIP_MAX: u32 = 1_000;

/// What stands around cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quote {
    /// Nothing.
    None,
    /// This ASCII character.
    Letter(u8),
}

/// Choices that can be followed, as far as the file itself does not contradict.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Choices<'a> {
    pub(crate) encoding: Option<&'static Encoding>,
    pub(crate) delimiter: Option<u8>,
    pub(crate) quote: Option<Quote>,
    pub(crate) sheet: Option<&'a str>,
    pub(crate) skip: Option<usize>,
    pub(crate) has_header: Option<bool>,
}

impl<'a> Choices<'a> {
    pub(crate) fn of(request: &'a SourceRequest) -> Result<Self, Unreadable> {
        Ok(Self {
            encoding: request.encoding.as_deref().map(named).transpose()?,
            delimiter: request.delimiter.as_deref().map(delimiter).transpose()?,
            quote: request.quote.as_deref().map(quote).transpose()?,
            sheet: request.sheet.as_deref(),
            skip: request.skip.map(skip).transpose()?,
            has_header: request.has_header,
        })
    }

    /// Refuses choices that a format has no place for.
    pub(crate) fn fit(&self, format: Format) -> Result<(), Unreadable> {
        let table = matches!(format, Format::Csv | Format::Xlsx);
        let fits = [
            ("encoding", self.encoding.is_none() || format != Format::Xlsx),
            ("delimiter", self.delimiter.is_none() || format == Format::Csv),
            ("quote", self.quote.is_none() || format == Format::Csv),
            ("sheet", self.sheet.is_none() || format == Format::Xlsx),
            ("skip", self.skip.is_none() || table),
            ("has_header", self.has_header.is_none() || table),
        ];
        match fits.iter().find(|(_, fits)| !fits) {
            None => Ok(()),
            Some((field, _)) => {
                let message = format!("A file of the format {format} has no {field} to choose.");
                Err(wrong(field, "not_allowed", message))
            }
        }
    }
}

/// A choice that does not fit.
pub(crate) fn wrong(field: &str, code: &str, message: impl Into<String>) -> Unreadable {
    Unreadable::Choice(FieldError::new(field, code, message))
}

fn named(label: &str) -> Result<&'static Encoding, Unreadable> {
    encoding::named(label).ok_or_else(|| {
        let message = format!(
            "There is no encoding {label:?}. Expected a label such as UTF-8, UTF-16LE, windows-1252, \
             ISO-8859-2, macintosh, Shift_JIS, EUC-JP, GB18030, Big5, EUC-KR or KOI8-R."
        );
        wrong("encoding", "unknown", message)
    })
}

fn delimiter(text: &str) -> Result<u8, Unreadable> {
    match text.as_bytes() {
        [byte] if *byte == b'\t' || !byte.is_ascii_control() && *byte != b'"' => Ok(*byte),
        _ => Err(wrong(
            "delimiter",
            "invalid",
            "Expected one character such as a comma, a semicolon, a tab (\\t) or a bar.",
        )),
    }
}

fn quote(text: &str) -> Result<Quote, Unreadable> {
    match text.as_bytes() {
        [] => Ok(Quote::None),
        [byte] if byte.is_ascii_punctuation() => Ok(Quote::Letter(*byte)),
        _ => Err(wrong(
            "quote",
            "invalid",
            "Expected one character such as \" or ', or nothing where cells have no quotes.",
        )),
    }
}

fn skip(records: u32) -> Result<usize, Unreadable> {
    usize::try_from(records).ok().filter(|_| records <= SKIP_MAX).ok_or_else(|| {
        wrong("skip", "invalid", format!("Expected 0 to {SKIP_MAX} records before the header."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(request: &SourceRequest, format: Format) -> (String, String) {
        match Choices::of(request).and_then(|choices| choices.fit(format)) {
            Err(Unreadable::Choice(error)) => (error.field, error.message),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn wrong_choices_name_their_field_and_what_is_expected() {
        let csv = |request: SourceRequest| refused(&request, Format::Csv);
        let none = SourceRequest::default;
        let (field, message) = csv(SourceRequest { encoding: Some("klingon".into()), ..none() });
        assert!(field == "encoding" && message.contains("Shift_JIS"), "{message}");
        assert_eq!(csv(SourceRequest { delimiter: Some("ab".into()), ..none() }).0, "delimiter");
        assert_eq!(csv(SourceRequest { delimiter: Some("é".into()), ..none() }).0, "delimiter");
        assert_eq!(csv(SourceRequest { quote: Some("x".into()), ..none() }).0, "quote");
        assert_eq!(csv(SourceRequest { skip: Some(5_000), ..none() }).0, "skip");
        assert_eq!(csv(SourceRequest { sheet: Some("People".into()), ..none() }).0, "sheet");
        let cards = SourceRequest { has_header: Some(false), ..none() };
        assert_eq!(refused(&cards, Format::Vcard).0, "has_header");
    }

    #[test]
    fn encodings_have_many_names() {
        for label in ["mac roman", "MacRoman", "macintosh", "latin1", "cp1251", "sjis", "big5"] {
            assert!(named(label).is_ok(), "{label}");
        }
    }
}
