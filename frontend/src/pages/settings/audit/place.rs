//! The filters of the audit log in the address bar.

use domain::Timestamp;
use domain::audit::{Action, AuditFilter, Outcome};
use form_urlencoded::{Serializer, parse};

use crate::router::paths;

const DAY: i64 = 86_400;

/// What the page shows. Days are in UTC and read as `2026-01-31`; the last one counts in full.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct AuditPlace {
    pub(super) action: Option<Action>,
    pub(super) outcome: Option<Outcome>,
    pub(super) actor: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) from: Option<String>,
    pub(super) until: Option<String>,
}

impl AuditPlace {
    /// Reads the part of an address behind the `?`. What cannot be read is left out.
    pub(super) fn from_search(search: &str) -> Self {
        let mut place = Self::default();
        for (name, value) in parse(search.trim_start_matches('?').as_bytes()) {
            place.set(&name, &value);
        }
        place
    }

    /// Sets a filter by its name in the address; an empty value takes it away.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        let text = || Some(value.to_owned()).filter(|value| !value.is_empty());
        match name {
            "action" => self.action = Action::from_word(value),
            "outcome" => self.outcome = Outcome::from_word(value),
            "actor" => self.actor = text(),
            "subject" => self.subject = text(),
            "from" => self.from = text().filter(|day| start_of(day).is_some()),
            "until" => self.until = text().filter(|day| start_of(day).is_some()),
            _ => {}
        }
    }

    /// The whole address.
    pub(super) fn to_path(&self) -> String {
        let pairs = [
            ("action", self.action.map(Action::as_str)),
            ("outcome", self.outcome.map(Outcome::as_str)),
            ("actor", self.actor.as_deref()),
            ("subject", self.subject.as_deref()),
            ("from", self.from.as_deref()),
            ("until", self.until.as_deref()),
        ];
        let given = pairs.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let search = Serializer::new(String::new()).extend_pairs(given).finish();
        let mark = if search.is_empty() { "" } else { "?" };
        format!("{}{mark}{search}", paths::AUDIT)
    }

    /// What the server is asked for.
    pub(super) fn filter(&self) -> AuditFilter {
        let end = |day: &String| Some(start_of(day)?.plus_seconds(DAY));
        AuditFilter {
            action: self.action,
            outcome: self.outcome,
            actor: self.actor.clone(),
            subject: self.subject.clone(),
            from: self.from.as_ref().and_then(|day| start_of(day)),
            until: self.until.as_ref().and_then(end),
        }
    }
}

/// The first moment of a day in UTC.
fn start_of(day: &str) -> Option<Timestamp> {
    serde_json::from_value(format!("{day}T00:00:00Z").into()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_survive_the_address_bar() {
        let path = "/settings/audit?action=api_key.made&outcome=done&actor=system\
                    &subject=key_1&from=2026-01-30&until=2026-01-31";
        let place = AuditPlace::from_search(path.split_once('?').unwrap().1);
        assert_eq!(place.to_path(), path);
        assert_eq!(AuditPlace::default().to_path(), "/settings/audit");
    }

    #[test]
    fn what_cannot_be_read_is_left_out() {
        let place = AuditPlace::from_search("?action=tea.made&from=yesterday&moon=full&actor=");
        assert_eq!(place, AuditPlace::default());
    }

    #[test]
    fn the_last_day_counts_in_full() {
        let filter = AuditPlace::from_search("from=2026-01-31&until=2026-01-31").filter();
        assert_eq!(filter.from.unwrap().to_string(), "2026-01-31T00:00:00Z");
        assert_eq!(filter.until.unwrap().to_string(), "2026-02-01T00:00:00Z");
    }
}
