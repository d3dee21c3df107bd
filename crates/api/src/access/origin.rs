use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use db::audit::By;
use db::session::Device;
use domain::OrganizationId;
use domain::audit::Actor;

use crate::http::{Answer, Refusal, request_id};

/// Characters of a device's name that are kept.
const DEVICE_MAX: usize = 60;

/// Where a request comes from, whoever sent it.
#[derive(Clone, Default)]
pub(crate) struct Origin {
    /// The network address of the client, as far as it can be trusted.
    pub(crate) address: Option<String>,
    /// The claim of the request's `Idempotency-Key`.
    pub(crate) claim: Option<db::idempotency::Held>,
    pub(crate) request_id: Option<String>,
    device: String,
}

/// What the gate found out, for extractors behind it.
#[derive(Clone, Default)]
pub(crate) struct Arrived {
    pub(crate) address: Option<String>,
    pub(crate) claim: Option<db::idempotency::Held>,
}

impl Origin {
    pub(crate) fn of(request: &HttpRequest) -> Self {
        let arrived = request.extensions().get::<Arrived>().cloned().unwrap_or_default();
        let agent = request.headers().get(header::USER_AGENT);
        let agent = agent.and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        Self {
            address: arrived.address,
            claim: arrived.claim,
            request_id: request_id(),
            device: device(agent),
        }
    }

    /// Who acts in which organization, for the audit log.
    pub(crate) fn by(&self, organization: OrganizationId, actor: Actor) -> By {
        By {
            organization,
            actor,
            address: self.address.clone(),
            request_id: self.request_id.clone(),
        }
    }

    /// The browser, as sessions remember it.
    pub(crate) fn device(&self) -> Device {
        Device { name: self.device.clone(), address: self.address.clone() }
    }
}

/// Whom an address is counted with: itself, or, in IPv6, the network of 64 bits that one customer
/// has to themselves (RFC 6177).
pub(crate) fn network(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        _ => address.to_owned(),
    }
}

impl FromRequest for Origin {
    type Error = Refusal;
    type Future = Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let passed = request.extensions().contains::<Arrived>();
        let origin = passed.then(|| Self::of(request));
        ready(origin.ok_or_else(|| Refusal::internal("a route that the gate does not know")))
    }
}

/// Browser and system as far as `User-Agent` tells them: enough to recognise one's own.
fn device(agent: &str) -> String {
    // In this order, because most browsers name others, too.
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chromium/", "Chromium"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |table: &[(&str, &'static str)]| {
        table.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        _ => {
            let name = agent.split(['/', ' ']).next().unwrap_or_default();
            let name: String = name.chars().filter(|c| !c.is_control()).take(DEVICE_MAX).collect();
            if name.is_empty() { "Unknown".to_owned() } else { name }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{device, network};

    #[test]
    fn a_device_is_named_by_browser_and_system() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        assert_eq!(device(chrome), "Chrome on Linux");
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(device(iphone), "Safari on iPhone");
        assert_eq!(device("curl/8.5.0"), "curl");
        assert_eq!(device(""), "Unknown");
    }

    #[test]
    fn an_address_is_counted_with_its_network() {
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
        assert_eq!(network("2001:db8:1:2::9"), network("2001:db8:1:2:ffff::1"));
        assert_eq!(network(""), "");
    }
}
