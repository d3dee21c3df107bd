//! The one table of what can be done by name or by key. Palette, keys and help are read from it.

use crate::ui::Glyph;

/// A key that does something wherever the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    None,
    /// Alone, and not while somebody types.
    Plain(&'static str),
    /// With Control, or Command on a Mac; and how it is written.
    Control(&'static str, &'static str),
}

macro_rules! commands {
    ($($name:ident $glyph:ident $label:literal [$also:literal] $key:expr;)*) => {
        /// Something that can be done by name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Command { $(#[doc = $label] $name,)* }

        impl Command {
            /// Every command, in the order in which the palette has them.
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)*];
            /// The words on it.
            pub(crate) const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }
            /// Other words that find it.
            pub(crate) const fn also(self) -> &'static str {
                match self { $(Self::$name => $also,)* }
            }
            pub(crate) const fn glyph(self) -> Glyph {
                match self { $(Self::$name => Glyph::$glyph,)* }
            }
            pub(crate) const fn key(self) -> Key {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

commands! {
    Palette Search "Commands, pages and people" ["palette find go"] Key::Control("k", "Ctrl K");
    EditContact Pencil "Edit this contact" ["change"] Key::None;
    DeleteContact Trash "Delete this contact" ["remove"] Key::None;
    ContactHistory Clock "History of this contact" ["past changes source"] Key::None;
    CloseContact Close "Close this contact" [""] Key::None;
    CheckRows Check "Check the rows" ["import stage review"] Key::None;
    CommitImport Check "Commit this import" ["write"] Key::None;
    StopCommit Close "Stop the commit" ["cancel"] Key::None;
    UndoImport Undo "Undo or restore this import" ["take back"] Key::None;
    CancelImport Close "Cancel this import" ["give up"] Key::None;
    ChooseFile Upload "Choose a file to import" ["upload csv excel vcard"] Key::None;
    SearchBox Search "To the search box" ["find type"] Key::Plain("/");
    WhyMissing Help "Why is somebody missing?" ["not found explain hidden filter"] Key::None;
    ClearFilters Filter "Clear all filters" ["remove reset"] Key::None;
    SearchDirectory Globe "Search the directory" ["scope switch"] Key::None;
    SearchWorkspace User "Search the workspace" ["scope switch"] Key::None;
    SelectAll Check "Select all results" ["everything pick"] Key::None;
    ClearSelection Close "Clear the selection" ["none deselect"] Key::None;
    Export Download "Export contacts" ["download csv excel vcard file"] Key::None;
    AddToList Plus "Add the selection to a list" ["put collect group segment"] Key::None;
    RemoveFromList Minus "Remove the selection from this list" ["take out"] Key::None;
    NewList Plus "New list" ["create collection group segment"] Key::None;
    PushToCrm ArrowRight "Push the selection to the CRM" ["send connection"] Key::None;
    SaveSearch Star "Save this search" ["keep"] Key::None;
    SaveLiveList List "Save this search as a live list" ["keep dynamic segment"] Key::None;
    ChangeLiveList List "Give this search to a live list" ["change dynamic segment"] Key::None;
    UpdateSaved Star "Update the saved search" ["keep change"] Key::None;
    LeaveSaved Close "Leave the saved search" ["close"] Key::None;
    SavedSearches Star "Saved searches" ["list open pin"] Key::None;
    Columns Settings "Columns and density" ["layout compact comfortable"] Key::None;
    NewContact Plus "New contact" ["add create person"] Key::None;
    Notices Bell "Notices" ["bell news what is new"] Key::None;
    Help Help "Keys and how to search" ["shortcuts keyboard language"] Key::Plain("?");
    SwitchTheme Moon "Light or dark theme" ["switch colour color"] Key::None;
    SignOut SignOut "Sign out" ["log leave"] Key::None;
}

/// Keys of the list of contacts, which work while the focus is in it.
pub(crate) const LIST_KEYS: [(&str, &str); 7] = [
    ("↓", "from the box to the list"),
    ("↑ ↓", "from contact to contact; Page, Home and End further"),
    ("Enter", "opens the contact"),
    ("x", "selects it"),
    ("Shift ↑ ↓", "selects from here to there, as a press with Shift does"),
    ("Ctrl A", "selects all results"),
    ("Escape", "clears the selection, then back to the box"),
];

impl Key {
    /// As a person reads it; empty if there is none.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Plain(words) | Self::Control(_, words) => words,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_have_the_same_key_or_words() {
        for (at, one) in Command::ALL.iter().enumerate() {
            for other in &Command::ALL[..at] {
                assert_ne!(one.label(), other.label());
                assert!(one.key() == Key::None || one.key() != other.key(), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn every_key_has_words_of_its_own() {
        let keys = Command::ALL.iter().map(|command| command.key());
        for key in keys.filter(|key| *key != Key::None) {
            assert!(!key.words().is_empty(), "{key:?}");
        }
    }
}
