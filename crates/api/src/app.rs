use std::sync::Arc;

use ::crm::Switchboard;
use connect::oidc::Providers;
use db::Db;
use db::audit::Pen;
use db::suppression::Suppressor;
use domain::Sources;
use domain::access::SignUpMode;
use domain::package::Package;
use files::Store;
use search::{Following, Index};
use tokio::sync::{Semaphore, watch};

use crate::access::{PasswordCost, Passwords, Recent, Secrets};
use crate::http::{Allowances, Places, Rates, RequestLog};
use crate::saved_searches::Looks;

/// What a client may send, at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of an uploaded file.
    pub upload_bytes: u64,
    /// Searches at work at once; more wait.
    pub searches: usize,
    /// Requests at work at once, of one organization or one network, and of all.
    pub at_work: (usize, usize),
    /// Requests a minute of one client.
    pub rates: Rates,
    /// The package of a new organization.
    pub package: Package,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            upload_bytes: 1 << 30,
            searches: 64,
            at_work: (128, 512),
            rates: Rates::default(),
            package: Package::Enterprise,
        }
    }
}

/// What the handlers are built from.
pub struct Settings {
    pub db: Db,
    pub sources: Sources,
    pub store: Store,
    pub index: Index,
    /// How far the index has followed the outbox (see the worker's follower).
    pub progress: watch::Receiver<Following>,
    pub secrets: Secrets,
    /// What the hash of a password costs.
    pub passwords: PasswordCost,
    /// Identity providers to sign in with.
    pub providers: Providers,
    /// What calls the CRM; none where the installation knows none.
    pub crm: Option<Switchboard>,
    /// What follows a sign-up.
    pub sign_up: SignUpMode,
    /// Where browsers reach the service, without a slash at the end. Links are built from it and
    /// never from what a request says.
    pub public_url: String,
    /// Proxies in front of this process that write down the client's address.
    pub proxies: usize,
    /// Whether browsers reach the service by https; decides the form of the refresh cookie.
    pub https: bool,
    pub limits: Limits,
}

/// The state that all handlers share.
pub struct App {
    pub(crate) db: Db,
    pub(crate) sources: Sources,
    pub(crate) store: Store,
    pub(crate) index: Index,
    pub(crate) progress: watch::Receiver<Following>,
    pub(crate) secrets: Secrets,
    pub(crate) pen: Pen,
    pub(crate) suppressor: Suppressor,
    pub(crate) providers: Providers,
    pub(crate) crm: Option<Switchboard>,
    pub(crate) sign_up: SignUpMode,
    pub(crate) public_url: String,
    pub(crate) proxies: usize,
    pub(crate) allowances: Allowances,
    pub(crate) places: Places,
    pub(crate) requests: RequestLog,
    pub(crate) passwords: Passwords,
    pub(crate) recent: Recent,
    pub(crate) https: bool,
    pub(crate) limits: Limits,
    pub(crate) searches: Arc<Semaphore>,
    /// What was shown of saved searches a moment ago.
    pub(crate) looks: Looks,
    /// For readings of whole audit logs.
    pub(crate) verifications: Semaphore,
}

impl App {
    /// The state for a process.
    pub fn new(settings: Settings) -> Self {
        Self {
            passwords: Passwords::new(settings.sources.clone(), settings.passwords),
            searches: Arc::new(Semaphore::new(settings.limits.searches)),
            recent: Recent::default(),
            looks: Looks::default(),
            verifications: Semaphore::new(2),
            pen: pen(&settings.secrets),
            suppressor: suppressor(&settings.secrets),
            allowances: Allowances::new(settings.limits.rates, &settings.sources),
            places: Places::new(settings.limits.at_work.1, settings.limits.at_work.0),
            requests: RequestLog::default(),
            providers: settings.providers,
            crm: settings.crm,
            sign_up: settings.sign_up,
            public_url: settings.public_url,
            proxies: settings.proxies,
            db: settings.db,
            sources: settings.sources,
            store: settings.store,
            index: settings.index,
            progress: settings.progress,
            secrets: settings.secrets,
            https: settings.https,
            limits: settings.limits,
        }
    }
}

/// What seals audit logs, under the key of these secrets.
pub fn pen(secrets: &Secrets) -> Pen {
    let head = secrets.head.clone();
    Pen::new(move |organization, seq, hash| head.seal(organization, seq, hash))
}

/// What hashes suppressed identifiers, under the key of these secrets.
pub fn suppressor(secrets: &Secrets) -> Suppressor {
    let key = secrets.suppression.clone();
    Suppressor::new(move |organization, kind, text| key.digest(organization, kind, text))
}
