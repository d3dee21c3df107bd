//! How a file is read when a person says it.

use domain::import::SourceRequest;
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, KOI8_R, MACINTOSH, WINDOWS_1250};
use files::{Unreadable, inspect_as};

use crate::{file, read};

fn first(content: &[u8], choices: &SourceRequest) -> (Vec<String>, Vec<Vec<String>>) {
    let file = file(content);
    let inspection = inspect_as(file.path(), choices).unwrap();
    let headers = inspection.columns.iter().map(|column| column.header.clone()).collect();
    (headers, read(file.path(), &inspection.dialect).0)
}

fn none() -> SourceRequest {
    SourceRequest::default()
}

#[test]
fn the_encoding_can_be_chosen() {
    let cases: [(&'static Encoding, &str); 6] = [
        (MACINTOSH, "Name;Ort\nZoë;Köln\n"),
        (WINDOWS_1250, "Name;Ort\nŠárka;Plzeň\n"),
        (KOI8_R, "Name;Ort\nАнна;Москва\n"),
        (EUC_JP, "Name;Ort\n山田;東京\n"),
        (EUC_KR, "Name;Ort\n김;서울\n"),
        (BIG5, "Name;Ort\n王;台北\n"),
    ];
    for (encoding, text) in cases {
        let bytes = encoding.encode(text).0;
        let choices = SourceRequest { encoding: Some(encoding.name().to_owned()), ..none() };
        let expected: Vec<String> =
            text.lines().nth(1).unwrap().split(';').map(str::to_owned).collect();
        assert_eq!(first(&bytes, &choices).1, [expected], "{}", encoding.name());
    }
}

#[test]
fn delimiter_quote_and_header_can_be_chosen() {
    let text = b"a:b,c\n'x:1':y,z\n";
    let choices = SourceRequest {
        delimiter: Some(":".into()),
        quote: Some("'".into()),
        has_header: Some(false),
        ..none()
    };
    let (headers, rows) = first(text, &choices);
    assert_eq!(headers, ["Column 1", "Column 2"]);
    assert_eq!(rows, [["a", "b,c"], ["x:1", "y,z"]]);
}

#[test]
fn the_place_of_the_header_can_be_chosen() {
    let text = b"Report,x\nby,Ada\nName,City\nBob,Ulm\n";
    let choices = SourceRequest { skip: Some(2), has_header: Some(true), ..none() };
    let file = file(text);
    let inspection = inspect_as(file.path(), &choices).unwrap();
    assert_eq!(inspection.columns[1].header, "City");
    assert_eq!(inspection.dialect.preview[0], ["Report", "x"]);
    assert_eq!(inspection.dialect.preview.len(), 4);
    assert_eq!(inspection.dialect.choices, choices);
    assert_eq!(read(file.path(), &inspection.dialect).0, [["Bob", "Ulm"]]);

    let all = SourceRequest { skip: Some(4), ..none() };
    match inspect_as(file.path(), &all) {
        Err(Unreadable::Choice(error)) => assert_eq!(error.field, "skip"),
        other => panic!("{other:?}"),
    }
}
