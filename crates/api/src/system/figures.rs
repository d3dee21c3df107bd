use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Upper bounds in seconds: from a search that is hardly noticed to an upload.
const SECONDS: [f64; 12] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];
/// The route of what no route takes. A path may be anything, so it is never a label.
const NO_ROUTE: &str = "unknown";
/// The methods that routes have.
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// What a process counts of the requests to it. Clones count together.
#[derive(Clone)]
pub(crate) struct Figures {
    answers: Family<Answered, Counter>,
    seconds: Family<Answered, Histogram, fn() -> Histogram>,
    at_work: Gauge,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    /// The template, such as `/api/v1/contacts/{id}`.
    route: String,
    status: u16,
}

/// A request that is at work until this is dropped.
pub(crate) struct AtWork(Gauge);

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Figures {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let figures = Self {
            answers: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            at_work: Gauge::default(),
        };
        registry.register("http_requests", "Requests that were answered", figures.answers.clone());
        let help = "Seconds from a request to its answer";
        registry.register("http_request_seconds", help, figures.seconds.clone());
        registry.register("http_requests_at_work", "Requests at work", figures.at_work.clone());
        figures
    }

    /// A request has come.
    pub(crate) fn begin(&self) -> AtWork {
        self.at_work.inc();
        AtWork(self.at_work.clone())
    }

    /// A request was answered.
    pub(crate) fn answered(&self, method: &str, route: Option<&str>, status: u16, seconds: f64) {
        let labels = Answered {
            method: METHODS.into_iter().find(|known| *known == method).unwrap_or("other"),
            route: route.unwrap_or(NO_ROUTE).to_owned(),
            status,
        };
        self.answers.get_or_create(&labels).inc();
        self.seconds.get_or_create(&labels).observe(seconds);
    }
}
