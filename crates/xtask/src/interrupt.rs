//! Ctrl-C and its relatives. The handler only notes the signal; whoever waits
//! looks, stops its child and returns, so that every guard is dropped.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use anyhow::{Result, bail};
use rustix::process::Signal;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

static RECEIVED: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);

/// Notes Ctrl-C, a closed terminal and a request to end from now on.
pub(crate) fn listen() -> Result<()> {
    for number in [SIGHUP, SIGINT, SIGTERM] {
        let value = usize::try_from(number)?;
        signal_hook::flag::register_usize(number, Arc::clone(&RECEIVED), value)?;
    }
    Ok(())
}

/// The last signal that came, if one did.
pub(crate) fn received() -> Option<Signal> {
    let number = i32::try_from(RECEIVED.load(Ordering::Relaxed)).ok()?;
    Signal::from_named_raw(number)
}

/// Ends a loop that waits for something.
pub(crate) fn check() -> Result<()> {
    if received().is_some() {
        bail!("interrupted");
    }
    Ok(())
}
