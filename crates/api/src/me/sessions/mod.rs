//! Browsers that are signed in.

mod end;
mod end_others;
mod list;

pub(super) use end::end_session;
pub(super) use end_others::end_other_sessions;
pub(super) use list::list_sessions;
