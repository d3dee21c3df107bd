//! Names of people as they are written: in capitals, turned around, with titles, in one cell.

mod case;
mod east;
mod split;

pub(super) use case::cased;
pub use split::split_name;

use crate::value::line;

/// A full name as it is shown: `LOVELACE, Ada` as `Ada Lovelace`. Names in mixed case keep it.
pub(super) fn tidied(name: &str) -> String {
    let name = line(name);
    match split::turned(&name) {
        // As a whole once more, so that what is tidy stays as it is.
        Some((first, last)) => {
            cased(&format!("{} {}", cased(&first, false), cased(&last, true)), false)
        }
        None => cased(&name, false),
    }
}

/// What stands between given and family name and belongs to the latter; folded.
const PARTICLES: &[&str] = &[
    "van", "von", "vom", "zu", "zum", "zur", "der", "den", "de", "het", "ter", "ten", "te", "op",
    "la", "las", "los", "le", "du", "des", "da", "das", "do", "dos", "di", "del", "della", "dei",
    "degli", "dal", "lo", "bin", "binti", "bint", "ibn", "ben", "abu", "al", "el", "af", "av",
    "st", "saint", "san", "santa", "mac", "nic",
];

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&crate::value::fold(word).as_str())
}
