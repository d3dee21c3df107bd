//! Saved searches: the menu of them, the one that is open, and the form that keeps one.

mod form;
mod menu;
mod opened;
mod shelf;

pub(super) use form::SaveDialog;
pub(super) use menu::SavedMenu;
pub(super) use opened::Opened;
pub(super) use shelf::Shelf;
