//! What the figures were measured on, and with what.

use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use crate::process;

/// Prints the machine, the commit and the command.
pub(super) fn print() -> Result<()> {
    let cores = std::thread::available_parallelism()?;
    let processor = field("/proc/cpuinfo", "model name").unwrap_or_default();
    let memory = field("/proc/meminfo", "MemTotal").unwrap_or_default();
    println!("machine: {cores} cores, {processor}, memory {memory}");
    println!("commit:  {}", commit());
    let words: Vec<_> = std::env::args().skip(1).collect();
    println!("command: cargo xtask {}", words.join(" "));
    Ok(())
}

/// The commit's hash, marked when files differ from it.
fn commit() -> String {
    let git = |words: &[&str]| process::output(Command::new("git").args(words));
    let Ok(hash) = git(&["rev-parse", "--short=12", "HEAD"]) else {
        return "none".to_owned();
    };
    let changed = git(&["status", "--porcelain"]).is_ok_and(|status| !status.is_empty());
    let mark = if changed { ", with changes" } else { "" };
    format!("{}{mark}", hash.trim())
}

/// How long a process has worked, in itself and for it in the kernel (fields 14 and 15 of proc(5)'s
/// `stat`, in hundredths of a second).
pub(super) fn worked(process: u32) -> Option<Duration> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name, which may have blanks, stands in brackets before.
    let (_, fields) = text.rsplit_once(')')?;
    let ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<u64>);
    Some(Duration::from_millis(10 * ticks.sum::<Result<u64, _>>().ok()?))
}

/// The value of the first `name: value` line of a file.
pub(super) fn field(file: &str, name: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim().to_owned())
}
