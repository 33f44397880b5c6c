//! Levels of the contract as conditions on rows, for one actor.

use stagecraft_model::quote_literal;

use crate::contract::{Actor, Contract, Entry, Level};

/// A level, and the rows that it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelRows {
    /// The level.
    pub level: Level,
    /// SQL over the relation's columns.
    pub sql: String,
}

/// Returns the levels that an entry can have for an actor, from the least to
/// the most, and the rows that they mean.
pub fn levels(contract: &Contract, entry: Option<&Entry>, actor: &Actor) -> Vec<LevelRows> {
    let mut levels = vec![LevelRows {
        level: Level::None,
        sql: "false".to_owned(),
    }];
    let user = actor.user.as_deref().map(quote_literal);
    let owner = entry.and_then(|it| it.owner.as_ref());
    if let (Some(owner), Some(user)) = (owner, &user) {
        levels.push(LevelRows {
            level: Level::OwnRow(None),
            sql: format!("({})::text = {user}", owner.get_ref()),
        });
    }
    if let Some(tenant) = entry.and_then(|it| it.tenant.as_ref()) {
        let mut roles = vec![None];
        if let Some(membership) = &contract.tenancy.membership {
            // The most powerful are the fewest.
            roles.splice(0..0, membership.roles.iter().rev().map(Some));
        }
        for role in roles {
            if let Some(tenants) = tenants(contract, actor, user.as_deref(), role) {
                levels.push(LevelRows {
                    level: Level::OwnTenant(role.cloned()),
                    sql: format!("({})::text in ({tenants})", tenant.get_ref()),
                });
            }
        }
    }
    levels.push(LevelRows {
        level: Level::All,
        sql: "true".to_owned(),
    });
    levels
}

/// Returns the ids of an actor's tenants as text: a list, or a query of them.
fn tenants(
    contract: &Contract,
    actor: &Actor,
    user: Option<&str>,
    role: Option<&String>,
) -> Option<String> {
    if role.is_none()
        && let Some(names) = &actor.tenants
    {
        let ids: Vec<_> = names
            .iter()
            .filter_map(|it| contract.tenants.get(it.get_ref()))
            .map(|it| quote_literal(it))
            .collect();
        return (!ids.is_empty()).then(|| ids.join(", "));
    }
    let membership = contract
        .tenancy
        .membership
        .as_ref()
        .filter(|it| role.is_none() || it.role.is_some())?;
    let query = membership.tenants_of(user?, role.map(String::as_str));
    Some(format!(
        "select own.{}::text from ({query}) as own",
        membership.tenant
    ))
}
