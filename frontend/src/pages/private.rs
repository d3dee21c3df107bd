//! Who is let into a page.

use domain::OrganizationId;
use domain::access::MemberStatus;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;

use crate::router::{paths, set_title};
use crate::session::Session;
use crate::ui::{Button, Empty, Glyph, Look, Toast, Toasts};

/// What somebody who opens a private page is shown.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// Sign in first, or show the second factor.
    SignIn,
    /// The organization asks for a second factor, which has to be set up first.
    SetUpFactor,
    /// The membership is not active: another organization, or asking an admin, is the way on.
    Closed,
    /// The page; a new one when the organization changes.
    Page(OrganizationId),
}

/// What a page asks of those who open it, beside being signed in.
#[derive(Clone, Copy, PartialEq)]
enum Needs {
    /// An active membership, and the second factor that the organization may ask for.
    All,
    /// The second factor only: the page is about the person, wherever they belong.
    Factor,
    /// Nothing more: the page is where the second factor is set up.
    Nothing,
}

/// Wraps a page that needs somebody signed in: others are sent to sign in first, and come back.
pub(crate) fn private(page: fn() -> AnyView) -> impl Fn() -> AnyView + Clone + Send + 'static {
    move || guarded(page, Needs::All)
}

/// The same for the page of the person, which is open to members who are suspended, too.
pub(crate) fn personal(page: fn() -> AnyView) -> impl Fn() -> AnyView + Clone + Send + 'static {
    move || guarded(page, Needs::Factor)
}

/// The same for the page where a missing second factor is set up.
pub(crate) fn without_factor(
    page: fn() -> AnyView,
) -> impl Fn() -> AnyView + Clone + Send + 'static {
    move || guarded(page, Needs::Nothing)
}

fn guarded(page: fn() -> AnyView, needs: Needs) -> AnyView {
    let session = Session::of_page();
    let way = Memo::new(move |_| match session.me() {
        None => Way::SignIn,
        Some(me) if me.status != MemberStatus::Active && needs == Needs::All => Way::Closed,
        Some(_) if session.lacks_second_factor() && needs != Needs::Nothing => Way::SetUpFactor,
        Some(me) => Way::Page(me.organization.id),
    });
    let location = use_location();
    let view = move || match way.get() {
        Way::Page(_) => page(),
        Way::Closed => view! { <Closed session /> }.into_any(),
        Way::SetUpFactor => view! { <Redirect path=paths::SECURITY /> }.into_any(),
        Way::SignIn if session.was_left() => view! { <Redirect path=paths::LOGIN /> }.into_any(),
        Way::SignIn => {
            let (path, search) =
                (location.pathname.get_untracked(), location.search.get_untracked());
            view! { <Redirect path=sign_in_path(&path, &search) /> }.into_any()
        }
    };
    view.into_any()
}

/// The page to sign in, which leads back here.
fn sign_in_path(path: &str, search: &str) -> String {
    let mark = if search.is_empty() { "" } else { "?" };
    let here = format!("{path}{mark}{search}");
    match path {
        "/" | paths::SEARCH if search.is_empty() => paths::LOGIN.to_owned(),
        _ => {
            let next: String = form_urlencoded::byte_serialize(here.as_bytes()).collect();
            format!("{}?next={next}", paths::LOGIN)
        }
    }
}

/// Stands in the place of every page while the membership is not active.
#[component]
fn Closed(session: Session) -> impl IntoView {
    set_title("No access");
    let toasts = Toasts::of_page();
    let me = session.me_now();
    let organization = me.as_ref().map(|me| me.organization.name.clone()).unwrap_or_default();
    let title = match me.map(|me| me.status) {
        Some(MemberStatus::Suspended) => format!("Your access to {organization} is suspended"),
        _ => format!("You do not belong to {organization} any more"),
    };
    let again = move |()| {
        spawn_local(async move {
            let answer = session.look_again().await;
            let closed = session.me_now().is_some_and(|me| me.status != MemberStatus::Active);
            match answer {
                Ok(()) if closed => toasts.show(Toast::failed("Nothing has changed yet.")),
                Ok(()) => {}
                Err(error) => toasts.show(Toast::failed(error.to_string())),
            }
        });
    };
    view! {
        <div class="page narrow">
            <h1 class="unseen">"No access"</h1>
            <Empty
                glyph=Glyph::Shield
                title
                text="Ask an Organization Admin to let you in again. Other organizations that you belong to are in the account menu."
            >
                <Button label="Look again" look=Look::Primary on_press=again />
            </Empty>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_back() {
        assert_eq!(sign_in_path("/search", ""), "/login");
        assert_eq!(sign_in_path("/search", "q=a&b"), "/login?next=%2Fsearch%3Fq%3Da%26b");
        assert_eq!(sign_in_path("/imports", ""), "/login?next=%2Fimports");
    }
}
