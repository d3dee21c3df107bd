//! A plan in one segment: where its parts stand there, and how many contacts do.

use std::io;
use std::sync::Arc;

use crate::plan::{Leaf, Plan};
use crate::segment::Segment;
use crate::word::{Places, Whole};

/// A plan with what was looked up for it.
pub(crate) struct Sought<'a> {
    pub(crate) plan: &'a Plan,
    /// The parts of a plan that has some; of those that must all be met one that nobody meets is enough.
    pub(crate) parts: Vec<Sought<'a>>,
    /// Where the contacts of a leaf stand.
    pub(crate) stands: Stands,
    /// Contacts that may meet it, some of them counted more than once; all where that is not known.
    contacts: u64,
    /// Whether contacts have to be looked at one by one, or nothing is known of it yet.
    is_costly: bool,
}

/// Where the contacts of a leaf stand in a segment.
pub(crate) enum Stands {
    /// They are known, all of them.
    Known(Arc<Whole>),
    At(Arc<Places>),
}

impl<'a> Sought<'a> {
    pub(crate) fn of(segment: &Segment, plan: &'a Plan) -> io::Result<Self> {
        match plan {
            Plan::Leaf(leaf) => Self::leaf(segment, plan, leaf),
            Plan::All(parts) => {
                let mut sought: Vec<Self> = Vec::with_capacity(parts.len());
                for part in parts {
                    let part = Self::of(segment, part)?;
                    if part.contacts == 0 {
                        return Ok(Self::several(plan, vec![part], 0));
                    }
                    sought.push(part);
                }
                let rarest = sought.iter().map(|part| part.contacts).min();
                Ok(Self::several(plan, sought, rarest.unwrap_or(u64::MAX)))
            }
            Plan::Any(parts) | Plan::First(parts) => {
                let sought = parts.iter().map(|part| Self::of(segment, part));
                let sought = sought.collect::<io::Result<Vec<Self>>>()?;
                let all = sought.iter().fold(0, |all: u64, part| all.saturating_add(part.contacts));
                Ok(Self::several(plan, sought, all))
            }
            Plan::Not(_) | Plan::Span(..) => {
                let nothing = Self::several(plan, Vec::new(), u64::MAX);
                Ok(Self { is_costly: true, ..nothing })
            }
        }
    }

    fn leaf(segment: &Segment, plan: &'a Plan, leaf: &Leaf) -> io::Result<Self> {
        if let Some(whole) = leaf.lookups.word().and_then(|word| segment.meeting(word)) {
            let contacts = whole.contacts();
            let stands = Stands::Known(whole);
            return Ok(Self { plan, parts: Vec::new(), stands, contacts, is_costly: false });
        }
        let places = Places::of(segment, leaf)?;
        let (contacts, is_costly) = (places.contacts(), !places.are_sure());
        Ok(Self { plan, parts: Vec::new(), stands: Stands::At(places), contacts, is_costly })
    }

    fn several(plan: &'a Plan, parts: Vec<Self>, contacts: u64) -> Self {
        let is_costly = parts.iter().any(|part| part.is_costly);
        Self { plan, parts, stands: Stands::At(Arc::default()), contacts, is_costly }
    }

    /// The order in which parts are looked at that all have to be met: those that sets alone decide before
    /// those of which contacts have to be looked at, and of each kind rare ones first.
    pub(crate) fn order(&self) -> (bool, u64) {
        (self.is_costly, self.contacts)
    }
}

#[cfg(test)]
mod tests {
    use super::Sought;
    use crate::plan::Plan;

    fn part(plan: &Plan, contacts: u64, is_costly: bool) -> Sought<'_> {
        Sought { is_costly, ..Sought::several(plan, Vec::new(), contacts) }
    }

    #[test]
    fn what_sets_decide_comes_first_and_rare_parts_of_it_before_frequent_ones() {
        let plan = Plan::Any(Vec::new());
        let around = Sought::several(&plan, vec![part(&plan, 2, true), part(&plan, 3, false)], 5);
        let mut parts =
            [part(&plan, 1, true), part(&plan, 900, false), around, part(&plan, 7, false)];
        parts.sort_by_key(Sought::order);
        assert_eq!(parts.map(|part| part.contacts), [7, 900, 1, 5]);
    }
}
