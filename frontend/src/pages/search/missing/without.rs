//! A search without one of its parts.

use domain::partition::Layer;
use domain::search::{Exclusion, ExclusionKind, SearchQuery};
use domain::value::line;

/// The search without what keeps a contact away.
pub(super) fn without(query: &SearchQuery, exclusion: &Exclusion) -> SearchQuery {
    let mut query = query.clone();
    match exclusion.kind {
        ExclusionKind::Word => {
            let word = exclusion.word.as_deref().unwrap_or_default();
            query.text = text_without(&query.text, word);
        }
        ExclusionKind::Filter => {
            query.filters.retain(|filter| Some(filter.field) != exclusion.field);
        }
        ExclusionKind::Scope => {
            query.scope = match query.scope {
                Layer::Workspace => Layer::Directory,
                Layer::Directory => Layer::Workspace,
            };
        }
    }
    query
}

/// The box without some words and the marks around them: quotes, brackets, a minus, a field.
fn text_without(text: &str, words: &str) -> String {
    let Some(at) = find(text, words) else { return text.to_owned() };
    let (before, after) = (&text[..at], &text[at + words.len()..]);
    let marks = |c: char| matches!(c, '"' | '(' | ')' | '-' | ':');
    let mut before = before.trim_end_matches(|c: char| marks(c) && c != ')');
    if text[before.len()..at].contains(':') {
        // The field in front of the mark, and a minus in front of the field.
        let field = before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |end| end + 1);
        before = before[..field].trim_end_matches('-');
    }
    let mut before = before.trim_end();
    let mut after = after.trim_start_matches(['"', ')']).trim_start();
    // A mark that joined or turned what is gone joins nothing any more.
    for mark in ["NOT", "AND", "OR", "|"] {
        if let Some(rest) = before.strip_suffix(mark)
            && (rest.is_empty() || rest.ends_with(' '))
        {
            before = rest.trim_end();
        } else if let Some(rest) = after.strip_prefix(mark)
            && mark != "NOT"
            && rest.starts_with(' ')
        {
            after = rest.trim_start();
        }
    }
    line(&format!("{before} {after}"))
}

/// Where the words stand as words; else where they stand at all.
fn find(text: &str, words: &str) -> Option<usize> {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let all = text.match_indices(words).map(|(at, _)| at).filter(|_| !words.is_empty());
    let whole = |at: &usize| {
        is_edge(text[..*at].chars().next_back()) && is_edge(text[at + words.len()..].chars().next())
    };
    all.clone().find(whole).or_else(|| all.clone().next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::search::FilterField;

    #[test]
    fn words_go_with_their_marks() {
        for (text, words, left) in [
            ("ann acme", "acme", "ann"),
            ("anna ann", "ann", "anna"),
            ("ann -acme bern", "acme", "ann bern"),
            ("ann \"daily bugle\"", "daily bugle", "ann"),
            ("ann company:acme", "acme", "ann"),
            ("ann company:acme", "company:acme", "ann"),
            ("ann -company:acme", "acme", "ann"),
            ("ann -title:\"sales manager\" bern", "sales manager", "ann bern"),
            ("(ann OR bob) acme", "ann OR bob", "acme"),
            ("acme NOT intern", "intern", "acme"),
            ("ann", "ann", ""),
            ("ann", "nobody", "ann"),
            ("Łódź ann", "Łódź", "ann"),
        ] {
            assert_eq!(text_without(text, words), left, "{text} without {words}");
        }
    }

    #[test]
    fn filters_and_the_scope_are_taken_off() {
        let mut query = SearchQuery::default();
        query.add(FilterField::City, "Bonn");
        query.add(FilterField::City, "-Bern");
        query.add(FilterField::Tag, "vip");
        let left = without(&query, &Exclusion::filter(FilterField::City));
        assert_eq!(left.filters.len(), 1);
        assert_eq!(left.filters[0].field, FilterField::Tag);
        assert_eq!(without(&query, &Exclusion::scope("")).scope, Layer::Directory);
    }
}
