use serde::{Deserialize, Serialize};

use super::{Limit, Package};
use crate::time::Timestamp;

/// Percent of a limit from which on people are warned.
pub const WARNING_PERCENT: u64 = 80;

/// How a limit stands, and whether so much more fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LimitCheck {
    pub limit: Limit,
    /// How much the package holds; none where it has no limit.
    pub figure: Option<u64>,
    pub used: u64,
    /// What is left; none where there is no limit.
    pub left: Option<u64>,
    /// Used of the figure, in percent, rounded down; none where there is no limit.
    pub percent: Option<u64>,
    /// From 80 percent on.
    pub warning: bool,
    /// What an act would take.
    pub wanted: u64,
    /// Whether it is more than is left: the act would be refused.
    pub exceeds: bool,
    /// When it begins anew; none for what does not.
    pub resets_at: Option<Timestamp>,
}

impl LimitCheck {
    /// How it stands by these figures.
    pub fn new(
        (limit, figure): (Limit, Option<u64>),
        used: u64,
        wanted: u64,
        resets_at: Option<Timestamp>,
    ) -> Self {
        let left = figure.map(|figure| figure.saturating_sub(used));
        let percent = figure.map(|figure| used.saturating_mul(100) / figure.max(1));
        Self {
            limit,
            figure,
            used,
            left,
            percent,
            warning: percent.is_some_and(|percent| percent >= WARNING_PERCENT),
            wanted,
            exceeds: wanted > 0 && left.is_some_and(|left| wanted > left),
            resets_at,
        }
    }

    /// What a refused caller is told.
    pub fn reached(&self) -> LimitReached {
        LimitReached {
            limit: self.limit,
            figure: self.figure.unwrap_or_default(),
            left: self.left.unwrap_or_default(),
            wanted: self.wanted,
            resets_at: self.resets_at,
        }
    }
}

/// What a problem of the code `limit_reached` says beside its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LimitReached {
    pub limit: Limit,
    /// How much the package holds.
    pub figure: u64,
    /// What is left of it.
    pub left: u64,
    /// What the act would have taken.
    pub wanted: u64,
    /// When it begins anew; none for what does not.
    pub resets_at: Option<Timestamp>,
}

impl LimitReached {
    /// In words, with what to do.
    pub fn detail(&self) -> String {
        let Self { limit, figure, left, wanted, resets_at } = self;
        let what = limit.title();
        let then = match resets_at {
            Some(at) => format!("It begins anew on {}.", &at.to_string()[..10]),
            None => "Delete some that you do not need.".to_owned(),
        };
        format!(
            "Your package holds {figure} {what}; {left} are left, and this takes {wanted}. {then} A \
             larger package holds more."
        )
    }
}

/// The answer of `GET usage`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Usage {
    pub package: Package,
    /// The month that is counted, in UTC: `2026-11`.
    pub month: String,
    pub limits: Vec<LimitCheck>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_warns_before_it_refuses() {
        let check =
            |used, wanted| LimitCheck::new((Limit::ExportRows, Some(1_000)), used, wanted, None);
        assert!(!check(799, 0).warning && check(800, 0).warning);
        assert!(!check(800, 200).exceeds && check(800, 201).exceeds);
        assert!(!check(1_200, 0).exceeds, "what takes nothing is never refused");
        assert_eq!(check(1_200, 1).left, Some(0));
        let free = LimitCheck::new((Limit::ExportRows, None), 1 << 60, 1 << 60, None);
        assert!(!free.exceeds && !free.warning);
    }
}
