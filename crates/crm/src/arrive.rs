//! A person comes back from the CRM's page of consent.

use connect::crm::{Grant, Location, NotALocation, Trouble};
use db::crm::connection::{self, NewConnection};
use db::{Conn, Scope};
use domain::crm::{ConnectionState as State, CrmConnection};
use domain::{ConnectionId, Timestamp};

use crate::Switchboard;
use crate::token::{ends, seal};

/// Why a consent was not kept. Nothing of it is stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArrivalError {
    /// The consent is for a whole agency, or for nothing that is named.
    #[error("the consent is not for one location")]
    NotALocation,
    /// A right that is needed was not granted.
    #[error("a right was not granted")]
    MissingScopes,
    /// The code was used before, is too old, or is none.
    #[error("the code is not accepted")]
    Code,
    #[error("the location is not active")]
    InactiveLocation,
    /// The CRM does not answer, or not as it should.
    #[error("the CRM does not answer: {0}")]
    Away(Trouble),
}

/// A consent with the location that it is for.
pub struct Arrived {
    grant: Grant,
    location: Location,
}

impl Switchboard {
    /// Exchanges a code, and looks at the location that it is for.
    ///
    /// # Errors
    /// Why the consent cannot be kept.
    pub async fn arrive(&self, code: &str) -> Result<Arrived, ArrivalError> {
        let grant = self.crm.exchange_code(code).await.map_err(|trouble| match trouble {
            Trouble::InvalidGrant | Trouble::Refused { .. } => ArrivalError::Code,
            Trouble::InactiveLocation => ArrivalError::InactiveLocation,
            other => ArrivalError::Away(other),
        })?;
        let id = grant.location().map_err(|NotALocation| ArrivalError::NotALocation)?;
        if !grant.missing_scopes().is_empty() {
            return Err(ArrivalError::MissingScopes);
        }
        let reply = self.crm.location(&grant.access_token, id).await;
        let location = reply.result.map_err(|trouble| match trouble {
            Trouble::InactiveLocation => ArrivalError::InactiveLocation,
            Trouble::Forbidden => ArrivalError::MissingScopes,
            Trouble::Gone => ArrivalError::NotALocation,
            other => ArrivalError::Away(other),
        })?;
        if location.id != id {
            return Err(ArrivalError::NotALocation);
        }
        Ok(Arrived { grant, location })
    }

    /// Keeps a consent as the organization's connection. Somebody has to confirm its location first, unless it is
    /// the one that is connected already.
    ///
    /// # Errors
    /// [`db::Constraint::LocationTaken`] if another organization has the location.
    pub fn keep_arrival(
        &self,
        conn: &mut Conn,
        scope: &Scope,
        arrived: &Arrived,
        now: Timestamp,
    ) -> vault::Result<CrmConnection> {
        let Arrived { grant, location } = arrived;
        let known = connection::find(conn, scope)?.map(|known| known.connection);
        let is_known = known.as_ref().is_some_and(|known| {
            let waits = matches!(known.state, State::Chosen | State::Disconnected);
            known.location == location.id && !waits
        });
        let id: ConnectionId = known.map_or_else(|| self.sources.id(), |known| known.id);
        let secrets = (grant.access_token.clone(), grant.refresh_token.clone());
        let scopes = grant.scopes.clone();
        let scopes = scopes.unwrap_or_else(|| connect::crm::SCOPES.map(str::to_owned).into());
        let new = NewConnection {
            id,
            location: location.id.clone(),
            company: location.company_id.clone().or_else(|| grant.company_id.clone()),
            location_name: location.name.clone(),
            allows_duplicates: location.allow_duplicates.unwrap_or(false),
            scopes: scopes.join(" "),
            tokens: seal(&self.vault, conn, (scope.organization(), id), &secrets, now)?,
            expires_at: ends(grant, now),
        };
        connection::connect(conn, scope, &new, now)?;
        if !is_known {
            connection::choose(conn, scope)?;
        }
        let kept = connection::find(conn, scope)?;
        Ok(kept.ok_or(db::Error::Corrupt("crm_connections"))?.connection)
    }
}

impl Arrived {
    /// The location's id.
    pub fn location(&self) -> &str {
        &self.location.id
    }
}
