//! Which clauses are asked when a command runs.

use super::About;
use super::conjuncts::conjuncts;
use super::explanation::ExplainedClause;
use crate::facts::{Clause, Policy, PolicyCommand};
use crate::probe::word;

/// Returns the clauses that are asked, those of the command first.
pub(super) fn clauses(about: &About<'_>) -> Vec<ExplainedClause> {
    let command = about.question.command;
    let Some(role) = about.facts.role(about.role()) else {
        return Vec::new();
    };
    if !about.is_bound() {
        return Vec::new();
    }
    let applicable: Vec<_> = about
        .facts
        .policies_of(&about.relation.name)
        .filter(|it| it.applies_to(role))
        .collect();
    let mut clauses = Vec::new();
    let covering = |command: PolicyCommand| {
        applicable
            .iter()
            .filter(move |it| it.command.covers(command))
    };
    if command != PolicyCommand::Insert {
        clauses.extend(covering(command).filter_map(|it| clause(it, Clause::Using, false)));
    }
    if matches!(command, PolicyCommand::Insert | PolicyCommand::Update) {
        clauses.extend(covering(command).filter_map(|it| clause(it, Clause::Check, false)));
    }
    if matches!(command, PolicyCommand::Update | PolicyCommand::Delete) {
        let seen = covering(PolicyCommand::Select)
            // FOR ALL was asked already.
            .filter(|it| it.command == PolicyCommand::Select);
        clauses.extend(seen.filter_map(|it| clause(it, Clause::Using, true)));
    }
    clauses
}

fn clause(policy: &Policy, clause: Clause, when_reading: bool) -> Option<ExplainedClause> {
    let sql = match clause {
        Clause::Using => policy.using.as_deref(),
        Clause::Check => policy.effective_check(),
    }?;
    let parts = conjuncts(sql);
    Some(ExplainedClause {
        policy: policy.name.as_str().to_owned(),
        permissive: policy.permissive,
        command: word(policy.command).to_owned(),
        roles: policy.roles.clone(),
        clause,
        when_reading,
        sql: sql.to_owned(),
        parts: if parts.len() > 1 { parts } else { Vec::new() },
    })
}
