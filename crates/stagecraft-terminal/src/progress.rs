//! Progress on stderr for anything that takes more than a moment.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on a terminal, nothing elsewhere.
#[derive(Debug, Clone)]
pub struct Progress(ProgressBar);

impl Progress {
    /// Starts `what`, of `total` steps; `visible` only on a terminal.
    pub fn start(what: &str, total: u64, visible: bool) -> Self {
        if !visible {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(total);
        let template = if total == 0 {
            "{spinner} {prefix} {msg} {elapsed:>5}"
        } else {
            "{spinner} {prefix} {pos}/{len} {wide_msg} {elapsed:>5}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_prefix(what.to_owned());
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }

    /// Starts counting up to `total`, with the speed and the time that is left.
    pub fn counting(what: &str, total: u64, visible: bool) -> Self {
        let progress = Self::start(what, total, visible);
        let template = "{spinner} {prefix} {human_pos}/{human_len} {per_sec} eta {eta} {wide_msg} {elapsed:>5}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            progress.0.set_style(style);
        }
        progress
    }

    /// So much is done.
    pub fn at(&self, done: u64) {
        self.0.set_position(done);
    }

    /// Says what is being worked on.
    pub fn message(&self, message: impl Into<String>) {
        self.0.set_message(message.into());
    }

    /// One step is done.
    pub fn step(&self) {
        self.0.inc(1);
    }

    /// Prints a line above the bar, or to stderr where there is none.
    pub fn line(&self, line: &str) {
        if self.0.is_hidden() {
            return;
        }
        self.0.println(line);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}
