//! The one policy: who may do what.

use super::{MemberStatus, Permission, Role};

/// What a route asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A signed-in person, about themselves; where their membership stands does not matter.
    Person,
    /// A signed-in person who is an active member.
    Member,
    /// An active member, or a key, that holds the permission.
    Permission(Permission),
    /// A signed-in person who is staff of the installation.
    Operator,
}

/// Where a caller stands at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The caller's role; for a key, its maker's role as it is now.
    pub role: Role,
    /// The caller's membership; for a key, its maker's.
    pub status: MemberStatus,
    /// The scopes of a key; none for a person, who may do all that the role may.
    pub scopes: Option<Vec<Permission>>,
    /// The organization asks for a second factor, and this person has none.
    pub lacks_second_factor: bool,
    /// Staff of the installation; never for keys.
    pub is_operator: bool,
}

/// Why something is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// A key asked for what is for people.
    NotForKeys,
    /// The membership is invited, suspended or removed.
    NotActive,
    /// The organization's second factor comes first.
    SecondFactorMissing,
    /// The role, or the role of the key's maker, does not hold the permission.
    RoleLacks(Permission),
    /// The key was made without this scope.
    ScopeLacks(Permission),
    /// The person is no operator of the installation.
    NotOperator,
}

/// Decides. Everything that protects a route comes through here.
///
/// # Errors
/// The first reason against it.
pub fn decide(standing: &Standing, need: Need) -> Result<(), Denial> {
    let is_key = standing.scopes.is_some();
    if is_key && !matches!(need, Need::Permission(_)) {
        return Err(Denial::NotForKeys);
    }
    if need == Need::Person {
        return Ok(());
    }
    if standing.status != MemberStatus::Active {
        return Err(Denial::NotActive);
    }
    if !is_key && standing.lacks_second_factor {
        return Err(Denial::SecondFactorMissing);
    }
    let permission = match need {
        Need::Permission(permission) => permission,
        Need::Operator if !standing.is_operator => return Err(Denial::NotOperator),
        Need::Operator | Need::Member | Need::Person => return Ok(()),
    };
    if let Some(scopes) = &standing.scopes {
        if !permission.is_for_keys() {
            return Err(Denial::NotForKeys);
        }
        if !scopes.contains(&permission) {
            return Err(Denial::ScopeLacks(permission));
        }
    }
    if standing.role.allows(permission) { Ok(()) } else { Err(Denial::RoleLacks(permission)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(role: Role, status: MemberStatus) -> Standing {
        Standing { role, status, scopes: None, lacks_second_factor: false, is_operator: false }
    }

    #[test]
    fn role_and_status_both_count() {
        for &role in Role::ALL {
            for &status in MemberStatus::ALL {
                for &permission in Permission::ALL {
                    let allowed = decide(&person(role, status), Need::Permission(permission));
                    let expected = status == MemberStatus::Active && role.allows(permission);
                    assert_eq!(allowed.is_ok(), expected, "{role:?} {status:?} {permission:?}");
                }
                assert!(decide(&person(role, status), Need::Person).is_ok());
            }
        }
    }

    #[test]
    fn a_key_has_at_most_its_scopes_and_its_makers_role() {
        let key = |role, scopes: &[Permission]| Standing {
            scopes: Some(scopes.to_vec()),
            ..person(role, MemberStatus::Active)
        };
        for &role in Role::ALL {
            let all = key(role, Permission::ALL);
            for &permission in Permission::ALL {
                let expected = role.allows(permission) && permission.is_for_keys();
                assert_eq!(decide(&all, Need::Permission(permission)).is_ok(), expected);
                let none = decide(&key(role, &[]), Need::Permission(permission));
                assert!(none.is_err());
            }
            assert_eq!(decide(&all, Need::Person), Err(Denial::NotForKeys));
            assert_eq!(decide(&all, Need::Member), Err(Denial::NotForKeys));
        }
    }

    #[test]
    fn operators_are_active_people_and_no_role_makes_one() {
        for &role in Role::ALL {
            for &status in MemberStatus::ALL {
                let none = person(role, status);
                assert!(decide(&none, Need::Operator).is_err());
                let one = Standing { is_operator: true, ..none };
                assert_eq!(decide(&one, Need::Operator).is_ok(), status == MemberStatus::Active);
                let key = Standing { scopes: Some(Permission::ALL.to_vec()), ..one.clone() };
                assert_eq!(decide(&key, Need::Operator), Err(Denial::NotForKeys));
                let lacking = Standing { lacks_second_factor: true, ..one };
                assert!(decide(&lacking, Need::Operator).is_err());
            }
        }
    }

    #[test]
    fn a_missing_second_factor_closes_all_but_ones_own_account() {
        let standing = Standing {
            lacks_second_factor: true,
            ..person(Role::OrganizationAdmin, MemberStatus::Active)
        };
        assert_eq!(decide(&standing, Need::Member), Err(Denial::SecondFactorMissing));
        assert!(decide(&standing, Need::Person).is_ok());
    }
}
