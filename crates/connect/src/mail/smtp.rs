use std::net::IpAddr;
use std::time::Duration;

use domain::Sources;
use domain::value::Email;
use lettre::Transport;
use lettre::transport::smtp::{Error, SmtpTransport};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{MailError, Message, Sender};

/// For each step of the conversation, from the connection on.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Replies about the login (RFC 4954, section 6): the operator mends it, and then the mail goes.
const LOGIN: [&str; 5] = ["530", "534", "535", "538", "454"];

const EXPECTED: &str = "expected smtps://USER:PASSWORD@HOST, \
     smtp+starttls://USER:PASSWORD@HOST or, on this machine, smtp://localhost:PORT";

/// An SMTP URL that was not understood. The URL is not repeated: it has a password in it.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    #[error("{0}; {EXPECTED}")]
    Form(&'static str),
    #[error(
        "smtp:// is not encrypted, so it may lead to this machine only; \
         use smtp+starttls:// or smtps:// for another one"
    )]
    PlainToAnotherMachine,
    #[error("no certificates of authorities were found on this machine; install ca-certificates")]
    NoCertificates,
}

/// An SMTP server. One connection a mail.
pub struct Smtp {
    transport: SmtpTransport,
    sender: Sender,
    sources: Sources,
}

impl Smtp {
    pub(super) fn new(
        url: &SecretString,
        sender: Sender,
        sources: Sources,
    ) -> Result<Self, UrlError> {
        let canonical = canonical(url.expose_secret())?;
        let transport = SmtpTransport::from_url(canonical.expose_secret());
        let transport = transport.map_err(|error| {
            if error.is_tls() {
                UrlError::NoCertificates
            } else {
                UrlError::Form("user or password is not percent-encoded UTF-8")
            }
        })?;
        let transport = transport.hello_name(sender.hello()).timeout(Some(TIMEOUT)).build();
        Ok(Self { transport, sender, sources })
    }

    pub(super) fn send(&self, to: &Email, message: &Message) -> Result<(), MailError> {
        let mail = self.sender.compose(to, message, &self.sources)?;
        self.transport.send(&mail).map(drop).map_err(|error| judge(&error, to))
    }
}

/// The URL as the library reads it.
fn canonical(text: &str) -> Result<SecretString, UrlError> {
    let url = Url::parse(text).map_err(|_| UrlError::Form("it is not a URL"))?;
    let scheme = url.scheme();
    if !["smtp", "smtps", "smtp+starttls"].contains(&scheme) {
        return Err(UrlError::Form("its scheme is none of these"));
    }
    let host = url.host_str().filter(|host| !host.is_empty());
    let host = host.ok_or(UrlError::Form("it has no host"))?;
    if url.username().is_empty() != url.password().unwrap_or_default().is_empty() {
        return Err(UrlError::Form("it has a user without a password, or the other way round"));
    }
    if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
        return Err(UrlError::Form("something stands behind host and port"));
    }
    if scheme == "smtp" && !is_loopback(host) {
        return Err(UrlError::PlainToAnotherMachine);
    }
    // The library's own form of STARTTLS, without which it would go on in plain text.
    Ok(match text.strip_prefix("smtp+starttls://") {
        Some(rest) => format!("smtp://{}?tls=required", rest.trim_end_matches('/')).into(),
        None if scheme == "smtp+starttls" => return Err(UrlError::Form("write it in lower case")),
        None => text.into(),
    })
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

fn judge(error: &Error, to: &Email) -> MailError {
    let Some(code) = error.status().map(|code| code.to_string()) else {
        let kind = if error.is_timeout() {
            "the mail server did not answer in time"
        } else if error.is_tls() {
            "the mail server has no certificate that can be trusted"
        } else if error.is_client() && !to.as_str().is_ascii() {
            return MailError::Never("the mail server takes ASCII addresses only".to_owned());
        } else if error.is_client() {
            "the mail server lacks STARTTLS or a way to log in"
        } else {
            "the mail server cannot be reached, or broke off"
        };
        return MailError::Later(kind.to_owned());
    };
    if error.is_permanent() && !LOGIN.contains(&code.as_str()) {
        MailError::Never(format!("the mail server refused it with {code}"))
    } else {
        MailError::Later(format!("the mail server put it off with {code}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(url: &str) -> Result<Smtp, UrlError> {
        let sender = Sender::parse("a@example.com", "example.com").unwrap();
        Smtp::new(&url.into(), sender, Sources::predictable())
    }

    #[test]
    fn urls_of_each_kind_are_read() {
        for url in [
            "smtp://localhost:1025",
            "smtp://127.0.0.1",
            "smtp://[::1]:25/",
            "smtp://user:p%40ss@localhost:25",
            "smtps://user:pass@mail.example.com",
            "smtp+starttls://user:pass@mail.example.com:587/",
        ] {
            assert_eq!(parse(url).err(), None, "{url}");
        }
    }

    #[test]
    fn starttls_is_never_optional() {
        let url = canonical("smtp+starttls://user:pass@mail.example.com/").unwrap();
        assert_eq!(url.expose_secret(), "smtp://user:pass@mail.example.com?tls=required");
    }

    #[test]
    fn other_urls_are_refused_without_being_printed() {
        for (url, expected) in [
            ("", "not a URL"),
            ("mail.example.com", "not a URL"),
            ("https://user:hunter2@mail.example.com", "scheme"),
            ("smtp://user:hunter2@mail.example.com", "not encrypted"),
            ("smtp://user:hunter2@localhost.example.com", "not encrypted"),
            ("smtps://hunter2@mail.example.com", "without a password"),
            ("smtps://user:hunter2@mail.example.com/hunter2", "behind host and port"),
            ("smtp://localhost?tls=hunter2", "behind host and port"),
            ("smtps://user:hunter2%ff@mail.example.com", "percent-encoded"),
            ("SMTP+STARTTLS://user:hunter2@mail.example.com", "lower case"),
        ] {
            let problem = parse(url).err().expect(url).to_string();
            assert!(problem.contains(expected), "{url}: {problem}");
            assert!(!problem.contains("hunter2"), "{problem}");
        }
    }
}
