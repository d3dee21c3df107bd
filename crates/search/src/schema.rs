//! The fields of the index and its settings.

use domain::search::FilterField;
use tantivy::schema::{BytesOptions, FAST, Field, Schema};
use tantivy::store::Compressor;
use tantivy::{IndexSettings, IndexSortByField, Order};

/// Rises with every change of what the terms, keys, values or cards hold; an index of another
/// version is made anew.
pub(crate) const VERSION: u32 = 7;

/// Bytes of a block of stored cards: small, because a page reads cards from all over.
const STORE_BLOCK: usize = 4_096;

/// The fields of the index.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    /// All that a contact is found by; see [`crate::term`].
    pub(crate) terms: Field,
    /// Owner, folded name and id; contacts are stored in the order of this key.
    pub(crate) key: Field,
    /// The two halves of the contact's id.
    pub(crate) id_high: Field,
    pub(crate) id_low: Field,
    /// The stored card; see [`crate::card`].
    pub(crate) card: Field,
    /// For each facet the value of a contact; see [`crate::values`].
    pub(crate) facets: Vec<Field>,
    /// Seconds since 1970.
    pub(crate) created: Field,
    pub(crate) updated: Field,
    /// 0 where it never was.
    pub(crate) verified: Field,
    /// 0 to 100.
    pub(crate) completeness: Field,
}

/// The name of the key's column.
pub(crate) const KEY: &str = "key";

/// The names of the columns of figures.
pub(crate) const ID_HIGH: &str = "id_high";
pub(crate) const ID_LOW: &str = "id_low";
pub(crate) const CREATED: &str = "created";
pub(crate) const UPDATED: &str = "updated";
pub(crate) const VERIFIED: &str = "verified";
pub(crate) const COMPLETENESS: &str = "completeness";

/// The schema with its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let fields = Fields {
        terms: builder.add_bytes_field("terms", BytesOptions::default().set_indexed()),
        key: builder.add_bytes_field(KEY, BytesOptions::default().set_fast()),
        id_high: builder.add_u64_field(ID_HIGH, FAST),
        id_low: builder.add_u64_field(ID_LOW, FAST),
        card: builder.add_bytes_field("card", BytesOptions::default().set_stored()),
        facets: FilterField::FACETS
            .iter()
            .map(|facet| {
                builder.add_bytes_field(facet.as_str(), BytesOptions::default().set_fast())
            })
            .collect(),
        created: builder.add_u64_field(CREATED, FAST),
        updated: builder.add_u64_field(UPDATED, FAST),
        verified: builder.add_u64_field(VERIFIED, FAST),
        completeness: builder.add_u64_field(COMPLETENESS, FAST),
    };
    (builder.build(), fields)
}

/// Sorted by key, so that an owner's contacts lie together in every segment, in the order of
/// their names.
pub(crate) fn settings() -> IndexSettings {
    IndexSettings {
        sort_by_field: Some(IndexSortByField { field: KEY.to_owned(), order: Order::Asc }),
        docstore_compression: Compressor::Lz4,
        docstore_compress_dedicated_thread: false,
        docstore_blocksize: STORE_BLOCK,
        ..IndexSettings::default()
    }
}
