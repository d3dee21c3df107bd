//! One segment as a search reads it.

use std::io;
use std::sync::Arc;

use domain::id::TypedId;
use domain::search::FilterField;
use domain::{ContactId, Partition};
use tantivy::columnar::{BytesColumn, ColumnValues};
use tantivy::index::SegmentId;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::store::StoreReader;
use tantivy::{DocId, InvertedIndexReader, Opstamp, SegmentReader, TantivyDocument};
use uuid::Uuid;

use crate::bits::{Bits, Span};
use crate::card::Card;
use crate::known::Known;
use crate::level::Levels;
use crate::lookup::Source;
use crate::schema::{COMPLETENESS, CREATED, Fields, ID_HIGH, ID_LOW, KEY, UPDATED, VERIFIED};
use crate::values::{ValueId, Values};
use crate::word::{Places, Whole};
use crate::{Error, facet};

/// Blocks of stored cards that are kept unpacked.
const STORE_CACHE: usize = 128;

/// What never changes in a segment.
pub(crate) struct Body {
    pub(crate) id: SegmentId,
    terms: Arc<InvertedIndexReader>,
    keys: BytesColumn,
    /// The halves of ids.
    ids: [Figures; 2],
    cards: StoreReader,
    card: tantivy::schema::Field,
    pub(crate) facets: Vec<FacetColumn>,
    /// When contacts were made, changed and verified, in seconds since 1970; 0 for never.
    moments: [Figures; 3],
    pub(crate) levels: Levels,
    known: Known,
}

/// A column of figures.
pub(crate) type Figures = Arc<dyn ColumnValues<u64>>;

/// The values of one facet in a segment.
pub(crate) struct FacetColumn {
    /// By document the segment's number of its value.
    pub(crate) ordinals: Arc<dyn ColumnValues<u64>>,
    /// The values by the segment's number, which rises with their text.
    pub(crate) values: BytesColumn,
    /// By the segment's number the one that holds everywhere.
    pub(crate) ids: Vec<ValueId>,
}

/// A segment without the contacts that are dead in it.
pub(crate) struct Segment {
    pub(crate) body: Arc<Body>,
    dead: Arc<Bits>,
    /// Tells the same dead from others.
    deleted: Option<Opstamp>,
    documents: u32,
}

impl Body {
    pub(crate) fn open(
        reader: &SegmentReader,
        fields: &Fields,
        values: &[Values],
    ) -> Result<Self, Error> {
        let column = |name: &str| -> Result<BytesColumn, Error> {
            let column = reader.fast_fields().bytes(name)?;
            Ok(column.unwrap_or_else(|| BytesColumn::empty(reader.max_doc())))
        };
        let mut facets = Vec::with_capacity(values.len());
        for (facet, values) in FilterField::FACETS.iter().zip(values) {
            let column = column(facet.as_str())?;
            let ids = values.number(&column)?;
            facets.push(FacetColumn {
                ordinals: column.ords().values.clone(),
                ids,
                values: column,
            });
        }
        let figures = |name: &str| Ok::<_, Error>(reader.fast_fields().u64(name)?.values);
        let verified = figures(VERIFIED)?;
        let levels = Levels::of(&figures(COMPLETENESS)?, &verified, reader.max_doc());
        Ok(Self {
            id: reader.segment_id(),
            terms: reader.inverted_index(fields.terms)?,
            keys: column(KEY)?,
            ids: [figures(ID_HIGH)?, figures(ID_LOW)?],
            cards: reader.get_store_reader(STORE_CACHE)?,
            card: fields.card,
            facets,
            moments: [figures(CREATED)?, figures(UPDATED)?, verified],
            levels,
            known: Known::new(reader.max_doc()),
        })
    }

    /// The values of a field, if they are counted.
    pub(crate) fn facet(&self, field: FilterField) -> Option<&FacetColumn> {
        self.facets.get(facet::place(field)?)
    }

    /// The column of a moment.
    pub(crate) fn moments(&self, field: FilterField) -> Option<&Figures> {
        let at = FilterField::DATES.iter().position(|date| *date == field)?;
        self.moments.get(at)
    }
}

impl Segment {
    /// `before` is the same segment as it was seen before.
    pub(crate) fn new(body: Arc<Body>, reader: &SegmentReader, before: Option<&Self>) -> Self {
        let (deleted, documents) = (reader.delete_opstamp(), reader.max_doc());
        let known = before.filter(|before| before.deleted == deleted);
        let dead = match (known, reader.alive_bitset()) {
            (Some(known), _) => Arc::clone(&known.dead),
            (None, None) => Arc::default(),
            (None, Some(alive)) => {
                Arc::new(Bits::rising((0..documents).filter(|doc| alive.is_deleted(*doc))))
            }
        };
        Self { body, dead, deleted, documents }
    }

    /// Where the owner's contacts lie.
    pub(crate) fn span(&self, partition: Partition) -> io::Result<Span> {
        let owner = *partition.owner().uuid().as_bytes();
        if let Some(span) = self.body.known.span(owner) {
            return Ok(span);
        }
        let start = self.first_from(&owner)?;
        // The next owner's first key; behind the very last owner there is none.
        let end = match u128::from_be_bytes(owner).checked_add(1) {
            Some(next) => self.first_from(&next.to_be_bytes())?,
            None => self.documents,
        };
        let span = Span { start, end };
        self.body.known.keep_span(owner, span);
        Ok(span)
    }

    /// The first document whose key is this one or a later one.
    pub(crate) fn first_from(&self, key: &[u8]) -> io::Result<DocId> {
        use tantivy::columnar::TermOrdHit;
        let ordinal = match self.body.keys.dictionary().term_ord_or_next(key)? {
            TermOrdHit::Exact(ordinal) | TermOrdHit::Next(ordinal) => ordinal,
        };
        let ordinals = &self.body.keys.ords().values;
        let (mut low, mut high) = (0, self.documents);
        while low < high {
            let middle = low + (high - low) / 2;
            if ordinals.get_val(middle) < ordinal {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(low)
    }

    /// Every contact of the span that is alive.
    pub(crate) fn everyone(&self, span: Span) -> Bits {
        Bits::full(span, &self.dead)
    }

    /// Whether a document is alive.
    pub(crate) fn is_alive(&self, doc: DocId) -> bool {
        !self.dead.contains(doc)
    }

    /// Where the posting list of a term lies.
    pub(crate) fn term(&self, term: &[u8]) -> io::Result<Option<TermInfo>> {
        self.body.terms.terms().get(term)
    }

    /// Calls `visit` for every term that begins so.
    pub(crate) fn terms_from(
        &self,
        beginning: &[u8],
        mut visit: impl FnMut(&[u8], &TermInfo),
    ) -> io::Result<()> {
        let mut stream = self.body.terms.terms().range().ge(beginning).into_stream()?;
        while stream.advance() && stream.key().starts_with(beginning) {
            visit(stream.key(), stream.value());
        }
        Ok(())
    }

    /// A posting list, dead contacts included.
    pub(crate) fn postings_of(&self, info: &TermInfo) -> io::Result<BlockSegmentPostings> {
        self.body.terms.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)
    }

    /// The posting list of a term, dead contacts included.
    pub(crate) fn postings(&self, term: &[u8]) -> io::Result<Option<BlockSegmentPostings>> {
        self.term(term)?.map(|info| self.postings_of(&info)).transpose()
    }

    /// Those who stand in a place, dead contacts included.
    pub(crate) fn standing(&self, info: &TermInfo) -> io::Result<Arc<Bits>> {
        let read = || Ok(Bits::of(&mut self.postings_of(info)?));
        self.body.known.standing(info, read)
    }

    /// The places of a word, looked up where they are not known.
    pub(crate) fn places(
        &self,
        word: &Source,
        look_up: impl FnOnce() -> io::Result<Places>,
    ) -> io::Result<Arc<Places>> {
        self.body.known.places(word, look_up)
    }

    /// All who meet a word, if they are known.
    pub(crate) fn meeting(&self, word: &Source) -> Option<Arc<Whole>> {
        self.body.known.meeting(word)
    }

    /// Remembers all who meet a word.
    pub(crate) fn keep_meeting(&self, word: &Source, whole: &Arc<Whole>) {
        self.body.known.keep_meeting(word.clone(), whole);
    }

    /// The contact of a document.
    pub(crate) fn contact(&self, doc: DocId) -> ContactId {
        let [high, low] = &self.body.ids;
        ContactId::from_uuid(Uuid::from_u64_pair(high.get_val(doc), low.get_val(doc)))
    }

    /// The key of a document, which takes as long as reading some dozens of them.
    pub(crate) fn key(&self, doc: DocId) -> io::Result<Vec<u8>> {
        let mut key = Vec::with_capacity(64);
        let ordinal = self.body.keys.ords().values.get_val(doc);
        self.body.keys.ord_to_bytes(ordinal, &mut key)?;
        Ok(key)
    }

    /// The card of a document.
    pub(crate) fn card(&self, doc: DocId) -> Result<Card, Error> {
        let document: TantivyDocument = self.body.cards.get(doc)?;
        let stored = document.get_first(self.body.card).and_then(|value| value.as_bytes());
        Ok(Card::from_stored(&String::from_utf8_lossy(stored.unwrap_or_default())))
    }
}
