//! A hash of rows that does not tell in which database they are.

use domain::id::TypedId;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::cell::{Cell, Row};

/// Hashes rows in their order.
#[derive(Default)]
pub(super) struct Printer {
    hash: Sha256,
    rows: u64,
}

impl Printer {
    pub(super) fn page(&mut self, rows: &[Row]) {
        for row in rows {
            self.row(row);
        }
    }

    fn row(&mut self, Row(cells): &Row) {
        self.rows += 1;
        for cell in cells {
            match cell {
                Cell::Id(value) => {
                    self.part(b'i', value.map(|id| id.0.uuid().into_bytes()).as_ref());
                }
                Cell::Text(value) => self.part(b't', value.as_ref()),
                Cell::Number(value) => self.part(b'n', value.map(i64::to_be_bytes).as_ref()),
                Cell::Yes(value) => self.part(b'y', value.map(|yes| [u8::from(yes)]).as_ref()),
                Cell::Time(value) => {
                    self.part(b'm', value.map(|time| time.0.micros().to_be_bytes()).as_ref());
                }
                Cell::Bytes(value) => self.part(b'b', value.as_ref()),
                Cell::Json(value) => {
                    self.part(b'j', value.as_ref().map(|json| canonical(&json.0)).as_ref());
                }
            }
        }
    }

    fn part(&mut self, kind: u8, value: Option<&impl AsRef<[u8]>>) {
        let Some(bytes) = value.map(AsRef::as_ref) else {
            return self.hash.update([kind, 0]);
        };
        self.hash.update([kind, 1]);
        self.hash.update((bytes.len() as u64).to_be_bytes());
        self.hash.update(bytes);
    }

    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    pub(super) fn end(self) -> [u8; 32] {
        self.hash.finalize().into()
    }
}

/// JSON as both databases agree on it: keys in order, numbers by their value.
fn canonical(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable_by_key(|(name, _)| *name);
            let fields = fields.into_iter().map(|(name, value)| {
                format!("{}:{}", Value::from(name.as_str()), canonical(value))
            });
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
        // 1, 1.0 and 1e0 are one number to PostgreSQL, and so are 0 and -0.0.
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) if whole.unsigned_abs() >= 1 << 53 => whole.to_string(),
            (_, Some(float)) if float.is_finite() => (float + 0.0).to_string(),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter() {
        let same = |one: &str, two: &str| {
            let [one, two] = [one, two].map(|text| canonical(&serde_json::from_str(text).unwrap()));
            one == two
        };
        assert!(same(r#"{"b": 1, "a": [true, null]}"#, r#"{"a":[true,null],"b":1.0}"#));
        assert!(
            same("1e15", "1000000000000000") && same("-0.0", "0") && same(r#""\u00e4""#, r#""ä""#)
        );
        assert!(!same("9007199254740993", "9007199254740992"));
        assert!(!same(r#"["a,b"]"#, r#"["a","b"]"#) && !same("1", r#""1""#));
    }
}
