//! Nobody sees anything of anybody else.

use domain::search::SearchQuery;
use search::{Change, Index};

use crate::corpus::{at, contact, id, numbers, partition, text, upsert};

#[test]
fn owners_with_the_same_names_see_their_own_only() {
    let (index, mut writer) = Index::in_memory().unwrap();
    // Neighbours in the order of owners, and the very first and last.
    let owners = [0, 1, 2, 0xff, u128::MAX];
    for (number, &owner) in (0..).zip(&owners) {
        let spelling = if owner == 2 { "ACME" } else { "Acme" };
        let changes: Vec<Change> = (0..=number)
            .map(|n| {
                let fields = format!("name=Ann Smith; company={spelling}; email=ann@acme.com");
                upsert(partition(owner), contact(100 * number + n, &fields))
            })
            .collect();
        writer.apply(&changes).unwrap();
        writer.commit(at(1)).unwrap();
    }
    for (number, &owner) in (0..).zip(&owners) {
        let own: Vec<u128> = (0..=number).map(|n| 100 * number + n).collect();
        for query in ["", "ann", "smiht", "an", "ann@acme.com", "ann@ac", "acme", "acme.com"] {
            let found = index.find(partition(owner), &text(query)).unwrap();
            assert_eq!(numbers(&found), own, "{query} of {owner}");
            assert_eq!(found.total.value, own.len() as u64);
            for facet in found.facets.values().flatten() {
                assert_eq!(facet.count, own.len() as u64);
                assert_eq!(facet.value == "ACME", owner == 2, "spelt as its owner spells it");
            }
        }
        for suggestion in index.suggest(partition(owner), "a", 10).unwrap() {
            assert_eq!(suggestion.count, own.len() as u64);
        }
    }
    let stranger = index.find(partition(7), &SearchQuery::default()).unwrap();
    assert_eq!((stranger.total.value, stranger.hits.len()), (0, 0));
    assert_eq!(index.suggest(partition(7), "ann", 10).unwrap(), []);
}

#[test]
fn an_id_is_removed_under_its_own_owner_only() {
    let (index, mut writer) = Index::in_memory().unwrap();
    let both = [1, 2].map(|owner| upsert(partition(owner), contact(5, "name=Ann")));
    writer.apply(&both).unwrap();
    writer.apply(&[Change::Remove(partition(2), id(5))]).unwrap();
    writer.commit(at(1)).unwrap();
    let total = |owner| index.find(partition(owner), &text("ann")).unwrap().total.value;
    assert_eq!((total(1), total(2)), (1, 0));
}
