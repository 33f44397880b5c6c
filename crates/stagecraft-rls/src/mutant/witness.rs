//! Witnesses: a row that a survivor treats otherwise, and what the contract
//! would have to say to notice.
//!
//! Rows are compared by all policies of the relation together: a policy that
//! changed is nothing where another one lets the same row in.

mod assertion;
mod level;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use stagecraft_model::quote_literal;

use super::{Change, Direction, Mutant};
use crate::facts::{Clause, Facts, Policy, PolicyCommand, Relation, Role};

pub use assertion::{Assertion, assertion};
pub use level::{LevelRows, levels};

/// A question for a row that shows a mutant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The command whose rows differ.
    pub command: PolicyCommand,
    /// Whether rows that are found differ, or rows as they are written.
    pub clause: Clause,
    /// What lets rows in as it is.
    pub original: String,
    /// What lets rows in as it becomes.
    pub mutated: String,
    /// A query of at most one row and one column of type jsonb, an [`Answer`].
    pub sql: String,
}

/// A row that shows a mutant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Its primary key, or its `ctid`.
    pub key: Map<String, Value>,
    /// Whether it is let in as it is; as it becomes, it is the other way.
    pub before: bool,
    /// Levels of the contract, and whether each is what is let in as it is, of
    /// all rows that are there.
    pub fits: BTreeMap<String, bool>,
}

impl Answer {
    /// Returns what the mutant does, where its operator can't tell.
    pub fn direction(&self) -> Direction {
        if self.before {
            Direction::Strengthens
        } else {
            Direction::Weakens
        }
    }
}

/// Returns the statement that makes a session the actor's, for the transaction:
/// claims as [`Actor::claims`](crate::contract::Actor::claims) returns them.
pub fn session(claims: &str) -> String {
    format!(
        "select pg_catalog.set_config('request.jwt.claims', {}, true)",
        quote_literal(claims)
    )
}

/// Returns the questions that show a mutant for a role; none for a mutant that
/// is about neither policies nor privileges of whole tables. They are asked where row security does not hold (by a
/// role that bypasses it, or with it switched off), with the actor's claims.
///
/// A written row is taken to be one that is there: what would be let in as it is.
/// The levels are compared with what is let in, to tell which the contract means.
pub fn questions(
    facts: &Facts,
    mutant: &Mutant,
    role: &Role,
    levels: &[LevelRows],
) -> Vec<Question> {
    let Some(relation) = facts.relation(&mutant.object) else {
        return Vec::new();
    };
    let before: Vec<_> = facts.policies_of(&mutant.object).collect();
    let mut questions = Vec::new();
    for command in PolicyCommand::EACH {
        // Behind a grant that is missing, no policy is ever asked.
        let is_privilege = matches!(mutant.change, Change::Privilege { .. });
        if !is_privilege && !relation.grants_any(&role.name, command.sql()) {
            continue;
        }
        for clause in clauses(command) {
            let let_in = |policies: &[&Policy]| let_in(policies, role, command, *clause, relation);
            let (original, mutated) = match &mutant.change {
                Change::RowSecurityOff => (let_in(&before), "true".to_owned()),
                Change::Policy {
                    before: changed,
                    after,
                } => {
                    let kept = before
                        .iter()
                        .copied()
                        .filter(|it| changed.as_ref().is_none_or(|of| of.name != it.name));
                    let after: Vec<_> = kept.chain(after.as_deref()).collect();
                    (let_in(&before), let_in(&after))
                }
                // Behind a grant there may still be policies.
                Change::Privilege {
                    role: to,
                    privilege,
                } if *to == role.name
                    && privilege == command.sql()
                    && relation.kind.has_policies()
                    && !relation.grants_any(to, privilege) =>
                {
                    let mutated = if relation.rls {
                        let_in(&before)
                    } else {
                        "true".to_owned()
                    };
                    ("false".to_owned(), mutated)
                }
                _ => continue,
            };
            if original != mutated {
                questions.push(Question {
                    command,
                    clause: *clause,
                    sql: sql(relation, &original, &mutated, levels),
                    original,
                    mutated,
                });
            }
        }
    }
    questions
}

fn clauses(command: PolicyCommand) -> &'static [Clause] {
    match command {
        PolicyCommand::Select | PolicyCommand::Delete => &[Clause::Using],
        PolicyCommand::Insert => &[Clause::Check],
        PolicyCommand::Update | PolicyCommand::All => &[Clause::Using, Clause::Check],
    }
}

/// Returns what lets a statement through. A row that an UPDATE finds has to pass
/// as it is written, too; to write one, it has to find one.
fn let_in(
    policies: &[&Policy],
    role: &Role,
    command: PolicyCommand,
    clause: Clause,
    relation: &Relation,
) -> String {
    let text = admitted(policies, role, command, clause);
    match (command, clause) {
        (PolicyCommand::Update, Clause::Using) => {
            let check = admitted(policies, role, command, Clause::Check);
            format!("({text}) AND ({check})")
        }
        (PolicyCommand::Update, Clause::Check) => {
            let found = admitted(policies, role, command, Clause::Using);
            format!(
                "({text}) AND EXISTS (SELECT FROM {} WHERE {found})",
                relation.name
            )
        }
        _ => text,
    }
}

/// Returns what lets rows in: one of the permissive policies and all of the
/// restrictive ones.
fn admitted(policies: &[&Policy], role: &Role, command: PolicyCommand, clause: Clause) -> String {
    let mut permissive = Vec::new();
    let mut restrictive = Vec::new();
    for policy in policies {
        if !policy.command.covers(command) || !policy.applies_to(role) {
            continue;
        }
        if let Some(text) = policy.effective(clause) {
            let list = if policy.permissive {
                &mut permissive
            } else {
                &mut restrictive
            };
            list.push(format!("({text})"));
        }
    }
    // Postgres asks them by name; here a name is nothing.
    permissive.sort();
    restrictive.sort();
    if permissive.is_empty() {
        return "false".to_owned();
    }
    let any = permissive.join(" OR ");
    if restrictive.is_empty() {
        any
    } else {
        format!("({any}) AND {}", restrictive.join(" AND "))
    }
}

fn sql(relation: &Relation, original: &str, mutated: &str, levels: &[LevelRows]) -> String {
    let table = &relation.name.name;
    let mut key: Vec<_> = relation
        .primary_key()
        .iter()
        .map(|it| format!("{}, {table}.{it}", quote_literal(it.as_str())))
        .collect();
    if key.is_empty() {
        key.push(format!("'ctid', {table}.ctid::text"));
    }
    let fits: Vec<_> = levels
        .iter()
        .map(|it| {
            format!(
                "{}, (select bool_and((({original}) is true) = (({}) is true)) from {})",
                quote_literal(&it.level.to_string()),
                it.sql,
                relation.name
            )
        })
        .collect();
    // A condition that is null lets nothing in, as one that is false does.
    format!(
        "select jsonb_build_object(\
            'key', jsonb_build_object({}), \
            'before', (({original}) is true), \
            'fits', jsonb_build_object({})) \
         from {} where (({original}) is true) <> (({mutated}) is true) limit 1",
        key.join(", "),
        fits.join(", "),
        relation.name
    )
}
