use std::time::UNIX_EPOCH;

use domain::{Sources, Timestamp};

/// The clock of the machine and the randomness of its kernel. The only place that asks them.
#[expect(clippy::disallowed_methods, reason = "here the parameter gets its value")]
pub(crate) fn real() -> Sources {
    Sources::new(
        || {
            let since = std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
        },
        |buffer| {
            // Going on without randomness would make guessable secrets.
            assert!(aws_lc_rs::rand::fill(buffer).is_ok(), "the system gives no randomness");
        },
    )
}
