use super::Identity;

/// The two parts of a name in a byte each, by which most strangers at one mailbox or number are told
/// apart without reading their records: five bits for the first letter, three for the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Initials([u8; 2]);

/// Bits for the whole of a part.
const WHOLE: u32 = 3;

impl Initials {
    /// As a number.
    pub const fn bits(self) -> u16 {
        u16::from_be_bytes(self.0)
    }

    /// From a number of [`Self::bits`].
    pub const fn from_bits(bits: u16) -> Self {
        Self(bits.to_be_bytes())
    }

    /// Whether records of these names may be confirmed under a shared e-mail address or phone number.
    /// Where not, [`Identity::confirms`] says No, but for two names that have a slip each in the first
    /// letters of both parts.
    pub fn may_meet(self, other: Self) -> bool {
        let letters = |names: Self| names.0.map(|part| part >> WHOLE);
        let (mine, theirs) = (letters(self), letters(other));
        mine.contains(&0) || theirs.contains(&0) || mine.iter().any(|one| theirs.contains(one))
    }

    /// Whether the names may be the same, the parts in either order.
    pub fn may_be_same(self, other: Self) -> bool {
        let [one, two] = self.0;
        other.0 == [one, two] || other.0 == [two, one]
    }
}

impl Identity {
    /// The initials of the person.
    pub fn initials(&self) -> Initials {
        let of = |part: &str| match part.chars().next() {
            None => 0,
            Some(letter) => {
                let letter = (u32::from(letter) % 31 + 1) << WHOLE;
                let whole = part.bytes().fold(0_u8, |sum, byte| sum.wrapping_mul(5) ^ byte);
                u8::try_from(letter).unwrap_or_default() | (whole % (1 << WHOLE))
            }
        };
        Initials([of(&self.person.given), of(&self.person.family)])
    }
}
