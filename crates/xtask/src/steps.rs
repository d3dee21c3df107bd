//! Numbered steps with their times.

use std::time::{Duration, Instant};

use anyhow::Result;

/// A sequence of named steps that stops at the first failure.
pub(crate) struct Steps {
    total: usize,
    started: Instant,
    done: Vec<(String, Duration)>,
}

impl Steps {
    /// A sequence of `total` steps, beginning now.
    pub(crate) fn new(total: usize) -> Self {
        Self { total, started: Instant::now(), done: Vec::with_capacity(total) }
    }

    /// Runs one step between a line that names it and a line that times it.
    pub(crate) fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let number = self.announce(name);
        let begun = Instant::now();
        let result = work();
        let took = begun.elapsed();
        let seconds = took.as_secs_f64();
        if result.is_ok() {
            println!("{number} {name}: done in {seconds:.1} s");
        } else {
            self.print_summary();
            println!("  FAILED {seconds:>7.1} s  {name}\n");
        }
        self.done.push((name.to_owned(), took));
        result
    }

    /// Prints the line that begins a step, and returns its number.
    pub(crate) fn announce(&self, name: &str) -> String {
        let number = format!("[{}/{}]", self.done.len() + 1, self.total);
        let since = self.started.elapsed().as_secs_f64();
        println!("{number} {name} (at {since:.1} s)");
        number
    }

    /// Prints each step that succeeded with its time, and the time of all.
    pub(crate) fn print_summary(&self) {
        println!("\nSummary, {:.1} s:", self.started.elapsed().as_secs_f64());
        for (name, took) in &self.done {
            println!("  ok     {:>7.1} s  {name}", took.as_secs_f64());
        }
    }
}
