//! A progress bar for long logs.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A progress bar for long input. It is shown only if standard error is a terminal.
pub struct Progress {
    bar: ProgressBar,
    /// When reading began. `None` once the bar is shown, or if it must not be shown.
    hidden_since: Option<Instant>,
}

impl Progress {
    /// How long to read before the bar appears: a log that takes less time doesn't need one.
    const DELAY: Duration = Duration::from_millis(500);

    pub fn new(files: &[PathBuf], may_show: bool) -> Self {
        let size = |path: &PathBuf| path.metadata().ok().filter(|meta| meta.is_file()).map(|meta| meta.len());
        let size = files.iter().map(size).sum::<Option<u64>>().filter(|size| *size > 0);
        let template = match size {
            Some(_) => "{bar:30} {percent:>3} %  {bytes_per_sec}  {eta}",
            None => "{bytes}  {bytes_per_sec}",
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        // The hidden bar already counts. Otherwise it would appear with one big jump, and compute its speed from that.
        let bar = ProgressBar::with_draw_target(size, ProgressDrawTarget::hidden()).with_style(style);
        Progress { bar, hidden_since: (may_show && io::stderr().is_terminal()).then(Instant::now) }
    }

    pub fn add(&mut self, bytes: u64) {
        self.bar.inc(bytes);
        if self.hidden_since.is_some_and(|since| since.elapsed() > Self::DELAY) {
            self.hidden_since = None;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
