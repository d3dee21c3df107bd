use std::collections::HashSet;

use actix_web::web;
use domain::search::SearchQuery;
use domain::{ContactId, Layer};
use files::write::Columns;
use search::Index;

use super::spool::Spool;
use super::wanted::{Wanted, What};
use crate::App;
use crate::access::{Access, ContactsExport};
use crate::contacts::ask::with_lists;
use crate::contacts::wait::wait_for_all_own_writes;
use crate::http::{Answer, Refusal};

/// Contacts that are looked at together.
pub(super) const PAGE: usize = 1_000;

/// Who is exported, and what the columns of a table depend on.
pub(super) struct Gathered {
    pub(super) spool: Spool,
    pub(super) columns: Columns,
    /// Contacts in the spool.
    pub(super) rows: u64,
    /// Contacts that must not leave.
    pub(super) held_back: u64,
}

/// One look at the index and the rows behind it.
struct Page {
    kept: Vec<ContactId>,
    columns: Columns,
    held_back: usize,
    cursor: Option<String>,
}

/// Gathers all that is wanted, from one state of the index: nobody is there twice or missing because
/// somebody changed a name meanwhile.
pub(super) async fn gather(
    app: &web::Data<App>,
    access: &Access<ContactsExport>,
    wanted: Wanted,
) -> Answer<Gathered> {
    let layer = wanted.layer();
    let spool = Spool::new(app.store.dir())?;
    let mut all = Gathered { spool, columns: Columns::default(), rows: 0, held_back: 0 };
    let mut query = match wanted.what {
        What::Ids(mut ids) => {
            let mut seen = HashSet::new();
            ids.retain(|id| seen.insert(*id));
            for ids in ids.chunks(PAGE) {
                let page = look(app, access, layer, Ask::Ids(ids.to_vec()), all.columns).await?;
                (all.spool, all.columns) = store(all.spool, &page).await?;
                all.rows += figure(page.kept.len());
                all.held_back += figure(page.held_back);
            }
            all.spool.rewind()?;
            return Ok(all);
        }
        What::Search(query) => *query,
        What::Everything => SearchQuery { facets: false, ..SearchQuery::default() },
    };
    query.limit = PAGE;
    // Once: the lists are those of the first page to the last.
    query = with_lists(app, access.scope, query).await?;
    wait_for_all_own_writes(app, access, layer).await?;
    let index = app.index.still();
    loop {
        let ask = Ask::Search(index.clone(), query.clone());
        let page = look(app, access, layer, ask, all.columns).await?;
        all.rows += figure(page.kept.len());
        all.held_back += figure(page.held_back);
        query.cursor.clone_from(&page.cursor);
        (all.spool, all.columns) = store(all.spool, &page).await?;
        if query.cursor.is_none() {
            all.spool.rewind()?;
            return Ok(all);
        }
    }
}

fn figure(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// What a page is made of.
enum Ask {
    Ids(Vec<ContactId>),
    Search(Index, SearchQuery),
}

async fn look(
    app: &web::Data<App>,
    access: &Access<ContactsExport>,
    layer: Layer,
    ask: Ask,
    mut columns: Columns,
) -> Answer<Page> {
    // An export is a search after the other; it waits for its turn like any of them.
    let _turn = app.searches.clone().acquire_owned().await.map_err(Refusal::internal)?;
    let (scope, suppressor) = (access.scope, app.suppressor.clone());
    app.db
        .read_as(&scope, move |c| {
            let (ids, cursor) = match ask {
                Ask::Ids(ids) => (ids, None),
                Ask::Search(index, query) => {
                    let found = index.find(scope.partition(layer), &query)?;
                    let ids = found.hits.iter().map(|hit| hit.contact).collect();
                    (ids, found.next_cursor)
                }
            };
            let found = db::contact::lists_of(c, &scope, layer, &ids)?;
            let fields: Vec<_> = found.iter().map(|(_, fields)| fields).collect();
            let held = db::suppression::held_back(c, &scope, &suppressor, &fields)?;
            let mut kept = Vec::with_capacity(found.len());
            for ((id, fields), _) in found.iter().zip(&held).filter(|(_, held)| !**held) {
                columns.widen(fields);
                kept.push(*id);
            }
            let held_back = found.len() - kept.len();
            Ok::<_, Refusal>(Page { kept, columns, held_back, cursor })
        })
        .await
}

/// Writes a page into the spool.
async fn store(mut spool: Spool, page: &Page) -> Answer<(Spool, Columns)> {
    let (ids, columns) = (page.kept.clone(), page.columns.clone());
    let spool = web::block(move || spool.add(&ids).map(|()| spool));
    Ok((spool.await.map_err(Refusal::internal)??, columns))
}
