//! Processes batches of lines on several threads, and returns the results in the order of the lines.

use std::io;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::batch::{Batch, Stop, read_all};
use super::progress::Progress;
use crate::options::Input;

/// How many batches per thread may be waiting.
const QUEUE: usize = 2;

/// A batch that is being processed.
struct Pending<T> {
    answer: Receiver<T>,
    bytes: u64,
}

/// Calls `work` for each batch on several threads, then `done` for each result, in the order of the lines.
///
/// A batch has the whole lines that one read returned, so no line has to wait for the next one to arrive. The number of
/// lines that are read but not yet processed is bounded, even if `done` is slow.
///
/// Set `may_show_progress` if a progress bar can't overwrite what `done` writes to the terminal.
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
    // The threads are never joined: if `done` fails, the program has to end even if a read is still waiting for input.
    for _ in 0..threads {
        let (next_job, work) = (Arc::clone(&next_job), Arc::clone(&work));
        thread::Builder::new().spawn(move || {
            loop {
                let job = next_job.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok((batch, answer)) = job else { return };
                // This fails only if the receiver is gone: the program is about to end.
                let _ = answer.send(work(&batch));
            }
        })?;
    }
    let mut progress = Progress::new(&input.files, may_show_progress);
    let files = input.files.clone();
    thread::Builder::new().spawn(move || {
        let mut send = |batch: Batch| {
            let (answer, pending) = sync_channel(1);
            let pending = Pending { answer: pending, bytes: batch.size };
            queue.send(Ok(pending)).map_err(|_| Stop::Unwanted)?;
            jobs.send((batch, answer)).map_err(|_| Stop::Unwanted)
        };
        if let Err(Stop::Failed(error)) = read_all(&files, &mut send) {
            let _ = queue.send(Err(error));
        }
    })?;
    for pending in in_order {
        let pending = pending?;
        let Ok(answer) = pending.answer.recv() else {
            return Err(io::Error::other("a thread ended before it had processed its lines"));
        };
        done(answer)?;
        progress.add(pending.bytes);
    }
    progress.finish();
    Ok(())
}
