use http::HeaderMap;

/// What the CRM says is left after a call: of a short interval and of the day. Each app has it per
/// location. The documented figures are 100 calls in 10 seconds and 200,000 a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Calls in an interval.
    pub max: u32,
    pub remaining: u32,
    pub interval_millis: u32,
    /// Calls a day; absent where the CRM does not say.
    pub daily_max: Option<u32>,
    pub daily_remaining: Option<u32>,
}

impl Allowance {
    /// Reads the five headers. Without the three of the interval there is no allowance.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let figure = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<u32>().ok();
        Some(Self {
            max: figure("x-ratelimit-max").filter(|max| *max > 0)?,
            remaining: figure("x-ratelimit-remaining")?,
            interval_millis: figure("x-ratelimit-interval-milliseconds").filter(|i| *i > 0)?,
            daily_max: figure("x-ratelimit-limit-daily"),
            daily_remaining: figure("x-ratelimit-daily-remaining"),
        })
    }

    /// The calls that the interval has taken already.
    pub(super) fn used(&self) -> u32 {
        self.max.saturating_sub(self.remaining)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn five_headers_are_read() {
        let all = headers(
            &[
                ("X-RateLimit-Limit-Daily", "200000"),
                ("X-RateLimit-Daily-Remaining", "199990"),
                ("X-RateLimit-Interval-Milliseconds", "10000"),
                ("X-RateLimit-Max", "100"),
                ("X-RateLimit-Remaining", " 90 "),
            ]
            .map(|(name, value)| {
                (Box::leak(name.to_ascii_lowercase().into_boxed_str()) as &str, value)
            }),
        );
        let allowance = Allowance::of(&all).unwrap();
        assert_eq!((allowance.max, allowance.used(), allowance.interval_millis), (100, 10, 10_000));
        assert_eq!(allowance.daily_max, Some(200_000));
        assert_eq!(allowance.daily_remaining, Some(199_990));
    }

    #[test]
    fn figures_that_are_none_are_no_allowance() {
        for wrong in ["", "-1", "1.5", "many", "99999999999"] {
            let some = headers(&[
                ("x-ratelimit-interval-milliseconds", "10000"),
                ("x-ratelimit-max", "100"),
                ("x-ratelimit-remaining", wrong),
            ]);
            assert_eq!(Allowance::of(&some), None, "{wrong}");
        }
        let zero = headers(&[
            ("x-ratelimit-interval-milliseconds", "10000"),
            ("x-ratelimit-max", "0"),
            ("x-ratelimit-remaining", "0"),
        ]);
        assert_eq!(Allowance::of(&zero), None);
    }
}
