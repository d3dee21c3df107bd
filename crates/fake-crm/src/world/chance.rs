/// Numbers that look random and are the same for the same seed: `SplitMix64` (Steele, Lea and
/// Flood 2014).
#[derive(Debug, Clone)]
pub struct Chance(u64);

const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// At least 0 and less than 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub fn share(&mut self) -> f64 {
        (self.number() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Letters and digits, as the CRM's ids and tokens are.
    pub fn word(&mut self, length: usize) -> String {
        let letter = |number: u64| LETTERS[usize::try_from(number % 62).unwrap_or_default()];
        (0..length).map(|_| char::from(letter(self.number()))).collect()
    }
}
