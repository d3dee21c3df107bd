//! Where time and chance come from. Both are parameters, so that a test decides them.

use std::sync::Arc;

use crate::id::TypedId;
use crate::time::Timestamp;

type Clock = dyn Fn() -> Timestamp + Send + Sync;
type Chance = dyn Fn(&mut [u8]) + Send + Sync;

/// The clock and the source of randomness that a process was given at its start.
#[derive(Clone)]
pub struct Sources {
    clock: Arc<Clock>,
    chance: Arc<Chance>,
}

impl Sources {
    /// `chance` fills a buffer with unpredictable bytes; ids and secrets depend on it.
    pub fn new(
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
        chance: impl Fn(&mut [u8]) + Send + Sync + 'static,
    ) -> Self {
        Self { clock: Arc::new(clock), chance: Arc::new(chance) }
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// `N` random bytes, for keys and seeds.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.chance)(&mut bytes);
        bytes
    }

    /// A new id: UUID version 7 (RFC 9562), so later ids sort after earlier ones.
    pub fn id<I: TypedId>(&self) -> I {
        let millis = u64::try_from(self.now().micros() / 1_000).unwrap_or_default();
        I::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid())
    }

    /// Sources for tests: a clock that starts at 2026-01-01 and advances a millisecond a look,
    /// and a counter in the place of chance. Never for production.
    pub fn predictable() -> Self {
        use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
        let ticks = AtomicI64::new(0);
        let draws = AtomicU64::new(1);
        Self::new(
            move || {
                let tick = ticks.fetch_add(1, Ordering::Relaxed);
                Timestamp::from_micros(1_767_225_600_000_000 + tick * 1_000)
            },
            move |buffer| {
                let draw = draws.fetch_add(1, Ordering::Relaxed).to_be_bytes();
                for (index, byte) in buffer.iter_mut().rev().enumerate() {
                    *byte = draw.iter().rev().nth(index).copied().unwrap_or_default();
                }
            },
        )
    }
}
