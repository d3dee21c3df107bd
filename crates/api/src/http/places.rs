//! How many requests are at work at once: beyond that the next one is turned away at once, because one that
//! waits takes memory and a connection, and its client has long gone when its turn comes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{Code, OrganizationId};

use super::problem::{Answer, Refusal};

/// Who takes up places.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Guest {
    Organization(OrganizationId),
    /// Of somebody who is not known; the network that they come from.
    Address(String),
}

/// The places of a process. Health and figures need none.
#[derive(Clone)]
pub(crate) struct Places {
    all: usize,
    each: usize,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by: HashMap<Guest, usize>,
}

/// A place that is free again when this is dropped.
pub(super) struct Place {
    places: Places,
    guest: Option<Guest>,
}

impl Places {
    /// So many in all, and so many of one organization or one network.
    pub(crate) fn new(all: usize, each: usize) -> Self {
        Self { all, each, taken: Arc::default() }
    }

    /// Takes a place for a request that nobody has looked at yet.
    ///
    /// # Errors
    /// Unavailable: all places are taken.
    pub(super) fn enter(&self) -> Answer<Place> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.all >= self.all {
            let detail = "Too much is asked at this moment. Try again in two seconds.";
            return Err(Refusal::new(Code::Unavailable, detail));
        }
        taken.all += 1;
        Ok(Place { places: self.clone(), guest: None })
    }
}

impl Place {
    /// Says whose request it is.
    ///
    /// # Errors
    /// Too many requests of one organization or network are at work.
    pub(super) fn of(&mut self, guest: Guest) -> Answer<()> {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.by.entry(guest.clone()).or_default();
        if *count >= self.places.each {
            let detail = "Too many of your requests are at work at once. Wait for some of them.";
            return Err(Refusal::new(Code::TooManyRequests, detail).retry_after(1));
        }
        *count += 1;
        self.guest = Some(guest);
        Ok(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        if let Some(guest) = self.guest.take()
            && let Some(count) = taken.by.get_mut(&guest)
        {
            *count -= 1;
            if *count == 0 {
                taken.by.remove(&guest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bounded_in_all_and_for_each_and_come_back() {
        let places = Places::new(3, 2);
        let guest = |name: &str| Guest::Address(name.to_owned());
        let enter = |name: &str| {
            let mut place = places.enter()?;
            place.of(guest(name)).map(|()| place)
        };
        let first = enter("a").unwrap();
        let second = enter("a").unwrap();
        assert_eq!(enter("a").err().unwrap().code(), Code::TooManyRequests);
        let third = enter("b").unwrap();
        assert_eq!(enter("c").err().unwrap().code(), Code::Unavailable);
        drop(first);
        assert!(enter("a").is_ok());
        drop((second, third));
        assert_eq!(places.taken.lock().unwrap().all, 0);
        assert!(places.taken.lock().unwrap().by.is_empty(), "nobody is remembered");
    }
}
