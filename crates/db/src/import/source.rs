use diesel::prelude::*;
use domain::import::{Column, ImportState, Sheet, Source};
use domain::{ImportId, Timestamp};
use serde::{Deserialize, Serialize};

use super::update::start_over;
use crate::conn::{Conn, on};
use crate::schema::imports;
use crate::types::{Json, Key};
use crate::{Result, Scope};

/// What a client sees of how a file is read; the rest is for the files room alone.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Written {
    gzip: bool,
    encoding: String,
    delimiter: u8,
    quote: Option<u8>,
    sheet: Option<String>,
    sheets: Vec<Sheet>,
    skip: u32,
    has_header: bool,
    preview: Vec<Vec<String>>,
}

/// A file as a client sees it, by its name, its length and its dialect.
pub(super) fn of(
    dialect: &serde_json::Value,
    (file_name, bytes): (String, u64),
    format: String,
) -> Source {
    let written = Written::deserialize(dialect).unwrap_or_default();
    let letter = |byte: u8| char::from(byte).to_string();
    Source {
        file_name,
        bytes,
        format,
        compression: written.gzip.then(|| "gzip".to_owned()),
        encoding: written.encoding,
        delimiter: if written.delimiter == 0 { String::new() } else { letter(written.delimiter) },
        quote: written.quote.map(letter),
        sheet: written.sheet,
        sheets: written.sheets,
        skip: written.skip,
        has_header: written.has_header,
        preview: written.preview,
    }
}

/// Stores how the file is read and what its columns mean then, if nothing of it was written yet and no
/// job is at work; answers whether so. The import waits for its mapping again, without rows.
pub fn set_source<D: Serialize>(
    conn: &mut Conn,
    scope: &Scope,
    id: ImportId,
    (dialect, columns): (&D, &[Column]),
    now: Timestamp,
) -> Result<bool> {
    if !start_over(conn, scope, id, ImportState::Mapping, now)? {
        return Ok(false);
    }
    let owner = scope.organization();
    let dialect = Json(serde_json::to_value(dialect).unwrap_or_default());
    on!(conn, |c| diesel::update(imports::table.find(Key(id)))
        .filter(imports::organization_id.eq(Key(owner)))
        .set((imports::dialect.eq(&dialect), imports::mapping.eq(Json(columns.to_vec()))))
        .execute(c))?;
    crate::import_row::clear(conn, scope, id)?;
    Ok(true)
}
