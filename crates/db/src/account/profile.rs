use diesel::prelude::*;
use domain::access::{Account, MemberStatus, UserSummary};
use domain::{OrganizationId, Timestamp, UserId};

use crate::conn::{Conn, on};
use crate::member;
use crate::schema::{members, users};
use crate::types::{Key, Moment};
use crate::{Result, Scope, account};

/// A person and how they sign in.
pub fn person(conn: &mut Conn, user: UserId) -> Result<Option<(UserSummary, Account)>> {
    let found = account::credentials_of(conn, user)?;
    Ok(found.map(|(known, email)| {
        let summary = UserSummary { id: user, name: known.name, email: email.into() };
        let account = Account {
            email_verified: known.email_verified,
            has_password: known.password_hash.is_some(),
            second_factor: known.second_factor,
        };
        (summary, account)
    }))
}

/// Changes a person's name.
pub fn rename(conn: &mut Conn, user: UserId, name: &str) -> Result<()> {
    on!(conn, |c| diesel::update(users::table.find(Key(user)))
        .set(users::name.eq(name))
        .execute(c))?;
    Ok(())
}

/// Whether a person's address was confirmed.
pub fn is_verified(conn: &mut Conn, user: UserId) -> Result<bool> {
    let at: Option<Moment> =
        on!(conn, |c| users::table.find(Key(user)).select(users::email_verified_at).get_result(c))?;
    Ok(at.is_some())
}

/// Notes that the address is the person's; the first time counts.
pub fn verify_email(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<()> {
    on!(conn, |c| diesel::update(users::table.find(Key(user)))
        .filter(users::email_verified_at.is_null())
        .set(users::email_verified_at.eq(Moment(now)))
        .execute(c))?;
    Ok(())
}

/// The scope of a user who was just proved, in the organization they joined first; none if they
/// are an active member of none.
pub fn home(conn: &mut Conn, user: UserId) -> Result<Option<Scope>> {
    let organization = member::first_organization(conn, user)?;
    Ok(organization.map(|organization| Scope::new(organization, user)))
}

/// The scope of a proved user in this organization; none unless they are an active member.
pub fn scope_in(
    conn: &mut Conn,
    user: UserId,
    organization: OrganizationId,
) -> Result<Option<Scope>> {
    let found: Option<Key<UserId>> = on!(conn, |c| members::table
        .find((Key(organization), Key(user)))
        .filter(members::status.eq(MemberStatus::Active.as_str()))
        .select(members::user_id)
        .get_result(c)
        .optional())?;
    Ok(found.map(|_| Scope::new(organization, user)))
}
