//! What is exported is imported again without a change.

use std::collections::BTreeMap;

use domain::contact::{
    Contact, ContactFields, ContactInput, EmailInput, EmailKind, OnDuplicate, Origin, PhoneInput,
    PhoneKind,
};
use domain::import::ColumnChoice;
use domain::{ContactId, Timestamp};
use files::Mapping;
use files::write::{Columns, Export, Format};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::{file, reader};

const FORMATS: [Format; 5] =
    [Format::CsvSafe, Format::CsvExact, Format::Xlsx, Format::Vcard, Format::JsonLines];

fn contact(fields: ContactFields) -> Contact {
    Contact {
        id: "con_0190a1b2c3d47e5f8a9b0c1d2e3f4a5b".parse::<ContactId>().unwrap(),
        layer: domain::partition::Layer::Workspace,
        fields,
        hidden: None,
        completeness: 0,
        source: Origin::Created,
        version: 1,
        created_at: Timestamp::from_micros(0),
        updated_at: Timestamp::from_micros(0),
        verified_at: None,
    }
}

fn export(format: Format, records: &[ContactFields]) -> Vec<u8> {
    let mut columns = Columns::default();
    for fields in records {
        columns.widen(fields);
    }
    let mut export = Export::new(format, columns);
    let mut bytes = export.header();
    for fields in records {
        bytes.extend(export.record(&contact(fields.clone())));
    }
    bytes.extend(export.finish());
    bytes
}

/// The records of a file, by the mapping that is proposed for it.
fn import(bytes: &[u8]) -> Vec<ContactFields> {
    let file = file(bytes);
    let inspection = reader().inspect(file.path()).unwrap();
    let choice = |column: &domain::import::Column| ColumnChoice {
        header: column.header.clone(),
        field: column.field.clone(),
        rule: None,
    };
    let choices: Vec<ColumnChoice> = inspection.columns.iter().map(choice).collect();
    let mapping = Mapping::new(&inspection.columns, &choices, OnDuplicate::default()).unwrap();
    let rows = reader().rows(file.path(), &inspection.dialect).unwrap();
    rows.map(|row| mapping.input(&row.unwrap().cells, &BTreeMap::new()).parse().unwrap()).collect()
}

fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn email(value: &str, kind: EmailKind) -> EmailInput {
    EmailInput { value: value.to_owned(), kind }
}

fn phone(value: &str, kind: PhoneKind) -> PhoneInput {
    PhoneInput { value: value.to_owned(), kind }
}

fn people() -> Vec<ContactFields> {
    let ada = ContactInput {
        full_name: text("Dr. Ada \"Countess\" Lovelace, née Byron"),
        first_name: text("Ada"),
        last_name: text("Lovelace; Byron"),
        title: text("=Chief Engineer"),
        seniority: text("vp"),
        department: text("sales"),
        company: text("Engines & <Sons>, Ltd."),
        industry: text("Tools; dies"),
        company_size: text("51-200"),
        emails: vec![
            email("ada@engine.example", EmailKind::Personal),
            email("info@engine.example", EmailKind::Work),
            email("x@y.example", EmailKind::Other),
        ],
        phones: vec![
            phone("+49 30 901820", PhoneKind::Home),
            phone("+49 170 1234567", PhoneKind::Mobile),
            phone("+49 30 901821", PhoneKind::Fax),
            phone("+49 30 901822", PhoneKind::Other),
        ],
        street: text("Weg 1, Haus 2"),
        city: text("Köln"),
        region: text("NRW"),
        postal_code: text("01099"),
        country: text("DE"),
        website: text("https://engine.example/a;b"),
        linkedin_url: text("https://www.linkedin.com/in/ada"),
        tags: vec!["key account".into(), "a, b".into(), "5\" disk".into()],
        notes: text("first line\nsecond, \\ line; end _x000D_"),
        external_id: text("0042"),
        custom: [("Fund".to_owned(), "-1".to_owned()), ("a \"b\"".to_owned(), "x".to_owned())]
            .into(),
        ..ContactInput::default()
    };
    let body = ContactInput { company: text("Rathaus"), country: text("JP"), ..Default::default() };
    let only_mail = ContactInput {
        emails: vec![email("nobody@engine.example", EmailKind::Work)],
        tags: vec!["key account".into()],
        ..ContactInput::default()
    };
    let named = ContactInput { full_name: text("山田 太郎"), ..ContactInput::default() };
    [ada, body, only_mail, named].map(|input| input.parse().unwrap()).into()
}

#[test]
fn every_field_comes_back_from_every_format() {
    for format in FORMATS {
        let people = people();
        assert_eq!(import(&export(format, &people)), people, "{format:?}");
    }
}

#[test]
fn formulas_are_no_formulas_in_a_spreadsheet() {
    let safe = String::from_utf8(export(Format::CsvSafe, &people())).unwrap();
    assert!(safe.starts_with('\u{feff}') && safe.contains(",'=Chief Engineer,"));
    let exact = String::from_utf8(export(Format::CsvExact, &people())).unwrap();
    assert!(exact.contains(",=Chief Engineer,"));
}

#[test]
fn cards_are_folded_and_lines_are_objects() {
    let cards = String::from_utf8(export(Format::Vcard, &people())).unwrap();
    assert_eq!(cards.matches("BEGIN:VCARD\r\nVERSION:4.0\r\n").count(), 4);
    assert!(cards.split("\r\n").all(|line| line.len() <= 75));
    let lines = String::from_utf8(export(Format::JsonLines, &people())).unwrap();
    assert_eq!(lines.lines().count(), 4);
    assert!(lines.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
}

#[test]
fn a_place_that_looks_like_an_address_stays_a_place() {
    let of = |city: &str| {
        let emails = vec![email("ada@engine.example", EmailKind::Work)];
        let input = ContactInput {
            city: text(city),
            emails,
            company: text("Engines"),
            ..Default::default()
        };
        input.parse().unwrap()
    };
    for records in [vec![of("C@A.A"), of("C")], vec![of("C@A.A")]] {
        for format in FORMATS {
            assert_eq!(import(&export(format, &records)), records, "{format:?}");
        }
    }
}

fn anybody() -> impl Strategy<Value = ContactFields> {
    let word = "[A-Za-zÀ-ÿ北京;,\"'\\\\:=<&|#@. -]{0,20}";
    (word, word, word, vec(word, 0..3), word).prop_filter_map(
        "nobody",
        |(name, company, city, tags, custom)| {
            ContactInput {
                full_name: Some(format!("Ada {name}")),
                company: Some(company),
                city: Some(format!("C{city}")),
                tags: tags.into_iter().map(|tag| format!("t{tag}")).collect(),
                custom: [("Fund".to_owned(), format!("F{custom}"))].into(),
                emails: vec![email("ada@engine.example", EmailKind::Work)],
                ..ContactInput::default()
            }
            .parse()
            .ok()
            .filter(|fields| fields.company.as_ref().is_none_or(|name| name.len() > 4))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_text_comes_back(records in vec(anybody(), 1..6)) {
        for format in FORMATS {
            let found = import(&export(format, &records));
            for (found, record) in found.iter().zip(&records) {
                prop_assert_eq!(&found.full_name, &record.full_name, "{:?}", format);
                prop_assert_eq!(&found.tags, &record.tags, "{:?}", format);
                prop_assert_eq!(&found.custom, &record.custom, "{:?}", format);
            }
            prop_assert_eq!(found.len(), records.len());
        }
    }
}
