//! The lines of long logs: read in order, processed by all cores, returned in order.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use encoding_rs_io::DecodeReaderBytesBuilder;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::options::Input;

/// Longer lines are reported as errors, so that memory stays bounded.
pub const MAX_LINE: usize = 4 * 1024 * 1024;

/// How much is read at a time. A pipe gives up to 64 KiB.
pub const CHUNK: usize = 128 * 1024;

/// How much is kept of a line that is too long: its `id` is usually at its start.
const KEPT: usize = 64 * 1024;

/// How many batches may wait for each thread.
const QUEUE: usize = 2;

/// Some lines of one file.
pub struct Batch {
    /// The file's name as it was given; `-` for standard input.
    pub file: Arc<str>,
    first: u64,
    bytes: Vec<u8>,
    is_cut: bool,
}

/// One line, without its line end.
pub struct Line<'a> {
    pub number: u64,
    pub bytes: &'a [u8],
    /// Whether it is longer than [`MAX_LINE`]: `bytes` is its start.
    pub is_too_long: bool,
}

impl Batch {
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let bytes = self.bytes.strip_suffix(b"\n").unwrap_or(&self.bytes);
        let is_too_long = |line: &[u8]| self.is_cut || line.len() > MAX_LINE;
        (self.first..).zip(bytes.split(|&byte| byte == b'\n')).map(move |(number, bytes)| Line {
            number,
            bytes,
            is_too_long: is_too_long(bytes),
        })
    }
}

/// Calls `work` with all lines, on several threads, and `done` with its results, in the order of the lines.
///
/// The whole lines that one read returns are a batch: no line waits for the next one to arrive. The number of lines
/// that are read but not yet processed is bounded, however slow `done` is.
///
/// `may_show_progress`: whether a progress bar doesn't disturb what `done` writes to the terminal.
pub fn each_batch<T: Send + 'static>(
    input: &Input,
    may_show_progress: bool,
    work: impl Fn(&Batch) -> T + Send + Sync + 'static,
    mut done: impl FnMut(T) -> io::Result<()>,
) -> io::Result<()> {
    let cores = || thread::available_parallelism().map_or(1, NonZero::get);
    let threads = input.threads.map_or_else(cores, usize::from);
    let (jobs, next_job) = sync_channel::<(Batch, SyncSender<T>)>(threads * QUEUE);
    let (queue, in_order) = sync_channel::<io::Result<Pending<T>>>(threads * QUEUE);
    let next_job = Arc::new(Mutex::new(next_job));
    let work = Arc::new(work);
    // The threads are not joined: when `done` fails, the program ends, even while a read waits for a line.
    for _ in 0..threads {
        let (next_job, work) = (Arc::clone(&next_job), Arc::clone(&work));
        thread::Builder::new().spawn(move || {
            loop {
                let job = next_job.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((batch, answer)) = job else { return };
                // The receiver is gone if the program is about to end.
                let _ = answer.send(work(&batch));
            }
        })?;
    }
    let mut progress = Progress::new(input, may_show_progress);
    let files = input.files.clone();
    thread::Builder::new().spawn(move || {
        let mut reader = Reader { queue: &queue, jobs: &jobs };
        if let Err(Stop::Failed(error)) = reader.read_all(&files) {
            let _ = queue.send(Err(error));
        }
    })?;
    for pending in in_order {
        let pending = pending?;
        let Ok(answer) = pending.answer.recv() else {
            return Err(io::Error::other("a thread ended before its lines were done"));
        };
        done(answer)?;
        progress.add(pending.bytes);
    }
    progress.finish();
    Ok(())
}

/// A batch that is being processed.
struct Pending<T> {
    answer: Receiver<T>,
    bytes: u64,
}

/// Why reading ends early.
enum Stop {
    Failed(io::Error),
    /// The receiver of the answers is gone.
    Unwanted,
}

struct Reader<'q, T> {
    queue: &'q SyncSender<io::Result<Pending<T>>>,
    jobs: &'q SyncSender<(Batch, SyncSender<T>)>,
}

impl<T> Reader<'_, T> {
    fn read_all(&mut self, files: &[PathBuf]) -> Result<(), Stop> {
        if files.is_empty() {
            return self.read("-", &mut io::stdin().lock());
        }
        for path in files {
            let name = path.to_string_lossy();
            if is_stdin(path) {
                self.read(&name, &mut io::stdin().lock())?;
            } else {
                let mut file = File::open(path).map_err(|error| at(&name, &error))?;
                self.read(&name, &mut file)?;
            }
        }
        Ok(())
    }

    fn read(&mut self, name: &str, input: &mut impl Read) -> Result<(), Stop> {
        // Without a byte order mark the bytes are passed on unchanged: no line waits here.
        let mut input =
            DecodeReaderBytesBuilder::new().bom_sniffing(true).strip_bom(true).utf8_passthru(true).build(input);
        let file: Arc<str> = name.into();
        let mut first = 1;
        let mut buffer = Vec::new();
        // How much was read of a line that is skipped because it is too long; 0 if none is skipped.
        let mut skipped: u64 = 0;
        loop {
            let filled = buffer.len();
            // There is no line end before this place.
            let mut new = filled;
            buffer.resize(filled + CHUNK, 0);
            let read = loop {
                match input.read(&mut buffer[filled..]) {
                    Ok(read) => break read,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(at(name, &error)),
                }
            };
            let is_end = read == 0;
            buffer.truncate(filled + read);
            if skipped > 0 {
                let end = buffer[filled..].iter().position(|&byte| byte == b'\n').map(|end| filled + end + 1);
                if end.is_none() && !is_end {
                    skipped += read as u64;
                    buffer.truncate(KEPT);
                    continue;
                }
                let rest = buffer.split_off(end.unwrap_or(buffer.len()));
                skipped += (buffer.len() - filled) as u64;
                buffer.truncate(KEPT);
                let line =
                    Batch { file: Arc::clone(&file), first, bytes: std::mem::replace(&mut buffer, rest), is_cut: true };
                self.send(line, skipped)?;
                skipped = 0;
                first += 1;
                new = 0;
            }
            let whole = if is_end {
                buffer.len()
            } else {
                buffer[new..].iter().rposition(|&byte| byte == b'\n').map_or(0, |end| new + end + 1)
            };
            if whole > 0 {
                let mut rest = Vec::with_capacity(CHUNK * 2);
                rest.extend_from_slice(&buffer[whole..]);
                buffer.truncate(whole);
                let bytes = std::mem::replace(&mut buffer, rest);
                let lines = bytes.iter().filter(|&&byte| byte == b'\n').count() as u64;
                let size = bytes.len() as u64;
                self.send(Batch { file: Arc::clone(&file), first, bytes, is_cut: false }, size)?;
                first += lines;
            } else if buffer.len() > MAX_LINE {
                skipped = buffer.len() as u64;
                buffer.truncate(KEPT);
            }
            if is_end {
                return Ok(());
            }
        }
    }

    fn send(&self, batch: Batch, bytes: u64) -> Result<(), Stop> {
        let (answer, pending) = sync_channel(1);
        self.queue.send(Ok(Pending { answer: pending, bytes })).map_err(|_| Stop::Unwanted)?;
        self.jobs.send((batch, answer)).map_err(|_| Stop::Unwanted)
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn at(name: &str, error: &io::Error) -> Stop {
    Stop::Failed(io::Error::new(error.kind(), format!("{name}: {error}")))
}

/// A progress bar on standard error for long input, if that is a terminal.
struct Progress {
    bar: ProgressBar,
    /// When the wait before showing the bar began; `None` if it is shown or never will be.
    waits: Option<Instant>,
}

impl Progress {
    /// A log that is finished earlier doesn't need a bar.
    const PATIENCE: Duration = Duration::from_millis(500);

    fn new(input: &Input, may_show: bool) -> Self {
        let size = |path: &PathBuf| path.metadata().ok().filter(|meta| meta.is_file()).map(|meta| meta.len());
        let size = input.files.iter().map(size).sum::<Option<u64>>().filter(|size| *size > 0);
        let template = match size {
            Some(_) => "{bar:30} {percent:>3} %  {bytes_per_sec}  {eta}",
            None => "{bytes}  {bytes_per_sec}",
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        // It counts from the start, or the speed would be computed from a single jump.
        let bar = ProgressBar::with_draw_target(size, ProgressDrawTarget::hidden()).with_style(style);
        Progress { bar, waits: (may_show && io::stderr().is_terminal()).then(Instant::now) }
    }

    fn add(&mut self, bytes: u64) {
        self.bar.inc(bytes);
        if self.waits.is_some_and(|since| since.elapsed() > Self::PATIENCE) {
            self.waits = None;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
