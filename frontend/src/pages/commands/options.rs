//! What the palette offers for what is typed.

use domain::contact::Contact;
use domain::list::List;
use domain::saved_search::{SavedSearch, Visibility};
use domain::value::{fold, line, words};

use super::table::Command;
use crate::pages::settings::PageLink;
use crate::router::{Place, with_contact};
use crate::ui::{Glyph, PickGroup, PickOption};

/// Lists that are offered at once, at most.
const LISTS: usize = 8;

/// What becomes of an option that is picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Run(Command),
    /// The address of a page of the application.
    Go(String),
    /// A page outside of it.
    Leave(&'static str),
}

/// An option with what becomes of it.
type Offer = (PickOption, Target);

/// What there is to be offered.
pub(super) struct Offers {
    pub(super) commands: Vec<Command>,
    pub(super) pages: Vec<PageLink>,
    pub(super) saved: Vec<SavedSearch>,
    pub(super) lists: Vec<List>,
    pub(super) contacts: Vec<Contact>,
    /// The search that the page shows or showed last, behind its `?`.
    pub(super) search: String,
}

impl Offers {
    /// Groups in the order of the list. Contacts, which come later than the rest, come last, so that
    /// nothing moves away under a finger.
    pub(super) fn for_text(self, typed: &str) -> (Vec<PickGroup>, Vec<Target>) {
        let search = self.search.clone();
        let groups = [
            ("Actions", commands(&self.commands, typed)),
            ("Pages", pages(&self.pages, typed)),
            ("Saved searches", saved(&self.saved, typed)),
            ("Lists", lists(&self.lists, typed)),
            ("Search", search_for(typed)),
            ("Contacts", contacts(&self.contacts, &search)),
        ];
        let mut targets = Vec::new();
        let split = |(label, offers): (&'static str, Vec<Offer>)| {
            let (options, own): (Vec<_>, Vec<_>) = offers.into_iter().unzip();
            targets.extend(own);
            PickGroup { label, options }
        };
        let groups = groups.into_iter().map(split).collect();
        (groups, targets)
    }
}

fn option(glyph: Glyph, words: impl Into<String>, second: impl Into<String>) -> PickOption {
    PickOption { glyph, words: words.into(), second: second.into(), key: "" }
}

fn commands(all: &[Command], typed: &str) -> Vec<Offer> {
    let meant = all.iter().filter(|one| meets(&[one.label(), one.also()], typed));
    let offer = |command: &Command| {
        let key = command.key().words();
        let option = PickOption { key, ..option(command.glyph(), command.label(), "") };
        (option, Target::Run(*command))
    };
    meant.map(offer).collect()
}

fn pages(all: &[PageLink], typed: &str) -> Vec<Offer> {
    let meant = all.iter().filter(|one| meets(&[one.label, one.also], typed));
    let offer = |page: &PageLink| {
        let target = if page.is_outside {
            Target::Leave(page.path)
        } else {
            Target::Go(page.path.to_owned())
        };
        (option(page.glyph, page.label, page.part), target)
    };
    meant.map(offer).collect()
}

fn saved(all: &[SavedSearch], typed: &str) -> Vec<Offer> {
    let meant = all.iter().filter(|one| meets(&[&one.name, "saved search"], typed));
    let offer = |search: &SavedSearch| {
        let place = Place { saved: Some(search.id), ..Place::from_search(&search.query) };
        let whose = if search.visibility == Visibility::Shared { "Shared" } else { "" };
        (option(Glyph::Star, &search.name, whose), Target::Go(place.to_path()))
    };
    meant.map(offer).collect()
}

fn lists(all: &[List], typed: &str) -> Vec<Offer> {
    let meant = all.iter().filter(|one| meets(&[&one.name, "list"], typed));
    let offer = |list: &List| {
        let kind = if list.query.is_some() { "Live" } else { "" };
        (option(Glyph::List, &list.name, kind), Target::Go(Place::of_list(list.id).to_path()))
    };
    meant.take(LISTS).map(offer).collect()
}

fn search_for(typed: &str) -> Vec<Offer> {
    let text = line(typed);
    if text.is_empty() {
        return Vec::new();
    }
    let words = format!("Search for “{text}”");
    let mut place = Place::default();
    place.query.text = text;
    vec![(option(Glyph::Search, words, ""), Target::Go(place.to_path()))]
}

fn contacts(all: &[Contact], search: &str) -> Vec<Offer> {
    let offer = |contact: &Contact| {
        let fields = &contact.fields;
        let work = [fields.title.as_deref(), fields.company.as_deref()];
        let work = work.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let target = Target::Go(with_contact(search, Some(contact.id)));
        (option(Glyph::User, fields.display_name(), work), target)
    };
    all.iter().map(offer).collect()
}

/// Whether each typed word begins a word of these texts; nothing typed is met by all.
fn meets(texts: &[&str], typed: &str) -> bool {
    let known: Vec<String> = texts.iter().flat_map(|text| words(text)).collect();
    let typed = fold(typed);
    let mut wanted = typed.split_whitespace();
    wanted.all(|word| known.iter().any(|known| known.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers() -> Offers {
        Offers {
            commands: vec![Command::SaveSearch, Command::Export, Command::Help],
            pages: vec![PageLink::new("/imports", "Imports", Glyph::Upload)],
            saved: Vec::new(),
            lists: Vec::new(),
            contacts: Vec::new(),
            search: String::new(),
        }
    }

    #[test]
    fn words_find_commands_by_their_beginnings_and_by_other_words() {
        assert!(meets(&["Save this search"], "sea sav"));
        assert!(meets(&["Export contacts", "download"], "Downl"));
        assert!(!meets(&["Save this search"], "earch"));
        assert!(meets(&["Ünder"], "und"));
        assert!(meets(&["anything"], "  "));
    }

    #[test]
    fn targets_stand_in_the_order_of_the_options() {
        let (groups, targets) = offers().for_text("");
        let shown: Vec<&str> =
            groups.iter().flat_map(|group| &group.options).map(|one| one.words.as_str()).collect();
        assert_eq!(shown.len(), targets.len());
        assert_eq!(shown[3], "Imports");
        assert_eq!(targets[3], Target::Go("/imports".into()));
        let (_, targets) = offers().for_text("nobody here");
        assert_eq!(targets, [Target::Go("/search?q=nobody+here".into())]);
    }
}
