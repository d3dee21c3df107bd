use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use super::{COMPANY, World};

/// Codes and tokens. They are kept for good, so that one that comes again is known.
#[derive(Default)]
pub(crate) struct Tokens {
    codes: HashMap<String, Code>,
    access: HashMap<String, Access>,
    refresh: HashMap<String, Refresh>,
    /// Families whose tokens are good no more.
    revoked: BTreeSet<u64>,
    families: u64,
}

impl World {
    /// Every token that was ever given, for whoever looks where none may be.
    pub fn every_token(&self) -> Vec<String> {
        self.tokens.access.keys().chain(self.tokens.refresh.keys()).cloned().collect()
    }
}

struct Code {
    holder: Holder,
    redirect: String,
    scopes: Vec<String>,
    until: u64,
    /// The family that it began, if it was used.
    used: Option<u64>,
}

/// For whom a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Holder {
    Location(String),
    Company(String),
}

/// A valid access token.
#[derive(Debug, Clone)]
pub(crate) struct Access {
    pub(crate) holder: Holder,
    pub(crate) scopes: Vec<String>,
    until: u64,
    family: u64,
}

struct Refresh {
    holder: Holder,
    scopes: Vec<String>,
    family: u64,
    used: bool,
}

/// What the token endpoint gives.
#[derive(Debug, Clone, Serialize)]
pub struct Pair {
    pub access_token: String,
    pub refresh_token: String,
    pub expires_in: u64,
    pub scope: String,
    #[serde(skip)]
    pub(crate) holder: Holder,
}

/// Why there are no tokens: what the CRM says.
pub(crate) const BAD_CODE: &str = "Invalid grant: authorization code is invalid";
pub(crate) const BAD_REFRESH: &str = "Invalid grant: refresh token is invalid";
pub(crate) const INACTIVE: &str = "Location is not active";

impl World {
    /// A code as after consent.
    pub(crate) fn issue_code(
        &mut self,
        holder: Holder,
        redirect: &str,
        scopes: Vec<String>,
        now: u64,
    ) -> String {
        let code = self.chance.word(40);
        let until = now + self.settings.code_seconds * 1_000_000;
        let redirect = redirect.to_owned();
        let kept = Code { holder, redirect, scopes, until, used: None };
        self.tokens.codes.insert(code.clone(), kept);
        code
    }

    /// Tokens for a code. One that comes again takes the tokens that it gave with it (RFC 6749,
    /// section 4.1.2).
    pub(crate) fn redeem(
        &mut self,
        code: &str,
        redirect: Option<&str>,
        now: u64,
    ) -> Result<Pair, &'static str> {
        let Some(known) = self.tokens.codes.get_mut(code) else { return Err(BAD_CODE) };
        if let Some(family) = known.used {
            self.tokens.revoked.insert(family);
            return Err(BAD_CODE);
        }
        if now >= known.until || redirect.is_some_and(|redirect| redirect != known.redirect) {
            return Err(BAD_CODE);
        }
        self.tokens.families += 1;
        let family = self.tokens.families;
        known.used = Some(family);
        let (holder, scopes) = (known.holder.clone(), known.scopes.clone());
        Ok(self.issue(holder, scopes, family, now))
    }

    /// The next pair. A refresh token that comes again takes its whole family with it.
    pub(crate) fn rotate(&mut self, refresh: &str, now: u64) -> Result<Pair, &'static str> {
        let Some(known) = self.tokens.refresh.get(refresh) else { return Err(BAD_REFRESH) };
        let (family, used) = (known.family, known.used);
        let (holder, scopes) = (known.holder.clone(), known.scopes.clone());
        if used {
            self.counts.reuses += 1;
            self.tokens.revoked.insert(family);
        }
        if self.tokens.revoked.contains(&family) {
            return Err(BAD_REFRESH);
        }
        // The token is not used up by this: it works again once the location is active.
        if !self.is_active(&holder) {
            return Err(INACTIVE);
        }
        if let Some(known) = self.tokens.refresh.get_mut(refresh) {
            known.used = true;
        }
        self.counts.refreshes += 1;
        Ok(self.issue(holder, scopes, family, now))
    }

    fn issue(&mut self, holder: Holder, scopes: Vec<String>, family: u64, now: u64) -> Pair {
        let (access_token, refresh_token) = (self.chance.word(64), self.chance.word(64));
        let expires_in = self.settings.token_seconds;
        let until = now + expires_in * 1_000_000;
        let scope = scopes.join(" ");
        let access = Access { holder: holder.clone(), scopes: scopes.clone(), until, family };
        self.tokens.access.insert(access_token.clone(), access);
        let refresh = Refresh { holder: holder.clone(), scopes, family, used: false };
        self.tokens.refresh.insert(refresh_token.clone(), refresh);
        Pair { access_token, refresh_token, expires_in, scope, holder }
    }

    /// Tokens of a location without the page of consent.
    pub(crate) fn install(&mut self, location: &str, now: u64) -> Pair {
        let scopes = ["contacts.readonly", "contacts.write", "locations.readonly"];
        let scopes = scopes.map(str::to_owned).to_vec();
        self.tokens.families += 1;
        let family = self.tokens.families;
        self.issue(Holder::Location(location.to_owned()), scopes, family, now)
    }

    /// What a bearer may, or what the CRM says.
    pub(crate) fn access(&self, token: &str, now: u64) -> Result<Access, &'static str> {
        let access = self.tokens.access.get(token).ok_or("Invalid JWT")?;
        if self.tokens.revoked.contains(&access.family) {
            return Err("Invalid JWT");
        }
        if now >= access.until {
            return Err("The access token has expired");
        }
        Ok(access.clone())
    }

    pub(crate) fn is_active(&self, holder: &Holder) -> bool {
        match holder {
            Holder::Location(id) => self.locations.get(id).is_some_and(|location| location.active),
            Holder::Company(_) => true,
        }
    }

    /// Every access token is expired from now on.
    pub fn expire_tokens(&mut self) {
        self.tokens.access.values_mut().for_each(|access| access.until = 0);
    }

    /// The app is installed nowhere any more in a location, or, without one, in the company.
    pub fn uninstall(&mut self, location: Option<&str>) {
        let meets = |holder: &Holder| match (location, holder) {
            (Some(wanted), Holder::Location(id)) => wanted == id,
            (Some(_), Holder::Company(_)) => false,
            (None, _) => true,
        };
        let refresh = self.tokens.refresh.values().filter(|token| meets(&token.holder));
        let families: Vec<u64> = refresh.map(|token| token.family).collect();
        self.tokens.revoked.extend(families);
    }

    /// The company of a token.
    pub(crate) fn company_of(&self, holder: &Holder) -> String {
        match holder {
            Holder::Company(id) => id.clone(),
            Holder::Location(id) => {
                let location = self.locations.get(id);
                location.map_or_else(|| COMPANY.to_owned(), |found| found.company_id.clone())
            }
        }
    }
}
