//! Which column of a relation tells whose a row is.

use stagecraft_model::Ident;

use super::Scope;
use super::effect::InForce;
use crate::contract::{Contract, Entry, Level};
use crate::facts::{PolicyCommand, Relation};

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
            let declared = entry(contract, relation)?.tenant.as_ref()?;
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

/// Returns what the contract says of a relation.
pub(super) fn entry<'a>(contract: &'a Contract, relation: &Relation) -> Option<&'a Entry> {
    let name = relation.name.to_string();
    contract
        .relations()
        .find(|(it, _)| *it.get_ref() == name)
        .map(|(_, entry)| entry)
}

/// Returns whether the contract gives rows beyond a caller's own to somebody
/// whom the policy decides for, by a command of the policy.
pub(super) fn is_declared_open(scope: &Scope<'_>, it: &InForce<'_>) -> bool {
    let Some(contract) = scope.contract else {
        return false;
    };
    let Some(entry) = entry(contract, it.relation) else {
        return false;
    };
    PolicyCommand::EACH
        .into_iter()
        .filter(|command| it.policy.command.covers(*command))
        .all(|command| {
            contract
                .actors
                .iter()
                .filter(|(_, actor)| {
                    it.roles
                        .iter()
                        .any(|role| role.name == actor.get_ref().role)
                })
                .any(|(name, _)| {
                    matches!(
                        contract.cell(entry, name, command).level,
                        Level::All | Level::Rows(_)
                    )
                })
        })
}
