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
mod lists;
#[cfg(test)]
mod many;
#[cfg(test)]
mod model;
#[cfg(test)]
mod order;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod recall;
#[cfg(test)]
mod relevance;
#[cfg(test)]
mod suggestions;
#[cfg(test)]
mod typed;
