use domain::problem::FieldError;
use domain::search::SearchQuery;

use crate::contacts::parse_search;
use crate::http::{Answer, Refusal};

/// Bytes of a query, at most: what addresses can be long everywhere.
const QUERY_MAX: usize = 8_000;

/// A query in the one form in which it is kept: as the page writes addresses, from the beginning.
///
/// # Errors
/// The parameters that no search takes.
pub(crate) fn canonical(text: &str) -> Answer<String> {
    let text = text.trim().trim_start_matches('?');
    if text.len() > QUERY_MAX {
        let message = format!("Use at most {QUERY_MAX} characters.");
        return Err(Refusal::invalid(vec![FieldError::new("query", "too_long", message)]));
    }
    let query = SearchQuery { cursor: None, offset: 0, facets: true, ..parse_search(text)? };
    let query = SearchQuery { limit: SearchQuery::default().limit, ..query };
    let mut written = form_urlencoded::Serializer::new(String::new());
    Ok(written.extend_pairs(query.to_pairs()).finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_has_one_form() {
        let text = "?country=-US&q=vp%20sales&limit=7&cursor=x&facets=false&sort=-updated";
        let kept = canonical(text).ok();
        assert_eq!(kept.as_deref(), Some("q=vp+sales&country=-US&sort=-updated"));
        assert_eq!(canonical(&kept.unwrap_or_default()).ok(), canonical(text).ok());
        assert_eq!(canonical("").ok().as_deref(), Some(""));
        assert!(canonical("compny=Acme").is_err() && canonical(&"q".repeat(9_000)).is_err());
    }
}
