//! Background work: the loop that claims jobs, one file a job kind, and the follower that keeps
//! the search index in step with the database.

mod end;
mod erase_organization;
mod figures;
mod follow;
mod heartbeat;
mod import;
mod merge_keys;
mod outcome;
mod push;
mod run;
mod send_mail;
mod stop;
mod upload;
mod watch;

pub use figures::Figures;
pub use follow::{Follower, Progress};
pub use push::Pushes;
pub use run::{Post, Worker};
pub use stop::Stop;
pub use upload::{SweepError, sweep_uploads};
pub use watch::{WATCH_SECONDS, Watch};
