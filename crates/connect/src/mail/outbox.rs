use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use domain::Sources;
use domain::value::Email;

use super::{MailError, Message, Sender};

/// A folder of mails, for machines without a mail server. Somebody or something else takes them
/// from there; files that end in `.eml` are complete.
pub struct Outbox {
    folder: PathBuf,
    sender: Sender,
    sources: Sources,
}

impl Outbox {
    pub(super) fn new(folder: PathBuf, sender: Sender, sources: Sources) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
        Ok(Self { folder, sender, sources })
    }

    pub(super) fn send(&self, to: &Email, message: &Message) -> Result<(), MailError> {
        let mail = self.sender.compose(to, message, &self.sources)?.formatted();
        let micros = self.sources.now().micros();
        let number = u64::from_be_bytes(self.sources.bytes());
        let name = format!("{micros:017}-{number:016x}.eml");
        write(&self.folder.join(format!(".{name}.part")), &self.folder.join(name), &mail)
            .map_err(|error| MailError::Later(format!("the outbox: {}", error.kind())))
    }
}

/// Under its last name, a mail is whole.
fn write(draft: &Path, last: &Path, mail: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(draft)?;
    let written = file.write_all(mail).and_then(|()| file.sync_all());
    let written = written.and_then(|()| fs::rename(draft, last));
    if written.is_err() {
        // What is left of it is of no use to anybody.
        let _ = fs::remove_file(draft);
    }
    written
}
