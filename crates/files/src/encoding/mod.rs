//! Which encoding a text is written in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE};

mod mac;

/// The encoding of a text, told from its first bytes: a byte-order mark; the NULs of UTF-16;
/// valid UTF-8; Mac Roman; else the best guess of chardetng, the detector of a browser.
pub(crate) fn guess(sample: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        return encoding;
    }
    if let Some(encoding) = utf16_by_nuls(sample) {
        return encoding;
    }
    let (letters, faults) = utf8_census(sample);
    // A file put together from several may hold a few bytes of another encoding; they do not
    // make the whole a different one.
    if faults == 0 || letters > faults * 10 {
        return UTF_8;
    }
    if mac::is_mac_roman(sample) {
        return MACINTOSH;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // The larger of the two, which reads the smaller one, too.
    if guess == GBK { GB18030 } else { guess }
}

/// The encoding that a person names: a label of the WHATWG Encoding Standard, or `Mac Roman`.
pub(crate) fn named(label: &str) -> Option<&'static Encoding> {
    let plain: String = label.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
    if plain == "macroman" {
        return Some(MACINTOSH);
    }
    Encoding::for_label_no_replacement(label.as_bytes())
}

/// UTF-16 without a mark: in a table, at least the delimiters and line ends, and mostly all
/// letters, have one NUL byte, always on the same side.
fn utf16_by_nuls(sample: &[u8]) -> Option<&'static Encoding> {
    let pairs = sample.len() / 2;
    let nuls = |side: usize| sample.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let mostly = |count: usize| pairs >= 2 && count * 5 >= pairs * 2;
    let hardly = |count: usize| count * 20 <= pairs;
    if mostly(odd) && hardly(even) {
        Some(UTF_16LE)
    } else if mostly(even) && hardly(odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Letters of more than one byte, and sequences that are not UTF-8. A letter cut in two by the
/// end of the sample is neither.
fn utf8_census(mut bytes: &[u8]) -> (usize, usize) {
    let (mut letters, mut faults) = (0, 0);
    loop {
        let (valid, rest) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let (valid, rest) = bytes.split_at(error.valid_up_to());
                let next = error.error_len().map(|length| &rest[length..]);
                (std::str::from_utf8(valid).unwrap_or_default(), next)
            }
        };
        letters += valid.chars().filter(|c| !c.is_ascii()).count();
        match rest {
            Some(rest) => {
                faults += 1;
                bytes = rest;
            }
            None => return (letters, faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{SHIFT_JIS, WINDOWS_1252};

    use super::*;

    #[test]
    fn marks_nuls_and_letters_tell_the_encoding() {
        let le: Vec<u8> =
            "name,city\nÅsa,Malmö\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> =
            "name,city\nÅsa,Malmö\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let sjis = SHIFT_JIS.encode("都道府県,市区町村\n北海道,札幌市\n青森県,青森市\n").0;
        let cases: [(&[u8], &Encoding); 8] = [
            (b"\xef\xbb\xbfname", UTF_8),
            (b"\xff\xfen\0", UTF_16LE),
            (&le, UTF_16LE),
            (&be, UTF_16BE),
            (b"a,b,c\n\0,2,3\n", UTF_8),
            ("Åsa,Malmö".as_bytes(), UTF_8),
            (b"name,city\nFran\xe7ois M\xfcller,Orl\xe9ans\n", WINDOWS_1252),
            (&sjis, SHIFT_JIS),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(guess(bytes), encoding, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn a_letter_cut_by_the_end_of_the_sample_is_no_fault() {
        assert_eq!(guess(&"Malmö".as_bytes()[..5]), UTF_8);
    }

    #[test]
    fn a_few_foreign_bytes_do_not_make_it_another_encoding() {
        let mut bytes = "Åsa Öberg, Malmö\n".repeat(10).into_bytes();
        bytes.extend(b"Fran\xe7ois\n");
        assert_eq!(guess(&bytes), UTF_8);
    }
}
