//! Imports: from the mapping to the undo. Uploading has a file of its own.

use domain::import::{
    BulkCount, BulkRequest, Import, ImportRow, ImportRows, Imports, MappingRequest, RowFilter,
    RowPatch, SourceRequest, UndoPreview,
};
use domain::{ImportId, ImportProfileId};
use gloo_net::http::Method;
use web_sys::Blob;

use super::call::Call;
use super::{Client, Error};

/// Imports, newest first; `cursor` is the end of the page before.
pub(crate) async fn list(client: Client, cursor: Option<String>) -> Result<Imports, Error> {
    let pairs: Vec<_> = cursor.map(|cursor| ("cursor", cursor)).into_iter().collect();
    client.send(Call::get("imports").query(&pairs)).await?.read()
}

/// One import as it stands now.
pub(crate) async fn find(client: Client, id: ImportId) -> Result<Import, Error> {
    client.send(Call::get(format!("imports/{id}"))).await?.read()
}

/// Has the file read in another way.
pub(crate) async fn read_as(
    client: Client,
    id: ImportId,
    source: &SourceRequest,
) -> Result<Import, Error> {
    let call = Call::new(Method::PUT, format!("imports/{id}/source"));
    client.send(call.json(source)).await?.read()
}

/// Forgets a saved mapping.
pub(crate) async fn forget_profile(client: Client, id: ImportProfileId) -> Result<(), Error> {
    client.send(Call::new(Method::DELETE, format!("import-profiles/{id}"))).await.map(drop)
}

/// Says what the columns mean, and starts the check of the rows.
pub(crate) async fn map(
    client: Client,
    id: ImportId,
    mapping: &MappingRequest,
) -> Result<(), Error> {
    let call = Call::new(Method::PUT, format!("imports/{id}/mapping"));
    client.send(call.json(mapping)).await.map(drop)
}

/// Some rows of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct RowsQuery {
    pub(crate) filter: RowFilter,
    /// Only those that an undo kept.
    pub(crate) kept: bool,
    /// Rows that meet the filter and are left out before the first.
    pub(crate) offset: usize,
    pub(crate) limit: usize,
}

/// A page of rows with their fate.
pub(crate) async fn rows(
    client: Client,
    id: ImportId,
    query: &RowsQuery,
) -> Result<ImportRows, Error> {
    let filter = query.filter.clone();
    let pairs = [
        ("state", filter.state.map(|state| state.as_str().to_owned())),
        ("similar", filter.similar.map(|similar| similar.to_string())),
        ("error", filter.error),
        ("q", filter.q),
        ("kept", query.kept.then(|| "true".to_owned())),
        ("offset", Some(query.offset.to_string())),
        ("limit", Some(query.limit.to_string())),
    ];
    let pairs: Vec<_> =
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    client.send(Call::get(format!("imports/{id}/rows")).query(&pairs)).await?.read()
}

/// Changes one row, and answers it as it was judged anew.
pub(crate) async fn change_row(
    client: Client,
    id: ImportId,
    number: u64,
    patch: &RowPatch,
) -> Result<ImportRow, Error> {
    let call = Call::new(Method::PATCH, format!("imports/{id}/rows/{number}")).json(patch);
    client.send(call).await?.read()
}

/// How many rows a change of many would touch.
pub(crate) async fn count_rows(
    client: Client,
    id: ImportId,
    body: &BulkRequest,
) -> Result<BulkCount, Error> {
    client.send(Call::post(format!("imports/{id}/rows/bulk")).json(body)).await?.read()
}

/// Changes many rows; the server judges them in the background.
pub(crate) async fn change_rows(
    client: Client,
    id: ImportId,
    body: &BulkRequest,
) -> Result<(), Error> {
    client.send(Call::post(format!("imports/{id}/rows/bulk")).json(body)).await.map(drop)
}

/// The rows that cannot be accepted, as a file to mend and to upload again.
pub(crate) async fn error_file(client: Client, id: ImportId) -> Result<Blob, Error> {
    client.download(Call::get(format!("imports/{id}/errors.csv"))).await
}

/// Writes the rows into the workspace.
pub(crate) async fn commit(client: Client, id: ImportId) -> Result<(), Error> {
    client.send(Call::post(format!("imports/{id}/commit"))).await.map(drop)
}

/// Gives an import up before its commit, or stops a commit.
pub(crate) async fn cancel(client: Client, id: ImportId) -> Result<(), Error> {
    client.send(Call::post(format!("imports/{id}/cancel"))).await.map(drop)
}

/// What the next undo would do.
pub(crate) async fn preview_undo(client: Client, id: ImportId) -> Result<UndoPreview, Error> {
    client.send(Call::get(format!("imports/{id}/undo"))).await?.read()
}

/// Takes an import back, or puts it in again where it was taken back.
pub(crate) async fn undo(client: Client, id: ImportId) -> Result<(), Error> {
    client.send(Call::post(format!("imports/{id}/undo"))).await.map(drop)
}
