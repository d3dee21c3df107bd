//! How many rows a second are parsed: `cargo run --release -p domain --example speed`.

use std::time::Instant;

use domain::contact::{ContactInput, Context, EmailInput, Identity, PhoneInput};
use domain::value::Country;

const ROWS: u32 = 20_000;

fn main() {
    let context = Context { country: Country::parse("DE").ok() };
    let begin = Instant::now();
    let mut keys = 0;
    for row in 0..ROWS {
        let input = ContactInput {
            full_name: Some(format!("MÜLLER{row}, JÜRGEN")),
            title: Some("Senior Vertriebsleiter Süddeutschland".into()),
            company: Some(format!("Schmidt & Söhne {row} GmbH & Co. KG")),
            emails: vec![EmailInput {
                value: format!("j.mueller{row}@shop{row}.example.co.uk"),
                ..EmailInput::default()
            }],
            phones: vec![
                PhoneInput {
                    value: format!("030 {:07}", 1_000_000 + row),
                    ..PhoneInput::default()
                },
                PhoneInput { value: format!("+44 20 79{row:06}"), ..PhoneInput::default() },
            ],
            street: Some("Lange Straße 5".into()),
            city: Some("Berlin".into()),
            postal_code: Some("10115".into()),
            country: Some("Deutschland".into()),
            website: Some(format!("www.schmidt{row}.de")),
            ..ContactInput::default()
        };
        if let Ok(fields) = input.parse_with(&context) {
            keys += Identity::keys(&fields).len();
        }
    }
    let rate = f64::from(ROWS) / begin.elapsed().as_secs_f64();
    println!("{rate:.0} rows/s, {keys} keys");
}
