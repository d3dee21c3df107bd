//! Access tokens: JWT signed with Ed25519, ten minutes at most, with every claim set by hand.

use domain::{OrganizationId, SessionId, Timestamp, UserId};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};

use super::keys::Keys;

/// Seconds for which an access token is good.
pub(super) const ACCESS_SECONDS: i64 = 600;
/// Seconds by which the clocks of two nodes may differ.
const LEEWAY: i64 = 5;
const ISSUER: &str = "business-contacts";
const AUDIENCE: &str = "business-contacts-api";
const TYPE: &str = "at+jwt";
/// The only signing key there is so far; a token that names another is refused.
const KEY_ID: &str = "1";

/// What a token says.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Claims {
    iss: String,
    aud: String,
    sub: UserId,
    sid: SessionId,
    org: OrganizationId,
    jti: String,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// Who a good token stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Bearer {
    pub(crate) user: UserId,
    pub(crate) session: SessionId,
    pub(crate) organization: OrganizationId,
}

/// What a token with a good signature says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stated {
    pub(super) bearer: Bearer,
    /// Seconds since 1970, as `until`.
    pub(super) from: i64,
    pub(super) until: i64,
}

impl Keys {
    /// A token for this bearer, good from now on.
    pub(super) fn sign(&self, bearer: Bearer, jti: u128, now: Timestamp) -> Option<String> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TYPE.to_owned());
        header.kid = Some(KEY_ID.to_owned());
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: bearer.user,
            sid: bearer.session,
            org: bearer.organization,
            jti: format!("{jti:032x}"),
            iat: now.seconds(),
            nbf: now.seconds(),
            exp: now.seconds() + ACCESS_SECONDS,
        };
        jsonwebtoken::encode(&header, &claims, &self.signing).ok()
    }

    /// The bearer of a token; none if anything about it is not as [`Self::sign`] makes it.
    pub(super) fn verify(&self, token: &str, now: Timestamp) -> Option<Bearer> {
        let now = now.seconds();
        let stated = self.verified.stated(token, now, || self.check(token))?;
        let good = stated.from <= now + LEEWAY && now < stated.until;
        good.then_some(stated.bearer)
    }

    /// What a token says that was signed here.
    fn check(&self, token: &str) -> Option<Stated> {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        // Time is checked by the caller, on the clock that the process was given.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        let data = jsonwebtoken::decode::<Claims>(token, &self.verifying, &validation).ok()?;
        if data.header.typ.as_deref() != Some(TYPE) || data.header.kid.as_deref() != Some(KEY_ID) {
            return None;
        }
        let Claims { sub, sid, org, nbf, exp, .. } = data.claims;
        let bearer = Bearer { user: sub, session: sid, organization: org };
        (exp - nbf <= ACCESS_SECONDS).then_some(Stated { bearer, from: nbf, until: exp })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::signature::Ed25519KeyPair;
    use domain::Sources;

    fn keys() -> Keys {
        let pair = Ed25519KeyPair::generate().unwrap().to_pkcs8().unwrap();
        Keys::new(pair.as_ref(), &[7; 32]).unwrap()
    }

    fn bearer() -> Bearer {
        let sources = Sources::predictable();
        Bearer { user: sources.id(), session: sources.id(), organization: sources.id() }
    }

    const NOW: Timestamp = Timestamp::from_micros(1_767_225_600_000_000);

    #[test]
    fn a_token_is_good_for_ten_minutes_and_no_longer() {
        let keys = keys();
        let token = keys.sign(bearer(), 1, NOW).unwrap();
        assert_eq!(keys.verify(&token, NOW.plus_seconds(-60)), None);
        assert_eq!(keys.verify(&token, NOW), Some(bearer()));
        // Its signature is known from here on; its time is looked at all the same.
        assert_eq!(keys.verify(&token, NOW.plus_seconds(599)), Some(bearer()));
        assert_eq!(keys.verify(&token, NOW.plus_seconds(600)), None);
        assert_eq!(keys.verify(&token, NOW.plus_seconds(-60)), None);
    }

    #[test]
    fn a_token_of_another_key_or_algorithm_is_refused() {
        let keys = keys();
        let foreign = self::keys().sign(bearer(), 1, NOW).unwrap();
        assert_eq!(keys.verify(&foreign, NOW), None);
        assert_eq!(keys.verify(&foreign, NOW), None);
        let token = keys.sign(bearer(), 1, NOW).unwrap();
        assert_eq!(keys.verify(&token, NOW), Some(bearer()));
        let body = token.split('.').nth(1).unwrap();
        let none = "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0Iiwia2lkIjoiMSJ9";
        assert_eq!(keys.verify(&format!("{none}.{body}."), NOW), None);
        assert_eq!(keys.verify(&token[..token.len() - 2], NOW), None);
    }
}
