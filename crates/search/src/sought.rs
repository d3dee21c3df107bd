//! A plan in one segment: where its parts stand there, and how many contacts do.

use std::io;
use std::sync::Arc;

use crate::plan::Plan;
use crate::segment::Segment;
use crate::word::Places;

/// A plan with what was looked up for it.
pub(crate) struct Sought<'a> {
    pub(crate) plan: &'a Plan,
    /// The parts of a plan that has some.
    pub(crate) parts: Vec<Sought<'a>>,
    /// Where the contacts of a leaf stand.
    pub(crate) places: Arc<Places>,
    /// Contacts that may meet it, some of them counted more than once; all where that is not known.
    contacts: u64,
    /// Whether contacts have to be looked at one by one.
    is_costly: bool,
}

impl<'a> Sought<'a> {
    pub(crate) fn of(segment: &Segment, plan: &'a Plan) -> io::Result<Self> {
        let parts: Vec<Self> = match plan {
            Plan::All(parts) | Plan::Any(parts) | Plan::First(parts) => {
                parts.iter().map(|part| Self::of(segment, part)).collect::<io::Result<_>>()?
            }
            Plan::Not(_) | Plan::Leaf(_) | Plan::Span(..) => Vec::new(),
        };
        let mut sought =
            Self { plan, parts, places: Arc::default(), contacts: u64::MAX, is_costly: true };
        match plan {
            Plan::Leaf(leaf) => {
                sought.places = Places::of(segment, leaf)?;
                sought.contacts = sought.places.contacts();
                sought.is_costly = !sought.places.are_sure();
            }
            Plan::All(_) => {
                let rarest = sought.parts.iter().map(|part| part.contacts).min();
                sought.contacts = rarest.unwrap_or(u64::MAX);
                sought.is_costly = sought.parts.iter().any(|part| part.is_costly);
            }
            Plan::Any(_) | Plan::First(_) => {
                let all = sought.parts.iter().map(|part| part.contacts);
                sought.contacts = all.fold(0, u64::saturating_add);
                sought.is_costly = sought.parts.iter().any(|part| part.is_costly);
            }
            Plan::Not(_) | Plan::Span(..) => {}
        }
        Ok(sought)
    }

    /// The order in which parts are looked at that all have to be met: rare ones first, then what costs more
    /// for each contact that is left.
    pub(crate) fn order(&self) -> (bool, u64) {
        (self.is_costly, self.contacts)
    }
}
