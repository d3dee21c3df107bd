//! Who is signed in, from the first look at the cookie to signing out.

use std::time::Duration;

use domain::access::{
    AcceptInvitation, Me, MemberStatus, Permission, SecondFactor, SignIn, SignUp, SignedIn,
};
use domain::{Code, OrganizationId};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Client, Error, auth, invitations, me};

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
        let me = Memo::new(move |_| {
            client.standing().with(|standing| Some(standing.open.as_ref()?.me.clone()))
        });
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

    /// The same, asked once and not followed.
    pub(crate) fn me_now(self) -> Option<Me> {
        self.me.get_untracked()
    }

    /// Whether the person's role allows this. The server decides; this only hides buttons that
    /// would be refused.
    pub(crate) fn allows(self, permission: Permission) -> bool {
        self.me.with(|me| {
            me.as_ref().is_some_and(|me| {
                me.status == MemberStatus::Active && me.permissions.contains(&permission)
            })
        })
    }

    /// The organization in which the person may work now: the membership is active, and the second
    /// factor that the organization may ask for is set up.
    pub(crate) fn at_work(self) -> Option<OrganizationId> {
        let me = self.me()?;
        let is_in = me.status == MemberStatus::Active && !self.lacks_second_factor();
        is_in.then_some(me.organization.id)
    }

    /// Whether the person looks after this installation.
    pub(crate) fn is_operator(self) -> bool {
        self.me.with(|me| me.as_ref().is_some_and(|me| me.operator))
    }

    /// Whether the last person left on purpose.
    pub(crate) fn was_left(self) -> bool {
        self.client.standing().with_untracked(|standing| standing.left)
    }

    /// Whether the password was right and the code of the second factor is still to come.
    pub(crate) fn awaits_code(self) -> bool {
        self.client.standing().with(|standing| standing.awaits_code)
    }

    /// Whether the organization asks for a second factor that the person has not set up.
    pub(crate) fn lacks_second_factor(self) -> bool {
        self.me.with(|me| {
            me.as_ref().is_some_and(|me| {
                me.organization.requires_second_factor && !me.account.second_factor
            })
        })
    }

    /// Makes an organization. True when the person is signed in; otherwise a mail is on its way.
    pub(crate) async fn sign_up(self, body: &SignUp) -> Result<bool, Error> {
        let open = auth::sign_up(self.client, body).await?;
        let is_in = open.is_some();
        if let Some(open) = open {
            self.client.open(open);
        }
        Ok(is_in)
    }

    /// Signs in. A code may be asked for after it, see [`Self::awaits_code`].
    pub(crate) async fn sign_in(self, body: &SignIn) -> Result<(), Error> {
        match auth::sign_in(self.client, body).await {
            Ok(open) => self.client.open(open),
            Err(error) if error.code() == Some(Code::SecondFactorRequired) => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Shows the second factor.
    pub(crate) async fn verify_code(self, body: &SecondFactor) -> Result<(), Error> {
        match auth::verify_code(self.client, body).await {
            Ok(open) => self.client.open(open),
            Err(error) => {
                if error.code() == Some(Code::SessionEnded) {
                    self.client.forget();
                }
                return Err(error);
            }
        }
        Ok(())
    }

    /// Joins an organization. A code may be asked for before it takes effect.
    pub(crate) async fn accept(self, body: &AcceptInvitation) -> Result<(), Error> {
        self.client.open(invitations::accept(self.client, body).await?);
        Ok(())
    }

    /// Asks again who is signed in and what they may do.
    pub(crate) async fn look_again(self) -> Result<(), Error> {
        self.client.renew_me(me::find(self.client).await?);
        Ok(())
    }

    /// Takes over what the server said about the person.
    pub(crate) fn take(self, me: Me) {
        self.client.renew_me(me);
    }

    /// Forgets the session of an account that is gone.
    pub(crate) fn forget(self) {
        self.client.forget();
    }

    /// Signs out, at the server first; the cookie is the server's to take back.
    pub(crate) async fn sign_out(self) -> Result<(), Error> {
        match auth::sign_out(self.client).await {
            // Nothing is left to be ended.
            Err(error) if error.is_signed_out() => {}
            Err(error) => return Err(error),
            Ok(()) => {}
        }
        self.forget();
        Ok(())
    }
}

/// Renews the access token shortly before its end, again and again.
fn keep_alive(client: Client) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    // What changes about the person does not make the token younger.
    let token = Memo::new(move |_| {
        let read = |open: &SignedIn| (open.access_token.clone(), open.expires_in);
        client.standing().with(|standing| standing.open.as_ref().map(read))
    });
    Effect::new(move |_| {
        if let Some(timer) = timer.get_value() {
            timer.clear();
        }
        let Some((_, lasts)) = token.get() else { return };
        let seconds = u64::try_from((lasts - RENEW_EARLY).max(5)).unwrap_or(5);
        let renew = move || {
            spawn_local(async move {
                client.renew().await;
            });
        };
        timer.set_value(set_timeout_with_handle(renew, Duration::from_secs(seconds)).ok());
    });
}
