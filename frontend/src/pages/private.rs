//! Who is let into a page.

use domain::OrganizationId;
use domain::access::MemberStatus;
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;

use crate::router::{paths, set_title};
use crate::session::Session;
use crate::ui::{Empty, Glyph};

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

/// Wraps a page that needs somebody signed in: others are sent to sign in first, and come back.
pub(crate) fn private(page: fn() -> AnyView) -> impl Fn() -> AnyView + Clone + Send + 'static {
    move || guarded(page, false)
}

/// The same for the pages where a missing second factor is set up.
pub(crate) fn private_without_factor(
    page: fn() -> AnyView,
) -> impl Fn() -> AnyView + Clone + Send + 'static {
    move || guarded(page, true)
}

fn guarded(page: fn() -> AnyView, without_factor: bool) -> AnyView {
    let session = Session::of_page();
    let way = Memo::new(move |_| match session.me() {
        None => Way::SignIn,
        Some(me) if me.status != MemberStatus::Active => Way::Closed,
        Some(_) if session.lacks_second_factor() && !without_factor => Way::SetUpFactor,
        Some(me) => Way::Page(me.organization.id),
    });
    let location = use_location();
    let view = move || match way.get() {
        Way::Page(_) => page(),
        Way::Closed => closed_page(),
        Way::SetUpFactor => view! { <Redirect path=paths::SECURITY /> }.into_any(),
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
fn closed_page() -> AnyView {
    set_title("No access");
    let organization = Session::of_page().me().map(|me| me.organization.name).unwrap_or_default();
    view! {
        <div class="page narrow">
            <h1 class="unseen">"No access"</h1>
            <Empty
                glyph=Glyph::Shield
                title=format!("Your access to {organization} is suspended")
                text="Ask an Organization Admin to let you in again. Other organizations that you belong to are in the account menu."
            />
        </div>
    }
    .into_any()
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
