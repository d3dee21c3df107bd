use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use connect::crm::{Crm, Reply, Trouble};
use db::Scope;
use db::crm::connection::{self, Stored};
use domain::Timestamp;
use domain::crm::{ConnectionState, CrmAllowance};
use secrecy::SecretString;

use crate::pace::Paced;
use crate::token::Token;
use crate::{Halt, Switchboard};

/// Calls that do not reach the CRM, one behind the other, before it counts as away.
const NOT_REACHED: u32 = 4;
/// Refusals for the rate, one behind the other, before the CRM counts as away. The pace waits between them.
const LIMITED: u32 = 12;

/// A line to the location of an organization: calls at its pace, with a token that works.
pub struct Line {
    board: Switchboard,
    scope: Scope,
    location: String,
    allows_duplicates: bool,
    paced: Arc<Paced>,
    token: RwLock<Option<Token>>,
    /// The location was not active when it was last asked.
    is_paused: AtomicBool,
    goes_on: Box<dyn Fn() -> bool + Send + Sync>,
    looks_first: bool,
}

/// What the CRM said to a call.
pub struct Said<T> {
    /// A result, or what was wrong with this call: never [`Trouble::Limited`], [`Trouble::NotReached`],
    /// [`Trouble::Unauthorised`], [`Trouble::Forbidden`], [`Trouble::InactiveLocation`] or
    /// [`Trouble::InvalidGrant`], which are no matter of one contact.
    pub result: Result<T, Trouble>,
    /// By which the CRM finds the call in its log.
    pub trace_id: Option<String>,
}

impl Line {
    pub(crate) fn new(
        board: Switchboard,
        scope: Scope,
        stored: &Stored,
        paced: Arc<Paced>,
    ) -> Self {
        Self {
            board,
            scope,
            location: stored.connection.location.clone(),
            allows_duplicates: stored.connection.allows_duplicates,
            paced,
            token: RwLock::default(),
            is_paused: AtomicBool::new(stored.connection.state == ConnectionState::Paused),
            goes_on: Box::new(|| true),
            looks_first: false,
        }
    }

    /// Ends when `goes_on` says no: between two calls, never in one.
    #[must_use]
    pub fn while_(mut self, goes_on: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.goes_on = Box::new(goes_on);
        self
    }

    /// Whether the CRM is looked into before a record is made, because the last look was long ago.
    #[must_use]
    pub const fn looking_first(mut self, looks_first: bool) -> Self {
        self.looks_first = looks_first;
        self
    }

    pub(crate) const fn looks_first(&self) -> bool {
        self.looks_first
    }

    /// Whose line it is.
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The location's id.
    pub fn location(&self) -> &str {
        &self.location
    }

    /// Whether the location takes several contacts with the same address or number.
    pub const fn allows_duplicates(&self) -> bool {
        self.allows_duplicates
    }

    pub(crate) const fn board(&self) -> &Switchboard {
        &self.board
    }

    /// What the CRM last said of its limits, to be kept with the connection.
    pub fn allowance(&self, now: Timestamp) -> Option<CrmAllowance> {
        self.paced.known(now)
    }

    /// Calls, in its turn. What may pass is waited for.
    ///
    /// # Errors
    /// Why no call makes sense any more.
    pub async fn call<T>(
        &self,
        call: impl AsyncFn(&Crm, &SecretString) -> Reply<T>,
    ) -> Result<Said<T>, Halt> {
        let (mut renewed, mut limited, mut unreached) = (false, 0, 0);
        loop {
            let token = self.token().await?;
            let leave = self.paced.turn(&self.board.sources, &*self.goes_on).await?;
            let Reply { result, allowance, trace_id } = call(&self.board.crm, &token.secret).await;
            leave.answered(allowance, matches!(result, Err(Trouble::Limited)));
            match result {
                Err(Trouble::Limited) if limited < LIMITED => limited += 1,
                Err(Trouble::NotReached(_)) if unreached < NOT_REACHED => {
                    unreached += 1;
                    tokio::time::sleep(Duration::from_millis(250 << unreached)).await;
                }
                Err(Trouble::Limited | Trouble::NotReached(_)) => return Err(Halt::Away),
                Err(Trouble::Unauthorised) if !renewed => {
                    renewed = true;
                    self.set(self.board.renew(&self.scope, token.generation).await?);
                }
                Err(trouble) => match self.meaning(&token, &trouble).await? {
                    Some(halt) => return Err(halt),
                    None => return Ok(Said { result: Err(trouble), trace_id }),
                },
                Ok(value) => {
                    self.note_active(&token).await?;
                    return Ok(Said { result: Ok(value), trace_id });
                }
            }
        }
    }

    /// What trouble means for the connection, which is noted; none if it is that of one call.
    async fn meaning(&self, token: &Token, trouble: &Trouble) -> Result<Option<Halt>, Halt> {
        let (state, said, halt) = match trouble {
            Trouble::Unauthorised | Trouble::InvalidGrant => {
                let said = "The CRM does not accept the connection's token any more.";
                (ConnectionState::Reconnect, said, Halt::Reconnect)
            }
            Trouble::Forbidden => {
                let said = "The CRM refuses what the connection needs. Connect again and allow all that is \
                            asked for.";
                (ConnectionState::Reconnect, said, Halt::Reconnect)
            }
            Trouble::InactiveLocation => {
                let said = "The CRM says that the location is not active.";
                (ConnectionState::Paused, said, Halt::Paused)
            }
            _ => return Ok(None),
        };
        self.board.note_state(&self.scope, token.generation, state, said).await?;
        Ok(Some(halt))
    }

    /// Whoever is answered is active again.
    async fn note_active(&self, token: &Token) -> Result<(), Halt> {
        if !self.is_paused.swap(false, Ordering::AcqRel) {
            return Ok(());
        }
        let (owner, generation, now) = (self.scope, token.generation, self.board.sources.now());
        let news = (ConnectionState::Connected, None);
        self.board
            .db
            .write_as(&self.scope, move |c| connection::set_state(c, &owner, generation, news, now))
            .await?;
        Ok(())
    }

    async fn token(&self) -> Result<Token, Halt> {
        let held = self.token.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(token) = held.filter(|token| token.lasts(self.board.sources.now())) {
            return Ok(token);
        }
        let token = self.board.token(&self.scope).await?;
        self.set(token.clone());
        Ok(token)
    }

    fn set(&self, token: Token) {
        *self.token.write().unwrap_or_else(PoisonError::into_inner) = Some(token);
    }

    /// Looks at the location, and keeps what it is called and its rule about duplicates.
    ///
    /// # Errors
    /// As [`Self::call`].
    pub async fn refresh_location(&mut self) -> Result<(), Halt> {
        let said = self.call(async |crm, token| crm.location(token, &self.location).await).await?;
        let Ok(location) = said.result else { return Ok(()) };
        let duplicates = location.allow_duplicates.unwrap_or(self.allows_duplicates);
        let (owner, name) = (self.scope, location.name);
        self.board
            .db
            .write_as(&self.scope, move |c| connection::note_location(c, &owner, &name, duplicates))
            .await?;
        self.allows_duplicates = duplicates;
        Ok(())
    }
}
