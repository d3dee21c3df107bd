//! The index through its public face, against a plain scan of the same contacts.

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod folder;
#[cfg(test)]
mod grammar;
#[cfg(test)]
mod isolation;
#[cfg(test)]
mod model;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod relevance;
#[cfg(test)]
mod suggestions;
