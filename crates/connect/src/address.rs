//! Addresses that a configuration names.

use std::net::IpAddr;

use url::Url;

/// An address that is encrypted, or on this machine.
pub(crate) fn acceptable(url: &str) -> Option<Url> {
    let url = Url::parse(url).ok()?;
    let bare = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    let host = url.host_str()?;
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    let here = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
    let safe = url.scheme() == "https" || (url.scheme() == "http" && here);
    (bare && safe).then_some(url)
}
