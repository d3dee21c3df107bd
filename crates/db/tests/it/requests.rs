use db::request::{self, Filter, Noted};
use db::testing::on_each;
use db::{Db, Scope};
use domain::audit::Actor;
use domain::{ApiKeyId, Sources, Timestamp};

use crate::tenant;

const DAY: i64 = 86_400;

fn noted(scope: &Scope, id: &str, at: Timestamp, status: u16) -> Noted {
    Noted {
        organization: scope.organization(),
        at,
        id: id.to_owned(),
        actor: Actor::User(scope.user()),
        method: "GET".to_owned(),
        route: "/api/v1/contacts/{id}".to_owned(),
        status,
        micros: 1_500,
    }
}

fn ids(db: &Db, scope: &Scope, filter: &Filter, limit: i64) -> Vec<String> {
    let listed = db.read_now(|c| request::list(c, scope, filter, limit)).unwrap();
    listed.into_iter().map(|one| one.id).collect()
}

#[test]
fn requests_are_listed_newest_first_by_outcome_and_actor() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let ada = tenant(db, &sources, "ada@example.com");
        let bob = tenant(db, &sources, "bob@example.com");
        let (key, now): (ApiKeyId, _) = (sources.id(), sources.now());
        let by_key = Noted { actor: Actor::Key(key), ..noted(&ada, "d", now.plus_seconds(1), 500) };
        let all = [
            noted(&ada, "a", now, 200),
            noted(&ada, "b", now, 399),
            noted(&ada, "c", now, 400),
            by_key,
            noted(&bob, "e", now, 200),
        ];
        db.write_now(|c| request::create(c, &all))?;
        let any = Filter::default();
        assert_eq!(ids(db, &ada, &any, 9), ["d", "c", "b", "a"]);
        assert_eq!(ids(db, &bob, &any, 9), ["e"]);
        let only = |ok| Filter { ok: Some(ok), ..Filter::default() };
        assert_eq!(ids(db, &ada, &only(true), 9), ["b", "a"]);
        assert_eq!(ids(db, &ada, &only(false), 9), ["d", "c"]);
        let of_key = Filter { actor: Some(key.to_string()), ..Filter::default() };
        assert_eq!(ids(db, &ada, &of_key, 9), ["d"]);
        // Pages of one, although three requests have the same moment.
        let mut read = ids(db, &ada, &any, 1);
        let mut before = (now.plus_seconds(1), "d".to_owned());
        while let [id] = &ids(db, &ada, &Filter { before: Some(before), ..any.clone() }, 1)[..] {
            read.push(id.clone());
            before = (now, id.clone());
        }
        assert_eq!(read, ["d", "c", "b", "a"]);
        let first = db.read_now(|c| request::list(c, &ada, &only(true), 1))?.remove(0);
        assert_eq!((first.milliseconds, first.actor_name.as_deref()), (1.5, Some("Ada")));
        Ok(())
    })
}

#[test]
fn requests_are_forgotten_after_thirty_days() -> db::Result<()> {
    on_each(|db| {
        let sources = Sources::predictable();
        let (ada, now) = (tenant(db, &sources, "ada@example.com"), sources.now());
        let bob = tenant(db, &sources, "bob@example.com");
        let all: Vec<_> = (28..=32)
            .map(|days| noted(&ada, &days.to_string(), now.plus_seconds(-days * DAY), 200))
            .chain([noted(&bob, "old", now.plus_seconds(-31 * DAY), 200)])
            .collect();
        db.write_now(|c| request::create(c, &all))?;
        let forgotten = db.write_now(|c| request::prune(c, now.plus_seconds(-30 * DAY)))?;
        assert_eq!(forgotten, 3);
        assert_eq!(ids(db, &ada, &Filter::default(), 9), ["28", "29", "30"]);
        assert!(ids(db, &bob, &Filter::default(), 9).is_empty());
        Ok(())
    })
}
