use db::crm::push_item::NewItem;
use domain::crm::PushFate;

use crate::look::{Conflict, Found, look};
use crate::subject::Standing;
use crate::{Halt, Line, Subject};

/// Looks at a contact of which the CRM gives no clear answer.
const LOOKS: u32 = 4;

/// What a push would do with a contact: the CRM is asked, and nothing is written there.
///
/// # Errors
/// Why the CRM cannot be asked any more.
pub async fn judge(line: &Line, subject: &Subject, number: u64) -> Result<NewItem, Halt> {
    let item = NewItem {
        number,
        contact: subject.contact,
        fate: PushFate::Create,
        reason: None,
        fields: Vec::new(),
        crm_id: None,
        other_crm_id: None,
        other_contact: None,
        hashes: subject.hashes,
    };
    if let Some((fate, reason)) = refused(subject) {
        return Ok(NewItem { fate, reason: Some(reason.to_owned()), ..item });
    }
    if let Some(twin) = subject.twin {
        return Ok(conflict(item, Conflict::twins(twin)));
    }
    let mut last = String::new();
    for _ in 0..LOOKS {
        return Ok(match look(line, subject, subject.link.as_deref()).await? {
            Found::Nothing => NewItem { fields: subject.body.whole().names(), ..item },
            Found::Conflict(found) => conflict(item, found),
            Found::Record(record) => {
                let lacking = subject.body.lacking(&record);
                let fate = if lacking.is_empty() { PushFate::Unchanged } else { PushFate::Update };
                NewItem { fate, fields: lacking.names(), crm_id: Some(record.id), ..item }
            }
            Found::Failed { is_unknown: true, reason, .. } => {
                last = reason;
                continue;
            }
            Found::Failed { reason, .. } => {
                let fate = PushFate::NotPushable;
                NewItem { fate, reason: Some(reason), ..item }
            }
        });
    }
    // It may fail for this contact alone; then the others do not wait for it.
    let location = line.location();
    let asked = line.call(async |crm, token| crm.location(token, location).await).await?;
    asked.result.map_err(|_| Halt::Away)?;
    let reason = format!("The CRM gives no clear answer about it. {last}");
    Ok(NewItem { fate: PushFate::NotPushable, reason: Some(reason), ..item })
}

fn conflict(item: NewItem, found: Conflict) -> NewItem {
    let Conflict { reason, crm_id, other_crm_id, other_contact } = found;
    let (fate, reason) = (PushFate::Conflict, Some(reason));
    NewItem { fate, reason, crm_id, other_crm_id, other_contact, ..item }
}

/// Why a contact does not leave at all.
pub(crate) fn refused(subject: &Subject) -> Option<(PushFate, &'static str)> {
    match subject.stands {
        Standing::Fit => None,
        Standing::Gone => Some((PushFate::NotPushable, "The contact was deleted.")),
        Standing::Suppressed => Some((PushFate::Suppressed, "Stands on the suppression list.")),
        Standing::Nameless => {
            let reason = "Has neither an e-mail address nor a phone number with its country code by which the \
                          CRM could tell it apart.";
            Some((PushFate::NotPushable, reason))
        }
    }
}
