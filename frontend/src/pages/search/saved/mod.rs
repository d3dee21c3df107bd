//! Saved searches: the menu of them, the one that is open, and the form that keeps one.

mod follow;
mod form;
mod menu;
mod opened;
mod shelf;

pub(super) use follow::StopMails;
pub(super) use form::SaveDialog;
pub(super) use menu::SavedMenu;
pub(super) use opened::Opened;
pub(crate) use opened::changes_in_words;
pub(super) use shelf::Shelf;
