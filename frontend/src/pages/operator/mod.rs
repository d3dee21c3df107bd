//! Pages for staff of the installation.

mod jobs;

pub(crate) use jobs::jobs_page;
