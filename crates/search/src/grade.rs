//! The ranks that the parts of a box can have together, so that the best hits of many are found without a look at
//! each.

use crate::bits::Bits;
use crate::matching::Met;

/// Ranks up to which it pays.
const MOST: usize = 256;

/// Those who meet every part in one way each.
#[derive(Clone)]
pub(crate) struct Grade<'a> {
    pub(crate) rank: u64,
    /// They are in all of them.
    sets: Vec<&'a Bits>,
}

impl Grade<'_> {
    /// Those of a set that are of this grade; `None` if nobody is.
    pub(crate) fn among(&self, set: &Bits) -> Option<Bits> {
        let Some((first, others)) = self.sets.split_first() else {
            return Some(set.clone()).filter(|own| !own.is_empty());
        };
        let mut own = set.within(first);
        for set in others {
            if own.is_empty() {
                return None;
            }
            own.and(set);
        }
        Some(own).filter(|own| !own.is_empty())
    }
}

/// All grades of some hits, the best first; `None` if there are too many. Whoever is of several is of the best of
/// them.
pub(crate) fn grades<'a>(met: &'a Met<'_>, hits: &Bits) -> Option<Vec<Grade<'a>>> {
    let mut grades = unordered(met, hits)?;
    grades.sort_by_key(|grade| grade.rank);
    Some(grades)
}

fn unordered<'a>(met: &'a Met<'_>, hits: &Bits) -> Option<Vec<Grade<'a>>> {
    let grades: Vec<Grade<'a>> = match met {
        Met::Plain => vec![Grade { rank: 0, sets: Vec::new() }],
        Met::Leaf(word, _) => word
            .tiers
            .iter()
            .filter(|(_, docs)| !docs.is_apart(hits))
            .map(|(tier, docs)| Grade { rank: tier.rank(), sets: vec![&**docs] })
            .collect(),
        Met::All(parts) => {
            let mut all = vec![Grade { rank: 0, sets: Vec::new() }];
            for part in parts {
                let own = unordered(part, hits)?;
                if all.len() * own.len() > MOST {
                    return None;
                }
                all = all.iter().flat_map(|grade| own.iter().map(|own| both(grade, own))).collect();
            }
            all
        }
        Met::Any(parts, _) => {
            let mut any = Vec::new();
            for (docs, part) in parts {
                let own = unordered(part, hits)?.into_iter();
                any.extend(own.map(|mut grade| {
                    grade.sets.push(docs);
                    grade
                }));
            }
            any
        }
    };
    (grades.len() <= MOST).then_some(grades)
}

fn both<'a>(a: &Grade<'a>, b: &Grade<'a>) -> Grade<'a> {
    Grade { rank: a.rank + b.rank, sets: a.sets.iter().chain(&b.sets).copied().collect() }
}
