//! `cargo xtask openapi`, and the check that it was not forgotten.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::{build, process, workspace};

/// Builds the server and writes the description it prints.
pub(crate) fn write() -> Result<()> {
    build::server(false)?;
    let printed = printed()?;
    fs::write(workspace::OPENAPI, &printed)
        .with_context(|| format!("writing {}", workspace::OPENAPI))?;
    println!("Wrote {}.", workspace::OPENAPI);
    Ok(())
}

/// Fails when the committed description is not what the server prints.
pub(crate) fn check() -> Result<()> {
    build::tested_server()?;
    let printed = printed()?;
    let committed = fs::read_to_string(workspace::OPENAPI).unwrap_or_default();
    let Some((line, committed, printed)) = first_difference(&committed, &printed) else {
        return Ok(());
    };
    bail!(
        "{} differs from the routes at line {line}:\n  committed: {committed}\n  routes:    {printed}\nrun cargo xtask openapi",
        workspace::OPENAPI
    )
}

fn printed() -> Result<String> {
    process::output(Command::new(workspace::server(false)).arg("openapi"))
}

/// The number and both forms of the first line that differs.
fn first_difference<'a>(left: &'a str, right: &'a str) -> Option<(usize, &'a str, &'a str)> {
    const END: &str = "(end of file)";
    let (mut lefts, mut rights) = (left.lines(), right.lines());
    for number in 1.. {
        match (lefts.next(), rights.next()) {
            (None, None) => return None,
            (left, right) if left == right => {}
            (left, right) => return Some((number, left.unwrap_or(END), right.unwrap_or(END))),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn names_the_first_line_that_differs() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some((2, "b", "c")));
        assert_eq!(first_difference("a\n", "a\nb\n"), Some((2, "(end of file)", "b")));
    }
}
