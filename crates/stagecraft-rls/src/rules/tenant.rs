//! Which column of a relation tells whose a row is.

use stagecraft_model::Ident;

use super::Scope;
use super::effect::InForce;
use crate::contract::Level;
use crate::facts::{PolicyCommand, Relation, Role};

/// Names that tenant columns have.
const NAMES: [&str; 15] = [
    "tenant_id",
    "org_id",
    "organization_id",
    "organisation_id",
    "team_id",
    "account_id",
    "workspace_id",
    "company_id",
    "shop_id",
    "store_id",
    "customer_account_id",
    "group_id",
    "tenant",
    "organization",
    "workspace",
];

/// A column that tells whose a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TenantColumn {
    /// The column.
    pub(super) name: Ident,
    /// Whether the contract says so; else its name does.
    pub(super) declared: bool,
}

/// Returns the tenant column of a relation: the contract's, or without a
/// contract the one whose name says so.
pub(super) fn tenant_column(scope: &Scope<'_>, relation: &Relation) -> Option<TenantColumn> {
    let (name, declared) = match scope.contract {
        Some(contract) => {
            let declared = contract.entry_of(&relation.name)?.1.tenant.as_ref()?;
            (Ident::from(declared.get_ref().as_str()), true)
        }
        None => (
            NAMES
                .iter()
                .map(|it| Ident::from(*it))
                .find(|it| relation.column(it).is_some())?,
            false,
        ),
    };
    relation
        .column(&name)
        .is_some()
        .then_some(TenantColumn { name, declared })
}

/// Returns whether the contract speaks of a relation.
pub(super) fn is_declared(scope: &Scope<'_>, relation: &Relation) -> bool {
    scope
        .contract
        .is_some_and(|it| it.entry_of(&relation.name).is_some())
}

/// Returns whether the contract gives rows beyond their own to somebody whom a
/// policy decides for. Which actors those are, only trying tells.
pub(super) fn is_declared_open(scope: &Scope<'_>, it: &InForce<'_>) -> bool {
    levels(scope, it, &it.roles).iter().any(is_open)
}

/// Returns whether the contract gives rows beyond their own to everybody with one
/// of these roles, by every command of a policy.
pub(super) fn is_declared_open_to(
    scope: &Scope<'_>,
    it: &InForce<'_>,
    roles: &[&Role],
    commands: &[PolicyCommand],
) -> bool {
    let levels: Vec<_> = levels(scope, it, roles)
        .into_iter()
        .filter(|(command, _)| commands.contains(command))
        .collect();
    !levels.is_empty() && levels.iter().all(is_open)
}

fn is_open((_, level): &(PolicyCommand, Level)) -> bool {
    matches!(level, Level::All | Level::Rows(_))
}

/// Returns what the contract gives to actors of roles by the commands of a
/// policy.
fn levels(scope: &Scope<'_>, it: &InForce<'_>, roles: &[&Role]) -> Vec<(PolicyCommand, Level)> {
    let Some((contract, entry)) = scope
        .contract
        .and_then(|contract| Some((contract, contract.entry_of(&it.relation.name)?.1)))
    else {
        return Vec::new();
    };
    let actors = contract
        .actors
        .iter()
        .filter(|(_, actor)| roles.iter().any(|it| it.name == actor.get_ref().role));
    actors
        .flat_map(|(name, _)| {
            it.commands()
                .map(|command| (command, contract.cell(entry, name, command).level))
        })
        .collect()
}
