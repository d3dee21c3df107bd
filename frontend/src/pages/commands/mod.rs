//! What can be done by name and by key: the table of commands, who serves them, and the palette.

mod desk;
mod finds;
mod help;
mod options;
mod palette;
mod table;

pub(crate) use desk::Desk;
pub(crate) use help::KeyList;
pub(crate) use palette::Palette;
pub(crate) use table::Command;
