use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::value::line;
use openidconnect::{ClientId, ClientSecret, IssuerUrl};
use serde_json::{Map, Value};

use super::provider::Provider;
use crate::address::acceptable;
use crate::http::Client;

/// A file of providers that was not understood. Names the key; values are not repeated, because
/// one of them is a secret.
#[derive(Debug, thiserror::Error)]
#[error("{}: {problem}", path.display())]
pub struct ProvidersError {
    path: PathBuf,
    problem: String,
}

const KEYS: [&str; 5] = ["id", "label", "issuer", "client_id", "client_secret"];

pub(super) fn load(path: &Path) -> Result<Vec<Provider>, ProvidersError> {
    let read = || {
        let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
        read(&text)
    };
    read().map_err(|problem| ProvidersError { path: path.to_owned(), problem })
}

/// One provider of the file.
struct Entry {
    id: String,
    label: String,
    issuer: IssuerUrl,
    /// `host:port`, if it is asked without TLS.
    loopback: Option<String>,
    client_id: String,
    client_secret: String,
}

fn read(text: &str) -> Result<Vec<Provider>, String> {
    // The parser's own messages may repeat what they read.
    let file: Value =
        serde_json::from_str(text).map_err(|error| format!("line {}: not JSON", error.line()))?;
    let expected = || "expected {\"providers\": [{…}, …]} and no other key".to_owned();
    let list = match file.as_object().filter(|file| file.len() == 1) {
        Some(file) => file.get("providers").and_then(Value::as_array),
        None => None,
    };
    let mut entries = Vec::new();
    for (index, entry) in list.ok_or_else(expected)?.iter().enumerate() {
        let place = format!("providers[{index}]");
        let entry = entry.as_object().ok_or_else(|| format!("{place}: expected an object"))?;
        entries.push(read_entry(&place, entry)?);
    }
    let ids: BTreeSet<_> = entries.iter().map(|entry| &entry.id).collect();
    if ids.len() < entries.len() {
        return Err("providers: two have the same id".to_owned());
    }
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let loopback = entries.iter().filter_map(|entry| entry.loopback.clone()).collect();
    let http = Client::new(loopback).map_err(|error| error.to_string())?;
    let provider = |entry: Entry| {
        let Entry { id, label, issuer, client_id, client_secret, .. } = entry;
        let (client_id, secret) = (ClientId::new(client_id), ClientSecret::new(client_secret));
        Provider::new(domain::access::Provider { id, label }, issuer, client_id, secret, &http)
    };
    Ok(entries.into_iter().map(provider).collect())
}

fn read_entry(place: &str, entry: &Map<String, Value>) -> Result<Entry, String> {
    if let Some(key) = entry.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(format!("{place}.{key}: unknown; the keys are {}", KEYS.join(", ")));
    }
    let text = |key: &str| match entry.get(key).and_then(Value::as_str).map(str::trim) {
        Some(text) if !text.is_empty() => Ok(text.to_owned()),
        _ => Err(format!("{place}.{key}: expected a text that is not empty")),
    };
    let id = text("id")?;
    let of_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.len() > 30 || !id.chars().all(of_id) {
        return Err(format!("{place}.id: expected 1 to 30 of a-z, 0-9 and hyphens"));
    }
    let label = line(&text("label")?);
    if label.is_empty() || label.chars().count() > 60 {
        return Err(format!("{place}.label: expected 1 to 60 characters"));
    }
    let expected = || {
        format!(
            "{place}.issuer: expected an address such as https://login.example.com, as the \
             provider itself writes it; http is for this machine only"
        )
    };
    let issuer = text("issuer")?;
    let url = acceptable(&issuer).ok_or_else(expected)?;
    let loopback = (url.scheme() == "http").then(|| url.authority().to_owned());
    let issuer = IssuerUrl::new(issuer).map_err(|_| expected())?;
    let (client_id, client_secret) = (text("client_id")?, text("client_secret")?);
    Ok(Entry { id, label, issuer, loopback, client_id, client_secret })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> String {
        read(text).err().expect(text)
    }

    fn with(key: &str, value: &str) -> String {
        let mut entry = serde_json::json!({
            "id": "acme", "label": "Acme", "issuer": "https://login.acme.example",
            "client_id": "contacts", "client_secret": "hunter2",
        });
        entry[key] = serde_json::from_str(value).unwrap();
        serde_json::json!({ "providers": [entry] }).to_string()
    }

    #[test]
    fn a_good_file_is_read() {
        assert!(read(r#"{"providers": []}"#).unwrap().is_empty());
        let list = read(&with("label", "\" Acme\\n\"")).unwrap();
        let expected = domain::access::Provider { id: "acme".to_owned(), label: "Acme".to_owned() };
        assert_eq!(list.iter().map(Provider::summary).collect::<Vec<_>>(), [expected]);
        for issuer in ["http://127.0.0.1:4000", "http://localhost/a", "http://[::1]:1"] {
            assert!(read(&with("issuer", &format!("{issuer:?}"))).is_ok(), "{issuer}");
        }
    }

    #[test]
    fn a_bad_one_is_refused_by_the_name_of_its_key() {
        for (key, value, expected) in [
            ("id", "\"Acme\"", "providers[0].id: expected 1 to 30"),
            ("id", "\"\"", "providers[0].id: expected a text"),
            ("id", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "providers[0].id: expected 1 to 30"),
            ("label", "null", "providers[0].label"),
            ("issuer", "\"http://login.acme.example\"", "providers[0].issuer"),
            ("issuer", "\"http://127.0.0.1.acme.example\"", "providers[0].issuer"),
            ("issuer", "\"https://hunter2@login.acme.example\"", "providers[0].issuer"),
            ("issuer", "\"https://login.acme.example?a\"", "providers[0].issuer"),
            ("client_id", "3", "providers[0].client_id"),
            ("client_secret", "[\"hunter2\"]", "providers[0].client_secret"),
            ("secret", "\"hunter2\"", "providers[0].secret: unknown"),
        ] {
            let problem = problem(&with(key, value));
            assert!(problem.contains(expected), "{problem}");
            assert!(!problem.contains("hunter2"), "{problem}");
        }
    }

    #[test]
    fn a_file_that_is_none_is_refused() {
        for (text, expected) in [
            ("", "line 1: not JSON"),
            ("{\n\"hunter2", "line 2: not JSON"),
            ("[]", "expected {"),
            (r#"{"providers": [], "hunter2": 1}"#, "expected {"),
            (r#"{"providers": ["hunter2"]}"#, "providers[0]: expected an object"),
        ] {
            let problem = problem(text);
            assert!(problem.contains(expected), "{problem}");
            assert!(!problem.contains("hunter2"), "{problem}");
        }
        let entry = with("label", "\"Acme\"");
        let entry = entry.trim_start_matches("{\"providers\":[").trim_end_matches("]}");
        let twice = problem(&format!("{{\"providers\": [{entry}, {entry}]}}"));
        assert!(twice.contains("same id"), "{twice}");
        let error = load(Path::new("/nowhere/providers.json")).err().unwrap().to_string();
        assert!(error.starts_with("/nowhere/providers.json: "), "{error}");
    }
}
