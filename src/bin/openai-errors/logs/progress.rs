//! A progress bar for long logs.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A progress bar on standard error for long input, if that is a terminal.
pub struct Progress {
    bar: ProgressBar,
    /// When the wait before showing the bar began; `None` if it is shown or never will be.
    waits: Option<Instant>,
}

impl Progress {
    /// A log that is finished earlier doesn't need a bar.
    const PATIENCE: Duration = Duration::from_millis(500);

    pub fn new(files: &[PathBuf], may_show: bool) -> Self {
        let size = |path: &PathBuf| path.metadata().ok().filter(|meta| meta.is_file()).map(|meta| meta.len());
        let size = files.iter().map(size).sum::<Option<u64>>().filter(|size| *size > 0);
        let template = match size {
            Some(_) => "{bar:30} {percent:>3} %  {bytes_per_sec}  {eta}",
            None => "{bytes}  {bytes_per_sec}",
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        // It counts from the start, or the speed would be computed from a single jump.
        let bar = ProgressBar::with_draw_target(size, ProgressDrawTarget::hidden()).with_style(style);
        Progress { bar, waits: (may_show && io::stderr().is_terminal()).then(Instant::now) }
    }

    pub fn add(&mut self, bytes: u64) {
        self.bar.inc(bytes);
        if self.waits.is_some_and(|since| since.elapsed() > Self::PATIENCE) {
            self.waits = None;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
