//! What the application tells the person by itself.

use domain::NoticeId;
use domain::notice::{NoticePage, NoticeSummary, ReadNotices};

use super::call::Call;
use super::{Client, Error};

/// Notices that are shown at once.
const PAGE: usize = 30;

/// The newest ones, and those further on from a cursor.
pub(crate) async fn list(client: Client, cursor: Option<String>) -> Result<NoticePage, Error> {
    let mut pairs = vec![("limit", PAGE.to_string())];
    pairs.extend(cursor.map(|cursor| ("cursor", cursor)));
    client.send(Call::get("notices").query(&pairs)).await?.read()
}

/// How many are not read.
pub(crate) async fn summary(client: Client) -> Result<NoticeSummary, Error> {
    client.send(Call::get("notices/summary")).await?.read()
}

/// Marks these as read, or all of them without ids, and tells how many are left.
pub(crate) async fn mark_read(
    client: Client,
    ids: Option<Vec<NoticeId>>,
) -> Result<NoticeSummary, Error> {
    client.send(Call::post("notices/read").json(&ReadNotices { ids })).await?.read()
}
