//! One contact goes into the CRM, once: whatever nobody knows is looked up before anything is sent again, and
//! what was written is read back.

use connect::crm::{Crm, Record, Trouble};
use db::crm::link::Link;
use db::crm::push_item::{Settled, Waiting};
use domain::ContactId;
use domain::crm::{CrmField, PushFate};
use secrecy::SecretString;

use crate::body::{Difference, is_same};
use crate::judge::refused;
use crate::look::{Conflict, Found, look, said};
use crate::{Halt, Line, Subject};

/// What became of a contact, and which record it is from now on.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub contact: ContactId,
    pub settled: Settled,
    /// None where nobody knows its record.
    pub link: Option<Link>,
    /// The record that it was linked with is not there any more.
    pub unlink: bool,
}

/// Writes a contact. Before it is called, the item was marked as unsure.
///
/// # Errors
/// Why the CRM cannot be called any more; the item stays unsure then.
pub async fn push(line: &Line, subject: &Subject, item: &Waiting) -> Result<Outcome, Halt> {
    let mut way = Way {
        line,
        subject,
        item,
        known: None,
        made: None,
        unsure: item.unsure,
        refused: false,
        unlink: false,
        trace: None,
    };
    if let Some((fate, reason)) = refused(subject) {
        let reason = if item.unsure { format!("{reason} {BEFORE}") } else { reason.to_owned() };
        return Ok(way.ends(fate, &reason, Vec::new(), None));
    }
    if let Some(twin) = subject.twin {
        return Ok(way.conflict(Conflict::twins(twin)));
    }
    way.known = subject.link.clone().or_else(|| item.crm_id.clone());
    let mut last = String::new();
    for _ in 0..ROUNDS {
        match way.round().await? {
            Round::Done(outcome) => return Ok(*outcome),
            Round::Again(why) => last = why,
        }
    }
    Ok(way.ends(PushFate::Failed, &last, Vec::new(), None))
}

/// What is told of a contact that may not leave any more.
const BEFORE: &str = "It may have been sent before that: look for it in the CRM.";

/// Rounds for one contact of which the CRM gives no clear answer.
const ROUNDS: u32 = 6;

/// The CRM says nothing where it matches one record by the address and another by the number.
const MATCHED: &str = "The CRM matched a record by the e-mail address or the phone number, and left the \
                       other alone: another record may have it. Look at it there.";

struct Way<'a> {
    line: &'a Line,
    subject: &'a Subject,
    item: &'a Waiting,
    /// The record that it should be.
    known: Option<String>,
    /// The record that was created for it: it is its own, whatever becomes of the rest.
    made: Option<String>,
    /// Something may have been written already.
    unsure: bool,
    /// The CRM refused it with 422, which it may also say after the change; the next round looks.
    refused: bool,
    unlink: bool,
    /// Of the last call.
    trace: Option<String>,
}

enum Round {
    Done(Box<Outcome>),
    /// Nobody knows; why.
    Again(String),
}

impl Way<'_> {
    /// Looks and writes; or finds that it has to be looked at again.
    async fn round(&mut self) -> Result<Round, Halt> {
        // A record that came since the dry run keeps what is written only where it is empty.
        let spares = self.item.planned == PushFate::Create && self.subject.body.spares();
        let looks = self.known.is_some()
            || self.unsure
            || self.line.allows_duplicates()
            || spares && self.line.looks_first();
        let found = if looks {
            look(self.line, self.subject, self.known.as_deref()).await?
        } else {
            Found::Nothing
        };
        match found {
            Found::Nothing => {
                self.unlink |= self.known.take().is_some();
                self.create().await
            }
            Found::Record(record) => {
                let other = self.known.as_ref().is_some_and(|known| *known != record.id);
                self.unlink |= other;
                self.known = Some(record.id.clone());
                self.update(record).await
            }
            Found::Conflict(conflict) => Ok(self.conflicts(conflict)),
            Found::Failed { reason, trace_id, is_unknown } => {
                self.trace = trace_id;
                if is_unknown { Ok(Round::Again(reason)) } else { Ok(self.fails(&reason)) }
            }
        }
    }

    async fn create(&mut self) -> Result<Round, Halt> {
        let written = self.subject.body.whole();
        let location = self.line.location();
        let call = async |crm: &Crm, token: &SecretString| {
            crm.upsert(token, location, &written.fields).await
        };
        let told = self.line.call(call).await?;
        self.trace = told.trace_id;
        match told.result {
            Ok(upserted) => {
                // Before anything else is sent, so that a lost answer finds its way back.
                self.known = Some(upserted.record.id.clone());
                if upserted.created {
                    self.made = Some(upserted.record.id.clone());
                } else if Self::is_other(&upserted.record, &written) {
                    return self.matched(upserted.record.id).await;
                }
                let fate = if upserted.created { PushFate::Created } else { PushFate::Updated };
                self.complete(fate, written, upserted.record).await
            }
            Err(trouble) => Ok(self.troubled(&trouble)),
        }
    }

    async fn update(&mut self, record: Record) -> Result<Round, Halt> {
        let lacking = self.subject.body.lacking(&record);
        if lacking.is_empty() {
            // What was sent before its answer was lost is there: it was this push.
            let fate = match self.item.planned {
                PushFate::Create if self.unsure => PushFate::Created,
                PushFate::Update if self.unsure => PushFate::Updated,
                _ => PushFate::Unchanged,
            };
            return Ok(self.done(fate, Vec::new(), &record));
        }
        let fate = match self.item.planned {
            PushFate::Create if self.unsure => PushFate::Created,
            _ => PushFate::Updated,
        };
        if lacking.fields.is_empty() {
            return self.complete(fate, lacking, record).await;
        }
        let (id, fields) = (record.id, &lacking.fields);
        let call = async |crm: &Crm, token: &SecretString| crm.update(token, &id, fields).await;
        let told = self.line.call(call).await?;
        self.trace = told.trace_id;
        match told.result {
            // An answer of an update may leave out what it did not touch, tags among it.
            Ok(record) => self.complete(fate, lacking, record).await,
            Err(Trouble::Gone) => Ok(Round::Again(said(&Trouble::Gone))),
            Err(trouble) => Ok(self.troubled(&trouble)),
        }
    }

    /// Adds the tags, and reads back what was written: from the answers, and where these do not show it
    /// all, from the record itself.
    async fn complete(
        &mut self,
        fate: PushFate,
        written: Difference,
        mut record: Record,
    ) -> Result<Round, Halt> {
        let id = record.id.clone();
        let has = |record: &Record, tag: &String| {
            record.tags.iter().any(|one| one.trim().to_lowercase() == *tag)
        };
        let tags: Vec<String> =
            written.tags.iter().filter(|tag| !has(&record, tag)).cloned().collect();
        if !tags.is_empty() {
            let call =
                async |crm: &Crm, token: &SecretString| crm.add_tags(token, &id, &tags).await;
            let told = self.line.call(call).await?;
            self.trace = told.trace_id.or_else(|| self.trace.take());
            match told.result {
                Ok(all) => record.tags = all,
                Err(trouble) => {
                    self.unsure = true;
                    return Ok(self.troubled(&trouble));
                }
            }
        }
        if !written.missing_in(&record).is_empty() {
            let call = async |crm: &Crm, token: &SecretString| crm.contact(token, &id).await;
            match self.line.call(call).await?.result {
                Ok(read) => record = read,
                Err(trouble) => {
                    self.unsure = true;
                    return Ok(self.troubled(&trouble));
                }
            }
        }
        if self.made.is_none() && Self::is_other(&record, &written) {
            return self.matched(record.id).await;
        }
        let missing = written.missing_in(&record);
        if missing.is_empty() {
            return Ok(self.done(fate, written.names(), &record));
        }
        let keys = [CrmField::Email, CrmField::Phone];
        let lacks_key = keys.iter().any(|one| missing.contains(&one.as_str().into()));
        if self.made.is_none() && lacks_key {
            return self.matched(record.id).await;
        }
        let reason = format!("The CRM took it and did not keep: {}.", missing.join(", "));
        let mut failed = self.ends(PushFate::Failed, &reason, missing, Some(&record));
        failed.link = Some(self.link(&record.id));
        Ok(Round::Done(Box::new(failed)))
    }

    /// The CRM may have matched another record by the number, and left the address alone, or the other way.
    fn is_other(record: &Record, written: &Difference) -> bool {
        [CrmField::Email, CrmField::Phone].into_iter().any(|field| {
            let both = written.fields.get(field.as_str()).zip(record.get(field.as_str()));
            both.is_some_and(|(ours, theirs)| !is_same(field, ours, theirs))
        })
    }

    /// The CRM matched a record by one key alone: who has the other one is looked up for whoever is told.
    async fn matched(&self, crm_id: String) -> Result<Round, Halt> {
        let conflict = match look(self.line, self.subject, None).await? {
            Found::Conflict(conflict) if conflict.other_crm_id.is_some() => conflict,
            _ => Conflict::with(MATCHED, crm_id),
        };
        Ok(self.conflicts(conflict))
    }

    /// What a call that failed means for the contact.
    fn troubled(&mut self, trouble: &Trouble) -> Round {
        if let Trouble::Refused { duplicate: Some(duplicate), .. } = trouble {
            if self.known.is_none() {
                // Which of its fields matched decides whether it is this contact.
                self.unsure = true;
                return Round::Again(said(trouble));
            }
            let reason = "The CRM has another record with this e-mail address or phone number.";
            let conflict = Conflict {
                reason: reason.to_owned(),
                crm_id: self.known.clone(),
                other_crm_id: Some(duplicate.contact_id.clone()),
                other_contact: None,
            };
            return self.conflicts(conflict);
        }
        match trouble {
            // It may have been written although it was refused: that is seen by looking, once.
            Trouble::Refused { status: 422, .. } if self.refused => self.fails(&said(trouble)),
            _ if trouble.is_unknown() => {
                self.unsure = true;
                self.refused |= matches!(trouble, Trouble::Refused { .. });
                Round::Again(said(trouble))
            }
            _ => self.fails(&said(trouble)),
        }
    }

    fn done(&self, fate: PushFate, fields: Vec<String>, record: &Record) -> Round {
        let mut outcome = self.ends(fate, "", fields, Some(record));
        outcome.settled.reason = None;
        outcome.link = Some(self.link(&record.id));
        Round::Done(Box::new(outcome))
    }

    fn fails(&self, reason: &str) -> Round {
        Round::Done(Box::new(self.ends(PushFate::Failed, reason, Vec::new(), None)))
    }

    fn conflicts(&self, conflict: Conflict) -> Round {
        Round::Done(Box::new(self.conflict(conflict)))
    }

    fn conflict(&self, conflict: Conflict) -> Outcome {
        let Conflict { reason, crm_id, other_crm_id, other_contact } = conflict;
        let mut outcome = self.ends(PushFate::Conflict, &reason, Vec::new(), None);
        let settled = &mut outcome.settled;
        (settled.crm_id, settled.other_crm_id) = (crm_id, other_crm_id);
        settled.other_contact = other_contact;
        outcome
    }

    fn link(&self, crm_id: &str) -> Link {
        let (contact, hashes) = (self.subject.contact, self.subject.hashes);
        Link { contact, crm_id: crm_id.to_owned(), hashes }
    }

    fn ends(
        &self,
        fate: PushFate,
        reason: &str,
        fields: Vec<String>,
        record: Option<&Record>,
    ) -> Outcome {
        let crm_id = record.map(|record| record.id.clone()).or_else(|| self.known.clone());
        let settled = Settled {
            number: self.item.number,
            fate,
            reason: Some(reason.to_owned()).filter(|reason| !reason.is_empty()),
            fields,
            crm_id,
            other_crm_id: None,
            other_contact: None,
            trace_id: self.trace.clone(),
        };
        let link = self.made.as_ref().map(|made| self.link(made));
        Outcome { contact: self.subject.contact, settled, link, unlink: self.unlink }
    }
}
