use anyhow::Context;
use tracing_subscriber::EnvFilter;

/// Logs JSON lines to the standard error; what may be in them is said in docs/logging.md.
pub(crate) fn begin(filter: &str) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(filter).context("--log")?;
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .with_span_list(false)
        .with_env_filter(filter)
        // Complaining of a line that cannot be written, on a disk that is full, would end the thread.
        .log_internal_errors(false)
        .with_writer(std::io::stderr)
        .try_init()
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    // The text of a panic may hold data; its place is enough to find it.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(panic.place = place, "panic");
    }));
    Ok(())
}
