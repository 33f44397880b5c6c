//! How many rows a table gets, and how they are spread over the tenants.

use std::sync::Arc;

use super::table::Spread;
use super::wanted::times;

/// The shares of the tenants, added up: where each begins, of one.
#[derive(Debug, Clone)]
pub(crate) struct Shares {
    starts: Vec<f64>,
}

impl Shares {
    /// Returns shares that fall as Zipf's law says: the nth tenant has one part
    /// in n to the power of `skew`.
    pub(crate) fn of(tenants: u64, skew: f64) -> Self {
        let mut weights = Vec::new();
        for tenant in 1..=tenants {
            #[expect(clippy::cast_precision_loss, reason = "tenants are few")]
            let tenant = tenant as f64;
            weights.push(1.0 / libm::pow(tenant, skew.max(0.0)));
        }
        let total: f64 = weights.iter().sum();
        let mut starts = vec![0.0];
        let mut sum = 0.0;
        for weight in weights {
            sum += weight / total;
            starts.push(sum);
        }
        Self { starts }
    }

    /// Returns how many tenants there are.
    pub(crate) fn tenants(&self) -> u64 {
        u64::try_from(self.starts.len().saturating_sub(1)).unwrap_or_default()
    }

    /// Deals rows out: one to each tenant, the rest by their shares, but to none
    /// fewer or more than `within` says.
    pub(crate) fn deal(&self, rows: u64, within: &dyn Fn(u64) -> (u64, u64)) -> Spread {
        let tenants = self.tenants();
        let each = u64::from(rows > 0);
        let rest = rows.saturating_sub(tenants);
        let begin = |tenant: u64| {
            let at = usize::try_from(tenant).unwrap_or(usize::MAX);
            let share = self.starts.get(at).copied().unwrap_or(1.0);
            if tenant == tenants {
                rest
            } else {
                times(rest, share).min(rest)
            }
        };
        spread(tenants, within, |tenant| {
            each + begin(tenant + 1).saturating_sub(begin(tenant))
        })
    }

    /// Deals rows out, so many for each row that a tenant has of another table.
    pub(crate) fn deal_per(
        &self,
        parents: &Spread,
        ratio: f64,
        within: &dyn Fn(u64) -> (u64, u64),
    ) -> Spread {
        spread(self.tenants(), within, |tenant| {
            let (start, count) = parents.of(tenant);
            times(start + count, ratio).saturating_sub(times(start, ratio))
        })
    }
}

fn spread(tenants: u64, within: &dyn Fn(u64) -> (u64, u64), wanted: impl Fn(u64) -> u64) -> Spread {
    let mut starts = vec![0];
    let mut sum = 0_u64;
    for tenant in 0..tenants {
        let (least, most) = within(tenant);
        sum += wanted(tenant).max(least).min(most);
        starts.push(sum);
    }
    Spread::ByTenant(Arc::from(starts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tenant_gets_rows_and_the_first_most() {
        let shares = Shares::of(20, 1.0);
        let spread = shares.deal(1000, &|_| (0, u64::MAX));
        assert_eq!(spread.rows(), 1000);
        let counts: Vec<_> = (0..20).map(|it| spread.of(it).1).collect();
        assert!(counts.iter().all(|it| *it > 0), "{counts:?}");
        assert!(counts.first() > counts.last());
        assert_eq!(shares.deal(5, &|_| (0, u64::MAX)).rows(), 20);
        assert_eq!(shares.deal(1000, &|_| (0, 3)).rows(), 60);
        assert_eq!(
            Shares::of(3, 0.0).deal(30, &|_| (0, u64::MAX)).of(1),
            (10, 10)
        );
        let twice = shares.deal_per(&spread, 2.0, &|_| (0, u64::MAX));
        assert!((0..20).all(|it| twice.of(it).1 == 2 * spread.of(it).1));
        assert_eq!(shares.deal(0, &|it| (u64::from(it == 3), 9)).rows(), 1);
    }
}
