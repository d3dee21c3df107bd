//! Mails on their way: stored in the transaction of the act that asks for them.

use diesel::prelude::*;
use domain::job::Job;
use domain::mail::Letter;
use domain::value::Email;
use domain::{JobId, MailId, Timestamp, UserId};

use crate::conn::{Conn, on};
use crate::schema::mails;
use crate::types::{Json, Key, Moment};
use crate::{Result, job};

/// A mail that waits.
#[derive(Debug, Clone)]
pub struct Mail {
    pub to: Email,
    pub letter: Letter,
}

/// Stores a mail and enqueues its sending, on behalf of a user.
pub fn post(
    conn: &mut Conn,
    (id, job): (MailId, JobId),
    user: UserId,
    mail: &Mail,
    now: Timestamp,
) -> Result<()> {
    on!(conn, |c| diesel::insert_into(mails::table)
        .values((
            mails::id.eq(Key(id)),
            mails::recipient.eq(mail.to.as_str()),
            mails::letter.eq(Json(mail.letter.clone())),
            mails::created_at.eq(Moment(now)),
        ))
        .execute(c))?;
    job::enqueue_system(conn, user, job, &Job::SendMail { mail: id })
}

/// A mail; none if it was sent already.
pub fn find(conn: &mut Conn, id: MailId) -> Result<Option<Mail>> {
    let row: Option<(String, Json<Letter>)> = on!(conn, |c| mails::table
        .find(Key(id))
        .select((mails::recipient, mails::letter))
        .get_result(c)
        .optional())?;
    Ok(row.map(|(to, Json(letter))| Mail { to: Email::from_stored(to), letter }))
}

/// Forgets a mail that was handed over, or never can be.
pub fn delete(conn: &mut Conn, id: MailId) -> Result<()> {
    on!(conn, |c| diesel::delete(mails::table.find(Key(id))).execute(c))?;
    Ok(())
}

/// Forgets mails of before a moment: those that could not be sent, and that nobody tried again.
pub fn prune(conn: &mut Conn, before: Timestamp) -> Result<usize> {
    Ok(on!(conn, |c| diesel::delete(mails::table)
        .filter(mails::created_at.lt(Moment(before)))
        .execute(c))?)
}
