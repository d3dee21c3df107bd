//! Two nodes on one database, as a client meets them behind a proxy that sends each request to either.

mod allowances;
mod once;
mod people;

use std::pin::Pin;

use crate::house::Reply;

/// A request under way, at whichever node.
type Sent<'a> = Pin<Box<dyn Future<Output = Reply> + 'a>>;
