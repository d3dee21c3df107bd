//! Who is signed in, from the first look at the cookie to signing out.

use std::time::Duration;

use domain::access::{Me, Permission, SignIn, SignUp};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Client, Error, auth};

/// Seconds before its end at which an access token is renewed.
const RENEW_EARLY: i64 = 45;

/// The session of this page; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    client: Client,
    restored: RwSignal<bool>,
    me: Memo<Option<Me>>,
}

impl Session {
    /// Starts to restore the session that the cookie may hold, and keeps it alive.
    pub(crate) fn start() -> Self {
        let client = Client::new();
        let me = Memo::new(move |_| client.session().with(|open| Some(open.as_ref()?.me.clone())));
        let session = Self { client, restored: RwSignal::new(false), me };
        spawn_local(async move {
            client.renew().await;
            session.restored.set(true);
        });
        keep_alive(client);
        session
    }

    /// The session that the application was started with.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// What requests are sent with.
    pub(crate) fn client(self) -> Client {
        self.client
    }

    /// False until the first answer about the cookie is there.
    pub(crate) fn is_restored(self) -> bool {
        self.restored.get()
    }

    /// Whether somebody is signed in.
    pub(crate) fn is_open(self) -> bool {
        self.me.with(Option::is_some)
    }

    /// Who is signed in.
    pub(crate) fn me(self) -> Option<Me> {
        self.me.get()
    }

    /// Whether the person's role allows this. The server decides; this only hides buttons that
    /// would be refused.
    pub(crate) fn allows(self, permission: Permission) -> bool {
        self.me.with(|me| me.as_ref().is_some_and(|me| me.permissions.contains(&permission)))
    }

    /// Makes an organization and signs in.
    pub(crate) async fn sign_up(self, body: &SignUp) -> Result<(), Error> {
        let open = auth::sign_up(self.client, body).await?;
        self.client.session().set(Some(open));
        Ok(())
    }

    /// Signs in.
    pub(crate) async fn sign_in(self, body: &SignIn) -> Result<(), Error> {
        let open = auth::sign_in(self.client, body).await?;
        self.client.session().set(Some(open));
        Ok(())
    }

    /// Signs out, at the server first; the cookie is the server's to take back.
    pub(crate) async fn sign_out(self) -> Result<(), Error> {
        auth::sign_out(self.client).await?;
        self.client.session().set(None);
        Ok(())
    }
}

/// Renews the access token shortly before its end, again and again.
fn keep_alive(client: Client) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        if let Some(timer) = timer.get_value() {
            timer.clear();
        }
        let lasts = client.session().with(|open| open.as_ref().map(|open| open.expires_in));
        let Some(lasts) = lasts else { return };
        let seconds = u64::try_from((lasts - RENEW_EARLY).max(5)).unwrap_or(5);
        let renew = move || {
            spawn_local(async move {
                client.renew().await;
            });
        };
        timer.set_value(set_timeout_with_handle(renew, Duration::from_secs(seconds)).ok());
    });
}
