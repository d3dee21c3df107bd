//! Real exports and torture cases from other projects, in the folder that `TORTURE_FILES` names; without
//! it these tests prove nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::import::{ColumnChoice, OnDuplicate};
use files::{Mapping, Unreadable, inspect, propose, rows};

use crate::read;

fn data() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("TORTURE_FILES")?);
    assert!(folder.join("manifest.csv").is_file(), "{} has no manifest", folder.display());
    Some(folder)
}

#[test]
fn every_table_has_the_rows_that_its_maker_counted() {
    let Some(data) = data() else { return };
    let manifest = data.join("manifest.csv");
    let (entries, _) = read(&manifest, &inspect(&manifest).unwrap().dialect);
    let mut seen = 0;
    for entry in entries {
        let [path, kind, _, _, count, expected, ..] = entry.as_slice() else { panic!("{entry:?}") };
        if kind != "csv" {
            continue;
        }
        seen += 1;
        let inspection = match inspect(&data.join(path)) {
            Ok(inspection) => inspection,
            Err(Unreadable::Empty) if path.ends_with("empty.csv") && count == "0" => continue,
            Err(refusal) => panic!("{path}: {refusal}"),
        };
        let (rows, broken) = read(&data.join(path), &inspection.dialect);
        if !expected.starts_with("row-level") {
            assert_eq!(broken, 0, "{path}");
        }
        // Its header is `valid` like all its values: as good as none.
        let count = if path.ends_with("test_invalid_utf_header.csv") { "11" } else { count };
        assert_eq!((rows.len() + broken).to_string(), *count, "{path}");
    }
    assert!(seen > 60, "only {seen} tables in the manifest");
}

#[test]
fn cells_are_those_that_the_makers_of_the_tests_expect() {
    let Some(data) = data() else { return };
    for name in
        ["simple", "comma_in_quotes", "escaped_quotes", "newlines", "empty", "utf8", "empty_crlf"]
    {
        let path = data.join(format!("csv/spectrum-{name}.csv"));
        let inspection = inspect(&path).unwrap();
        let (rows, _) = read(&path, &inspection.dialect);
        let found: serde_json::Value = rows
            .iter()
            .map(|row| {
                let cells = inspection.columns.iter().zip(row);
                let pair = |(column, cell): (&domain::import::Column, &String)| {
                    (column.header.clone(), serde_json::Value::from(cell.as_str()))
                };
                serde_json::Value::Object(cells.map(pair).collect())
            })
            .collect();
        let expected = std::fs::read_to_string(path.with_extension("json")).unwrap();
        assert_eq!(found, serde_json::from_str::<serde_json::Value>(&expected).unwrap(), "{name}");
    }
}

#[test]
fn the_headers_of_known_exporters_are_known() {
    let Some(data) = data() else { return };
    let table = data.join("headers/header-mapping.csv");
    let (entries, _) = read(&table, &inspect(&table).unwrap().dialect);
    let mut missed = Vec::new();
    for entry in &entries {
        let [system, _, header, meaning, role, ..] = entry.as_slice() else { panic!("{entry:?}") };
        let expected = match meaning.split('|').next().unwrap_or_default() {
            "job_title" => "title",
            "phone_work" => "phone",
            "phone_mobile" => "mobile",
            same => same,
        };
        // vCard is another format, sources are no field, and a profile's URL shows by its value.
        let left_out = system == "apple_contacts_vcard" || expected == "source";
        if role != "primary" || left_out || system == "linkedin_connections" && header == "URL" {
            continue;
        }
        let proposed = propose(std::slice::from_ref(header), &[Vec::new()]);
        let found = proposed[0].as_ref().map(ToString::to_string).unwrap_or_default();
        if found != expected {
            missed.push(format!("{system}: {header} is {found:?}, not {expected}"));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_whole_outlook_export_is_mapped_to_the_business_address() {
    let Some(data) = data() else { return };
    let table = data.join("headers/header-mapping.csv");
    let (entries, _) = read(&table, &inspect(&table).unwrap().dialect);
    let headers: Vec<String> = entries
        .iter()
        .filter(|entry| entry[0] == "outlook_desktop_en")
        .map(|entry| entry[2].clone())
        .collect();
    let fields = propose(&headers, &vec![Vec::new(); headers.len()]);
    let found: Vec<String> = headers
        .iter()
        .zip(fields)
        .filter_map(|(header, field)| Some(format!("{header}={}", field?)))
        .collect();
    let expected = "First Name=first_name Last Name=last_name Company=company \
                    Department=department Job Title=title Business Street=street \
                    Business Street 2=street Business Street 3=street Business City=city \
                    Business State=region Business Postal Code=postal_code \
                    Business Country/Region=country Business Phone=phone \
                    Business Phone 2=phone Mobile Phone=mobile Categories=tags \
                    E-mail Address=email E-mail 2 Address=email_2 E-mail 3 Address=email_2 \
                    Notes=notes Web Page=website";
    assert_eq!(found.join(" "), expected);
}

/// A file, the columns with a proposed field that holds values, and the rows that the parser
/// refuses, by field.
type Case = (&'static str, &'static str, &'static [(&'static str, usize)]);

#[rustfmt::skip]
const CONTACTS: &[Case] = &[
    ("contacts/legislators-current.csv",
     "last_name=last_name first_name=first_name full_name=full_name state=region url=website \
      address=street phone=phone",
     &[]),
    // 32 offices have neither a name nor a phone.
    ("contacts/legislators-district-offices.csv",
     "id=external_id address=street building=street city=city phone=phone state=region \
      suite=street zip=postal_code",
     &[("full_name", 32)]),
    ("contacts/dotgov-current-federal.csv",
     "Domain name=company_domain Organization name=company City=city State=region \
      Security contact email=email",
     &[]),
    // An address with a blank, a name for a web address.
    ("contacts/publicbodies-de.csv",
     "id=external_id name=company description=notes url=website jurisdiction_code=country \
      email=email address=street tags=tags",
     &[("emails[0].value", 1), ("website", 1)]),
    ("contacts/publicbodies-se.csv",
     "id=external_id name=company description=notes url=website jurisdiction_code=country \
      phone=phone email=email address=street",
     &[]),
    // `ttps://…` and `htt://…`.
    ("contacts/publicbodies-gb.csv",
     "id=external_id name=company url=website jurisdiction_code=country tags=tags",
     &[("website", 2)]),
    // Bodies and states of the past that are no country of ISO 3166-1; a web address cut short.
    ("contacts/embassies-2020-10-10.csv",
     "operator=company country=country city=city address=street phone=phone email=email \
      website=website",
     &[("country", 8), ("website", 1)]),
    ("contacts/localgovjp-sjis-2020.csv", "pref=region city=company url=website", &[]),
    ("contacts/prefjp-utf8.csv", "pref=company url=website", &[]),
    ("contacts/prefjp-2020-utf8.csv", "pref=company url=website", &[]),
    ("contacts/salesforce-sample.csv",
     "First Name=first_name Last Name=last_name Title=title Mailing Street=street \
      Mailing City=city Mailing State/Province=region Mailing Zip/Postal Code=postal_code \
      Mailing Country=country Phone=phone Email=email Account Name=company",
     &[]),
    ("contacts/thunderbird-basic.csv",
     "First Name=first_name Last Name=last_name Display Name=full_name Primary Email=email",
     &[]),
    ("csv/duckdb-people.csv", "Person=full_name Region=region", &[]),
    ("derived/legislators-current-utf16le-tab.csv",
     "last_name=last_name first_name=first_name full_name=full_name state=region url=website \
      address=street phone=phone",
     &[]),
    ("derived/prefjp-gb18030.csv", "pref=company url=website", &[]),
    ("dedupe/febrl-dataset1.csv",
     "rec_id=external_id given_name=first_name surname=last_name address_1=street \
      address_2=street suburb=city postcode=postal_code state=region",
     &[]),
];

#[test]
fn contact_files_are_mapped_and_their_rows_parse() {
    let Some(data) = data() else { return };
    for (name, mapping, refused) in CONTACTS {
        let path = data.join(name);
        let inspection = inspect(&path).unwrap();
        let proposed: Vec<String> = inspection
            .columns
            .iter()
            .filter(|column| !column.samples.is_empty())
            .filter_map(|column| Some(format!("{}={}", column.header, column.field.as_ref()?)))
            .collect();
        assert_eq!(proposed.join(" "), *mapping, "{name}");
        let found = refusals(&path, &inspection);
        let found: Vec<_> = found.iter().map(|(field, count)| (field.as_str(), *count)).collect();
        assert_eq!(found, *refused, "{name}");
    }
}

/// The first wrong field of every refused row, counted.
fn refusals(path: &Path, inspection: &files::Inspection) -> Vec<(String, usize)> {
    let choices: Vec<ColumnChoice> = inspection
        .columns
        .iter()
        .map(|column| ColumnChoice {
            header: column.header.clone(),
            field: column.field.clone(),
            rule: None,
        })
        .collect();
    let mapping = Mapping::new(&inspection.columns, &choices, OnDuplicate::Skip).unwrap();
    let mut counts = std::collections::BTreeMap::new();
    for row in rows(path, &inspection.dialect).unwrap() {
        if let Err(errors) = mapping.input(&row.unwrap().cells, &BTreeMap::new()).parse() {
            *counts.entry(errors[0].field.clone()).or_insert(0) += 1;
        }
    }
    counts.into_iter().collect()
}
