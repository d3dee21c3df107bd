use std::collections::HashMap;

use diesel::prelude::*;
use domain::audit::Actor;
use domain::{ApiKeyId, UserId};

use crate::conn::{Conn, on};
use crate::schema::{api_keys, users};
use crate::types::Key;
use crate::{Error, Result};

/// The actor of a stored text.
pub(crate) fn read_actor(text: &str) -> Result<Actor> {
    let actor = match text.split_once('_') {
        None if text == "system" => Some(Actor::System),
        Some(("usr", _)) => text.parse().ok().map(Actor::User),
        Some(("key", _)) => text.parse().ok().map(Actor::Key),
        _ => None,
    };
    actor.ok_or(Error::Corrupt("actor"))
}

/// Names of actors as they are now.
pub(crate) struct Names {
    users: HashMap<UserId, String>,
    keys: HashMap<ApiKeyId, String>,
}

impl Names {
    /// Looks the names up, each once.
    pub(crate) fn load(conn: &mut Conn, actors: impl Iterator<Item = Actor>) -> Result<Self> {
        let (mut people, mut programs) = (Vec::new(), Vec::new());
        for actor in actors {
            match actor {
                Actor::User(id) if !people.contains(&Key(id)) => people.push(Key(id)),
                Actor::Key(id) if !programs.contains(&Key(id)) => programs.push(Key(id)),
                _ => {}
            }
        }
        let users: Vec<(Key<UserId>, String)> = on!(conn, |c| users::table
            .filter(users::id.eq_any(&people))
            .select((users::id, users::name))
            .load(c))?;
        let keys: Vec<(Key<ApiKeyId>, String)> = on!(conn, |c| api_keys::table
            .filter(api_keys::id.eq_any(&programs))
            .select((api_keys::id, api_keys::name))
            .load(c))?;
        Ok(Self {
            users: users.into_iter().map(|(Key(id), name)| (id, name)).collect(),
            keys: keys.into_iter().map(|(Key(id), name)| (id, name)).collect(),
        })
    }

    /// The name of one actor.
    pub(crate) fn of(&self, actor: Actor) -> Option<String> {
        match actor {
            Actor::User(id) => self.users.get(&id).cloned(),
            Actor::Key(id) => self.keys.get(&id).cloned(),
            Actor::System => None,
        }
    }
}
