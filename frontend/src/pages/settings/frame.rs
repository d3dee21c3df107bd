use domain::access::Permission;
use leptos::html;
use leptos::prelude::*;
use leptos_router::components::A;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use crate::router::{paths, set_title};
use crate::session::Session;
use crate::ui::{Glyph, Icon, Notice, Tone};

/// A page of the settings, and who sees it.
pub(super) struct Entry {
    pub(super) path: &'static str,
    pub(super) label: &'static str,
    pub(super) glyph: Glyph,
    pub(super) needs: Option<Permission>,
}

pub(super) const ENTRIES: [Entry; 10] = [
    entry(paths::PROFILE, "Profile", Glyph::User, None),
    entry(paths::SECURITY, "Security", Glyph::Shield, None),
    entry(paths::ORGANIZATION, "Organization", Glyph::Building, Some(Permission::SettingsManage)),
    entry(paths::USAGE, "Usage", Glyph::Info, Some(Permission::UsageRead)),
    entry(paths::MEMBERS, "Members", Glyph::Users, None),
    entry(paths::CRM_CONNECTION, "CRM", Glyph::Link, Some(Permission::CrmPush)),
    entry(paths::KEYS, "API keys", Glyph::Key, Some(Permission::KeysManage)),
    entry(paths::SUPPRESSION, "Suppression", Glyph::Minus, Some(Permission::PrivacyManage)),
    entry(paths::AUDIT, "Audit log", Glyph::List, Some(Permission::AuditRead)),
    entry(paths::REQUESTS, "Requests", Glyph::Clock, Some(Permission::AuditRead)),
];

const fn entry(
    path: &'static str,
    label: &'static str,
    glyph: Glyph,
    needs: Option<Permission>,
) -> Entry {
    Entry { path, label, glyph, needs }
}

/// Navigation beside one page of the settings. What the role does not open is not offered, and
/// says so when its address is opened.
pub(in crate::pages) fn settings(
    title: &'static str,
    lead: &'static str,
    needs: Option<Permission>,
    page: fn() -> AnyView,
) -> AnyView {
    set_title(title);
    let session = Session::of_page();
    let allowed = Memo::new(move |_| needs.is_none_or(|needs| session.allows(needs)));
    let body = move || if allowed.get() { page() } else { refused() };
    view! {
        <div class="page settings">
            <Navigation session />
            <div class="settings-body">
                <div class="page-head">
                    <h1>{title}</h1>
                    <p class="lead">{lead}</p>
                </div>
                {body}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Navigation(session: Session) -> impl IntoView {
    let links = move || {
        let seen = |entry: &&Entry| entry.needs.is_none_or(|needs| session.allows(needs));
        ENTRIES.iter().filter(seen).map(link).collect_view()
    };
    let node = NodeRef::<html::Nav>::new();
    Effect::new(move |_| {
        if node.get().is_some() {
            request_animation_frame(move || show_present(node));
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| show_present(node));
    on_cleanup(move || resized.remove());
    view! {
        <nav node_ref=node class="settings-nav" aria-label="Settings">
            <ul>{links}</ul>
        </nav>
    }
}

/// Where the entries are a row that is wider than the screen, the present one is brought to its
/// middle. Scrolled by hand, because `scrollIntoView` would move the page, too.
fn show_present(node: NodeRef<html::Nav>) {
    let Some(Some(row)) = node.try_get_untracked() else { return };
    let present = row.query_selector("[aria-current]").ok().flatten();
    if let Some(link) = present.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let middle = link.offset_left() + link.offset_width() / 2;
        row.set_scroll_left(middle - row.offset_left() - row.client_width() / 2);
    }
}

fn link(entry: &'static Entry) -> impl IntoView {
    view! {
        <li>
            <A href=entry.path attr:class="settings-link"><Icon glyph=entry.glyph />{entry.label}</A>
        </li>
    }
}

fn refused() -> AnyView {
    view! {
        <Notice
            tone=Tone::Plain
            title="Your role does not open this page"
            text="An Organization Admin sees it, and can change your role."
        />
    }
    .into_any()
}
