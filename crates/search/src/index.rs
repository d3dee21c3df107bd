use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use domain::search::{Exclusion, FacetCount, FilterField, SearchQuery, Suggestion};
use domain::{ContactId, Partition};

use crate::snapshot::Shared;
use crate::{
    Error, Every, Found, Mark, Place, Writer, cure, find, open, suggest, typeahead, why_not,
};

/// The reading side of the index; cheap to clone, and free to use from many threads at once. It is
/// there before a writer has opened the files, and stays when one is closed: then it is as empty, or
/// as full, as it was.
#[derive(Clone)]
pub struct Index {
    pub(crate) shared: Arc<Shared>,
}

impl Default for Index {
    fn default() -> Self {
        Self { shared: Arc::new(Shared::new()) }
    }
}

impl Index {
    /// Opens the files, makes them where they are missing, and shows what is in them.
    ///
    /// An index of another version, or one that cannot be read, is wiped and made anew: it then
    /// has no [`mark`](Self::mark), and the caller fills it. One that another process is writing is
    /// left alone.
    ///
    /// # Errors
    /// The folder cannot be used, or another process holds the index.
    pub fn open_writer(&self, place: &Place) -> Result<Writer, Error> {
        catch_unwind(AssertUnwindSafe(|| open::writer(&self.shared, place)))
            .unwrap_or(Err(Error::Panicked))
    }

    /// Removes the files, and shows nothing any more. No writer may be open.
    ///
    /// # Errors
    /// The folder cannot be used, or another process holds the index.
    pub fn wipe(&self, place: &Place) -> Result<(), Error> {
        self.shared.clear();
        open::wipe(place)
    }

    /// An index in a folder with its writer.
    ///
    /// # Errors
    /// Those of [`Self::open_writer`].
    pub fn open(dir: &Path) -> Result<(Self, Writer), Error> {
        Self::with_writer(&Place::Folder(dir.to_owned()))
    }

    /// An index that lives in memory and ends with its writer, for tests.
    ///
    /// # Errors
    /// Those of [`Self::open_writer`].
    pub fn in_memory() -> Result<(Self, Writer), Error> {
        Self::with_writer(&Place::Memory)
    }

    fn with_writer(place: &Place) -> Result<(Self, Writer), Error> {
        let index = Self::default();
        let writer = index.open_writer(place)?;
        Ok((index, writer))
    }

    /// The index as it is now, whatever is written later: pages of one search, read from it, fit
    /// together. It keeps files that are replaced meanwhile on the disk until it is dropped.
    #[must_use]
    pub fn still(&self) -> Self {
        Self { shared: Arc::new(self.shared.still()) }
    }

    /// Whether a process, this one too, is writing an index in this folder.
    pub fn is_held(dir: &Path) -> bool {
        open::is_held(dir)
    }

    /// Whether there is hardly any space left where the index lies.
    pub fn is_cramped(place: &Place) -> bool {
        matches!(place, Place::Folder(dir) if cure::is_scarce(dir))
    }

    /// How far the newest commit is that a search sees; `None` if nothing was ever committed.
    pub fn mark(&self) -> Option<Mark> {
        self.shared.current().mark
    }

    /// The position of [`Self::mark`].
    pub fn position(&self) -> Option<i64> {
        self.mark().map(|mark| mark.position)
    }

    /// Whether a search met what only damaged files explain, since this was asked the last time. See
    /// [`Writer::is_damaged`].
    pub fn take_suspicion(&self) -> bool {
        self.shared.take_suspicion()
    }

    /// Contacts of all owners that a search can see.
    pub fn contacts(&self) -> u64 {
        self.shared.current().contacts
    }

    /// One page of the owner's contacts that match.
    ///
    /// # Errors
    /// [`Error::Cursor`] and [`Error::Filter`] are the client's; the others are the index's.
    pub fn find(&self, partition: Partition, query: &SearchQuery) -> Result<Found, Error> {
        self.guarded(|| find::find(&self.shared, partition, query))
    }

    /// All of the owner's contacts that match, of one state of the index, unless there are more than `most`.
    ///
    /// # Errors
    /// As [`Self::find`].
    pub fn every(
        &self,
        partition: Partition,
        query: &SearchQuery,
        most: usize,
    ) -> Result<Every, Error> {
        self.guarded(|| find::every(&self.shared, partition, query, most))
    }

    /// At most `limit` completions of what is being typed: names, companies, titles and cities
    /// that hold every word of it, each with the number of contacts that have it, the most
    /// frequent first. Nothing for an empty text.
    ///
    /// # Errors
    /// The index's.
    pub fn suggest(
        &self,
        partition: Partition,
        text: &str,
        limit: usize,
    ) -> Result<Vec<Suggestion>, Error> {
        self.guarded(|| suggest::suggest(&self.shared, partition, text, limit))
    }

    /// At most `limit` values of a filter that begin so, or have a word that does, with the number of
    /// contacts that would be found by each; the filter's own values in the query count for nothing. Values
    /// of facets as they are shown, others folded.
    ///
    /// # Errors
    /// [`Error::Cursor`] and [`Error::Filter`] are the client's; the others are the index's.
    pub fn facet_values(
        &self,
        partition: Partition,
        query: &SearchQuery,
        (field, typed): (FilterField, &str),
        limit: usize,
    ) -> Result<Vec<FacetCount>, Error> {
        let shared = &self.shared;
        self.guarded(|| typeahead::facet_values(shared, partition, query, (field, typed), limit))
    }

    /// The parts of a query that keep a contact of the owner away; none if it is found, `None` if there
    /// is no such contact.
    ///
    /// # Errors
    /// [`Error::Cursor`] and [`Error::Filter`] are the client's; the others are the index's.
    pub fn why_not(
        &self,
        partition: Partition,
        query: &SearchQuery,
        contact: ContactId,
    ) -> Result<Option<Vec<Exclusion>>, Error> {
        self.guarded(|| why_not::why_not(&self.shared, partition, query, contact))
    }

    /// Damaged files make their reader answer errors or panic; both become an error and a suspicion.
    fn guarded<T>(&self, read: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        let answer = catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Error::Panicked));
        if let Err(Error::Tantivy(_) | Error::Io(_) | Error::Panicked) = &answer {
            self.shared.suspect();
        }
        answer
    }
}
