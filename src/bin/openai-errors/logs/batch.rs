//! Reads files in batches of whole lines. A batch is what one read returns, up to the last line end in it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use encoding_rs_io::DecodeReaderBytesBuilder;

/// The maximum length of a line in bytes. Longer lines are reported as errors, so that memory stays bounded.
pub const MAX_LINE: usize = 4 * 1024 * 1024;

/// How many bytes to read at a time. A read from a pipe returns at most 64 KiB.
pub const CHUNK: usize = 128 * 1024;

/// How many bytes of a line to keep if it is too long. Its `id` is usually near the start.
const KEPT: usize = 64 * 1024;

/// Some lines of one file.
pub struct Batch {
    /// The file's name as it was given; `-` for standard input.
    pub file: Arc<str>,
    first: u64,
    bytes: Vec<u8>,
    is_cut: bool,
    /// How many bytes were read for this batch. `bytes` has fewer if a line was too long.
    pub size: u64,
}

/// One line, without its line end.
pub struct Line<'a> {
    pub number: u64,
    pub bytes: &'a [u8],
    /// Whether the line is longer than [`MAX_LINE`]. Then `bytes` is only its start.
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

/// Why reading ended early.
pub enum Stop {
    Failed(io::Error),
    /// The receiver of the batches is gone.
    Unwanted,
}

/// Reads the files, or standard input if there are none, and sends the whole lines of each read as a batch.
pub fn read_all(files: &[PathBuf], send: &mut impl FnMut(Batch) -> Result<(), Stop>) -> Result<(), Stop> {
    if files.is_empty() {
        return read("-", &mut io::stdin().lock(), send);
    }
    for path in files {
        let name = path.to_string_lossy();
        if is_stdin(path) {
            read(&name, &mut io::stdin().lock(), send)?;
        } else {
            let mut file = File::open(path).map_err(|error| at(&name, &error))?;
            read(&name, &mut file, send)?;
        }
    }
    Ok(())
}

fn read(name: &str, input: &mut impl Read, send: &mut impl FnMut(Batch) -> Result<(), Stop>) -> Result<(), Stop> {
    // Without a byte order mark, the decoder passes bytes on unchanged and doesn't delay any line.
    let mut input = DecodeReaderBytesBuilder::new().bom_sniffing(true).strip_bom(true).utf8_passthru(true).build(input);
    let file: Arc<str> = name.into();
    let mut first = 1;
    let mut buffer = Vec::new();
    // How many bytes of a line that is too long have been read so far. 0 if the current line isn't too long.
    let mut skipped: u64 = 0;
    loop {
        let filled = buffer.len();
        // Everything before this index has already been searched for a line end.
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
            let bytes = std::mem::replace(&mut buffer, rest);
            send(Batch { file: Arc::clone(&file), first, bytes, is_cut: true, size: skipped })?;
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
            send(Batch { file: Arc::clone(&file), first, bytes, is_cut: false, size })?;
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

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn at(name: &str, error: &io::Error) -> Stop {
    Stop::Failed(io::Error::new(error.kind(), format!("{name}: {error}")))
}
