use db::mail::{self, Mail};
use db::{Scope, account, member, notice, organization};
use domain::access::{Need, Permission, decide};
use domain::mail::Letter;
use domain::{JobId, MailId};

use super::Watch;

/// Seconds between two mails to one person in an organization.
const PAUSE_SECONDS: i64 = 24 * 3_600;

impl Watch {
    /// Posts one mail with all that changed to each person who wants to know by mail and got none for a
    /// day.
    pub(super) fn send_mails(&self) -> db::Result<()> {
        let since = self.sources.now().plus_seconds(-PAUSE_SECONDS);
        for scope in self.db.read_now(|c| notice::mails_due(c, since))? {
            if self.stop.asked() {
                break;
            }
            self.send_mail(&scope)?;
        }
        Ok(())
    }

    fn send_mail(&self, scope: &Scope) -> db::Result<()> {
        let now = self.sources.now();
        let ids: (MailId, JobId) = (self.sources.id(), self.sources.id());
        self.db.write_as_now(scope, |c| {
            let standing = member::standing(c, scope)?;
            let need = Need::Permission(Permission::ListsRead);
            let may = standing.is_some_and(|standing| decide(&standing, need).is_ok());
            let searches = if may { notice::to_be_mailed(c, scope)? } else { Vec::new() };
            // What nobody may be told is not asked for again and again.
            if !notice::mailed(c, scope, now.plus_seconds(-PAUSE_SECONDS), now)?
                || searches.is_empty()
            {
                return Ok(());
            }
            let Some((person, to)) = account::credentials_of(c, scope.user())? else {
                return Ok(());
            };
            let organization = organization::find(c, scope)?.name;
            let letter = Letter::SearchesChanged { name: person.name, organization, searches };
            mail::post(c, ids, scope.user(), &Mail { to, letter }, now)
        })
    }
}
