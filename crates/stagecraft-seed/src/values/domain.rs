//! Values that a domain's checks accept.

use super::{Spot, plain};
use crate::cell::Cell;
use crate::datum::{Datum, coerce};
use crate::expr::{Truth, Want};
use crate::types::Domain;

/// How often a value is mended before it is left to the server.
const STEPS: usize = 12;

/// Returns whether the domain is known to accept a value.
pub(super) fn surely_accepts(domain: &Domain, value: &Datum) -> bool {
    let row = [Cell::Value(value.clone())];
    let mut checks = domain.checks.iter();
    !(domain.not_null && value.is_null())
        && checks.all(|(_, it)| matches!(it.truth(&row), Truth::True | Truth::Null))
}

fn refusals(domain: &Domain, value: &Datum) -> usize {
    let row = [Cell::Value(value.clone())];
    let refused = domain.checks.iter().filter(|(_, it)| it.refuses(&row));
    refused.count() + usize::from(domain.not_null && value.is_null())
}

/// Returns a value that the domain accepts, as like the given one as can be.
pub(super) fn value(domain: &Domain, start: Datum, spot: &Spot<'_>) -> Datum {
    let mut best = (refusals(domain, &start), start);
    for step in 0..STEPS {
        if best.0 == 0 {
            break;
        }
        let row = [Cell::Value(best.1.clone())];
        let Some((_, check)) = domain.checks.iter().find(|(_, it)| it.refuses(&row)) else {
            break;
        };
        let fresh = Spot {
            salt: spot.salt + step + 1,
            ..*spot
        };
        let ways = check.proposals(true, &row, spot.chance().at(step));
        let candidates = ways
            .into_iter()
            .flatten()
            .filter_map(|(_, want)| match want {
                Want::Is(datum) => coerce(datum, &domain.base),
                Want::Another | Want::NotNull => Some(plain(&domain.base, &fresh)),
                Want::Null => None,
            });
        let found = candidates
            .map(|it| (refusals(domain, &it), it))
            .min_by_key(|(count, _)| *count);
        if let Some(found) = found {
            // Even without progress: the next step starts elsewhere.
            best = found;
        }
    }
    best.1
}
