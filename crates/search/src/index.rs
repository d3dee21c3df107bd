use std::path::Path;
use std::sync::Arc;

use domain::Partition;
use domain::search::{SearchQuery, Suggestion};

use crate::snapshot::Shared;
use crate::{Error, Found, Writer, find, open, suggest};

/// The reading side of the index; cheap to clone, and free to use from many threads at once.
#[derive(Clone)]
pub struct Index {
    pub(crate) shared: Arc<Shared>,
}

impl Index {
    /// Opens the index in a folder of its own and makes it if it is missing.
    ///
    /// An index of another version, or one that cannot be read, is wiped and made anew: it then
    /// has no [`position`](Self::position), and the caller fills it. One that another process
    /// is writing is left alone.
    ///
    /// # Errors
    /// The folder cannot be used, or another process holds the index.
    pub fn open(dir: &Path) -> Result<(Self, Writer), Error> {
        open::in_folder(dir)
    }

    /// An index that lives in memory and ends with the process, for tests.
    pub fn in_memory() -> Result<(Self, Writer), Error> {
        open::in_memory()
    }

    /// The outbox position of the newest commit that a search sees; `None` if nothing was ever
    /// committed.
    pub fn position(&self) -> Option<i64> {
        self.shared.current().position
    }

    /// Contacts of all owners that a search can see.
    pub fn contacts(&self) -> u64 {
        self.shared.current().contacts
    }

    /// While the index is built anew: contacts that were read, and about how many there are.
    pub fn built(&self) -> (u64, u64) {
        self.shared.built()
    }

    /// One page of the owner's contacts that match.
    ///
    /// # Errors
    /// [`Error::Cursor`] and [`Error::Filter`] are the client's; the others are the index's.
    pub fn find(&self, partition: Partition, query: &SearchQuery) -> Result<Found, Error> {
        find::find(&self.shared, partition, query)
    }

    /// At most `limit` completions of what is being typed: names, companies, titles and cities
    /// that hold every word of it, each with the number of contacts that have it, the most
    /// frequent first. Nothing for an empty text.
    pub fn suggest(
        &self,
        partition: Partition,
        text: &str,
        limit: usize,
    ) -> Result<Vec<Suggestion>, Error> {
        suggest::suggest(&self.shared, partition, text, limit)
    }
}
