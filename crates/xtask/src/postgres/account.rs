//! `PostgreSQL` refuses to run as root; then it gets an account without rights.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::tools;

/// An account of the machine.
pub(super) struct Account {
    name: String,
    user: u32,
    group: u32,
}

impl Account {
    /// The account to use: none (our own) unless we are root.
    pub(super) fn for_server() -> Result<Option<Self>> {
        if !tools::is_root() {
            return Ok(None);
        }
        let accounts = fs::read_to_string("/etc/passwd").context("reading /etc/passwd")?;
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| find(&accounts, name))
            .map(Some)
            .context("PostgreSQL refuses to run as root, and there is neither postgres nor nobody")
    }

    /// Makes the account the owner of a folder, and lets it come by the folder around it, which may be
    /// ours alone.
    pub(super) fn take_over(&self, folder: &Path) -> Result<()> {
        if let Some(around) = folder.parent() {
            let mode = fs::metadata(around)?.permissions().mode();
            if mode & 0o011 != 0o011 {
                fs::set_permissions(around, fs::Permissions::from_mode(mode | 0o011))?;
            }
        }
        chown(folder, Some(self.user), Some(self.group))
            .with_context(|| format!("giving {} to {}", folder.display(), self.name))
    }

    /// A command that runs `program` as this account, under the same process id.
    pub(super) fn command(&self, program: &Path) -> Result<Command> {
        if tools::find("setpriv").is_none() {
            bail!("setpriv is missing: install util-linux and try again");
        }
        let mut command = Command::new("setpriv");
        command
            .arg(format!("--reuid={}", self.user))
            .arg(format!("--regid={}", self.group))
            .args(["--clear-groups", "--"])
            .arg(program);
        Ok(command)
    }
}

/// Reads one account out of the text of /etc/passwd.
fn find(accounts: &str, name: &str) -> Option<Account> {
    let fields = accounts
        .lines()
        .map(|line| line.split(':').collect::<Vec<_>>())
        .find(|fields| fields.first() == Some(&name))?;
    Some(Account {
        name: name.to_owned(),
        user: fields.get(2)?.parse().ok()?,
        group: fields.get(3)?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn reads_an_account() {
        let text = "root:x:0:0::/root:/bin/sh\npostgres:x:101:104:,,,:/var:/bin/sh\n";
        let account = find(text, "postgres").unwrap();
        assert_eq!((account.user, account.group), (101, 104));
        assert!(find(text, "post").is_none());
    }
}
