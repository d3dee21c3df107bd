//! As much of JSON Schema as the specification uses.

use serde_json::{Map, Value};

/// The files of the specification.
pub(super) struct Specs {
    files: [(&'static str, Value); 4],
}

const COMMON: &str = "../common/common-schemas.json";

impl Specs {
    pub(super) fn read() -> Self {
        let file = |text: &str| serde_json::from_str(text).unwrap();
        Self {
            files: [
                ("contacts", file(include_str!("../../../specs/2021-07-28/contacts.json"))),
                ("oauth", file(include_str!("../../../specs/2021-07-28/oauth.json"))),
                ("locations", file(include_str!("../../../specs/2021-07-28/locations.json"))),
                (COMMON, file(include_str!("../../../specs/common/common-schemas.json"))),
            ],
        }
    }

    /// An operation by a path whose parameters may have other names, and the file it is in.
    pub(super) fn operation(&self, method: &str, path: &str) -> Option<(&str, &Value)> {
        let same = |known: &str| {
            let (known, asked): (Vec<_>, Vec<_>) =
                (known.split('/').collect(), path.split('/').collect());
            let is_parameter = |part: &str| part.starts_with('{');
            let equal =
                |(one, two): (&&str, &&str)| one == two || is_parameter(one) && is_parameter(two);
            known.len() == asked.len() && known.iter().zip(&asked).all(equal)
        };
        self.files.iter().find_map(|(name, file)| {
            let (_, item) = file["paths"].as_object()?.iter().find(|(known, _)| same(known))?;
            Some((*name, item.get(method)?))
        })
    }

    pub(super) fn contact_properties(&self, schema: &str) -> &Map<String, Value> {
        self.files[0].1["components"]["schemas"][schema]["properties"].as_object().unwrap()
    }

    /// What of a value does not fit a schema.
    pub(super) fn misfits(&self, file: &str, schema: &Value, value: &Value) -> Vec<String> {
        let mut wrong = Vec::new();
        self.check(file, schema, value, "", &mut wrong);
        wrong
    }

    fn check(
        &self,
        file: &str,
        schema: &Value,
        value: &Value,
        place: &str,
        wrong: &mut Vec<String>,
    ) {
        if let Some(reference) = schema["$ref"].as_str() {
            let (other, path) = reference.split_once('#').unwrap();
            let file = if other.is_empty() { file } else { other };
            let (_, text) = self.files.iter().find(|(name, _)| *name == file).unwrap();
            return self.check(file, text.pointer(path).unwrap(), value, place, wrong);
        }
        if let Some(choices) = schema["anyOf"].as_array() {
            if !choices.iter().any(|choice| self.misfits(file, choice, value).is_empty()) {
                wrong.push(format!("{place}: none of the choices"));
            }
            return;
        }
        if value.is_null() && schema["nullable"] == true {
            return;
        }
        let fits = match schema["type"].as_str() {
            Some("object") => value.is_object(),
            Some("array") => value.is_array(),
            Some("string") => value.is_string(),
            Some("boolean") => value.is_boolean(),
            Some("number" | "integer") => value.is_number(),
            _ => true,
        };
        if !fits {
            wrong.push(format!("{place}: {value} is no {}", schema["type"]));
        }
        if schema["enum"].as_array().is_some_and(|known| !known.contains(value)) {
            wrong.push(format!("{place}: {value} is not one of {}", schema["enum"]));
        }
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if value.get(name).is_none() {
                wrong.push(format!("{place}/{name} is missing"));
            }
        }
        let properties = schema["properties"].as_object();
        for (name, inner) in value.as_object().into_iter().flatten() {
            if let Some(known) = properties.and_then(|all| all.get(name)) {
                self.check(file, known, inner, &format!("{place}/{name}"), wrong);
            } else if properties.is_some() {
                wrong.push(format!("{place}/{name} is unknown"));
            }
        }
        for inner in value.as_array().into_iter().flatten() {
            self.check(file, &schema["items"], inner, &format!("{place}/-"), wrong);
        }
    }
}
