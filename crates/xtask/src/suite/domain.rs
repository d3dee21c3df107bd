//! The vocabulary is shared with the browser, so it must stay light.

use anyhow::{Result, bail};

use crate::{process, workspace};

/// Crates that would drag the server into the browser.
const TOO_HEAVY: [&str; 4] = ["tokio", "diesel", "actix-web", "tantivy"];

/// Looks through what the domain crate depends on. That it compiles for a browser shows with the page.
pub(super) fn check() -> Result<()> {
    let mut cargo = workspace::cargo(&["tree", "--package", "domain", "--all-features"]);
    cargo.args(["--edges", "normal", "--target", "all", "--prefix", "none"]);
    cargo.args(["--format", "{p}"]);
    let heavy = heavy(&process::output(&mut cargo)?);
    if !heavy.is_empty() {
        bail!(
            "the domain crate must not depend on {}; `cargo tree -p domain -i {}` tells why it does",
            heavy.join(", "),
            heavy.join(" -i ")
        );
    }
    Ok(())
}

/// Which of the heavy crates a tree names.
fn heavy(tree: &str) -> Vec<&'static str> {
    let is_named =
        |name: &str| tree.lines().any(|line| line.split_whitespace().next() == Some(name));
    TOO_HEAVY.into_iter().filter(|name| is_named(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::heavy;

    #[test]
    fn finds_a_heavy_crate_by_its_whole_name() {
        assert_eq!(heavy("domain v0.1.0\nserde v1.0.0\n"), [""; 0]);
        assert_eq!(heavy("tokio-util v0.7.0\n"), [""; 0]);
        assert_eq!(heavy("domain v0.1.0\ntokio v1.0.0\n"), ["tokio"]);
    }
}
