//! A stream of bytes as text.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, WINDOWS_1252};

/// Decodes a stream piece by piece. A byte-order mark is dropped.
///
/// Bytes in a UTF-8 text that are not UTF-8 are read as windows-1252: in a file put together
/// from several, that is what the other part was written in. In other encodings they become
/// U+FFFD.
pub(crate) struct Text<R> {
    source: R,
    decoder: Option<Decoder>,
    /// Bytes that were read but not yet decoded.
    raw: Vec<u8>,
    at_start: bool,
}

impl<R: Read> Text<R> {
    pub(crate) fn new(source: R, encoding: &'static Encoding) -> Self {
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal());
        Self { source, decoder, raw: Vec::new(), at_start: true }
    }

    /// Where the bytes come from.
    pub(crate) fn source(&self) -> &R {
        &self.source
    }

    /// Reads about `size` more bytes and appends their text. Returns whether there may be more.
    pub(crate) fn read(&mut self, size: usize, out: &mut String) -> io::Result<bool> {
        // The first piece must hold a whole byte-order mark.
        let size = if self.at_start { size.max(3) } else { size };
        let wanted = u64::try_from(size).unwrap_or(u64::MAX);
        let got = self.source.by_ref().take(wanted).read_to_end(&mut self.raw)?;
        let more = got == size;
        if let Some(decoder) = &mut self.decoder {
            decode(decoder, &self.raw, !more, out);
            self.raw.clear();
        } else {
            if self.at_start && self.raw.starts_with(b"\xef\xbb\xbf") {
                self.raw.drain(..3);
            }
            let used = decode_utf8(&self.raw, !more, out);
            self.raw.drain(..used);
        }
        self.at_start = false;
        Ok(more)
    }
}

fn decode(decoder: &mut Decoder, mut raw: &[u8], last: bool, out: &mut String) {
    loop {
        let room = decoder.max_utf8_buffer_length_without_replacement(raw.len());
        out.reserve(room.unwrap_or(raw.len()).max(16));
        let (result, used) = decoder.decode_to_string_without_replacement(raw, out, last);
        raw = &raw[used..];
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
}

/// Returns how many bytes were used: all but a letter whose end is still to come.
fn decode_utf8(raw: &[u8], last: bool, out: &mut String) -> usize {
    let mut rest = raw;
    loop {
        let error = match std::str::from_utf8(rest) {
            Ok(text) => {
                out.push_str(text);
                return raw.len();
            }
            Err(error) => error,
        };
        let (valid, tail) = rest.split_at(error.valid_up_to());
        out.push_str(std::str::from_utf8(valid).unwrap_or_default());
        let length = match error.error_len() {
            Some(length) => length,
            None if last => tail.len(),
            None => return raw.len() - tail.len(),
        };
        out.push_str(&WINDOWS_1252.decode_without_bom_handling(&tail[..length]).0);
        rest = &tail[length..];
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::UTF_16LE;
    use proptest::prelude::*;

    use super::*;

    fn read_in_pieces(bytes: &[u8], encoding: &'static Encoding, size: usize) -> String {
        let mut text = Text::new(bytes, encoding);
        let mut out = String::new();
        while text.read(size, &mut out).unwrap() {}
        out
    }

    #[test]
    fn bytes_that_are_not_utf8_are_read_as_windows_1252() {
        let bytes = b"\xef\xbb\xbfMalm\xc3\xb6, Fran\xe7ois, \xc3";
        for size in [1, 2, 3, 100] {
            assert_eq!(read_in_pieces(bytes, UTF_8, size), "Malmö, François, Ã");
        }
    }

    proptest! {
        #[test]
        fn the_size_of_the_pieces_changes_nothing(text in "\\PC{0,40}", size in 1..9usize) {
            prop_assert_eq!(&read_in_pieces(text.as_bytes(), UTF_8, size), &text);
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            prop_assert_eq!(&read_in_pieces(&wide, UTF_16LE, size), &text);
        }
    }
}
