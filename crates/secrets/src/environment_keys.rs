use domain::Sources;
use secrecy::{ExposeSecret, SecretString};

use crate::ring::{Ring, read_key};
use crate::{DataKey, Error, KeyEncryption, Owner, WrappedKey};

/// Key-encryption keys from the configuration: `1:BASE64,2:BASE64`, each of 32 random bytes.
pub struct EnvironmentKeys(Ring);

impl EnvironmentKeys {
    /// Reads the keys. Blanks and line breaks around versions and keys do not matter.
    ///
    /// # Errors
    /// What is wrong with which version; the text itself is not repeated.
    pub fn parse(text: &SecretString) -> Result<Self, Error> {
        let mut given = Vec::new();
        for (index, entry) in text.expose_secret().split(',').enumerate() {
            given.push(read_entry(index + 1, entry).map_err(Error::Keys)?);
        }
        Ring::new(given).map(Self).map_err(Error::Keys)
    }
}

type Entry = (i64, zeroize::Zeroizing<[u8; 32]>);

fn read_entry(place: usize, entry: &str) -> Result<Entry, String> {
    // A text without a colon may be the key itself, so it is not repeated.
    let (version, key) = entry.split_once(':').ok_or_else(|| {
        format!("entry {place} has no colon; expected VERSION:KEY, several separated by commas")
    })?;
    let version = version.trim().parse().map_err(|_| {
        format!("entry {place} has no number before the colon; expected VERSION:KEY such as 1:…")
    })?;
    let key = read_key(version, key.trim())?;
    if let Some(why) = weakness(&key) {
        return Err(format!("version {version} {why}; make a key with `openssl rand -base64 32`"));
    }
    Ok((version, key))
}

/// Keys that somebody made up. For 32 random bytes the chance of each is below 10^-13.
fn weakness(key: &[u8; 32]) -> Option<&'static str> {
    let mut distinct = key.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    let step = key[1].wrapping_sub(key[0]);
    if distinct.len() < 12 {
        Some("repeats a few bytes")
    } else if key.windows(2).all(|pair| pair[1].wrapping_sub(pair[0]) == step) {
        Some("is a plain sequence")
    } else if key.iter().all(|byte| (b' '..=b'~').contains(byte)) {
        Some("is readable text in base64, not random bytes")
    } else {
        None
    }
}

impl KeyEncryption for EnvironmentKeys {
    fn newest(&self) -> i64 {
        self.0.newest()
    }

    fn wrap(&self, owner: Owner, key: &DataKey, sources: &Sources) -> Result<WrappedKey, Error> {
        self.0.wrap(owner, key, sources)
    }

    fn open_key(&self, owner: Owner, wrapped: &WrappedKey) -> Result<DataKey, Error> {
        self.0.open(owner, wrapped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;

    /// Bytes that look random enough, from a small generator.
    fn key(seed: u64) -> String {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            (state >> 56) as u8
        };
        BASE64_STANDARD.encode([0; 32].map(|_: u8| next()))
    }

    fn problem(text: &str) -> String {
        let error = EnvironmentKeys::parse(&text.into()).err();
        error.expect("the keys must be refused").to_string()
    }

    #[test]
    fn versions_rotate() {
        let sources = Sources::predictable();
        let owner = Owner { organization: sources.id(), data_key_version: 1 };
        let first = EnvironmentKeys::parse(&format!("1:{}", key(1)).into()).unwrap();
        let both =
            EnvironmentKeys::parse(&format!("1:{},\n 2: {}", key(1), key(2)).into()).unwrap();
        let second = EnvironmentKeys::parse(&format!("2:{}", key(2)).into()).unwrap();
        let data = DataKey::generate(&sources);

        let old = first.wrap(owner, &data, &sources).unwrap();
        assert_eq!((old.key_version, both.newest()), (1, 2));
        let opened = both.open_key(owner, &old).unwrap();
        assert_eq!(opened.bytes(), data.bytes());
        let new = both.wrap(owner, &opened, &sources).unwrap();
        assert_eq!(second.open_key(owner, &new).unwrap().bytes(), data.bytes());

        let missing = second.open_key(owner, &old).err().expect("version 1 is missing");
        assert!(missing.to_string().contains("key version 1 is missing"), "{missing}");
    }

    #[test]
    fn a_wrapped_key_opens_for_its_owner_and_version_only() {
        let sources = Sources::predictable();
        let owner = Owner { organization: sources.id(), data_key_version: 1 };
        let keys = EnvironmentKeys::parse(&format!("1:{},2:{}", key(1), key(2)).into()).unwrap();
        let wrapped = keys.wrap(owner, &DataKey::generate(&sources), &sources).unwrap();
        assert_eq!(wrapped.sealed.len(), 61);
        for wrong in
            [Owner { organization: sources.id(), ..owner }, Owner { data_key_version: 2, ..owner }]
        {
            assert!(matches!(keys.open_key(wrong, &wrapped), Err(Error::DoesNotOpen)));
        }
        let renamed = WrappedKey { key_version: 1, ..wrapped.clone() };
        assert!(matches!(keys.open_key(owner, &renamed), Err(Error::DoesNotOpen)));
        for at in 0..wrapped.sealed.len() {
            let mut changed = wrapped.clone();
            changed.sealed[at] ^= 0x10;
            assert!(matches!(keys.open_key(owner, &changed), Err(Error::DoesNotOpen)), "{at}");
        }
    }

    #[test]
    fn bad_keys_are_refused_without_being_printed() {
        let good = key(3);
        let encoded = |bytes: &[u8]| BASE64_STANDARD.encode(bytes);
        let sequence: Vec<u8> = (100..132).collect();
        let cases = [
            (good.clone(), "entry 1 has no colon"),
            (format!("one:{good}"), "entry 1 has no number"),
            (format!("1:{}", &good[..20]), "32 are expected"),
            ("1:not*base64*at*all".to_owned(), "version 1 is not base64"),
            (format!("0:{good}"), "versions count from 1"),
            (format!("1:{good},1:{}", key(4)), "version 1 is given twice"),
            (format!("1:{good},2:{good}"), "versions 1 and 2 are the same key"),
            (format!("1:{}", encoded(&[0; 32])), "repeats a few bytes"),
            (format!("1:{}", encoded(&sequence)), "is a plain sequence"),
            (format!("1:{}", encoded(b"correct horse battery staple 123")), "is readable text"),
            (String::new(), "entry 1 has no colon"),
        ];
        for (text, expected) in cases {
            let problem = problem(&text);
            assert!(problem.contains(expected), "{problem}");
            let secret = text.rsplit(':').next().unwrap_or_default();
            assert!(secret.is_empty() || !problem.contains(secret), "{problem}");
            assert!(!problem.contains(&good[..12]), "{problem}");
        }
    }
}
