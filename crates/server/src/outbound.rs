//! What leaves the process: mails, questions to identity providers, and calls of the CRM, from the configuration.

use std::time::Duration;

use anyhow::{Context, bail};
use api::access::Secrets;
use connect::crm::{Configuration, Crm};
use connect::letters::Links;
use connect::mail::{Mailer, Sender};
use connect::oidc::Providers;
use crm::Switchboard;
use db::Db;
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

/// What calls the CRM of the options, if they name one.
pub(crate) fn crm(
    process: &Process,
    public_url: &str,
    secrets: &Secrets,
    (db, sources): (&Db, &Sources),
) -> anyhow::Result<Option<Switchboard>> {
    let options = &process.crm;
    let (id, secret) = match (&options.crm_client_id, &options.crm_client_secret) {
        (Some(id), Some(secret)) => (id.clone(), secret.clone()),
        (None, None) => return Ok(None),
        (Some(_), None) => bail!("--crm-client-secret: missing beside --crm-client-id"),
        (None, Some(_)) => bail!("--crm-client-id: missing beside --crm-client-secret"),
    };
    let redirect = format!("{public_url}/api/v1/crm/callback");
    let configuration = Configuration {
        authorize_url: options.crm_authorize_url.clone(),
        token_url: options.crm_token_url.clone(),
        api_url: options.crm_api_url.clone(),
        version: options.crm_version.clone(),
        version_id: options.crm_version_id.clone(),
        webhook_key: options.crm_webhook_key.clone(),
        timeout: Duration::from_secs(options.crm_timeout_seconds),
        ..Configuration::new(id, secret, redirect)
    };
    let crm = Crm::new(configuration).map_err(|error| match error.option {
        "redirect_url" => {
            anyhow::anyhow!("--public-url: {}, as the CRM leads back to it", error.problem)
        }
        option => anyhow::anyhow!("--crm-{}: {}", option.replace('_', "-"), error.problem),
    })?;
    let (vault, pen) = (secrets.vault.clone(), api::pen(secrets));
    Ok(Some(Switchboard::new(crm, db.clone(), vault, pen, sources.clone())))
}

/// Addresses can be confirmed first only where mails really leave.
pub(crate) fn sign_up(settings: &Serve) -> SignUpMode {
    match (settings.sign_up, &settings.process.mail.smtp) {
        (Some(SignUp::Mail), _) | (None, Some(_)) => SignUpMode::Mail,
        (Some(SignUp::Direct), _) | (None, None) => SignUpMode::Direct,
    }
}
