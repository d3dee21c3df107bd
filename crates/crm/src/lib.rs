//! What both the API and the background work need to speak with an organization's CRM: tokens under seal,
//! which one renews at a time; calls at the CRM's pace; what a push would do with a contact; and doing it
//! exactly once.

mod arrive;
mod body;
mod halt;
mod judge;
mod line;
mod look;
mod pace;
mod push;
mod settle;
mod start;
mod subject;
mod switchboard;
mod token;

pub use arrive::{ArrivalError, Arrived};
pub use halt::Halt;
pub use judge::judge;
pub use line::{Line, Said};
pub use push::{Outcome, push};
pub use settle::settle;
pub use start::{Started, end, give_back, release, start};
pub use subject::{Subject, Subjects};
pub use switchboard::Switchboard;
