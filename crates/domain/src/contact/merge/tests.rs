use super::*;
use crate::contact::{ContactInput, EmailInput, PhoneInput, Seniority};
use crate::import::ImportField as F;

fn fields(title: Option<&str>, city: Option<&str>) -> ContactFields {
    ContactFields {
        title: title.map(str::to_owned),
        city: city.map(str::to_owned),
        ..ContactFields::default()
    }
}

fn parsed(input: ContactInput) -> ContactFields {
    ContactInput { company: Some("Engines".into()), ..input }.parse().unwrap()
}

fn titled(title: &str) -> ContactFields {
    parsed(ContactInput { title: Some(title.into()), ..ContactInput::default() })
}

fn rules(on_duplicate: OnDuplicate, own: &[(F, FieldRule)]) -> MergeRules {
    let columns = own.iter().map(|(field, rule)| (field, Some(*rule)));
    MergeRules::new(on_duplicate, columns).unwrap()
}

#[test]
fn each_rule_does_what_it_says() {
    let current = fields(Some("CTO"), None);
    let row = fields(Some("CEO"), Some("Paris"));
    let city = |rule: OnDuplicate| {
        let out = merge(&rule.into(), &current, &row);
        (out.title, out.city)
    };
    let texts = |title: &str, city: Option<&str>| (Some(title.into()), city.map(str::to_owned));
    assert_eq!(merge(&OnDuplicate::Skip.into(), &current, &row), current);
    assert_eq!(city(OnDuplicate::Fill), texts("CTO", Some("Paris")));
    assert_eq!(city(OnDuplicate::Overwrite), texts("CEO", Some("Paris")));
}

#[test]
fn nothing_is_emptied() {
    let current = fields(Some("CTO"), Some("Paris"));
    let rules = rules(OnDuplicate::Overwrite, &[(F::Email, FieldRule::Overwrite)]);
    assert_eq!(merge(&rules, &current, &fields(None, None)), current);
}

#[test]
fn a_column_has_its_own_rule() {
    let current = fields(Some("CTO"), Some("Rome"));
    let row = fields(Some("CEO"), Some("Paris"));
    let own = rules(OnDuplicate::Skip, &[(F::City, FieldRule::Overwrite)]);
    assert_eq!(merge(&own, &current, &row).city.as_deref(), Some("Paris"));
    assert_eq!(merge(&own, &current, &row).title.as_deref(), Some("CTO"));
    let own = rules(OnDuplicate::Overwrite, &[(F::Title, FieldRule::Never)]);
    assert_eq!(merge(&own, &current, &row).title.as_deref(), Some("CTO"));
    let own = rules(OnDuplicate::Overwrite, &[(F::City, FieldRule::Never)]);
    assert_eq!(merge(&own, &fields(None, None), &row).city, None);
}

#[test]
fn lists_grow_or_are_replaced() {
    let with = |emails: &[&str], phones: &[&str]| {
        let email = |e: &&str| EmailInput { value: (*e).into(), ..EmailInput::default() };
        let phone = |p: &&str| PhoneInput { value: (*p).into(), ..PhoneInput::default() };
        parsed(ContactInput {
            emails: emails.iter().map(email).collect(),
            phones: phones.iter().map(phone).collect(),
            ..ContactInput::default()
        })
    };
    let current = with(&["a@x.example"], &["+442079460000"]);
    let row = with(&["b@x.example", "a@x.example"], &["020 7946 0000"]);
    let emails = |rules: &MergeRules| {
        let merged = merge(rules, &current, &row);
        assert_eq!(merged.phones, current.phones);
        merged.emails.iter().map(|e| e.value.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(emails(&OnDuplicate::Fill.into()), ["a@x.example", "b@x.example"]);
    let own = rules(OnDuplicate::Fill, &[(F::Email2, FieldRule::Overwrite)]);
    assert_eq!(emails(&own), ["b@x.example", "a@x.example"]);
    assert_eq!(emails(&rules(OnDuplicate::Fill, &[(F::Email, FieldRule::Fill)])), ["a@x.example"]);
}

#[test]
fn notes_are_appended_once() {
    let noted = |text: &str| ContactFields { notes: Some(text.into()), ..ContactFields::default() };
    let own = rules(OnDuplicate::Fill, &[(F::Notes, FieldRule::Append)]);
    let once = merge(&own, &noted("met in Ulm"), &noted("likes tea"));
    assert_eq!(once.notes.as_deref(), Some("met in Ulm\nlikes tea"));
    assert_eq!(merge(&own, &once, &noted("likes tea")), once);
    assert_eq!(
        merge(&own, &once, &noted("tea")).notes.as_deref(),
        Some("met in Ulm\nlikes tea\ntea")
    );
}

#[test]
fn what_a_person_set_is_not_replaced_by_what_was_derived() {
    let set = ContactFields { seniority: Some(Seniority::Owner), ..titled("Director") };
    let merged = merge(&OnDuplicate::Overwrite.into(), &set, &titled("VP Sales"));
    assert_eq!(merged.title.as_deref(), Some("VP Sales"));
    assert_eq!(merged.seniority, Some(Seniority::Owner));
    let merged = merge(&OnDuplicate::Overwrite.into(), &titled("Director"), &titled("VP Sales"));
    assert_eq!(merged.seniority, Some(Seniority::Vp));
    let own = rules(OnDuplicate::Overwrite, &[(F::Seniority, FieldRule::Overwrite)]);
    assert_eq!(merge(&own, &set, &titled("VP Sales")).seniority, Some(Seniority::Vp));
}

#[test]
fn a_full_name_goes_along_with_its_parts() {
    let named = |first: &str, last: &str| {
        let text = |t: &str| (!t.is_empty()).then(|| t.to_owned());
        parsed(ContactInput {
            first_name: text(first),
            last_name: text(last),
            ..ContactInput::default()
        })
    };
    let merged = merge(&OnDuplicate::Fill.into(), &named("Ann", ""), &named("Ann", "Jones"));
    assert_eq!(merged, named("Ann", "Jones"));
    let merged =
        merge(&OnDuplicate::Overwrite.into(), &named("Ann", "Smith"), &named("Ann", "Jones"));
    assert_eq!(merged, named("Ann", "Jones"));
}

#[test]
fn a_row_that_only_repeats_says_nothing_new() {
    let form = ContactInput {
        full_name: Some("bell hooks".into()),
        title: Some("Director".into()),
        ..ContactInput::default()
    };
    let row = form.clone().parse_with(&crate::contact::Context::default()).unwrap();
    assert_eq!(row.first_name.as_deref(), Some("Bell"));
    let current = form.parse().unwrap();
    for rule in [OnDuplicate::Fill, OnDuplicate::Overwrite] {
        assert_eq!(merge(&rule.into(), &current, &row), current);
    }
    // A new full name brings its parts along.
    let other = ContactInput { full_name: Some("Ada Byron".into()), ..ContactInput::default() };
    let row = other.parse_with(&crate::contact::Context::default()).unwrap();
    let merged = merge(&OnDuplicate::Overwrite.into(), &current, &row);
    assert_eq!(merged.last_name.as_deref(), Some("Byron"));
}
