use domain::Timestamp;
use domain::audit::{Action, AuditFilter, Outcome};
use domain::problem::FieldError;
use serde::Deserialize;

use crate::http::{Answer, Refusal};

/// The parameters of every audit route that filters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    pub(super) action: Option<String>,
    pub(super) outcome: Option<String>,
    pub(super) actor: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) from: Option<String>,
    pub(super) until: Option<String>,
    pub(super) limit: Option<i64>,
    pub(super) cursor: Option<String>,
    pub(super) format: Option<String>,
}

impl Query {
    /// The filter, with every parameter that cannot be read.
    pub(super) fn filter(&self) -> Answer<AuditFilter> {
        let mut errors = Vec::new();
        let action = given(self.action.as_ref()).and_then(|word| {
            let action = Action::from_word(word);
            if action.is_none() {
                let message = "Expected an action of the log, such as contact.created.";
                errors.push(FieldError::new("action", "unknown", message));
            }
            action
        });
        let outcome = given(self.outcome.as_ref()).and_then(|word| {
            let outcome = Outcome::from_word(word);
            if outcome.is_none() {
                errors.push(FieldError::new(
                    "outcome",
                    "unknown",
                    "Expected done, denied or failed.",
                ));
            }
            outcome
        });
        let mut moment = |field: &str, text: Option<&String>| {
            given(text).and_then(|text| {
                let moment = text.parse::<Timestamp>();
                if moment.is_err() {
                    let message = "Expected a time as in 2026-01-31T09:30:00Z.";
                    errors.push(FieldError::new(field, "invalid", message));
                }
                moment.ok()
            })
        };
        let (from, until) =
            (moment("from", self.from.as_ref()), moment("until", self.until.as_ref()));
        for (field, text) in [("actor", &self.actor), ("subject", &self.subject)] {
            if text.as_ref().is_some_and(|text| text.contains(char::is_control)) {
                errors.push(FieldError::new(field, "invalid", "Expected an id."));
            }
        }
        if !errors.is_empty() {
            return Err(Refusal::invalid(errors));
        }
        Ok(AuditFilter {
            action,
            outcome,
            actor: given(self.actor.as_ref()).cloned(),
            subject: given(self.subject.as_ref()).cloned(),
            from,
            until,
        })
    }
}

/// An empty parameter is one that is absent.
fn given(text: Option<&String>) -> Option<&String> {
    text.filter(|text| !text.is_empty())
}
