//! The parent's side: starts the child, reads its rows as they are asked for, and ends it.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use domain::import::Sheet;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use serde::{Deserialize, Serialize};

use super::frame::Frame;
use crate::records::Item;

/// Seconds that the child may take for its next row.
const WAIT_MAX: i64 = 120;

/// What the child tells of the workbook before its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    /// The sheet that is read.
    pub(crate) sheet: String,
    pub(crate) sheets: Vec<Sheet>,
    /// Rows of the sheet as it claims itself, for progress.
    pub(crate) rows: u64,
}

/// The rows of a sheet. The child is killed when they are dropped.
pub(crate) struct SheetRows {
    child: Child,
    frames: BufReader<Patient>,
    pub(crate) head: Head,
    /// Bytes of the file that the workbook came in.
    bytes: u64,
    done: u64,
    ended: bool,
}

impl SheetRows {
    /// Has `program` read a workbook; `bytes` is the length of the file that it came in.
    ///
    /// # Errors
    /// The program cannot be started; or, as [`io::ErrorKind::InvalidData`] and in words for a person,
    /// the workbook cannot be read.
    pub(crate) fn open(
        program: &Path,
        workbook: File,
        sheet: Option<&str>,
        bytes: u64,
    ) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.arg("read-sheet").env_clear();
        if let Some(sheet) = sheet {
            command.arg(format!("--sheet={sheet}"));
        }
        let mut child =
            command.stdin(workbook).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let Some(output) = child.stdout.take() else {
            return Err(io::Error::other("the reader of workbooks has no output"));
        };
        let frames = BufReader::with_capacity(64 * 1024, Patient(output));
        let head = Head { sheet: String::new(), sheets: Vec::new(), rows: 0 };
        let mut rows = Self { child, frames, head, bytes, done: 0, ended: false };
        match rows.frame()? {
            Frame::Head(text) => rows.head = serde_json::from_str(&text)?,
            Frame::Refused(why) => return Err(refused(&why)),
            _ => return Err(refused("The workbook is damaged.")),
        }
        Ok(rows)
    }

    pub(crate) fn next(&mut self) -> io::Result<Option<Item>> {
        if self.ended {
            return Ok(None);
        }
        let frame = self.frame();
        self.ended = !matches!(frame, Ok(Frame::Row(_) | Frame::Broken(_)));
        self.done += 1;
        match frame? {
            Frame::Row(cells) => Ok(Some(Item::Record(cells))),
            Frame::Broken(reason) => Ok(Some(Item::Broken { reason, cells: Vec::new() })),
            Frame::End => Ok(None),
            Frame::Refused(why) => Err(refused(&why)),
            Frame::Head(_) => Err(refused("The workbook is damaged.")),
        }
    }

    /// The part of the workbook that the rows so far are of, in bytes.
    pub(crate) fn bytes_read(&self) -> u64 {
        if self.ended {
            return self.bytes;
        }
        let part =
            u128::from(self.bytes) * u128::from(self.done) / u128::from(self.head.rows.max(1));
        u64::try_from(part).unwrap_or(u64::MAX).min(self.bytes)
    }

    fn frame(&mut self) -> io::Result<Frame> {
        Frame::read(&mut self.frames).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => self.died(),
            _ => error,
        })
    }

    /// Why the child said nothing more.
    fn died(&mut self) -> io::Error {
        let signal = self.child.wait().ok().and_then(|status| status.signal());
        let of = |signal: rustix::process::Signal| Some(signal.as_raw());
        refused(if signal == of(rustix::process::Signal::XCPU) {
            "Reading the workbook takes too long. Save the sheet with your contacts as CSV (UTF-8)."
        } else if signal.is_some() {
            "Reading the workbook takes more memory than is allowed. Save the sheet with your \
             contacts as CSV (UTF-8)."
        } else {
            "The workbook is damaged. Open it in a spreadsheet and save it again."
        })
    }
}

impl Drop for SheetRows {
    fn drop(&mut self) {
        // It may have ended already, which is as good.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// The output of the child, for which one waits only so long.
struct Patient(ChildStdout);

impl Read for Patient {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = Timespec { tv_sec: WAIT_MAX, tv_nsec: 0 };
        let mut fds = [PollFd::new(&self.0, PollFlags::IN)];
        if poll(&mut fds, Some(&most))? == 0 {
            return Err(refused("Reading the workbook takes too long."));
        }
        self.0.read(buffer)
    }
}

fn refused(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}
