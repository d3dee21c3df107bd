use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use domain::ContactId;
use domain::id::TypedId;

/// Bytes of an id.
const ID: usize = 16;

/// Ids on the disk, in their order, so that a million of them take no memory. The file has no name and
/// ends with this.
pub(super) struct Spool(File);

impl Spool {
    /// An empty one in a folder.
    pub(super) fn new(folder: &Path) -> io::Result<Self> {
        Ok(Self(tempfile::tempfile_in(folder)?))
    }

    /// Adds ids at the end.
    pub(super) fn add(&mut self, ids: &[ContactId]) -> io::Result<()> {
        let bytes: Vec<u8> = ids.iter().flat_map(|id| *id.uuid().as_bytes()).collect();
        self.0.write_all(&bytes)
    }

    /// Goes back to the beginning, to be read.
    pub(super) fn rewind(&mut self) -> io::Result<()> {
        self.0.seek(SeekFrom::Start(0)).map(drop)
    }

    /// The next ids, `most` at most; none behind the last one.
    pub(super) fn next(&mut self, most: usize) -> io::Result<Vec<ContactId>> {
        let mut bytes = Vec::with_capacity(most * ID);
        let limit = u64::try_from(most * ID).unwrap_or(u64::MAX);
        (&mut self.0).take(limit).read_to_end(&mut bytes)?;
        let ids = bytes.chunks_exact(ID).filter_map(|bytes| uuid::Uuid::from_slice(bytes).ok());
        Ok(ids.map(ContactId::from_uuid).collect())
    }
}
