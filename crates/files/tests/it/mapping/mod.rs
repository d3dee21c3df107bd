//! What is proposed for the columns of known exports, and in eight languages.

use files::propose;

/// Two values that are typical of a field.
fn samples(field: &str, header: &str) -> Vec<String> {
    let values: [&str; 2] = match field.trim_end_matches('?') {
        "full_name" => ["Ada Lovelace", "Charles Babbage"],
        "first_name" => ["Ada", "Charles"],
        "last_name" => ["Lovelace", "Babbage"],
        "title" => ["Chief Engineer", "Sales Manager"],
        "seniority" => ["Director", "Manager"],
        "department" => ["Marketing", "Sales"],
        "company" => ["Engines Ltd", "Looms GmbH"],
        "company_domain" => ["engines.example", "looms.example"],
        "industry" => ["Machinery", "Textiles"],
        "company_size" => ["51-200", "12"],
        "email" | "email_2" => ["ada@engines.example", "charles@looms.example"],
        "phone" => ["+44 20 7946 0000", "+49 30 901820"],
        "mobile" => ["+44 7700 900000", "+49 170 1234567"],
        "street" => ["12 Mill Lane", "Weg 5"],
        "city" => ["London", "Berlin"],
        "region" => ["Kent", "Brandenburg"],
        "postal_code" => ["10115", "SW1A 1AA"],
        "country" => ["United Kingdom", "DE"],
        "location" => ["London, United Kingdom", "Berlin, Germany"],
        "website" => ["https://engines.example", "www.looms.example"],
        "linkedin_url" => ["https://www.linkedin.com/in/ada", "linkedin.com/in/charles"],
        "tags" => ["vip, partner", "partner"],
        "notes" => ["met in Ulm", "likes tea"],
        "external_id" => ["A-17", "B-4"],
        _ => unused(header),
    };
    values.map(str::to_owned).to_vec()
}

/// Values of columns that mean nothing; those that look like a field are the trap.
fn unused(header: &str) -> [&'static str; 2] {
    let header = header.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| header.contains(word));
    if has(&["label"]) {
        ["* Work", "Home"]
    } else if has(&["fax", "phone", "privat", "pager", "telex"]) {
        ["+44 20 7946 0009", "+49 30 901829"]
    } else if has(&["linkedin"]) {
        ["https://www.linkedin.com/company/engines", "https://www.linkedin.com/company/looms"]
    } else if has(&["birth", "date", "geburt", "fecha", "data", "naissance", "生年"]) {
        ["1815-12-10", "1791-12-26"]
    } else if has(&["anrede", "salutation", "title", "civilit", "prefix"]) {
        ["Mrs.", "Mr."]
    } else {
        ["blue", "green"]
    }
}

/// Columns that are taken for something else, and those that are left out, as `system: header`.
fn judge(table: &str) -> (usize, Vec<String>) {
    let (mut all, mut wrong) = (0, Vec::new());
    let lines: Vec<&str> = table.lines().filter(|line| !line.starts_with('#')).collect();
    for block in lines.join("\n").split("\n[").filter(|block| block.contains(']')) {
        let (system, columns) = block.trim_start_matches('[').split_once(']').unwrap();
        let columns: Vec<(&str, &str)> = columns
            .split(['\n', '|'])
            .filter_map(|column| column.trim().rsplit_once(" = "))
            .collect();
        let headers: Vec<String> = columns.iter().map(|(header, _)| (*header).to_owned()).collect();
        let values: Vec<_> = columns.iter().map(|(header, field)| samples(field, header)).collect();
        let found: Vec<String> = propose(&headers, &values)
            .iter()
            .map(|field| field.as_ref().map_or("-".to_owned(), ToString::to_string))
            .collect();
        for ((header, wanted), field) in columns.iter().zip(&found) {
            all += 1;
            let plain = wanted.trim_end_matches('?');
            let elsewhere = found.iter().any(|other| other == plain);
            let is_right = field == plain
                || (field == "-" && (wanted.ends_with('?') || elsewhere))
                || (plain.starts_with("email") && field.starts_with("email"));
            if !is_right {
                wrong.push(format!("{system}: {header} is {field}, not {wanted}"));
            }
        }
    }
    (all, wrong)
}

#[test]
fn columns_of_known_exports_map_by_themselves() {
    let (all, wrong) = judge(include_str!("exports.txt"));
    assert!(all > 400, "{all}");
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn columns_in_eight_languages_map_by_themselves() {
    let (all, wrong) = judge(include_str!("languages.txt"));
    assert!(all > 200, "{all}");
    assert!(wrong.is_empty(), "{} of {all}:\n{}", wrong.len(), wrong.join("\n"));
}
