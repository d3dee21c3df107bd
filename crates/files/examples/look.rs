//! Prints what the reader makes of a file: `cargo run -p files --example look -- FILE [ROWS]`.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use domain::import::{ColumnChoice, OnDuplicate};
use files::{Mapping, inspect, rows};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("Name a file.")?;
    if file == "read-sheet" {
        let sheet = arguments.next();
        let sheet = sheet.as_deref().and_then(|argument| argument.strip_prefix("--sheet="));
        return Ok(files::serve_sheet(sheet)?);
    }
    let count: usize = arguments.next().map_or(Ok(5), |text| text.parse())?;
    let path = Path::new(&file);

    let inspection = inspect(path)?;
    println!("{:#?}", inspection.dialect);
    for column in &inspection.columns {
        let field = column.field.as_ref().map_or("-".to_owned(), ToString::to_string);
        println!("{field:>15}  {}  {:?}", column.header, column.samples);
    }

    let choices: Vec<ColumnChoice> = inspection
        .columns
        .iter()
        .map(|column| ColumnChoice {
            header: column.header.clone(),
            field: column.field.clone(),
            rule: None,
        })
        .collect();
    let mapping = Mapping::new(&inspection.columns, &choices, OnDuplicate::Skip)
        .map_err(|errors| format!("{errors:?}"))?;
    let (mut read, mut refused) = (0_u64, 0_u64);
    for (place, row) in rows(path, &inspection.dialect)?.enumerate() {
        let answer = match row {
            Ok(row) => mapping.input(&row.cells, &BTreeMap::new()).parse().map_err(|errors| {
                let errors =
                    errors.iter().map(|error| format!("{}: {}", error.field, error.message));
                format!("row {}: {}", row.number, errors.collect::<Vec<_>>().join(" "))
            }),
            Err(problem) => Err(problem.to_string()),
        };
        read += 1;
        match answer {
            Ok(fields) if place < count => println!("{fields:#?}"),
            Ok(_) => {}
            Err(reason) => {
                refused += 1;
                println!("{reason}");
            }
        }
    }
    println!("{read} rows, {refused} of them refused");
    Ok(())
}
