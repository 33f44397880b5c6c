//! Candidates: what a cell could say, from the narrowest to the widest.

use serde::Deserialize;

use super::cast::Cast;
use super::condition::{condition, conjuncts, is_telling, joined, one_line, over_t, text};
use super::shape::{Shape, Whose};
use super::toml_text::quoted;
use crate::contract::Cell;
use crate::facts::{Facts, Policy, PolicyCommand, Relation, Role};
use crate::probe::is_possible;

/// What a cell could say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// As the contract writes it.
    pub(super) toml: String,
    pub(super) cell: Cell,
    /// The condition, where it is SQL over the row `t`.
    pub(super) sql: Option<String>,
}

impl Candidate {
    pub(super) fn level(level: &str) -> Option<Self> {
        Self::read(quoted(level), None)
    }

    fn rows(sql: &str) -> Option<Self> {
        Self::read(
            format!("{{ rows = {} }}", quoted(sql)),
            Some(sql.to_owned()),
        )
    }

    fn read(toml: String, sql: Option<String>) -> Option<Self> {
        #[derive(Deserialize)]
        struct Holder {
            it: Cell,
        }
        let holder: Holder = toml::from_str(&format!("it = {toml}")).ok()?;
        Some(Self {
            toml,
            cell: holder.it,
            sql,
        })
    }
}

/// Returns what a role's cell of a command could say.
pub(super) fn candidates(
    facts: &Facts,
    shape: &Shape<'_>,
    cast: &Cast,
    relation: &Relation,
    command: PolicyCommand,
    role: &Role,
) -> Vec<Candidate> {
    let schema = relation.name.schema.as_str();
    // Triggers of the platform keep even those from its tables whom no policy holds.
    let is_bypassing = role.bypasses()
        && relation.kind.has_policies()
        && !stagecraft_model::is_platform_schema(schema);
    let enters = facts
        .schema(schema)
        .is_some_and(|it| it.usage.contains(&role.name));
    let lets_in = |it: &Policy| it.permissive && it.command.covers(command) && it.applies_to(role);
    let is_open = !relation.kind.has_policies()
        || !relation.rls
        || role.bypasses()
        || facts.policies_of(&relation.name).any(lets_in);
    let mut found = vec![Candidate::level("none")];
    let is_granted = if command == PolicyCommand::Delete {
        relation.grants(&role.name, command.sql())
    } else {
        relation.grants_any(&role.name, command.sql())
    };
    // What is not granted can only be refused, and what no policy lets in.
    let is_granted = is_granted && is_open && enters && is_possible(relation, command);
    if is_granted && is_bypassing {
        found.clear();
    }
    if is_granted && !role.bypasses() {
        let tenant = shape.tenant(relation);
        let owner = shape.owner(relation);
        // The lowest role may do what every member may.
        let roles: Vec<_> = cast.roles.iter().skip(1).rev().collect();
        let graded = shape
            .tenancy
            .membership()
            .is_some_and(|it| it.role.is_some());
        for level in [(&owner, "own_row"), (&tenant, "own_tenant")] {
            if level.0.is_none() {
                continue;
            }
            if tenant.is_some() && graded {
                found.extend(
                    roles
                        .iter()
                        .map(|it| Candidate::level(&format!("{}:{it}", level.1))),
                );
            }
            found.push(Candidate::level(level.1));
        }
        let levels: Vec<_> = found.iter().skip(1).cloned().collect();
        found.extend(narrowed(facts, relation, command, role, &levels));
        found.extend(of_sql(
            facts,
            relation,
            command,
            role,
            owner.as_ref(),
            tenant.as_ref(),
        ));
    }
    if is_granted {
        found.push(Candidate::level("all"));
    }
    let mut found: Vec<_> = found.into_iter().flatten().collect();
    found.dedup();
    found
}

/// Levels of members and owners, narrowed by what a policy asks of the row
/// alone.
fn narrowed(
    facts: &Facts,
    relation: &Relation,
    command: PolicyCommand,
    role: &Role,
    levels: &[Option<Candidate>],
) -> Vec<Option<Candidate>> {
    let mut found = Vec::new();
    let policies = facts
        .policies_of(&relation.name)
        .filter(|it| it.permissive && it.command.covers(command) && it.applies_to(role));
    for policy in policies {
        let Some(text) = text(policy, command) else {
            continue;
        };
        let names: Vec<_> = policy
            .calls
            .iter()
            .filter_map(|it| it.split('(').next())
            .collect();
        let text = one_line(text);
        let plain: Vec<_> = conjuncts(&text)
            .into_iter()
            .filter(|it| !it.contains("auth.") && !names.iter().any(|name| it.contains(name)))
            .map(|it| over_t(it, &relation.name.name))
            .collect();
        if plain.is_empty() {
            continue;
        }
        let filter = plain.join(" and ");
        for level in levels.iter().flatten() {
            let toml = format!("{{ is = {}, where = {} }}", level.toml, quoted(&filter));
            found.push(Candidate::read(toml, Some(filter.clone())));
        }
    }
    found
}

fn of_sql(
    facts: &Facts,
    relation: &Relation,
    command: PolicyCommand,
    role: &Role,
    owner: Option<&Whose>,
    tenant: Option<&Whose>,
) -> Vec<Option<Candidate>> {
    let mut found = Vec::new();
    let is_own = owner.map(|it| format!("{} = :user", it.sql()));
    let in_own = tenant.map(|it| format!("{} = any (:tenants)", it.sql()));
    if let (Some(is_own), Some(in_own)) = (&is_own, &in_own) {
        found.push(Candidate::rows(is_own));
        found.push(Candidate::rows(&format!("{in_own} or {is_own}")));
    }
    let policies: Vec<_> = facts
        .policies_of(&relation.name)
        .filter(|it| it.command.covers(command) && it.applies_to(role))
        .collect();
    let all: Option<Vec<_>> = policies
        .iter()
        .map(|it| condition(it, command, relation, role).map(|sql| (it.permissive, sql)))
        .collect();
    if let Some(all) = all {
        found.push(Candidate::rows(&joined(&all)).filter(|_| is_telling(&all)));
    }
    // Policies that ask nobody, beside what members or owners may.
    let plain: Vec<_> = policies
        .iter()
        .filter(|it| it.permissive && it.calls.is_empty() && it.reads.is_empty())
        .filter_map(|it| condition(it, command, relation, role))
        .collect();
    let all: Vec<_> = plain.iter().map(|it| (true, it.clone())).collect();
    if is_telling(&all) && plain.len() < policies.len() {
        found.push(Candidate::rows(&joined(&all)));
        for whose in [is_own, in_own].into_iter().flatten() {
            let wider: Vec<_> = all.iter().cloned().chain([(true, whose)]).collect();
            found.push(Candidate::rows(&joined(&wider)));
        }
    }
    found
}
