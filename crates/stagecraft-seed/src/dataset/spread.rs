//! How many rows a table gets, and how they are spread over the tenants.

use stagecraft_model::QualifiedName;

use super::Dataset;
use super::arrange::Arrangement;
use super::build::Builder;
use super::keys::Draft;
use super::pick::Pick;
use super::table::Spread;
use super::wanted::{Wanted, times, wanted};

/// Rows that are tried of each table.
const TRIED: u64 = 40;

impl Builder<'_> {
    pub(super) fn spread(
        &self,
        dataset: &Dataset,
        draft: &Draft<'_>,
        name: &QualifiedName,
        is_owned: bool,
    ) -> Spread {
        let parents: Vec<_> = draft
            .picks
            .iter()
            .zip(&draft.shape.foreign_keys)
            .filter(|(_, key)| !key.optional)
            .filter_map(|(pick, key)| match pick {
                Pick::Drawn { table, .. } | Pick::Paired { table } => Some(*table),
                Pick::Nothing => None,
                _ => dataset.tables.iter().position(|it| it.name == key.parent),
            })
            .collect();
        let orphan = draft
            .picks
            .iter()
            .zip(&draft.shape.foreign_keys)
            .any(|(pick, key)| matches!(pick, Pick::Nothing | Pick::Never) && !key.optional);
        let arrangement = &draft.arrangement;
        let most = |tenant: u64| {
            if orphan
                || parents
                    .iter()
                    .any(|it| dataset.count_of(*it, tenant).1 == 0)
            {
                return 0;
            }
            arrangement.most(dataset, tenant)
        };
        let is_root = dataset.tenancy.root.as_ref() == Some(name);
        let wanted = if is_root {
            Wanted::Total(dataset.tenants)
        } else {
            wanted(self, dataset, name, is_owned)
        };
        let fixed = |tenant: u64| {
            let is_new = self.there(dataset, name).is_none_or(|it| it.added);
            let said = self.said_of(name).filter(|_| is_new);
            let rows = said.into_iter().flat_map(|it| &it.fixed);
            let rows = rows.filter(|it| it.tenant == tenant).count();
            u64::try_from(rows).unwrap_or(0)
        };
        if !is_owned {
            let rows = match wanted {
                Wanted::Total(rows) => rows,
                Wanted::Per(parents, ratio) => times(parents.rows(), ratio),
            };
            let tried = if self.trial { TRIED } else { u64::MAX };
            let most = most(0).min(paired(dataset, draft, true, 0));
            return Spread::Shared(rows.max(fixed(0)).min(most).min(tried));
        }
        // Rows that are numbered across tenants share what there is.
        let across = matches!(arrangement, Arrangement::By { across: true, .. });
        let in_all = if across { most(0) } else { u64::MAX };
        let in_all = in_all.min(paired(dataset, draft, true, 0));
        let across = in_all < u64::MAX;
        let is_dealt = matches!(wanted, Wanted::Total(_)) && in_all >= dataset.tenants;
        let each = if is_root { 1 } else { u64::MAX };
        let tried = if self.trial {
            TRIED / dataset.tenants.max(1) + 1
        } else {
            u64::MAX
        };
        let within = |tenant: u64| {
            let tenants = dataset.tenants.max(1);
            let most = if !across {
                most(tenant)
            } else if is_dealt {
                // No more are dealt out than there are.
                u64::MAX
            } else {
                in_all / tenants + u64::from(tenant < in_all % tenants)
            };
            let most = most.min(paired(dataset, draft, false, tenant));
            (fixed(tenant), most.min(each).min(tried))
        };
        match wanted {
            Wanted::Total(rows) if is_dealt => dataset.shares.deal(rows.min(in_all), &within),
            Wanted::Total(rows) => dataset.shares.deal(rows, &within),
            Wanted::Per(parents, ratio) => dataset.shares.deal_per(&parents, ratio, &within),
        }
    }
}

/// Returns how many rows there can be because each has a parent of its own: one
/// that all share, or one of the tenant's.
fn paired(dataset: &Dataset, draft: &Draft<'_>, is_shared: bool, tenant: u64) -> u64 {
    let picks = draft.picks.iter().zip(&draft.shape.foreign_keys);
    picks
        .filter(|(_, key)| !key.optional)
        .filter_map(|(pick, _)| match pick {
            Pick::Paired { table } => dataset.tables.get(*table),
            _ => None,
        })
        .filter(|it| it.spread.is_by_tenant() != is_shared)
        .map(|it| it.spread.of(tenant).1)
        .min()
        .unwrap_or(u64::MAX)
}
