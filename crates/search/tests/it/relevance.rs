//! What must be found, and what must come first.

use domain::search::{FilterField, How, Relation};
use search::Error;

use crate::corpus::{filtered, indexed, numbers, partition, text};

const PEOPLE: &[&str] = &[
    "name=Ada Lovelace; company=Engine Works; title=Chief Analyst; city=London; email=ada@engine.example",
    "name=John Smith; company=Acme GmbH; title=Sales Director; city=Zürich; email=john.smith@acme.com; phone=+1 415 555 0123",
    "name=Johanna Schmidt; company=Smith & Sons; city=Köln; email=j.schmidt@smith-sons.co.uk",
    "name=Jon Smythe; company=Initech; title=Smith; city=Boston; tag=VIP",
    "name=Maria Lovelock; company=Acme GmbH; title=Managing Director; city=John o' Groats",
    "name=Adam Weber; company=Ada Software; city=Berlin; email=ada@engine.example.org",
    "name=Иван Петров; company=Ромашка; city=Москва",
    "name=Wolfeschlegelsteinhausen Maximilian; company=Donaudampfschifffahrt AG",
];

#[test]
fn the_best_hits_come_first() {
    let (index, _writer) = indexed(PEOPLE);
    let mut wrong = Vec::new();
    for (typed, expected) in [
        // A name before a company, a whole word before a beginning.
        ("ada", &[1, 6][..]),
        ("smith", &[2, 3, 4]),
        // Ivan is a form of John.
        ("john", &[2, 5, 7, 4]),
        ("john sm", &[2, 4]),
        ("jonh sm", &[2, 4]),
        ("jonh smith", &[2, 4]),
        ("schmit", &[3]),
        ("lovelcae", &[1]),
        ("lovel", &[1, 5]),
        ("lov", &[1, 5]),
        ("acme director", &[2, 5]),
        ("zurich", &[2]),
        ("ZÜRICH smith", &[2]),
        ("ivan", &[7, 2, 4]),
        ("Петров", &[7]),
        ("vip", &[4]),
        ("engine.example", &[1, 6]),
        ("engine.ex", &[1, 6]),
        ("smith-sons.co.uk", &[3]),
        ("ada@engine.example", &[1]),
        ("ada@engine.example.org", &[6]),
        ("ada@eng", &[1, 6]),
        ("ADA@", &[1, 6]),
        ("j.schmidt@smith-sons.co.uk", &[3]),
        ("4155550123", &[2]),
        ("+1 (415) 555-0123", &[2]),
        ("wolfeschlegelst", &[8]),
        ("wolfeschlegelsteinhausem", &[8]),
        ("donaudampfschifffahrt wolf", &[8]),
        ("chief executive", &[]),
        ("example", &[6]),
        ("xyzzy", &[]),
        ("ohn", &[]),
        ("ad", &[1, 6]),
        ("adx", &[]),
    ] {
        let found = index.find(partition(1), &text(typed)).unwrap();
        assert_eq!(found.total.value, found.hits.len() as u64, "{typed}");
        assert_eq!(found.total.relation, Relation::Eq);
        if numbers(&found) != expected {
            wrong.push((typed, numbers(&found), expected));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_word_has_its_reason() {
    let (index, _writer) = indexed(PEOPLE);
    let found = index.find(partition(1), &text("jonh acm direct")).unwrap();
    let why: Vec<_> = found.hits[0]
        .why
        .iter()
        .map(|why| (why.word.as_str(), why.field.as_str(), why.matched.as_str(), why.how))
        .collect();
    assert_eq!(
        why,
        [
            ("jonh", "full_name", "john", How::Typo),
            ("acm", "company", "acme", How::Prefix),
            ("direct", "title", "director", How::Prefix),
        ]
    );
}

#[test]
fn an_empty_box_lists_everybody_by_name() {
    let (index, _writer) = indexed(PEOPLE);
    let found = index.find(partition(1), &text("")).unwrap();
    assert_eq!(numbers(&found), [1, 6, 7, 3, 2, 4, 5, 8]);
    assert!(found.hits.iter().all(|hit| hit.why.is_empty()));
}

#[test]
fn filters_narrow_and_exclude() {
    use FilterField as F;
    let (index, _writer) = indexed(PEOPLE);
    for (filters, expected) in [
        (&[(F::Company, "ACME  gmbh")][..], &[2, 5][..]),
        (&[(F::Company, "acme gmbh"), (F::Company, "Initech")], &[2, 4, 5]),
        (&[(F::Company, "acme gmbh"), (F::City, "Zurich")], &[2]),
        (&[(F::Company, "-acme gmbh"), (F::Has, "email")], &[1, 6, 3]),
        (&[(F::Has, "phone")], &[2]),
        (&[(F::Domain, "ACME.com")], &[2]),
        (&[(F::Domain, "engine.example")], &[1]),
        (&[(F::Tag, "vip")], &[4]),
        (&[(F::Source, "sample")], &[]),
        (&[(F::Seniority, "director")], &[2]),
    ] {
        let found = index.find(partition(1), &filtered(filters)).unwrap();
        assert_eq!(numbers(&found), expected, "{filters:?}");
    }
}

#[test]
fn a_facet_does_not_hide_the_values_beside_its_own_choice() {
    let (index, _writer) = indexed(&[
        "name=A; company=ACME; city=Bonn; country=DE",
        "name=B; company=Acme; city=Bonn; country=DE",
        "name=C; company=Acme; city=Köln; country=DE",
        "name=D; company=Initech; city=Bonn; country=FR",
    ]);
    let query = filtered(&[(FilterField::Company, "acme")]);
    let facets = index.find(partition(1), &query).unwrap().facets;
    let counts = |field: FilterField| -> Vec<(&str, u64)> {
        facets[&field].iter().map(|count| (count.value.as_str(), count.count)).collect()
    };
    assert_eq!(counts(FilterField::Company), [("Acme", 3), ("Initech", 1)]);
    assert_eq!(counts(FilterField::City), [("Bonn", 2), ("Köln", 1)]);
    assert_eq!(counts(FilterField::Country), [("DE", 3)]);
    assert_eq!(counts(FilterField::Industry), []);
}

#[test]
fn a_slip_in_a_plain_word_finds_what_is_meant_and_hides_no_name() {
    let (index, _writer) = indexed(&[
        "name=Uta Brandt; title=VP Sales; country=DE",
        "name=Lea Saels; title=VP Finance; country=DE",
        "name=Hugo Roy; title=VP Sales; country=FR",
        "name=Jan Franke; title=CFO; country=DE",
        "name=Luc Petit; title=CFO; country=FR",
        "name=Ines Salas; title=Buyer; country=ES",
        "name=Tom Vale; title=Vertriebsleiter; country=DE",
    ]);
    for (typed, expected, chips) in [
        ("vp saels germny", &[2, 1][..], 3),
        // A meaning before a typo.
        ("saels germny", &[2, 7, 1], 2),
        // Whoever is called so comes first, and alone is all there is.
        ("cfo franke", &[4, 5], 2),
        ("franke", &[4], 0),
        // A typo of titles, behind the name.
        ("salas", &[6, 3, 7, 1], 0),
        ("ines salas", &[6], 0),
    ] {
        let found = index.find(partition(1), &text(typed)).unwrap();
        assert_eq!((numbers(&found).as_slice(), found.chips.len()), (expected, chips), "{typed}");
    }
    let mut query = text("cfo franke");
    query.verbatim.push("franke".to_owned());
    assert_eq!(numbers(&index.find(partition(1), &query).unwrap()), [4], "taken off");
}

#[test]
fn cursors_and_filters_that_make_no_sense_are_refused() {
    let (index, _writer) = indexed(PEOPLE);
    let mut query = text("");
    query.limit = 2;
    let cursor = index.find(partition(1), &query).unwrap().next_cursor;
    let refused = |owner, text: &str, cursor: Option<String>| {
        let mut query = crate::corpus::text(text);
        query.cursor = cursor;
        matches!(index.find(partition(owner), &query), Err(Error::Cursor))
    };
    assert!(!refused(1, "", cursor.clone()));
    assert!(refused(1, "ada", cursor.clone()), "of another search");
    assert!(refused(2, "", cursor), "of another owner");
    assert!(refused(1, "", Some("zz".to_owned())), "of nobody");
    let wrong = filtered(&[(FilterField::Has, "horns")]);
    assert!(matches!(index.find(partition(1), &wrong), Err(Error::Filter { .. })));
}
