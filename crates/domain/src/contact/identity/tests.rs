use proptest::prelude::*;

use super::*;
use crate::contact::{ContactInput, EmailInput, PhoneInput};

#[derive(Default, Clone)]
struct Sketch<'a> {
    name: &'a str,
    company: &'a str,
    email: &'a str,
    phone: &'a str,
    id: &'a str,
    city: &'a str,
}

impl Sketch<'_> {
    fn record(&self) -> ContactFields {
        let text = |t: &str| (!t.is_empty()).then(|| t.to_owned());
        let email = |t: &str| EmailInput { value: t.into(), ..EmailInput::default() };
        let phone = |t: &str| PhoneInput { value: t.into(), ..PhoneInput::default() };
        ContactInput {
            full_name: text(self.name),
            company: text(self.company),
            emails: text(self.email).iter().map(|t| email(t)).collect(),
            phones: text(self.phone).iter().map(|t| phone(t)).collect(),
            external_id: text(self.id),
            city: text(self.city),
            ..ContactInput::default()
        }
        .parse()
        .unwrap()
    }
}

/// The first verdict that is not No, as an import asks.
fn verdict(a: &Sketch, b: &Sketch) -> Verdict {
    let (a, b) = (a.record(), b.record());
    let shared = Identity::keys(&b);
    let verdicts = Identity::keys(&a)
        .into_iter()
        .filter(|key| shared.contains(key))
        .map(|key| Identity::of(&a).confirms(&key, &Identity::of(&b)));
    let all: Vec<_> = verdicts.collect();
    let found = |wanted| all.contains(&wanted).then_some(wanted);
    found(Verdict::Same).or(found(Verdict::Like)).unwrap_or(Verdict::No)
}

fn with<'a>(name: &'a str, company: &'a str, email: &'a str) -> Sketch<'a> {
    Sketch { name, company, email, ..Sketch::default() }
}

#[test]
fn a_shared_mailbox_does_not_make_two_people_one() {
    let info = "info@example.org";
    let same = |a: &Sketch, b: &Sketch| verdict(a, b) == Verdict::Same;
    assert_eq!(verdict(&with("Ada", "Engines", info), &with("Bob", "Engines", info)), Verdict::No);
    assert!(!same(&with("", "Office A", info), &with("", "Office B", info)));
    assert!(same(&with("Ada", "Engines", info), &with("", "", info)));
    assert!(same(&with("Ada", "Engines", info), &with("ÁDA", "Other", info)));
    assert!(same(&with("Bob Smith", "", info), &with("Robert Smith", "", info)));
    let couple = (with("Ann Smith", "", info), with("Bob Smith", "", info));
    assert_eq!(verdict(&couple.0, &couple.1), Verdict::Like);
}

#[test]
fn a_shared_number_is_confirmed_by_names() {
    let at = |name, company| Sketch { name, company, phone: "+442079460000", ..Sketch::default() };
    assert_eq!(verdict(&at("Ada Byron", "A"), &at("Ada Byron", "B")), Verdict::Same);
    assert_eq!(verdict(&at("Ada Byron", "A"), &at("Bob Jones", "A")), Verdict::No);
    assert_eq!(verdict(&at("Ada Byron", "A"), &at("", "A")), Verdict::No);
    assert_eq!(verdict(&at("Ada Byron", "A"), &at("", "")), Verdict::Same);
}

#[test]
fn likeness_holds_unless_an_identifier_contradicts() {
    let bob = with("Bob Smith", "Acme Inc.", "bob@x.example");
    let robert = with("Smith, Robert", "ACME", "");
    assert_eq!(verdict(&bob, &robert), Verdict::Same);
    let other = Sketch { email: "robert@y.example", ..robert.clone() };
    assert_eq!(verdict(&bob, &other), Verdict::Like);
    assert_eq!(verdict(&bob, &Sketch { company: "Looms", ..other }), Verdict::No);
}

#[test]
fn without_company_the_place_decides() {
    let at = |city| Sketch { name: "Ada Byron", city, ..Sketch::default() };
    assert_eq!(verdict(&at("Zürich"), &at("zurich")), Verdict::Same);
    assert_eq!(verdict(&at("Zürich"), &at("Bern")), Verdict::No);
    let slip = Sketch { name: "Ada Byrno", city: "Zurich", ..Sketch::default() };
    assert_eq!(verdict(&at("Zürich"), &slip), Verdict::Same);
    let other = Sketch { name: "Adam Byers", city: "Zurich", ..Sketch::default() };
    assert_eq!(verdict(&at("Zürich"), &other), Verdict::No);
    assert!(Identity::keys(&at("").record()).iter().all(|key| !key.starts_with("f:")));
}

#[test]
fn two_systems_may_count_alike() {
    let seventeen = |name, email| Sketch { name, email, id: "17", ..Sketch::default() };
    let ada = seventeen("Ada Byron", "ada@x.example");
    assert_eq!(verdict(&ada, &seventeen("Bob Jones", "bob@y.example")), Verdict::Like);
    assert_eq!(verdict(&ada, &seventeen("Ada King", "ada@y.example")), Verdict::Same);
}

#[test]
fn without_any_address_only_the_whole_record_is_a_twin() {
    let same = |a: &Sketch, b: &Sketch| verdict(a, b) == Verdict::Same;
    assert!(same(&with("Ada", "Engines", ""), &with("ada", "ENGINES", "")));
    assert!(!same(&with("Ada", "Engines", ""), &with("Ada", "Looms", "")));
}

#[test]
fn evidence_names_both_values() {
    let (a, b) = (with("Bob Smith", "Acme Inc.", ""), with("Robert Smith", "ACME", ""));
    let (a, b) = (a.record(), b.record());
    assert_eq!(
        Identity::evidence("f:0", &a, Some(&b)),
        "Bob Smith is like Robert Smith, and Acme Inc. is like ACME"
    );
    assert_eq!(Identity::evidence("e:a@x.example", &a, None), "the same e-mail, a@x.example");
}

proptest! {
    #[test]
    fn both_sides_see_it_alike(
        names in ["(Ada|Bob|Robert|A|)", "(Smith|Smiht|Jones|)", "(Ada|Bob|Robert|A|)", "(Smith|Jones|)"],
        companies in ["(Acme|Acme Inc|Looms|)", "(Acme|Looms|)"],
        emails in ["(a|b)@x[.]example", "((a|b)@x[.]example)?"],
        kind in "[xlepnf]",
    ) {
        let (a, b) = (
            format!("{} {}", names[0], names[1]),
            format!("{} {}", names[2], names[3]),
        );
        let a = with(&a, &companies[0], &emails[0]).record();
        let b = with(&b, "Acme", &emails[1]).record();
        let key = format!("{kind}:y");
        let (a, b) = (Identity::of(&a), Identity::of(&b));
        prop_assert_eq!(a.confirms(&key, &b), b.confirms(&key, &a));
        let may_meet = a.initials().may_meet(b.initials());
        prop_assert_eq!(may_meet, b.initials().may_meet(a.initials()));
        prop_assert!(may_meet || !a.initials().may_be_same(b.initials()));
        if !may_meet && matches!(kind.as_str(), "e" | "p") {
            prop_assert_eq!(a.confirms(&key, &b), Verdict::No);
        }
    }
}
