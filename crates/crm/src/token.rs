//! The token of a connection. One holder at a time renews it, and the next pair is stored before it is used:
//! the CRM takes each refresh token once.

use std::time::Duration;

use connect::crm::{Grant, Trouble};
use db::crm::connection::{self, Fresh, Stored, Tokens};
use db::{Conn, Scope};
use domain::audit::{Action, Actor, Event, Outcome};
use domain::crm::ConnectionState;
use domain::{ConnectionId, OrganizationId, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use tokio::runtime::Handle;
use vault::Cell;

use crate::{Halt, Switchboard};

/// Seconds before its end at which a token is renewed: longer than a call may take.
const MARGIN_SECONDS: i64 = 120;
/// Seconds for which one may renew, beside the exchanges themselves: pauses between them, and the writes.
const PAUSES_SECONDS: u64 = 30;
/// How often one looks whether another holder has renewed the token.
const LOOK: Duration = Duration::from_millis(100);
/// Writes of a new pair that fail before it is given up: it is the only one there is.
const WRITES: u32 = 6;
/// Exchanges that do not reach the CRM, or are put off by it, before one gives up.
const TRIES: u32 = 3;

/// A token to call with.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) secret: SecretString,
    pub(crate) generation: i64,
    expires_at: Timestamp,
}

impl Token {
    pub(crate) fn lasts(&self, now: Timestamp) -> bool {
        self.expires_at > now.plus_seconds(MARGIN_SECONDS)
    }
}

impl Switchboard {
    /// The token of an organization, renewed if it is about to end.
    pub(crate) async fn token(&self, scope: &Scope) -> Result<Token, Halt> {
        let (stored, token) = self.stored(scope).await?;
        if token.lasts(self.sources.now()) {
            return Ok(token);
        }
        self.renew(scope, stored.generation).await
    }

    /// Another token than that of this generation, which ends or is not accepted.
    pub(crate) async fn renew(&self, scope: &Scope, generation: i64) -> Result<Token, Halt> {
        // Longer than all exchanges of one holder take; whoever waits outlasts a holder that died.
        let lease = u64::from(TRIES) * self.crm.timeout().as_secs() + PAUSES_SECONDS;
        let lease_seconds = i64::try_from(lease).unwrap_or(i64::MAX);
        for _ in 0..2 * 10 * lease {
            let (stored, token) = self.stored(scope).await?;
            if stored.generation != generation {
                return Ok(token);
            }
            let owner = *scope;
            let ours = self
                .db
                .write_as(scope, move |c| {
                    connection::lease_refresh(c, &owner, generation, lease_seconds)
                })
                .await?;
            if ours {
                // By itself: whoever waits for it may be dropped, and the next pair must be stored all the same.
                let (board, owner, here) = (self.clone(), *scope, Handle::current());
                let renewal = move || here.block_on(board.exchange(&owner, &stored));
                return tokio::task::spawn_blocking(renewal).await.unwrap_or(Err(Halt::Away));
            }
            tokio::time::sleep(LOOK).await;
        }
        Err(Halt::Away)
    }

    async fn stored(&self, scope: &Scope) -> Result<(Stored, Token), Halt> {
        let (owner, vault) = (*scope, self.vault.clone());
        self.db
            .read_as(scope, move |c| {
                let stored = connection::find(c, &owner)?.ok_or(Halt::Reconnect)?;
                if stored.connection.state == ConnectionState::Reconnect {
                    return Err(Halt::Reconnect);
                }
                let tokens = stored.tokens.as_ref().ok_or(Halt::Reconnect)?;
                let secret = unseal(&vault, c, (&owner, &stored), "access_token", &tokens.access)?;
                let expires_at =
                    stored.connection.expires_at.unwrap_or(stored.connection.connected_at);
                let token = Token { secret, generation: stored.generation, expires_at };
                Ok((stored, token))
            })
            .await
    }

    /// Exchanges the refresh token; its lease is held.
    async fn exchange(&self, scope: &Scope, stored: &Stored) -> Result<Token, Halt> {
        let tokens = stored.tokens.clone().ok_or(Halt::Reconnect)?;
        let (owner, vault, of) = (*scope, self.vault.clone(), stored.clone());
        let refresh = self
            .db
            .read_as(scope, move |c| {
                unseal(&vault, c, (&owner, &of), "refresh_token", &tokens.refresh)
            })
            .await?;
        match self.refreshed(&refresh).await {
            Ok(grant) if grant.location() == Ok(&stored.connection.location) => {
                self.keep(scope, stored, &grant).await
            }
            Ok(_) => {
                let trouble =
                    "The CRM renewed the connection for something else than its location.";
                self.note_state(scope, stored.generation, ConnectionState::Reconnect, trouble)
                    .await?;
                Err(Halt::Reconnect)
            }
            Err(Trouble::InvalidGrant) => {
                let trouble = "The CRM does not accept the connection's token any more.";
                self.note_state(scope, stored.generation, ConnectionState::Reconnect, trouble)
                    .await?;
                Err(Halt::Reconnect)
            }
            Err(Trouble::InactiveLocation) => {
                let trouble = "The CRM says that the location is not active.";
                self.note_state(scope, stored.generation, ConnectionState::Paused, trouble).await?;
                Err(Halt::Paused)
            }
            Err(trouble) => {
                tracing::warn!(error = %trouble, "crm.not_renewed");
                let (owner, generation) = (*scope, stored.generation);
                self.db
                    .write_as(scope, move |c| connection::free_refresh(c, &owner, generation))
                    .await?;
                Err(Halt::Away)
            }
        }
    }

    /// The answer of an exchange may be lost. The same token is sent once more then: either the CRM has not
    /// seen it, or it says that it was used, and the connection is lost for good.
    async fn refreshed(&self, refresh: &SecretString) -> Result<Grant, Trouble> {
        let mut tries = 1;
        loop {
            match self.crm.refresh(refresh).await {
                Err(Trouble::Unknown(_)) if tries == 1 => {}
                Err(Trouble::NotReached(_) | Trouble::Limited) if tries < TRIES => {
                    tokio::time::sleep(Duration::from_secs(1 << tries)).await;
                }
                outcome => return outcome,
            }
            tries += 1;
        }
    }

    /// Stores the next pair, and only then answers with it.
    async fn keep(&self, scope: &Scope, stored: &Stored, grant: &Grant) -> Result<Token, Halt> {
        let (owner, vault, now) = (*scope, self.vault.clone(), self.sources.now());
        let (id, generation) = (stored.connection.id, stored.generation);
        let secrets = (grant.access_token.clone(), grant.refresh_token.clone());
        let expires_at = ends(grant, now);
        let write = move |c: &mut Conn| {
            let tokens = seal(&vault, c, (owner.organization(), id), &secrets, now)?;
            let fresh = Fresh { tokens, expires_at };
            Ok::<_, vault::Error>(connection::store_tokens(c, &owner, generation, &fresh, now)?)
        };
        let mut written = self.db.write_as(scope, write.clone()).await;
        for failed in 1..WRITES {
            if written.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100 << failed)).await;
            written = self.db.write_as(scope, write.clone()).await;
        }
        let kept = written?;
        if !kept {
            // Somebody disconnected, or connected anew, meanwhile: this pair belongs to nobody.
            return Err(Halt::Reconnect);
        }
        let secret = grant.access_token.clone();
        Ok(Token { secret, generation: generation + 1, expires_at })
    }

    /// Notes that the tokens of this generation do not work, and tells the organization's log.
    pub(crate) async fn note_state(
        &self,
        scope: &Scope,
        generation: i64,
        state: ConnectionState,
        trouble: &'static str,
    ) -> Result<(), Halt> {
        let (owner, pen, now) = (*scope, self.pen.clone(), self.sources.now());
        self.db
            .write_for(scope.organization(), move |c| {
                owner.enter(c)?;
                let news = (state, Some(trouble));
                if !connection::set_state(c, &owner, generation, news, now)? {
                    return Ok::<_, db::Error>(());
                }
                let by = db::audit::By { actor: Actor::System, ..db::audit::By::job(&owner) };
                let event = Event::new(Action::CrmReconnectNeeded).ended(Outcome::Failed);
                db::audit::append(c, &pen, &by, event.with("state", state.as_str()), now)
            })
            .await?;
        Ok(())
    }
}

/// When the access token of a grant ends.
pub(crate) fn ends(grant: &Grant, now: Timestamp) -> Timestamp {
    now.plus_seconds(i64::try_from(grant.expires_in.as_secs()).unwrap_or_default())
}

/// Seals a pair of tokens for their row.
pub(crate) fn seal(
    vault: &vault::Vault,
    conn: &mut Conn,
    (organization, id): (OrganizationId, ConnectionId),
    (access, refresh): &(SecretString, SecretString),
    now: Timestamp,
) -> vault::Result<Tokens> {
    let row = id.to_string();
    let mut sealed = |column, secret: &SecretString| {
        let cell = Cell::of_connection(organization, column, &row);
        vault.seal(conn, cell, secret.expose_secret().as_bytes(), now)
    };
    let (access, _) = sealed("access_token", access)?;
    let (refresh, key_version) = sealed("refresh_token", refresh)?;
    Ok(Tokens { access, refresh, key_version })
}

fn unseal(
    vault: &vault::Vault,
    conn: &mut Conn,
    (scope, stored): (&Scope, &Stored),
    column: &'static str,
    sealed: &[u8],
) -> Result<SecretString, Halt> {
    let row = stored.connection.id.to_string();
    let version = stored.tokens.as_ref().map_or(0, |tokens| tokens.key_version);
    let cell = Cell::of_connection(scope.organization(), column, &row);
    let plain = vault.unseal(conn, cell, (sealed, version))?;
    let text = String::from_utf8(plain.to_vec()).map_err(|_| vault::Error::Gone)?;
    Ok(text.into())
}
