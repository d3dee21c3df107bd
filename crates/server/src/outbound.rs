//! What leaves the process: mails and questions to identity providers, from the configuration.

use anyhow::Context;
use api::access::Secrets;
use connect::letters::Links;
use connect::mail::{Mailer, Sender};
use connect::oidc::Providers;
use domain::Sources;
use domain::access::SignUpMode;
use worker::Post;

use crate::config::{Process, Serve, SignUp};

/// How mails are written and sent.
pub(crate) fn post(
    process: &Process,
    public_url: &str,
    secrets: &Secrets,
    sources: &Sources,
) -> anyhow::Result<Post> {
    let links = Links::new(public_url, secrets.links.clone()).context("--public-url")?;
    let sender = Sender::parse(&process.mail.mail_from, links.host()).context("--mail-from")?;
    let mailer = if let Some(url) = &process.mail.smtp {
        Mailer::smtp(url, sender, sources.clone()).context("--smtp")?
    } else {
        let folder = process.storage.data.join("outbox");
        Mailer::outbox(&folder, sender, sources.clone())
            .with_context(|| format!("cannot make {}", folder.display()))?
    };
    Ok(Post { mailer, links })
}

/// The identity providers of the file, if there is one.
pub(crate) fn providers(settings: &Serve) -> anyhow::Result<Providers> {
    match &settings.oidc {
        Some(path) => Providers::load(path).context("--oidc"),
        None => Ok(Providers::none()),
    }
}

/// Addresses can be confirmed first only where mails really leave.
pub(crate) fn sign_up(settings: &Serve) -> SignUpMode {
    match (settings.sign_up, &settings.process.mail.smtp) {
        (Some(SignUp::Mail), _) | (None, Some(_)) => SignUpMode::Mail,
        (Some(SignUp::Direct), _) | (None, None) => SignUpMode::Direct,
    }
}
