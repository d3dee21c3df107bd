//! vCards.

use files::{Format, inspect};
use proptest::prelude::*;

use crate::{file, read};

/// The filled cells of each card, `header=value`.
fn cards(content: &[u8]) -> Vec<Vec<String>> {
    let file = file(content);
    let inspection = inspect(file.path()).unwrap();
    assert_eq!(inspection.format, Format::Vcard);
    let (rows, broken) = read(file.path(), &inspection.dialect);
    assert_eq!(broken, 0);
    let pair =
        |(header, text): (&String, &String)| (!text.is_empty()).then(|| format!("{header}={text}"));
    rows.iter()
        .map(|row| inspection.dialect.keys.iter().zip(row).filter_map(pair).collect())
        .collect()
}

#[test]
fn a_card_of_each_version_becomes_a_row() {
    let old = b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=\r\n=C3=B6rg\r\nTEL;CELL;VOICE:+49 170 1\r\nTEL;WORK;FAX:+49 30 1\r\nPHOTO;JPEG;ENCODING=BASE64:\r\n /9j/4AAQ\r\n SkZJRg==\r\n\r\nEMAIL;PREF;INTERNET:j@x.example\r\nEND:VCARD\r\n";
    assert_eq!(
        cards(old),
        [[
            "First Name=J\u{f6}rg",
            "Last Name=M\u{fc}ller",
            "E-mail 1 - Value=j@x.example",
            "Phone 1 - Label=Mobile",
            "Phone 1 - Value=+49 170 1",
            "Phone 2 - Label=Fax",
            "Phone 2 - Value=+49 30 1"
        ]]
    );
    let middle = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada Lovelace\nORG:Engines\\, Ltd;Research;Looms\nitem1.EMAIL;type=INTERNET:a@x.example\nitem1.X-ABLabel:_$!<Home>!$_\nADR;TYPE=HOME:;;Elm 1;Ulm;;;\nADR;TYPE=WORK:;Floor 2;Main\n  St 3;London;;E1;UK\nCATEGORIES:a,key account\nURL:http\\://x.example\nNOTE:one\\ntwo\nEND:VCARD\n";
    assert_eq!(
        cards(middle),
        [[
            "Full Name=Ada Lovelace",
            "Company=Engines, Ltd",
            "Department=Research, Looms",
            "Tags=a; key account",
            "Notes=one\ntwo",
            "E-mail 1 - Label=Home",
            "E-mail 1 - Value=a@x.example",
            "Street=Floor 2\nMain St 3",
            "City=London",
            "Postal Code=E1",
            "Country=UK",
            "Address 2 - Street=Elm 1",
            "Address 2 - City=Ulm",
            "Website=http://x.example"
        ]]
    );
    let new = "BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Engines\nTEL;VALUE=uri;PREF=2;TYPE=\"voice,home\":tel:+44-1;ext=5\nTEL;PREF=1;TYPE=work:+44-2\nURL:https://www.linkedin.com/in/x\nEND:VCARD\n";
    assert_eq!(
        cards(new.as_bytes()),
        [[
            "Company=Engines",
            "LinkedIn URL=https://www.linkedin.com/in/x",
            "Phone 1 - Label=Work",
            "Phone 1 - Value=+44-2",
            "Phone 2 - Label=Home",
            "Phone 2 - Value=+44-1 x5"
        ]]
    );
}

#[test]
fn a_value_far_behind_has_a_column() {
    let mut content = "BEGIN:VCARD\nFN:A B\nEND:VCARD\n".repeat(60_000);
    content += "BEGIN:VCARD\nFN:C D\nEMAIL:1@x.example\nEMAIL:2@x.example\nTITLE:Boss\nEND:VCARD\n";
    let file = file(content.as_bytes());
    let inspection = inspect(file.path()).unwrap();
    let keys = ["Full Name", "Job Title", "E-mail 1 - Value", "E-mail 2 - Value"];
    assert_eq!(inspection.dialect.keys, keys);
    assert_eq!(read(file.path(), &inspection.dialect).0.len(), 60_001);
}

#[test]
fn odd_files_are_read_as_far_as_they_are_cards() {
    let names = |text: &str| {
        cards(text.as_bytes()).into_iter().map(|card| card[0].clone()).collect::<Vec<_>>()
    };
    let nested =
        "BEGIN:VCARD\nFN:A B\nAGENT:\nBEGIN:VCARD\nFN:Inner\nEND:VCARD\nNOTE:x\nEND:VCARD\n";
    assert_eq!(cards(nested.as_bytes()), [["Full Name=A B", "Notes=x"]]);
    let other = "BEGIN:FOO\nFN:No\nEND:FOO\nBEGIN:VCARD\nFN:A B\nEND:VCARD\n";
    assert_eq!(names(other), ["Full Name=A B"]);
    assert_eq!(
        names("BEGIN:VCARD\nFN:A B\nBEGIN:VCARD\nFN:C D"),
        ["Full Name=A B", "Full Name=C D"]
    );
    assert_eq!(names("VERSION:3.0\nFN:A B\nEND:VCARD\n"), ["Full Name=A B"]);
    let sixteen: Vec<u8> = "\u{feff}BEGIN:VCARD\nFN:Åsa\nEND:VCARD\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(cards(&sixteen), [["Full Name=Åsa"]]);
    let refusal = inspect(file(b"BEGIN:VCARD\nPHOTO:x\nEND:VCARD\n").path()).unwrap_err();
    assert!(refusal.to_string().contains("no card"));
}

#[test]
fn a_photo_of_any_size_is_no_matter_and_a_note_too_long_is_told() {
    let photo = format!("PHOTO;ENCODING=b:{}\n", "A".repeat(5_000_000));
    let content = format!("BEGIN:VCARD\nFN:A B\n{photo}END:VCARD\n");
    assert_eq!(cards(content.as_bytes()), [["Full Name=A B"]]);
    let note = format!("NOTE:{}\n", "x".repeat(2_000_000));
    let content = format!("BEGIN:VCARD\nFN:A B\n{note}END:VCARD\nBEGIN:VCARD\nFN:C D\nEND:VCARD\n");
    let file = file(content.as_bytes());
    let inspection = inspect(file.path()).unwrap();
    let (rows, broken) = read(file.path(), &inspection.dialect);
    assert_eq!((rows.len(), broken), (1, 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_card_is_looked_at_and_read(
        lines in proptest::collection::vec(
            "(BEGIN:VCARD|END:VCARD|BEGIN:X|END:X|AGENT:|[A-Z.]{0,5}(;[A-Za-z=\",]{0,12}){0,3}:[a-z=;,\\\\\"0-9é]{0,20}=?| x|\\PC{0,12})",
            0..20,
        ),
        end in "(\n|\r\n|\r|\r\r\n)",
    ) {
        let content = format!("BEGIN:VCARD{end}FN:A B{end}{}{end}", lines.join(&end));
        let file = file(content.as_bytes());
        if let Ok(inspection) = inspect(file.path()) {
            let first = read(file.path(), &inspection.dialect);
            prop_assert!(first.0.iter().all(|row| row.len() == inspection.columns.len()));
            prop_assert_eq!(read(file.path(), &inspection.dialect), first);
        }
    }
}
