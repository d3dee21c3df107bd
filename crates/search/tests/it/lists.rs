use domain::id::TypedId;
use domain::search::{FilterField as F, SearchQuery};
use domain::value::DomainName;
use domain::{ListId, Partition};
use search::{Error, Index};
use uuid::Uuid;

use crate::corpus::{at, contact, filtered, indexed, numbers, partition, text, upsert};

fn list(number: u128) -> ListId {
    ListId::from_uuid(Uuid::from_u128(number))
}

fn found(index: &Index, query: &SearchQuery) -> Vec<u128> {
    let mut numbers = numbers(&index.find(partition(1), query).unwrap());
    numbers.sort_unstable();
    numbers
}

#[test]
fn a_contact_is_found_by_the_lists_that_it_is_in() {
    let (index, mut writer) = indexed(&["name=Ada", "name=Grace", "name=Joan"]);
    let mut grace = contact(2, "name=Grace");
    grace.lists = vec![list(7), list(8)];
    writer.apply(&[upsert(partition(1), grace)]).unwrap();
    writer.commit(at(2)).unwrap();
    let by = |value: &str| found(&index, &filtered(&[(F::List, value)]));
    assert_eq!(by(&list(7).to_string()), [2]);
    assert_eq!(by(&format!("-{}", list(8))), [1, 3]);
    assert_eq!(by(&list(9).to_string()), [0; 0]);
    let refused = index.find(partition(1), &filtered(&[(F::List, "lst_7")]));
    assert!(matches!(refused, Err(Error::Filter { field: F::List, .. })));
}

#[test]
fn a_live_list_is_its_search_in_brackets() {
    let (index, _writer) = indexed(&[
        "name=Ada; city=Bern; title=CTO",
        "name=Grace; city=Bonn; title=CTO",
        "name=Joan; city=Bern",
        "name=Christopher; city=Bern; title=CTO",
    ]);
    let live = |value: &str, search: SearchQuery| {
        let mut query = filtered(&[(F::List, value)]);
        query.lists.insert(list(7), search);
        query
    };
    let name = list(7).to_string();
    let bern = || filtered(&[(F::City, "Bern"), (F::Title, "CTO")]);
    assert_eq!(found(&index, &live(&name, bern())), [1, 4]);
    assert_eq!(found(&index, &live(&format!("-{name}"), bern())), [2, 3]);
    let mut beside = live(&name, text("bern OR bonn"));
    beside.text = "-grace".to_owned();
    assert_eq!(found(&index, &beside), [1, 3, 4]);
    // A typo in the first letter is forgiven in the list as it is in the search alone.
    assert_eq!(found(&index, &text("khristopher")), [4]);
    assert_eq!(found(&index, &live(&name, text("khristopher"))), [4]);
    // A list that stands in a list.
    let mut outer = text("cto");
    outer.filters = live(&name, bern()).filters;
    outer.lists.insert(list(7), text("bern"));
    let mut query = filtered(&[(F::List, &list(8).to_string())]);
    query.lists.insert(list(8), outer);
    assert_eq!(found(&index, &query), [1, 4]);
    // A page behind another one belongs to the search that the list had then.
    query = SearchQuery { limit: 1, ..live(&name, bern()) };
    query.cursor = index.find(partition(1), &query).unwrap().next_cursor;
    assert_eq!(index.find(partition(1), &query).unwrap().hits.len(), 1);
    query.lists.insert(list(7), text("bonn"));
    assert!(matches!(index.find(partition(1), &query), Err(Error::Cursor)));
}

#[test]
fn domains_of_hidden_addresses_are_not_named() {
    let directory: Partition = partition(0);
    let (index, mut writer) = indexed(&["name=Ada; email=ada@hidden.example"]);
    let mut grace = contact(2, "name=Grace; email=grace@hidden.example");
    grace.fields.company_domain = Some(DomainName::parse("shown.example").unwrap());
    let mut joan = contact(3, "name=Joan; email=joan@shown.example");
    joan.fields.company_domain = None;
    writer.apply(&[upsert(directory, grace), upsert(directory, joan)]).unwrap();
    writer.commit(at(2)).unwrap();
    let values = |partition, like: &str| -> Vec<(String, u64)> {
        let values = index.facet_values(partition, &text(""), (F::Domain, like), 50).unwrap();
        values.into_iter().map(|found| (found.value, found.count)).collect()
    };
    assert_eq!(values(partition(1), ""), [("hidden.example".to_owned(), 1)]);
    assert_eq!(values(directory, "hid"), []);
    // Each is counted as its filter finds.
    assert_eq!(values(directory, ""), [("shown.example".to_owned(), 2)]);
}

#[test]
fn all_that_match_are_answered_at_once_or_counted() {
    let (index, _writer) = indexed(&["name=Ada; city=Bern", "name=Grace; city=Bern", "name=Joan"]);
    let query = filtered(&[(F::City, "Bern")]);
    let every = index.every(partition(1), &query, 2).unwrap();
    let mut ids: Vec<u128> = every.contacts.unwrap().iter().map(|id| id.uuid().as_u128()).collect();
    ids.sort_unstable();
    assert_eq!((every.total, ids), (2, vec![1, 2]));
    let every = index.every(partition(1), &query, 1).unwrap();
    assert_eq!((every.total, every.contacts), (2, None));
}
