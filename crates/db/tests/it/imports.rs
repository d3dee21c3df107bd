use db::import::{self, NewImport, Tally};
use db::import_row::{self, Rows};
use db::testing::on_each;
use domain::id::TypedId;
use domain::import::{
    Column, ImportField, ImportRow, ImportState, OnDuplicate, RowCounts, RowFilter, RowState,
};
use domain::{ContactId, Sources};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{person, tenant};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Dialect {
    encoding: String,
    delimiter: u8,
}

fn new(sources: &Sources) -> NewImport<Dialect> {
    NewImport {
        id: sources.id(),
        file_name: "people.csv".to_owned(),
        bytes: 12,
        sha256: [1; 32],
        format: "csv".to_owned(),
        dialect: Dialect { encoding: "UTF-8".to_owned(), delimiter: b';' },
        columns: vec![Column {
            header: "Name".to_owned(),
            field: Some(ImportField::FullName),
            rule: None,
            samples: vec!["Ada".to_owned()],
        }],
    }
}

fn row(number: u64, state: RowState) -> ImportRow {
    ImportRow {
        state,
        fields: (state != RowState::Invalid).then(|| person("Ada", "", "")),
        contact_id: state.is_written().then(|| ContactId::from_uuid(Uuid::from_u128(7))),
        ..ImportRow::read(number, vec!["Ada".to_owned(), "\u{fffd}".to_owned()])
    }
}

#[test]
fn an_import_goes_from_state_to_state_and_never_back() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let new = new(&sources);
        let (id, now) = (new.id, sources.now());
        db.write_as_now(&scope, |c| import::create(c, &scope, &new, now))?;
        let state =
            || db.read_as_now(&scope, |c| import::find(c, &scope, id, now)).unwrap().unwrap();
        assert_eq!(state().import.source.delimiter, ";");
        assert_eq!(state().dialect::<Dialect>()?, new.dialect);

        let early = (ImportState::Review, ImportState::Committing);
        assert!(!db.write_as_now(&scope, |c| import::begin(c, &scope, id, early, 0, now))?);
        let rule = OnDuplicate::Fill;
        assert!(db.write_as_now(&scope, |c| import::set_mapping(
            c,
            &scope,
            id,
            &new.columns,
            (rule, None),
            now
        ))?);
        assert_eq!(state().import.state, ImportState::Staging);
        let counts = RowCounts { total: 3, new: 2, invalid: 1, ..RowCounts::default() };
        let tally = Tally { counts, done: 3, expected: 6 };
        let during = ImportState::Staging;
        assert!(db.write_as_now(&scope, |c| import::progress(c, &scope, id, during, &tally, now))?);
        let half = state().import;
        assert_eq!((half.rows, half.progress.done, half.progress.total), (counts, 3, 6));
        assert!(half.progress.eta_seconds.is_some());
        assert!(db.write_as_now(&scope, |c| import::cancel(c, &scope, id, now))?);
        assert!(
            !db.write_as_now(&scope, |c| import::progress(c, &scope, id, during, &tally, now))?
        );
        assert!(!db.write_as_now(&scope, |c| import::cancel(c, &scope, id, now))?);
        Ok(())
    })
}

#[test]
fn rows_are_listed_by_state_and_committed_once() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let other = tenant(db, &sources, "bob@example.com");
        let new = new(&sources);
        let (id, now) = (new.id, sources.now());
        db.write_as_now(&scope, |c| import::create(c, &scope, &new, now))?;
        let rows = [
            row(1, RowState::New),
            row(2, RowState::Invalid),
            row(3, RowState::Update),
            row(4, RowState::Duplicate),
        ];
        db.write_as_now(&scope, |c| import_row::insert(c, &scope, id, &rows))?;
        let list = |rows: Rows| {
            db.read_as_now(&scope, |c| {
                let page = import_row::list(c, &scope, id, &rows, 10)?;
                assert_eq!(import_row::count(c, &scope, id, &rows)?, page.len() as u64);
                Ok::<_, db::Error>(page)
            })
            .unwrap()
        };
        let of = |filter| Rows { filter, ..Rows::default() };
        assert_eq!(list(Rows::default()), rows);
        let invalid = RowFilter { state: Some(RowState::Invalid), ..RowFilter::default() };
        assert_eq!(list(of(invalid)), rows[1..2]);
        let text = |q: &str| RowFilter { q: Some(q.to_owned()), ..RowFilter::default() };
        assert_eq!((list(of(text("aDA"))).len(), list(of(text("d_"))).len()), (4, 0));
        let equal = |text: &str| RowFilter {
            column: Some(0),
            equals: Some(text.to_owned()),
            ..RowFilter::default()
        };
        assert_eq!((list(of(equal("Ada"))).len(), list(of(equal("Ad"))).len()), (4, 0));
        assert_eq!(list(Rows { after: 3, ..Rows::default() }), rows[3..]);
        let pending = |after| {
            db.read_as_now(&scope, |c| import_row::pending(c, &scope, id, (after, u64::MAX)))
                .unwrap()
        };
        assert_eq!(pending(0).iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(pending(1).len(), 1);
        let through = |range| {
            db.write_as_now(&scope, |c| import::write_through(c, &scope, id, range, 1)).unwrap()
        };
        assert!(through((0, 1)) && !through((0, 1)), "a second job comes too late");
        let committed = list(Rows { written: 1, ..Rows::default() });
        assert!(committed[0].committed && !committed[2].committed);
        let foreign =
            db.read_as_now(&other, |c| import_row::list(c, &other, id, &Rows::default(), 10))?;
        assert_eq!(foreign, []);
        Ok(())
    })
}

#[test]
fn imports_are_listed_newest_first() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let scope = tenant(db, &sources, "ada@example.com");
        let now = sources.now();
        let mut ids: Vec<_> = (0..3)
            .map(|_| {
                let new = new(&sources);
                db.write_as_now(&scope, |c| import::create(c, &scope, &new, now)).unwrap();
                new.id
            })
            .collect();
        ids.reverse();
        let list =
            |before| db.read_as_now(&scope, |c| import::list(c, &scope, before, 2, now)).unwrap();
        let first: Vec<_> = list(None).into_iter().map(|import| import.id).collect();
        assert_eq!(first, ids[..2]);
        let rest: Vec<_> = list(Some(ids[1])).into_iter().map(|import| import.id).collect();
        assert_eq!(rest, ids[2..]);
        Ok(())
    })
}

#[test]
fn an_organization_that_goes_takes_its_imports_rows_along() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let [gone, stays] =
            ["ada@example.com", "bob@example.com"].map(|email| tenant(db, &sources, email));
        let mut ids = Vec::new();
        for scope in [&gone, &stays] {
            let (new, now) = (new(&sources), sources.now());
            db.write_as_now(scope, |c| {
                import::create(c, scope, &new, now)?;
                import_row::insert(c, scope, new.id, &[row(1, RowState::New)])
            })?;
            ids.push(new.id);
        }
        db.write_as_now(&gone, |c| import::delete_all(c, &gone))?;
        let rows = |scope, id| {
            db.read_as_now(scope, |c| import_row::count(c, scope, id, &Rows::default()))
        };
        assert_eq!((rows(&gone, ids[0])?, rows(&stays, ids[1])?), (0, 1));
        Ok(())
    })
}
