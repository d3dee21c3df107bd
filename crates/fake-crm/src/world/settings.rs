use serde::{Deserialize, Serialize};

/// How the CRM behaves where the real one has settings or circumstances.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Seconds that access tokens live; those that are out already keep theirs.
    pub token_seconds: u64,
    /// Seconds that codes live.
    pub code_seconds: u64,
    /// Whether the page of consent offers the whole agency, which gives a company's token.
    pub company_tokens: bool,
    /// The scopes that are granted, whatever was asked for.
    pub scopes: Option<Vec<String>>,
    /// Addresses that may be come back to; without any, those of this machine.
    pub redirects: Vec<String>,
    /// Milliseconds that every call takes at least.
    pub latency_millis: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            token_seconds: 86_399,
            code_seconds: 600,
            company_tokens: false,
            scopes: None,
            redirects: Vec::new(),
            latency_millis: 0,
        }
    }
}
