//! Excel workbooks. Only a child process opens them: a file of two kilobytes can make a parser ask for
//! terabytes, which ends the process that it runs in.

mod cell;
mod child;
mod frame;
mod package;
mod parent;

pub use child::serve_sheet;
pub(crate) use package::check_package;
pub(crate) use parent::{Head, SheetRows};
