//! How many rows a table should have.

use stagecraft_model::QualifiedName;

use super::Dataset;
use super::build::Builder;
use super::table::Spread;
use crate::profile::RowCount;

/// Rows for each tenant, where nothing else is said.
pub(crate) const PER_TENANT: u64 = 20;
/// Rows of a table that is nobody's in particular.
pub(crate) const SHARED: u64 = 50;

/// How many rows are wanted.
pub(super) enum Wanted {
    /// So many in all.
    Total(u64),
    /// So many for each row of another table.
    Per(Spread, f64),
}

/// Returns how many rows a table should have.
pub(super) fn wanted(
    builder: &Builder<'_>,
    dataset: &Dataset,
    table: &QualifiedName,
    is_owned: bool,
) -> Wanted {
    let scale = builder.scale();
    let factor = scale.map_or(1.0, |it| it.factor);
    let tenants = if is_owned { dataset.tenants } else { 1 };
    let said = builder.profile.tables.get(table);
    Wanted::Total(match said.and_then(|it| it.rows.as_ref()) {
        Some(RowCount::Total(rows)) => times(*rows, factor),
        Some(RowCount::PerTenant(rows)) => times(tenants, rows * factor),
        Some(RowCount::Per { parent, ratio }) => {
            let parent = dataset.tables.iter().find(|it| it.name == *parent);
            match parent {
                Some(parent) => return Wanted::Per(parent.spread.clone(), *ratio),
                None => times(tenants, *ratio),
            }
        }
        Some(RowCount::ByScale(rows)) => {
            let name = builder.config.scale.as_deref().unwrap_or_default();
            let usual = times(usual(is_owned, tenants), factor);
            rows.get(name).copied().unwrap_or(usual)
        }
        None => {
            let usual = usual(is_owned, tenants);
            times(builder.config.rows.unwrap_or(usual), factor).max(1)
        }
    })
}

/// Returns how many rows a table gets where nobody says it.
fn usual(is_owned: bool, tenants: u64) -> u64 {
    if is_owned {
        PER_TENANT.saturating_mul(tenants)
    } else {
        SHARED
    }
}

pub(super) fn times(rows: u64, ratio: f64) -> u64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rows are fewer than 2^53, and the product saturates"
    )]
    let product = libm::round(rows as f64 * ratio.max(0.0)) as u64;
    product
}
