use domain::id::TypedId;
use domain::{OrganizationId, Sources};
use zeroize::Zeroizing;

use crate::encoding::join;
use crate::{Error, seal};

/// The key that seals the secrets of one organization. It is stored only wrapped
/// ([`crate::KeyEncryption`]); memory that held it is overwritten. Neither `Debug` nor `Clone`.
pub struct DataKey(Zeroizing<[u8; 32]>);

/// Where a sealed value belongs. All of it must be the same when the value is opened, so a
/// value that was copied into another row, column, table or organization does not open there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    pub organization: OrganizationId,
    pub table: &'static str,
    pub column: &'static str,
    /// The id of the row, as text.
    pub row: &'a str,
    /// The version of the data key that seals the value.
    pub version: i64,
}

impl DataKey {
    /// A new key.
    pub fn generate(sources: &Sources) -> Self {
        Self(Zeroizing::new(sources.bytes()))
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| Error::DoesNotOpen)?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals a value for its place: 29 bytes more than `plain`.
    pub fn seal(&self, place: &Place<'_>, plain: &[u8], sources: &Sources) -> Vec<u8> {
        seal::seal(&self.0, &place.bytes(), plain, sources)
    }

    /// Opens a value at its place.
    ///
    /// # Errors
    /// [`Error::DoesNotOpen`], if a bit of it was changed or the place is another one.
    pub fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        seal::open(&self.0, &place.bytes(), sealed)
    }
}

impl Place<'_> {
    fn bytes(&self) -> Vec<u8> {
        join(
            "value",
            &[
                self.organization.uuid().as_bytes(),
                self.table.as_bytes(),
                self.column.as_bytes(),
                self.row.as_bytes(),
                &self.version.to_be_bytes(),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_opens_at_its_place_only() {
        let sources = Sources::predictable();
        let key = DataKey::generate(&sources);
        let place = Place {
            organization: sources.id(),
            table: "users",
            column: "totp",
            row: "usr_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b",
            version: 1,
        };
        let sealed = key.seal(&place, b"secret", &sources);
        assert_eq!(key.open(&place, &sealed).unwrap().as_slice(), b"secret");
        for moved in [
            Place { organization: sources.id(), ..place },
            Place { table: "connections", ..place },
            Place { column: "token", ..place },
            Place { row: "usr_0190a1b2c3d47e5f8a9b0c1d2e3f4a5c", ..place },
            Place { version: 2, ..place },
            Place { table: "userst", column: "otp", ..place },
        ] {
            assert!(matches!(key.open(&moved, &sealed), Err(Error::DoesNotOpen)), "{moved:?}");
        }
        assert!(DataKey::generate(&sources).open(&place, &sealed).is_err());
    }
}
