//! A place in one cell: `Berlin, Germany`, `San Francisco, CA 94105, USA`.

use domain::contact::ContactInput;
use domain::value::{Country, fold};

/// States and provinces by their codes, which are countries' codes, too: `CA` behind a city is
/// California rather than Canada.
#[rustfmt::skip]
const STATES: &[&str] = &[
    "al", "ak", "az", "ar", "ca", "co", "ct", "dc", "fl", "ga", "hi", "ia", "id", "il", "in", "ks",
    "ky", "la", "ma", "md", "me", "mi", "mn", "mo", "ms", "mt", "nc", "nd", "ne", "nh", "nj", "nm",
    "nv", "ny", "oh", "ok", "or", "pa", "ri", "sc", "sd", "tn", "tx", "ut", "va", "vt", "wa", "wi",
    "wv", "wy", "ab", "bc", "mb", "nb", "nl", "ns", "on", "pe", "qc", "sk", "nsw", "vic", "qld",
    "georgia",
];

/// Fills city, region, postal code and country as far as the row has none of its own.
pub(super) fn fill(input: &mut ContactInput, text: &str) {
    let mut parts: Vec<&str> =
        text.split([',', ';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_state = |part: &str| STATES.contains(&fold(part).as_str());
    let mut country = None;
    if let Some(&last) = parts.last() {
        let may_be_state = parts.len() == 2 && is_state(last);
        if !may_be_state && Country::parse(last).is_ok() {
            country = Some(last);
            parts.pop();
        }
    }
    let postal_code = parts.iter().position(|part| is_code(part)).map(|at| parts.remove(at));
    let mut parts = parts.into_iter();
    let city = parts.next();
    let rest = parts.collect::<Vec<_>>().join(", ");
    let (region, code) = match (postal_code, rest.rsplit_once(' ')) {
        (None, Some((head, tail))) if is_code(tail) => (head.trim(), Some(tail)),
        _ => (rest.as_str(), None),
    };
    set(&mut input.city, city);
    set(&mut input.region, Some(region));
    set(&mut input.postal_code, postal_code.or(code));
    set(&mut input.country, country);
}

fn set(field: &mut Option<String>, text: Option<&str>) {
    if field.is_none()
        && let Some(text) = text.filter(|text| !text.is_empty())
    {
        *field = Some(text.to_owned());
    }
}

/// Four to six figures, perhaps with letters or a hyphen, such as `94105-1234`.
fn is_code(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 3 && text.len() <= 10 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_taken_apart() {
        for (text, city, region, code, country) in [
            ("Berlin, Germany", "Berlin", "", "", "Germany"),
            ("Berlin, Berlin, Germany", "Berlin", "Berlin", "", "Germany"),
            ("San Francisco, CA", "San Francisco", "CA", "", ""),
            ("San Francisco, CA 94105, USA", "San Francisco", "CA", "94105", "USA"),
            ("Atlanta, Georgia", "Atlanta", "Georgia", "", ""),
            ("Tbilisi, Georgia, GE", "Tbilisi", "Georgia", "", "GE"),
            ("Singapore", "", "", "", "Singapore"),
            ("Greater Boston", "Greater Boston", "", "", ""),
            ("", "", "", "", ""),
        ] {
            let mut input = ContactInput::default();
            fill(&mut input, text);
            let found = [input.city, input.region, input.postal_code, input.country];
            assert_eq!(
                found.map(Option::unwrap_or_default),
                [city, region, code, country],
                "{text}"
            );
        }
    }

    #[test]
    fn columns_of_their_own_know_better() {
        let mut input = ContactInput { city: Some("Ulm".into()), ..ContactInput::default() };
        fill(&mut input, "Bonn, Germany");
        assert_eq!(
            (input.city.as_deref(), input.country.as_deref()),
            (Some("Ulm"), Some("Germany"))
        );
    }
}
