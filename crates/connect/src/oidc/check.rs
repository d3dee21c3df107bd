use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::Timestamp;
use openidconnect::core::{
    CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm as Algorithm, CoreProviderMetadata,
};
use openidconnect::{
    ClaimsVerificationError, ClientId, IdTokenVerifier, Nonce, SignatureVerificationError,
};

/// Seconds by which a provider's clock may differ from ours, and more than a sign-in takes.
const SKEW_SECONDS: i64 = 600;

/// Signatures with a key pair. `none` and those with a shared secret are never accepted.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
];

/// What an ID token has to match (`OpenID` Connect Core 1.0, section 3.1.3.7).
pub(super) struct Check<'a> {
    pub(super) client_id: &'a ClientId,
    pub(super) metadata: Arc<CoreProviderMetadata>,
    pub(super) nonce: &'a Nonce,
    pub(super) now: Timestamp,
}

impl Check<'_> {
    /// What a token says, once signature, issuer, audience, nonce and times are right.
    pub(super) fn claims<'t>(
        &self,
        token: &'t CoreIdToken,
    ) -> Result<&'t CoreIdTokenClaims, ClaimsVerificationError> {
        let offered = self.metadata.id_token_signing_alg_values_supported();
        let now = self.now.seconds();
        // Made like that of a public client, which knows no shared secret to verify with.
        let verifier = IdTokenVerifier::new_public_client(
            self.client_id.clone(),
            self.metadata.issuer().clone(),
            self.metadata.jwks().clone(),
        )
        .set_allowed_algs(ALGORITHMS.into_iter().filter(|one| offered.contains(one)))
        .set_time_fn(|| DateTime::<Utc>::from_timestamp(now, 0).unwrap_or(DateTime::<Utc>::MAX_UTC))
        .set_issue_time_verifier_fn(|issued| {
            let apart = issued.timestamp().abs_diff(now);
            if apart <= SKEW_SECONDS.unsigned_abs() { Ok(()) } else { Err(String::new()) }
        });
        let claims = token.claims(&verifier, self.nonce)?;
        // The library leaves out step 5: a token that names its user must name us.
        match claims.authorized_party() {
            Some(party) if party != self.client_id => {
                Err(ClaimsVerificationError::InvalidAudience(String::new()))
            }
            _ => Ok(claims),
        }
    }
}

/// Whether newer keys of the provider might help.
pub(super) fn is_key_missing<T>(checked: &Result<T, ClaimsVerificationError>) -> bool {
    use ClaimsVerificationError::SignatureVerification;
    matches!(checked, Err(SignatureVerification(SignatureVerificationError::NoMatchingKey)))
}
