//! A measured thing: its times, its ratio to a peer, and what was promised.

use std::time::Duration;

/// What a figure must stay under.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Limit {
    /// Measured for information.
    None,
    /// The ratio to the peer.
    Ratio(f64),
    /// Milliseconds of the median.
    Millis(f64),
    /// Milliseconds of the 95th percentile.
    P95(f64),
}

/// A measured thing.
#[derive(Debug, Clone)]
pub(crate) struct Figure {
    pub(crate) what: String,
    /// Milliseconds, sorted.
    millis: Vec<f64>,
    /// Median divided by the peer's median.
    pub(crate) ratio: Option<f64>,
    limit: Limit,
    /// What speaks against it, however short its times were.
    pub(crate) objections: Vec<String>,
}

impl Figure {
    pub(crate) fn new(what: impl Into<String>, times: &[Duration], limit: Limit) -> Self {
        let mut millis: Vec<f64> = times.iter().map(|it| it.as_secs_f64() * 1000.0).collect();
        millis.sort_by(f64::total_cmp);
        Self {
            what: what.into(),
            millis,
            ratio: None,
            limit,
            objections: Vec::new(),
        }
    }

    /// Adds what keeps it from holding.
    pub(crate) fn objecting(mut self, objections: Vec<String>) -> Self {
        self.objections.extend(objections);
        self
    }

    /// Sets the ratio of medians to a peer.
    pub(crate) fn beside(mut self, peer: &Self) -> Self {
        self.ratio = Some(self.median() / peer.median());
        self
    }

    pub(crate) fn min(&self) -> f64 {
        self.millis.first().copied().unwrap_or(f64::NAN)
    }

    pub(crate) fn max(&self) -> f64 {
        self.millis.last().copied().unwrap_or(f64::NAN)
    }

    pub(crate) fn median(&self) -> f64 {
        self.millis
            .get(self.millis.len() / 2)
            .copied()
            .unwrap_or(f64::NAN)
    }

    /// The time that 95 of 100 runs kept to: an actual run's, never a mean of two.
    pub(crate) fn p95(&self) -> f64 {
        let rank = (self.millis.len() * 95).div_ceil(100);
        rank.checked_sub(1)
            .and_then(|it| self.millis.get(it))
            .copied()
            .unwrap_or(f64::NAN)
    }

    /// Returns whether the promise holds; nothing where none was made.
    pub(crate) fn holds(&self) -> Option<bool> {
        if !self.objections.is_empty() {
            return Some(false);
        }
        match self.limit {
            Limit::None => None,
            Limit::Ratio(most) => Some(self.ratio.is_some_and(|it| it <= most)),
            Limit::Millis(most) => Some(self.median() <= most),
            Limit::P95(most) => Some(self.p95() <= most),
        }
    }

    pub(crate) fn limit_text(&self) -> String {
        match self.limit {
            Limit::None => String::new(),
            Limit::Ratio(most) => format!("{most:.1}×"),
            Limit::Millis(most) => format!("{most:.0} ms"),
            Limit::P95(most) => format!("p95 {most:.0} ms"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;

    #[test]
    fn a_promise_is_judged_by_the_median() {
        let times = |list: &[u64]| {
            list.iter()
                .map(|it| Duration::from_millis(*it))
                .collect::<Vec<_>>()
        };
        let peer = Figure::new("peer", &times(&[100, 90, 300]), Limit::None);
        let ours = Figure::new("ours", &times(&[140, 160, 120]), Limit::Ratio(1.5)).beside(&peer);
        assert_eq!(ours.ratio, Some(1.4));
        assert_eq!(ours.holds(), Some(true));
        assert_eq!(peer.holds(), None);
        assert_eq!(
            Figure::new("slow", &times(&[501]), Limit::Millis(500.0)).holds(),
            Some(false)
        );
    }
    #[test]
    fn a_p95_is_the_time_of_a_run() {
        let of = |count: u64| {
            let times: Vec<_> = (1..=count).rev().map(Duration::from_millis).collect();
            Figure::new("tile", &times, Limit::P95(95.0))
        };
        for (count, expected) in [(100, 95.0), (25, 24.0), (1, 1.0)] {
            assert_eq!(of(count).p95().total_cmp(&expected), Ordering::Equal);
        }
        assert_eq!(of(100).holds(), Some(true));
        assert_eq!(of(101).holds(), Some(false));
        assert_eq!(of(0).holds(), Some(false));
    }

    #[test]
    fn an_objection_outweighs_the_times() {
        let fast = Figure::new("fast", &[Duration::from_millis(1)], Limit::P95(50.0));
        assert_eq!(fast.clone().objecting(Vec::new()).holds(), Some(true));
        assert_eq!(fast.objecting(vec!["no".to_owned()]).holds(), Some(false));
    }
}
