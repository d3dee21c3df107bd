//! Addresses on the web.

use serde::{Deserialize, Serialize};

use super::email::host;
use super::{line, text_value};

/// A bare domain name, lower case, without `www.`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = "example.com"))]
pub struct DomainName(String);
text_value!(DomainName);

impl DomainName {
    /// Reads a domain, also out of a web address.
    ///
    /// # Errors
    /// What was expected, for a person to read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = line(text);
        host(host_of(&text))
            .map(|host| host.strip_prefix("www.").map(str::to_owned).unwrap_or(host))
            .filter(|host| host.contains('.'))
            .map(Self)
            .ok_or_else(|| "Expected a domain such as example.com.".to_owned())
    }

    /// The part that was registered: `example.co.uk` of `mail.example.co.uk`. None under no
    /// public suffix, or where there is nothing but one.
    #[cfg(feature = "reference")]
    pub fn registered(&self) -> Option<Self> {
        let known = psl::suffix(self.0.as_bytes())?.is_known();
        let found = psl::domain_str(&self.0)?;
        // Reserved and private names have no suffix in the list; they stay whole.
        Some(Self(if known { found.to_owned() } else { self.0.clone() }))
    }

    /// The domain as it is: the public suffix list is the server's.
    #[cfg(not(feature = "reference"))]
    pub fn registered(&self) -> Option<Self> {
        Some(self.clone())
    }
}

/// A web address with its scheme.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = "https://example.com/about"))]
pub struct Website(String);
text_value!(Website);

impl Website {
    /// Reads an address; `https://` is added where the scheme is missing, and no scheme but
    /// http and https is taken, because a page will make it a link.
    ///
    /// # Errors
    /// What was expected, for a person to read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = line(text);
        let expected = || "Expected a web address such as https://example.com.".to_owned();
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None => ("https".to_owned(), text.as_str()),
        };
        if text.len() > 2_000 || text.contains(' ') || !(scheme == "http" || scheme == "https") {
            return Err(expected());
        }
        DomainName::parse(rest).map_err(|_| expected())?;
        Ok(Self(format!("{scheme}://{rest}")))
    }

    /// The domain that the address lies under.
    pub fn domain(&self) -> Option<DomainName> {
        DomainName::parse(&self.0).ok()
    }
}

/// The address of a profile or company page at LinkedIn, in one canonical form.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = "https://www.linkedin.com/in/ada"))]
pub struct LinkedIn(String);
text_value!(LinkedIn);

impl LinkedIn {
    /// Reads a LinkedIn address with or without scheme, country host and query.
    ///
    /// # Errors
    /// What was expected, for a person to read.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = line(text);
        let rest = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = host.to_ascii_lowercase();
        let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let known = host == "linkedin.com" || host.ends_with(".linkedin.com");
        if !known || path.is_empty() || path.contains(' ') {
            return Err("Expected an address such as https://www.linkedin.com/in/name.".to_owned());
        }
        Ok(Self(format!("https://www.linkedin.com/{path}")))
    }
}

fn host_of(text: &str) -> &str {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    host.split(':').next().unwrap_or_default().trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_take_one_form() {
        assert_eq!(
            DomainName::parse("https://WWW.Example.com:8080/x").unwrap().as_str(),
            "example.com"
        );
        assert_eq!(Website::parse("www.example.se").unwrap().as_str(), "https://www.example.se");
        let linkedin = LinkedIn::parse("uk.linkedin.com/in/Ada/?trk=1").unwrap();
        assert_eq!(linkedin.as_str(), "https://www.linkedin.com/in/Ada");
    }

    #[test]
    #[cfg(feature = "reference")]
    fn a_domain_begins_behind_its_public_suffix() {
        for (text, registered) in [
            ("mail.example.co.uk", Some("example.co.uk")),
            ("eu.example.com", Some("example.com")),
            ("example.com", Some("example.com")),
            ("co.uk", None),
            ("shop.müller.de", Some("müller.de")),
            ("例子.中国", Some("例子.中国")),
            ("acme.github.io", Some("acme.github.io")),
            ("a.engine.example", Some("a.engine.example")),
        ] {
            let found = DomainName::parse(text).unwrap().registered();
            assert_eq!(found.as_ref().map(DomainName::as_str), registered, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_was_read_is_read_again(text in "(https?://)?(www[.])?\\PC{1,12}[.]\\PC{1,8}(/\\PC{0,8})?") {
            if let Ok(domain) = DomainName::parse(&text) {
                prop_assert_eq!(DomainName::parse(domain.as_str()), Ok(domain));
            }
            if let Ok(website) = Website::parse(&text) {
                prop_assert_eq!(Website::parse(website.as_str()), Ok(website));
            }
        }
    }

    #[test]
    fn links_that_would_run_code_are_refused() {
        for text in [
            "javascript:alert(1)",
            "javascript://example.com/%0aalert(1)",
            "data:text/html,x",
            "no domain",
            "",
        ] {
            assert!(Website::parse(text).is_err(), "{text}");
        }
        assert!(LinkedIn::parse("https://evil-linkedin.com/in/x").is_err());
    }
}
