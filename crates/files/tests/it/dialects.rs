//! What `inspect` tells of a file.

use encoding_rs::{Encoding, GB18030, SHIFT_JIS, WINDOWS_1252};
use files::{Unreadable, inspect};

use crate::{file, read};

#[test]
fn encodings_without_a_mark_are_read() {
    let cases: [(&Encoding, &str, &str); 3] = [
        (WINDOWS_1252, "Prénom;Ville\nFrançois;Orléans\nJosé;Málaga\nZoë;Köln\n", "François"),
        (
            SHIFT_JIS,
            "氏名,会社名,住所\n山田太郎,東京表示株式会社,千代田区\n鈴木花子,能登商事,金沢市\n",
            "山田太郎",
        ),
        (
            GB18030,
            "姓名,公司,城市\n王小明,北京科技有限公司,北京\n李华,上海贸易有限公司,上海\n",
            "王小明",
        ),
    ];
    for (encoding, text, first) in cases {
        let file = file(&encoding.encode(text).0);
        let inspection = inspect(file.path()).unwrap();
        let (rows, broken) = read(file.path(), &inspection.dialect);
        assert_eq!((rows[0][0].as_str(), broken), (first, 0), "{}", inspection.dialect.encoding);
    }
}

#[test]
fn the_dialect_survives_storage() {
    let file = file(b"# remark\nName;City\nAda;London\n");
    let dialect = inspect(file.path()).unwrap().dialect;
    let stored = serde_json::to_string(&dialect).unwrap();
    assert_eq!(serde_json::from_str::<files::Dialect>(&stored).unwrap(), dialect);
}

#[test]
fn columns_show_a_few_short_values() {
    let long = "x".repeat(500);
    let file = file(format!("Name,City\nA,{long}\nB,\nC,c\nD,d\nE,e\nF,f\nG,g\n").as_bytes());
    let columns = inspect(file.path()).unwrap().columns;
    assert_eq!(columns[0].samples, ["A", "B", "C", "D", "E"]);
    assert_eq!(columns[1].samples[0].len(), 120);
    assert_eq!(columns[1].samples[1..], ["c", "d", "e", "f"]);
}

#[test]
fn files_that_are_no_table_say_what_they_are() {
    let wide = vec!["x"; 1_500].join(",");
    let cases: [(&[u8], &str); 6] = [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "is empty"),
        (b"Name,Email\r\n", "no rows"),
        (b"Name,Email\r\n,\r\n , \r\n", "no rows"),
        (wide.as_bytes(), "1500 columns"),
        (b"PK\x03\x04xl/", "damaged"),
    ];
    for (content, expected) in cases {
        let file = file(content);
        let refusal = inspect(file.path()).unwrap_err().to_string();
        assert!(refusal.contains(expected), "{refusal}");
    }
    let gone = inspect(std::path::Path::new("no such file"));
    assert!(matches!(gone, Err(Unreadable::Io(_))));
}

#[test]
fn only_the_beginning_of_a_large_file_is_looked_at() {
    let header = b"Name,Notes\n";
    let row = b"Ada,\"two\nlines, of \"\"notes\"\"\"\n";
    let mut content = header.to_vec();
    while content.len() < 3 * 1024 * 1024 {
        content.extend(row);
    }
    let file = file(&content);
    let inspection = inspect(file.path()).unwrap();
    assert_eq!(inspection.dialect.columns, 2);
    let (rows, broken) = read(file.path(), &inspection.dialect);
    assert_eq!((rows.len(), broken), ((content.len() - header.len()) / row.len(), 0));
}
