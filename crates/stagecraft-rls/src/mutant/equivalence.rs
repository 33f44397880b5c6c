//! Mutants that are no faults, told before they are run: the planner plans them
//! as it plans the original, or the catalogs say that nobody can notice.

mod plan;
mod reason;
mod touch;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tokio_postgres::Client;

use super::Mutant;
use crate::Error;
use crate::facts::Facts;

pub use reason::reason;

/// Why a mutant need not be run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Verdict {
    /// It is the same as no mutant.
    Equivalent {
        /// Why.
        reason: String,
    },
    /// It is the same as another mutant.
    Duplicate {
        /// The other one's id.
        of: String,
        /// Why.
        reason: String,
    },
}

/// Returns what can be told of mutants before they are run, by id. Controls
/// are run whatever is known of them.
pub async fn sift(
    client: &Client,
    facts: &Facts,
    mutants: &[Mutant],
) -> Result<BTreeMap<String, Verdict>, Error> {
    let mut verdicts = reasoned(facts, mutants);
    let open: Vec<_> = mutants
        .iter()
        .filter(|it| !it.is_control() && !verdicts.contains_key(&it.id))
        .collect();
    let plans = plan::Plans::read(client, facts, &open).await?;
    verdicts.extend(plans.verdicts(&open));
    Ok(verdicts)
}

/// Returns what can be told without a server.
pub fn reasoned(facts: &Facts, mutants: &[Mutant]) -> BTreeMap<String, Verdict> {
    let mut verdicts = BTreeMap::new();
    for mutant in mutants.iter().filter(|it| !it.is_control()) {
        let verdict = match reason(facts, mutant) {
            Some(reason) => Some(Verdict::Equivalent { reason }),
            None => reason::same_as_dropped(facts, mutant).and_then(|reason| {
                let dropped = mutants.iter().find(|it| {
                    it.operator == "M01" && it.object == mutant.object && it.policy == mutant.policy
                })?;
                Some(Verdict::Duplicate {
                    of: dropped.id.clone(),
                    reason: reason.to_owned(),
                })
            }),
        };
        if let Some(verdict) = verdict {
            verdicts.insert(mutant.id.clone(), verdict);
        }
    }
    verdicts
}
