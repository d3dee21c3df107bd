//! One client for every request: it carries the access token, which lives in memory only, and
//! renews it, once for all who wait, when the server no longer takes it.

use domain::Code;
use domain::access::{Me, SignedIn};
use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::Blob;

use super::call::{Answer, Call};
use super::{Error, auth, me};

/// A handle to the signed-in session; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Client {
    standing: RwSignal<Standing>,
    renewal: StoredValue<Option<Promise>, LocalStorage>,
}

/// Where this page stands with the server.
#[derive(Default)]
pub(crate) struct Standing {
    /// Who is signed in, and the token that proves it.
    pub(crate) open: Option<SignedIn>,
    /// The password was right; the session waits for the code of the second factor.
    pub(crate) awaits_code: bool,
    /// The person left on purpose: whoever signs in next need not go on where they were.
    pub(crate) left: bool,
}

impl Client {
    /// A client that is not signed in.
    pub(crate) fn new() -> Self {
        Self { standing: RwSignal::new(Standing::default()), renewal: StoredValue::new_local(None) }
    }

    /// Changes with every renewal.
    pub(crate) fn standing(self) -> RwSignal<Standing> {
        self.standing
    }

    /// Opens a session on this page.
    pub(crate) fn open(self, session: SignedIn) {
        self.standing.set(Standing { open: Some(session), ..Standing::default() });
    }

    /// Knows of no session any more; none waits for its code either.
    pub(crate) fn forget(self) {
        self.standing.set(Standing { left: true, ..Standing::default() });
    }

    /// Takes over what the server says about the person.
    pub(crate) fn renew_me(self, me: Me) {
        self.standing.update(|standing| {
            if let Some(open) = &mut standing.open {
                open.me = me;
            }
        });
    }

    /// Sends, renews the token once if it is refused, and answers the body's text.
    pub(super) async fn send(self, call: Call) -> Result<Answer, Error> {
        let mut answer = call.send(self.token().as_deref()).await?;
        if answer.status() == 401 && self.renew().await {
            answer = call.send(self.token().as_deref()).await?;
        }
        let checked = answer.checked();
        if let Err(error) = &checked {
            self.look_again(error);
        }
        checked
    }

    /// Sends as [`Self::send`] does, and answers the body as a file that the browser holds.
    pub(super) async fn download(self, call: Call) -> Result<Blob, Error> {
        let mut answer = call.download(self.token().as_deref()).await?;
        let is_refused = answer.as_ref().is_err_and(|refusal| refusal.status() == 401);
        if is_refused && self.renew().await {
            answer = call.download(self.token().as_deref()).await?;
        }
        answer.map_err(|refusal| match refusal.checked() {
            Err(error) => {
                self.look_again(&error);
                error
            }
            Ok(_) => Error::Unreadable,
        })
    }

    /// A refusal may mean that role, membership or organization changed: the page asks what it
    /// may still show.
    fn look_again(self, error: &Error) {
        if matches!(error.code(), Some(Code::NotPermitted | Code::SecondFactorMissing)) {
            spawn_local(async move {
                if let Ok(me) = me::find_again(self).await {
                    self.renew_me(me);
                }
            });
        }
    }

    /// Sends without a token and without a second try: for the routes that open a session.
    pub(super) async fn send_bare(self, call: Call) -> Result<Answer, Error> {
        let answer = call.send(None).await?.checked();
        if answer.as_ref().is_err_and(|error| error.code() == Some(Code::SecondFactorRequired)) {
            self.standing.update(|standing| standing.awaits_code = true);
        }
        answer
    }

    /// Sends with the token as it is, without a second try.
    pub(super) async fn send_once(self, call: Call) -> Result<Answer, Error> {
        call.send(self.token().as_deref()).await?.checked()
    }

    /// Exchanges the refresh cookie for a new access token. All who ask while one exchange is
    /// under way share it. True when a session is open afterwards.
    pub(crate) async fn renew(self) -> bool {
        let under_way = self.renewal.get_value().unwrap_or_else(|| {
            let promise = future_to_promise(async move {
                let renewed = auth::refresh(self).await;
                self.renewal.set_value(None);
                let open = match renewed {
                    Ok(session) => {
                        self.open(session);
                        true
                    }
                    Err(Error::Refused(problem)) if problem.status == 401 => {
                        self.standing.update(|standing| standing.open = None);
                        false
                    }
                    Err(_) => false,
                };
                Ok(JsValue::from_bool(open))
            });
            self.renewal.set_value(Some(promise.clone()));
            promise
        });
        JsFuture::from(under_way).await.is_ok_and(|open| open.is_truthy())
    }

    /// The token that is sent along; for the one request that does not go through `fetch`.
    pub(super) fn token(self) -> Option<String> {
        self.standing.with_untracked(|standing| Some(standing.open.as_ref()?.access_token.clone()))
    }
}
