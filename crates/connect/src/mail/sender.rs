use std::net::IpAddr;
use std::time::{Duration, UNIX_EPOCH};

use domain::Sources;
use domain::value::{Email, line};
use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::extension::ClientId;

use super::{MailError, Message};

/// Who mails come from.
#[derive(Debug, Clone)]
pub struct Sender {
    from: Mailbox,
    host: String,
}

/// A sender that was not understood.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SenderError {
    #[error(
        "expected an address such as `no-reply@example.com` or \
         `Business Contacts <no-reply@example.com>`, not {0:?}"
    )]
    From(String),
    #[error("expected a host name such as contacts.example.com, not {0:?}")]
    Host(String),
}

impl Sender {
    /// `from` is `ADDRESS` or `NAME <ADDRESS>`; `host` is the name under which people reach this
    /// installation, without a port.
    ///
    /// # Errors
    /// What was expected.
    pub fn parse(from: &str, host: &str) -> Result<Self, SenderError> {
        let wrong = || SenderError::From(from.to_owned());
        let clean = line(from);
        let (name, address) = match clean.strip_suffix('>') {
            Some(rest) => rest.split_once('<').ok_or_else(wrong)?,
            None => ("", clean.as_str()),
        };
        let name = name.trim().trim_matches('"');
        let address: Address = address.trim().parse().map_err(|_| wrong())?;
        let is_host = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
        if host.is_empty() || !host.chars().all(is_host) {
            return Err(SenderError::Host(host.to_owned()));
        }
        let name = (!name.is_empty()).then(|| name.to_owned());
        Ok(Self { from: Mailbox::new(name, address), host: host.to_owned() })
    }

    /// How this installation introduces itself to a mail server.
    pub(super) fn hello(&self) -> ClientId {
        match self.host.trim_matches(['[', ']']).parse() {
            Ok(IpAddr::V4(address)) => ClientId::Ipv4(address),
            Ok(IpAddr::V6(address)) => ClientId::Ipv6(address),
            Err(_) => ClientId::Domain(self.host.clone()),
        }
    }

    /// The whole mail as it travels.
    pub(super) fn compose(
        &self,
        to: &Email,
        message: &Message,
        sources: &Sources,
    ) -> Result<lettre::Message, MailError> {
        let never = |what: &str| MailError::Never(what.to_owned());
        let address = to.as_str().parse().map_err(|_| never("no mail server takes the address"))?;
        let auto = HeaderName::new_from_ascii_str("Auto-Submitted");
        let number = u128::from_be_bytes(sources.bytes());
        let micros = u64::try_from(sources.now().micros()).unwrap_or_default();
        lettre::Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address))
            // A line break here would begin another header.
            .subject(line(&message.subject))
            .date(UNIX_EPOCH + Duration::from_micros(micros))
            .message_id(Some(format!("<{number:032x}@{}>", self.host)))
            // Keeps absence notices from answering (RFC 3834, section 5).
            .raw_header(HeaderValue::new(auto, "auto-generated".to_owned()))
            .multipart(
                MultiPart::alternative()
                    .boundary(format!("part-{:032x}", u128::from_be_bytes(sources.bytes())))
                    .singlepart(SinglePart::plain(message.text.clone()))
                    .singlepart(SinglePart::html(message.html.clone())),
            )
            .map_err(|_| never("its headers are not complete"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senders_are_read() {
        for (from, expected) in [
            ("no-reply@example.com", "no-reply@example.com"),
            (
                " Business Contacts <no-reply@example.com> ",
                "Business Contacts <no-reply@example.com>",
            ),
            ("\"Contacts, Inc.\" <a@example.com>", "\"Contacts, Inc.\" <a@example.com>"),
            ("a@localhost", "a@localhost"),
        ] {
            let sender = Sender::parse(from, "contacts.example.com").unwrap();
            // A bare address parses into itself; names are quoted where they must be.
            assert_eq!(sender.from, expected.parse().unwrap(), "{from}");
        }
    }

    #[test]
    fn other_senders_are_refused() {
        for from in ["", "nobody", "a@example.com, b@example.com", "A <a@example.com> b", "<>"] {
            assert_eq!(
                Sender::parse(from, "example.com").unwrap_err(),
                SenderError::From(from.to_owned())
            );
        }
        for host in ["", "example.com\r\nBcc: b@example.com", "a b", "exämple.com", "a>b"] {
            let error = Sender::parse("a@example.com", host).unwrap_err();
            assert_eq!(error, SenderError::Host(host.to_owned()));
        }
    }
}
