//! Actors without whom some faults go unnoticed.

use stagecraft_model::{Finding, Severity};
use toml::Spanned;

use super::is_waived;
use crate::contract::{Actor, Contract};
use crate::facts::Facts;

/// A kind of actor.
struct Kind {
    name: &'static str,
    what: &'static str,
    why: &'static str,
    help: &'static str,
}

const ANON: Kind = Kind {
    name: "anon",
    what: "tries without being signed in",
    why: "Whether the public gets in is only seen by trying as the public.",
    help: "add `anon = { role = \"anon\" }` to [actors]",
};
const CLAIMLESS: Kind = Kind {
    name: "claimless",
    what: "is signed in without a user",
    why: "Where a condition is null and lets in all the same, only a session without `sub` notices.",
    help: "add `claimless = { role = \"authenticated\" }` to [actors]",
};
const STALE: Kind = Kind {
    name: "stale",
    what: "has the empty claims of a pooled connection",
    why: "A setting is empty text after the transaction that made it, and conditions that expect null fail then.",
    help: "add `stale = { role = \"authenticated\", stale = true }` to [actors]",
};
const COLLEAGUE: Kind = Kind {
    name: "colleague",
    what: "is a second user of a tenant",
    why: "Whether a row is the owner's or the whole tenant's can't be told by one user of each tenant.",
    help: "add an actor with another `user` and a tenant that some actor has",
};
const OUTSIDER: Kind = Kind {
    name: "outsider",
    what: "is a user of no tenant",
    why: "A condition that asks for some membership, and not for one of the row's tenant, lets every member in: only who has none shows that it asks at all.",
    help: "add an actor with a `user` and `tenants = []` to [actors]",
};

/// Returns a note for each kind of actor that is missing.
pub(super) fn missing(contract: &Contract, facts: &Facts) -> Vec<Finding> {
    let actors: Vec<_> = contract.actors.values().map(Spanned::get_ref).collect();
    let users: Vec<_> = actors
        .iter()
        .copied()
        .filter(|it| it.user.is_some())
        .collect();
    let mut missing = Vec::new();
    if facts.role("anon").is_some_and(|it| it.api) && !actors.iter().any(|it| it.role == "anon") {
        missing.push(ANON);
    }
    if !users.is_empty() {
        let is_claimless = |it: &&Actor| {
            it.user.is_none() && !it.stale && users.iter().any(|user| user.role == it.role)
        };
        if !actors.iter().any(is_claimless) {
            missing.push(CLAIMLESS);
        }
        if !actors.iter().any(|it| it.stale) {
            missing.push(STALE);
        }
        if has_tenants(contract) {
            if !has_colleagues(contract, &users) {
                missing.push(COLLEAGUE);
            }
            let may_be_none = |it: &&Actor| tenants(contract, it).is_none_or(|it| it.is_empty());
            if !users.iter().any(may_be_none) {
                missing.push(OUTSIDER);
            }
        }
    }
    missing
        .into_iter()
        .filter(|it| !is_waived(contract, "missing-actor", it.name))
        .map(|it| {
            let message = format!("no actor {}", it.what);
            Finding::new("missing-actor", Severity::Note, it.name, message)
                .why(it.why)
                .help(it.help)
        })
        .collect()
}

fn has_tenants(contract: &Contract) -> bool {
    !contract.tenants.is_empty()
        || contract.tenancy.claim.is_some()
        || contract.tenancy.membership.is_some()
}

/// Returns an actor's tenants; nothing where only the rows tell.
fn tenants<'a>(contract: &Contract, actor: &'a Actor) -> Option<Vec<&'a str>> {
    match &actor.tenants {
        Some(names) => Some(names.iter().map(|it| it.get_ref().as_str()).collect()),
        None => contract.tenancy.membership.is_none().then(Vec::new),
    }
}

/// Returns whether two users may share a tenant.
fn has_colleagues(contract: &Contract, users: &[&Actor]) -> bool {
    users.iter().enumerate().any(|(at, one)| {
        users.iter().skip(at + 1).any(|other| {
            one.user != other.user
                && match (tenants(contract, one), tenants(contract, other)) {
                    (Some(one), Some(other)) => one.iter().any(|it| other.contains(it)),
                    _ => true,
                }
        })
    })
}
