//! Cards one by one.

use std::io::{self, Read};

use encoding_rs::Encoding;

use super::card::values;
use super::lines::Lines;
use super::property::Property;
use super::slot::Slot;
use crate::ROW_MAX;

/// One card: its values by column, or why it cannot be read.
pub(crate) type Card = Result<Vec<(Slot, String)>, String>;

/// Properties whose values are never taken; some are large.
const IGNORED: [&str; 8] =
    ["PHOTO", "LOGO", "KEY", "X-MS-CARDPICTURE", "X-MS-OL-DESIGN", "AGENT", "PRODID", "REV"];

/// Reads cards; whatever else is in the stream is passed over. One card of up to [`ROW_MAX`] bytes is in
/// memory, without its photo.
pub(crate) struct Cards<R> {
    lines: Lines<R>,
    encoding: &'static Encoding,
    /// A card began where the one before had no end.
    begun: bool,
}

/// What is gathered of a card.
#[derive(Default)]
struct Gathered {
    properties: Vec<Property>,
    bytes: usize,
    fault: Option<String>,
}

impl<R: Read> Cards<R> {
    /// `encoding` is that of bytes whose property says nothing else; the stream is no UTF-16.
    pub(crate) fn new(source: R, encoding: &'static Encoding) -> Self {
        Self { lines: Lines::new(source), encoding, begun: false }
    }

    /// Where the bytes come from.
    pub(crate) fn source(&self) -> &R {
        self.lines.source()
    }

    /// The next card. One without `BEGIN:VCARD` is taken from its first known property, one without
    /// `END:VCARD` up to the next.
    pub(crate) fn next(&mut self) -> io::Result<Option<Card>> {
        let mut card = std::mem::take(&mut self.begun).then(Gathered::default);
        // Cards within a card, and objects that are none, by their depth.
        let (mut inner, mut foreign) = (0_u32, None::<String>);
        while let Some(line) = self.lines.next()? {
            let bytes = line.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line.bytes);
            let Some(property) = Property::of(bytes, self.encoding) else { continue };
            let object = property.text.trim().to_uppercase();
            if let Some(name) = &foreign {
                if property.name == "END" && object == *name {
                    foreign = None;
                }
                continue;
            }
            match (property.name.as_str(), object.as_str(), &mut card) {
                ("BEGIN", "VCARD", Some(gathered)) => {
                    if gathered.properties.last().is_some_and(|last| last.name == "AGENT") {
                        inner += 1;
                    } else if inner == 0 && !gathered.properties.is_empty() {
                        self.begun = true;
                        return Ok(Some(gathered.finish()));
                    }
                }
                ("BEGIN", "VCARD", None) => card = Some(Gathered::default()),
                ("BEGIN", ..) => foreign = Some(object),
                ("END", "VCARD", Some(_)) if inner > 0 => inner -= 1,
                ("END", "VCARD", Some(gathered)) => return Ok(Some(gathered.finish())),
                ("END", ..) => {}
                (_, _, Some(gathered)) if inner == 0 => gathered.add(property, line.cut),
                (_, _, Some(_)) => {}
                ("VERSION" | "N" | "FN" | "EMAIL" | "TEL" | "ORG", _, none) => {
                    none.insert(Gathered::default()).add(property, line.cut);
                }
                _ => {}
            }
        }
        // The file is cut off, or its last card has no end.
        Ok(card
            .filter(|card| card.properties.iter().any(|property| property.name != "VERSION"))
            .map(|mut card| card.finish()))
    }
}

impl Gathered {
    fn add(&mut self, mut property: Property, cut: bool) {
        if IGNORED.contains(&property.name.as_str()) {
            property.text.clear();
        } else if cut {
            self.fault = Some(format!("{} of the card is too long to be read.", property.name));
            return;
        }
        self.bytes += property.text.len() + 64;
        if self.bytes > ROW_MAX {
            self.fault = Some(format!("The card holds more than {ROW_MAX} bytes."));
            return;
        }
        self.properties.push(property);
    }

    fn finish(&mut self) -> Card {
        match self.fault.take() {
            Some(reason) => Err(reason),
            None => Ok(values(&self.properties)),
        }
    }
}
