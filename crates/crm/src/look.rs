//! Which record of the CRM a contact is.

use connect::crm::{Key, Record, Trouble};
use db::crm::link;
use domain::ContactId;
use domain::crm::CrmField;

use crate::body::is_same;
use crate::{Halt, Line, Subject};

/// What was found.
pub(crate) enum Found {
    /// No record has the address or the number.
    Nothing,
    /// This one, and nobody else's.
    Record(Record),
    Conflict(Conflict),
    /// The CRM did not say.
    Failed {
        reason: String,
        trace_id: Option<String>,
        is_unknown: bool,
    },
}

/// Nobody can tell which record it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Conflict {
    pub(crate) reason: String,
    pub(crate) crm_id: Option<String>,
    pub(crate) other_crm_id: Option<String>,
    pub(crate) other_contact: Option<ContactId>,
}

/// Looks for a contact's record: by its id where one is known, else by address and by number, one after the
/// other, because with both the CRM picks one by rules of its own.
pub(crate) async fn look(
    line: &Line,
    subject: &Subject,
    known: Option<&str>,
) -> Result<Found, Halt> {
    if let Some(id) = known {
        let said = line.call(async |crm, token| crm.contact(token, id).await).await?;
        match said.result {
            Ok(record) => return owned(line, subject, record).await,
            Err(Trouble::Gone) => {}
            Err(trouble) => return Ok(failed(&trouble, said.trace_id)),
        }
    }
    let location = line.location();
    let mut found: [Option<Record>; 2] = [None, None];
    let keys = [
        subject.body.get(CrmField::Email).map(Key::Email),
        subject.body.get(CrmField::Phone).map(Key::Phone),
    ];
    for (place, key) in found.iter_mut().zip(keys) {
        let Some(key) = key else { continue };
        let ask = async |crm: &connect::crm::Crm, token: &secrecy::SecretString| {
            crm.find_duplicate(token, location, key).await
        };
        let said = line.call(ask).await?;
        match said.result {
            Ok(record) => *place = record,
            Err(Trouble::Gone) => {}
            Err(trouble) => return Ok(failed(&trouble, said.trace_id)),
        }
    }
    let [by_email, by_phone] = found;
    match choose(subject, by_email, by_phone) {
        Ok(Some(record)) => owned(line, subject, record).await,
        Ok(None) => Ok(Found::Nothing),
        Err(conflict) => Ok(Found::Conflict(conflict)),
    }
}

/// Which of two records a contact is.
fn choose(
    subject: &Subject,
    by_email: Option<Record>,
    by_phone: Option<Record>,
) -> Result<Option<Record>, Conflict> {
    let email = subject.body.get(CrmField::Email);
    match (by_email, by_phone) {
        (None, None) => Ok(None),
        (Some(one), Some(other)) if one.id != other.id => Err(Conflict {
            reason: "The e-mail address belongs to one record of the CRM, and the phone number to another. \
                     Merge them there, or correct the contact."
                .to_owned(),
            crm_id: Some(one.id),
            other_crm_id: Some(other.id),
            other_contact: None,
        }),
        (Some(record), _) => {
            let own = record.get("email").zip(email);
            if own.is_some_and(|(theirs, ours)| !is_same(CrmField::Email, ours, theirs)) {
                let reason = "The e-mail address is an additional one of a record of the CRM, whose main \
                              address would be lost. Make it the main one there, or correct the contact.";
                return Err(Conflict::with(reason, record.id));
            }
            Ok(Some(record))
        }
        (None, Some(record)) => {
            let other = record.get("email").zip(email);
            if other.is_some_and(|(theirs, ours)| !is_same(CrmField::Email, ours, theirs)) {
                let reason = "The phone number belongs to a record of the CRM with another e-mail address. \
                              Correct one of them, or do not push phone numbers.";
                return Err(Conflict::with(reason, record.id));
            }
            Ok(Some(record))
        }
    }
}

/// A record that is another contact's already is a conflict.
async fn owned(line: &Line, subject: &Subject, record: Record) -> Result<Found, Halt> {
    if subject.link.as_deref() == Some(record.id.as_str()) {
        return Ok(Found::Record(record));
    }
    let (scope, location, id) = (*line.scope(), line.location().to_owned(), record.id.clone());
    let owner = line
        .board()
        .db
        .read_as(line.scope(), move |c| link::of_record(c, &scope, &location, &id))
        .await?;
    match owner.filter(|owner| *owner != subject.contact) {
        None => Ok(Found::Record(record)),
        Some(other) => Ok(Found::Conflict(Conflict::taken(record.id, other))),
    }
}

/// A read changes nothing, so a refusal of one is a clear answer.
fn failed(trouble: &Trouble, trace_id: Option<String>) -> Found {
    let is_unknown = matches!(trouble, Trouble::Unknown(_));
    Found::Failed { reason: said(trouble), trace_id, is_unknown }
}

/// What was wrong, for a person to read.
pub(crate) fn said(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Refused { messages, .. } if !messages.is_empty() => {
            format!("The CRM refused it: {}.", messages.join("; ").trim_end_matches('.'))
        }
        Trouble::Refused { status, .. } => format!("The CRM refused it with status {status}."),
        Trouble::Unknown(why) => format!("Nobody knows whether the CRM took it: {why}."),
        Trouble::Gone => "The CRM does not have the record any more.".to_owned(),
        other => {
            let text = other.to_string();
            format!("{}{}.", text[..1].to_uppercase(), &text[1..])
        }
    }
}

impl Conflict {
    pub(crate) fn with(reason: &str, crm_id: String) -> Self {
        Self { reason: reason.to_owned(), crm_id: Some(crm_id), ..Self::default() }
    }

    /// Two contacts would be one record.
    pub(crate) fn twins(other: ContactId) -> Self {
        let reason = "Another contact has the same e-mail address or phone number, and the CRM would make \
                      one record of both. Merge them, correct one, or do not push phone numbers.";
        Self { reason: reason.to_owned(), other_contact: Some(other), ..Self::default() }
    }

    pub(crate) fn taken(crm_id: String, other: ContactId) -> Self {
        let reason =
            "The record of the CRM is that of another contact. Merge the two, or correct one.";
        let reason = reason.to_owned();
        Self { reason, crm_id: Some(crm_id), other_contact: Some(other), ..Self::default() }
    }
}
