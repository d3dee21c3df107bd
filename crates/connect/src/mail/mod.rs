//! Mails on their way out: through an SMTP server, or into a folder where there is none.
//! Everything here blocks; call it on a worker's thread.

mod outbox;
mod sender;
mod smtp;

use std::path::PathBuf;

use domain::Sources;
use domain::value::Email;
use secrecy::SecretString;

pub use outbox::Outbox;
pub use sender::{Sender, SenderError};
pub use smtp::{Smtp, UrlError};

/// A mail without its envelope: the same words as plain text and as HTML. Not `Debug`, because
/// it has links in it that open things.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Why a mail did not go out. Says the kind and the reply code only: what a server writes beside
/// them may repeat addresses.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// It may go out another time: the network, a busy server, credentials to mend, a full disk.
    #[error("the mail can be sent later: {0}")]
    Later(String),
    /// It never will: the address does not exist, or the server does not take such mails.
    #[error("the mail cannot be sent: {0}")]
    Never(String),
}

/// Where mails go.
pub enum Mailer {
    Smtp(Smtp),
    Outbox(Outbox),
}

impl Mailer {
    /// Through the SMTP server of a URL: `smtps://USER:PASSWORD@HOST` (TLS),
    /// `smtp+starttls://USER:PASSWORD@HOST` (TLS after a greeting), each with `:PORT` if it is
    /// not the usual one, or `smtp://localhost:PORT` (plain, on this machine only). Blanks and
    /// signs in user and password are percent-encoded.
    ///
    /// # Errors
    /// What was expected; the URL is not repeated.
    pub fn smtp(url: &SecretString, sender: Sender, sources: Sources) -> Result<Self, UrlError> {
        Smtp::new(url, sender, sources).map(Self::Smtp)
    }

    /// Into a folder, which is made where it is missing; each mail is a file `TIME-NUMBER.eml`
    /// that its owner alone can read, and the names sort by time.
    ///
    /// # Errors
    /// If the folder cannot be made.
    pub fn outbox(
        folder: impl Into<PathBuf>,
        sender: Sender,
        sources: Sources,
    ) -> std::io::Result<Self> {
        Outbox::new(folder.into(), sender, sources).map(Self::Outbox)
    }

    /// Sends one mail to one address.
    ///
    /// # Errors
    /// Whether trying again makes sense.
    pub fn send(&self, to: &Email, message: &Message) -> Result<(), MailError> {
        match self {
            Self::Smtp(smtp) => smtp.send(to, message),
            Self::Outbox(outbox) => outbox.send(to, message),
        }
    }
}
