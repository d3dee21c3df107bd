use db::{Db, Scope};
use domain::access::{MemberStatus, Need, Permission, Role};
use domain::{OrganizationId, UserId};
use serde_json::json;

use crate::house::{House, Person};

/// Somebody who asks, and what the policy should say to them.
pub(super) struct Caller {
    pub(super) name: String,
    /// What stands behind `Bearer`; none for nobody.
    pub(super) token: Option<String>,
    kind: Kind,
}

enum Kind {
    /// Not known, or no more.
    Nobody,
    Member(Role, MemberStatus),
    /// A viewer who is staff of the installation.
    Operator,
    /// A key of an Organization Admin with these scopes.
    Key(Vec<Permission>),
}

impl Caller {
    /// The status of a refusal; none if the caller may.
    pub(super) fn refusal(&self, need: Need) -> Option<u16> {
        let allowed = match (&self.kind, need) {
            (Kind::Nobody, _) => return Some(401),
            (Kind::Operator, Need::Permission(wanted)) => {
                Role::Viewer.permissions().contains(&wanted)
            }
            (Kind::Operator, _) | (Kind::Member(..), Need::Person) => true,
            (Kind::Member(..), Need::Operator) => false,
            (Kind::Member(_, status), _) if *status != MemberStatus::Active => false,
            (Kind::Member(..), Need::Member) => true,
            (Kind::Member(role, _), Need::Permission(wanted)) => {
                role.permissions().contains(&wanted)
            }
            (Kind::Key(scopes), Need::Permission(wanted)) => {
                let never = [
                    Permission::KeysManage,
                    Permission::MembersManage,
                    Permission::BillingManage,
                    Permission::CrmConnect,
                ];
                scopes.contains(&wanted) && !never.contains(&wanted)
            }
            (Kind::Key(_), _) => false,
        };
        if allowed { None } else { Some(403) }
    }
}

/// Everybody that a route has to tell apart.
pub(super) async fn everybody(house: &House, admin: &Person) -> Vec<Caller> {
    let mut all = vec![caller("anonymous", None, Kind::Nobody)];
    for &role in Role::ALL {
        let person = join(house, admin, role.as_str(), role).await;
        let kind = Kind::Member(role, MemberStatus::Active);
        all.push(caller(role.as_str(), Some(person.token), kind));
    }
    let person = operator(house, admin).await;
    all.push(caller("operator", Some(person.token), Kind::Operator));
    for status in [MemberStatus::Invited, MemberStatus::Suspended, MemberStatus::Removed] {
        let role = Role::OrganizationAdmin;
        let person = join(house, admin, status.as_str(), role).await;
        set_status(house, admin, &person, role, status);
        let kind = match status {
            MemberStatus::Removed => Kind::Nobody,
            other => Kind::Member(role, other),
        };
        all.push(caller(status.as_str(), Some(person.token), kind));
    }
    all.extend(keys(house, admin).await);
    all
}

fn caller(name: &str, token: Option<String>, kind: Kind) -> Caller {
    Caller { name: name.to_owned(), token, kind }
}

/// Keys with all scopes, with each scope alone missing, revoked, and expired.
async fn keys(house: &House, admin: &Person) -> Vec<Caller> {
    let all: Vec<Permission> =
        Permission::ALL.iter().copied().filter(|scope| scope.is_for_keys()).collect();
    let mut callers = Vec::new();
    let (_, secret) = key(house, admin, &all).await;
    callers.push(caller("key with all scopes", Some(secret), Kind::Key(all.clone())));
    for without in &all {
        let scopes: Vec<_> = all.iter().copied().filter(|scope| scope != without).collect();
        let (_, secret) = key(house, admin, &scopes).await;
        let name = format!("key without {}", without.as_str());
        callers.push(caller(&name, Some(secret), Kind::Key(scopes)));
    }
    let (id, secret) = key(house, admin, &all).await;
    let gone = house.send(admin.delete(&format!("/api/v1/api-keys/{id}"), "")).await;
    assert_eq!(gone.status, 204);
    callers.push(caller("revoked key", Some(secret), Kind::Nobody));
    let (id, secret) = key(house, admin, &all).await;
    expire(house.db(), &id);
    callers.push(caller("expired key", Some(secret), Kind::Nobody));
    callers
}

/// Makes a key and answers its id and its secret.
pub(crate) async fn key(house: &House, admin: &Person, scopes: &[Permission]) -> (String, String) {
    let body = json!({"name": "Test", "scopes": scopes});
    let reply = house.send(admin.post("/api/v1/api-keys").set_json(body)).await;
    assert_eq!(reply.status, 201, "{}", reply.body);
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    (text(&reply.body["key"]["id"]), text(&reply.body["secret"]))
}

fn expire(db: &Db, id: &str) {
    let id = id.parse().unwrap();
    db::testing::expire_key(db, id).unwrap();
}

/// Somebody new in the admin's organization, who works in it now.
pub(crate) async fn join(house: &House, admin: &Person, name: &str, role: Role) -> Person {
    let person = house.sign_up(&format!("{name}@example.com")).await;
    let (organization, user) = (organization(house, admin).await, user(house, &person).await);
    let now = house.worker.sources.now();
    house.db().write_now(|c| db::member::join(c, organization, user, role, now)).unwrap();
    let body = json!({"organization": organization});
    let reply = house.send(person.post("/api/v1/me/organization").set_json(body)).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let token = reply.body["access_token"].as_str().unwrap().to_owned();
    Person { token, cookie: person.cookie.clone() }
}

/// A viewer in the admin's organization who is an operator.
pub(crate) async fn operator(house: &House, admin: &Person) -> Person {
    let person = join(house, admin, "operator", Role::Viewer).await;
    let (id, now) = (user(house, &person).await, house.worker.sources.now());
    assert!(house.db().write_now(|c| db::operator::add(c, id, now)).unwrap());
    person
}

fn set_status(house: &House, admin: &Person, person: &Person, role: Role, status: MemberStatus) {
    let (scope, user) = (scope(house, admin), claim(person, "sub").parse::<UserId>().unwrap());
    let now = house.worker.sources.now();
    house.db().write_now(|c| db::member::update(c, &scope, user, role, status, now)).unwrap();
}

/// The scope of a person, for writing what no route writes.
pub(crate) fn scope(house: &House, person: &Person) -> Scope {
    let user: UserId = claim(person, "sub").parse().unwrap();
    let organization: OrganizationId = claim(person, "org").parse().unwrap();
    house.db().read_now(|c| db::account::scope_in(c, user, organization)).unwrap().unwrap()
}

pub(crate) async fn organization(house: &House, person: &Person) -> OrganizationId {
    let me = house.send(person.get("/api/v1/me")).await.body;
    me["organization"]["id"].as_str().unwrap().parse().unwrap()
}

pub(crate) async fn user(house: &House, person: &Person) -> UserId {
    let me = house.send(person.get("/api/v1/me")).await.body;
    me["user"]["id"].as_str().unwrap().parse().unwrap()
}

/// A claim of an access token, unverified.
pub(crate) fn claim(person: &Person, name: &str) -> String {
    use base64::Engine;
    let body = person.token.split('.').nth(1).unwrap();
    let json = base64::prelude::BASE64_URL_SAFE_NO_PAD.decode(body).unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&json).unwrap();
    claims[name].as_str().unwrap().to_owned()
}
