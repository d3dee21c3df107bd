use std::collections::HashMap;
use std::sync::Arc;

use domain::Partition;
use tantivy::query::TermSetQuery;
use tantivy::{IndexReader, IndexWriter, Term};

use crate::schema::Fields;
use crate::snapshot::Shared;
use crate::{Change, Document, Error, Mark, document, merge, term};

/// Looks at files that seem damaged, before they are called so.
const INSPECTIONS: u32 = 3;

/// The writing side of the index; there is one for each index.
pub struct Writer {
    pub(crate) documents: IndexWriter,
    pub(crate) reader: IndexReader,
    pub(crate) fields: Fields,
    pub(crate) shared: Arc<Shared>,
    pub(crate) mark: Option<Mark>,
    /// Whether a long run of changes goes on.
    pub(crate) is_run: bool,
    /// Whether nothing came since it was looked for segments to merge.
    pub(crate) is_resting: bool,
}

impl Writer {
    /// Takes changes in, in their order; a search sees them after [`commit`](Self::commit).
    /// Large batches are cheaper than many small ones.
    pub fn apply(&mut self, changes: &[Change]) -> Result<(), Error> {
        // Of several changes of one contact the last counts. All that was known of them goes
        // in one deletion: one for each contact would hold a kilobyte until the commit.
        let mut last: HashMap<Vec<u8>, &Change> = HashMap::with_capacity(changes.len());
        for change in changes {
            let id = match change {
                Change::Upsert(partition, document) => (*partition, document.contact),
                Change::Remove(partition, contact) => (*partition, *contact),
            };
            last.insert(term::contact(id.0, id.1), change);
        }
        if last.is_empty() {
            return Ok(());
        }
        let known = last.keys().map(|id| Term::from_field_bytes(self.fields.terms, id));
        self.documents.delete_query(Box::new(TermSetQuery::new(known)))?;
        for change in last.into_values() {
            if let Change::Upsert(partition, document) = change {
                let document = document::build(&self.fields, *partition, document);
                self.documents.add_document(document)?;
            }
        }
        Ok(())
    }

    /// Takes contacts in that the index does not have, each once: the rows of a table, behind
    /// [`clear`](Self::clear). Nothing is looked for to be replaced, which [`apply`](Self::apply) does in every
    /// segment.
    pub fn fill(
        &mut self,
        contacts: impl IntoIterator<Item = (Partition, Document)>,
    ) -> Result<(), Error> {
        for (partition, document) in contacts {
            let document = document::build(&self.fields, partition, &document);
            self.documents.add_document(document)?;
        }
        Ok(())
    }

    /// Says whether the next commits belong to a long run of changes.
    pub fn expect_more(&mut self, is_run: bool) {
        if self.is_run != is_run {
            self.is_run = is_run;
            self.documents.set_merge_policy(merge::policy(is_run));
        }
    }

    /// Has what a run left behind, or an earlier process, merged in the background. For whoever has nothing to
    /// do; cheap where there is nothing to merge.
    pub fn rest(&mut self) -> Result<(), Error> {
        if std::mem::replace(&mut self.is_resting, true) {
            return Ok(());
        }
        self.expect_more(false);
        let metas = self.documents.index().searchable_segment_metas()?;
        match self.mark {
            // A commit looks for segments to merge.
            Some(mark) if merge::is_due(&metas) => {
                self.commit(mark)?;
                self.is_resting = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Makes all changes so far durable under this mark, and visible to every search that begins
    /// after it returns.
    pub fn commit(&mut self, mark: Mark) -> Result<(), Error> {
        self.is_resting = false;
        let mut commit = self.documents.prepare_commit()?;
        commit.set_payload(&mark.to_payload());
        commit.commit()?;
        self.mark = Some(mark);
        self.show()
    }

    /// Forgets every contact of every owner: the start of a rebuild. Seen after the next commit.
    pub fn clear(&mut self) -> Result<(), Error> {
        self.documents.delete_all_documents()?;
        Ok(())
    }

    /// Lets searches use what merging in the background has finished since the last commit.
    /// Cheap where there is nothing new: for a follower of the outbox that has nothing to do.
    pub fn refresh(&mut self) -> Result<(), Error> {
        self.show()
    }

    /// Reads every file to its end and compares it with the sum behind it.
    pub fn is_damaged(&self) -> bool {
        self.inspection()()
    }

    /// [`Self::is_damaged`], for another thread: it takes as long as reading the whole index. What it
    /// finds is a suspicion, because files come and go meanwhile.
    pub fn inspect_later(&self) -> impl FnOnce() + Send + 'static {
        let (inspection, shared) = (self.inspection(), Arc::clone(&self.shared));
        move || {
            if inspection() {
                shared.suspect();
            }
        }
    }

    fn inspection(&self) -> impl FnOnce() -> bool + Send + 'static {
        let index = self.documents.index().clone();
        move || {
            // A file that a merge removed in between is missing once, one that is lost always.
            (0..INSPECTIONS).all(|_| index.validate_checksum().map_or(true, |bad| !bad.is_empty()))
        }
    }

    pub(crate) fn show(&self) -> Result<(), Error> {
        self.reader.reload()?;
        self.shared.show(&self.reader.searcher(), &self.fields, self.mark)
    }
}
