use db::list::Unresolved;
use db::notice::{self, Watch as Person};
use db::saved_search::{self, Followed};
use domain::NoticeId;
use domain::access::Permission;
use domain::saved_search::{Look, SEEN_MAX, Snapshot};
use domain::search::{Day, SearchQuery};

use super::Watch;

/// Why somebody's searches could not be looked at.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("{}", .0.class())]
    Database(#[from] db::Error),
    #[error("the index: {0}")]
    Index(search::Error),
}

impl db::MayRetry for Fault {
    fn may_retry(&self) -> bool {
        matches!(self, Self::Database(error) if error.may_retry())
    }
}

impl Watch {
    /// Looks at one person's searches with their own rights, and tells them what is new.
    pub(super) fn look(&self, person: &Person, position: i64) -> Result<(), Fault> {
        let (scope, now) = (&person.scope, self.sources.now());
        let reads = [Permission::ContactsRead, Permission::ListsRead];
        let may_read = self.db.read_as_now(scope, |c| db::member::may(c, scope, &reads))?;
        let mut seen: Vec<(NoticeId, Followed, Look)> = Vec::new();
        if may_read {
            for followed in self.db.read_as_now(scope, |c| saved_search::followed(c, scope))? {
                if let Some(look) = self.results(person, &followed)? {
                    seen.push((self.sources.id(), followed, look));
                }
            }
        }
        self.db.write_as_now(scope, |c| {
            if !notice::looked(c, person, position, now)? {
                return Ok(());
            }
            for (id, followed, look) in &seen {
                saved_search::tell(c, scope, *id, (followed, look), now)?;
            }
            Ok(())
        })
    }

    /// The results of a search at this moment; none for one that asks for what no contact can have.
    fn results(&self, person: &Person, followed: &Followed) -> Result<Option<Look>, Fault> {
        let Ok(mut query) = SearchQuery::from_address(&followed.search.query) else {
            return Ok(None);
        };
        let (scope, layer) = (&person.scope, query.scope);
        let day = Day::of(self.sources.now());
        self.db.read_as_now(scope, |c| {
            match db::list::resolve(c, scope, &mut query, day) {
                Err(Unresolved::Wrong(_)) => return Ok(None),
                Err(Unresolved::Database(error)) => return Err(error.into()),
                Ok(()) => {}
            }
            let every = match self.index.every(scope.partition(layer), &query, SEEN_MAX) {
                Err(search::Error::Filter { .. }) => return Ok(None),
                found => found.map_err(Fault::Index)?,
            };
            let snapshot = match every.contacts {
                Some(ids) => Snapshot::of(db::contact::versions(c, scope, layer, &ids)?),
                None => None,
            };
            Ok(Some(Look { total: every.total, snapshot }))
        })
    }
}
