use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use connect::crm::Crm;
use db::audit::Pen;
use db::crm::connection::Stored;
use db::{Db, Scope};
use domain::crm::ConnectionState;
use domain::{ConnectionId, Sources};
use vault::Vault;

use crate::pace::Paced;
use crate::{Halt, Line};

/// From where the CRM is called. Clones share the pace of each connection. Has no `Debug`.
#[derive(Clone)]
pub struct Switchboard {
    pub(crate) crm: Crm,
    pub(crate) db: Db,
    pub(crate) vault: Vault,
    pub(crate) pen: Pen,
    pub(crate) sources: Sources,
    paces: Arc<Mutex<HashMap<ConnectionId, Arc<Paced>>>>,
}

impl Switchboard {
    /// For one CRM.
    pub fn new(crm: Crm, db: Db, vault: Vault, pen: Pen, sources: Sources) -> Self {
        Self { crm, db, vault, pen, sources, paces: Arc::default() }
    }

    /// The client behind it.
    pub const fn crm(&self) -> &Crm {
        &self.crm
    }

    /// A line to the location of an organization.
    ///
    /// # Errors
    /// [`Halt::Reconnect`] where there is nothing to call with.
    pub fn line(&self, scope: &Scope, stored: &Stored) -> Result<Line, Halt> {
        let state = stored.connection.state;
        let is_closed = matches!(state, ConnectionState::Chosen | ConnectionState::Reconnect);
        if stored.tokens.is_none() || is_closed {
            return Err(Halt::Reconnect);
        }
        let mut paces = self.paces.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = &stored.connection;
        let known = paces.get(&connection.id).filter(|paced| !paced.is_behind(connection));
        let paced = known.cloned().unwrap_or_else(|| Arc::new(Paced::new(connection)));
        paces.insert(connection.id, paced.clone());
        Ok(Line::new(self.clone(), *scope, stored, paced))
    }
}
