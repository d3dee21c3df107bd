use domain::access::Permission;

use super::frame::ENTRIES;
use crate::router::paths;
use crate::session::Session;
use crate::ui::Glyph;

/// A page that can be gone to by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageLink {
    pub(crate) path: &'static str,
    pub(crate) label: &'static str,
    pub(crate) glyph: Glyph,
    /// Other words that find it.
    pub(crate) also: &'static str,
    /// The part of the application that it belongs to; empty for the main ones.
    pub(crate) part: &'static str,
    /// It is none of the application's own.
    pub(crate) is_outside: bool,
}

impl PageLink {
    /// One of the main pages.
    pub(crate) const fn new(path: &'static str, label: &'static str, glyph: Glyph) -> Self {
        Self { path, label, glyph, also: "", part: "", is_outside: false }
    }
}

/// Every page that the person may open.
pub(crate) fn page_links(session: Session) -> Vec<PageLink> {
    let mut links = vec![
        PageLink {
            also: "contacts find home",
            ..PageLink::new(paths::SEARCH, "Search", Glyph::Search)
        },
        PageLink {
            also: "collections segments groups",
            ..PageLink::new(paths::LISTS, "Lists", Glyph::List)
        },
        PageLink {
            also: "files upload csv",
            ..PageLink::new(paths::IMPORTS, "Imports", Glyph::Upload)
        },
    ];
    if session.allows(Permission::CrmPush) {
        links.push(PageLink {
            also: "crm push send",
            ..PageLink::new(paths::CRM, "Pushes", Glyph::ArrowRight)
        });
        links.push(PageLink {
            also: "fields what goes where",
            part: "Settings",
            ..PageLink::new(paths::CRM_MAPPING, "CRM mapping", Glyph::Link)
        });
    }
    let is_open = |needs: Option<Permission>| needs.is_none_or(|needs| session.allows(needs));
    let settings = ENTRIES.iter().filter(|entry| is_open(entry.needs));
    links.extend(settings.map(|entry| PageLink {
        also: "settings",
        part: "Settings",
        ..PageLink::new(entry.path, entry.label, entry.glyph)
    }));
    if session.is_operator() {
        links.push(PageLink {
            also: "operator queue",
            part: "Operators",
            ..PageLink::new(paths::JOBS, "Background jobs", Glyph::List)
        });
    }
    links.push(PageLink {
        also: "explorer openapi document developers",
        is_outside: true,
        ..PageLink::new("/docs", "API explorer", Glyph::Link)
    });
    links
}
