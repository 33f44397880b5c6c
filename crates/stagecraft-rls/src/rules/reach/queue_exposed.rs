//! A message queue that the API reads and writes without policies.

use stagecraft_model::Severity;

use crate::facts::Relation;
use crate::rules::who::who;
use crate::rules::{Hit, Rule, Scope};

pub(super) const RULE: Rule = Rule {
    id: "S24",
    name: "queue-without-rls",
    severity: Severity::Error,
    splinter: Some("0019_insecure_queue_exposed_in_api"),
    summary: "A queue of pgmq is granted to API roles, and row security is off on its table.",
    why: "The functions of `pgmq_public` run with their caller's rights, so that the queue's table \
          has to be granted. Without policies every caller reads and takes every message.",
    help: "`alter table pgmq.q_… enable row level security` and write policies, or revoke the \
           grants and let only the server use the queue",
    bad: "create extension pgmq;
          select pgmq.create('mails');
          grant usage on schema pgmq to authenticated;
          grant select, insert on pgmq.q_mails to authenticated",
    good: "create extension pgmq;
           select pgmq.create('mails')",
    check,
};

fn check(scope: &Scope<'_>) -> Vec<Hit> {
    scope
        .facts
        .relations
        .iter()
        .filter(|it| is_queue(it) && !it.rls)
        .filter_map(|queue| {
            let roles = scope.reached_by(queue);
            if roles.is_empty() {
                return None;
            }
            let hit = Hit::new(
                &queue.name,
                format!(
                    "row security is off on the queue {}, and {} can use it",
                    queue.name,
                    who(&roles)
                ),
            );
            Some(if is_served(scope) {
                hit
            } else {
                hit.severity(Severity::Warning)
            })
        })
        .collect()
}

/// Whether the API serves queues: by their own schema, or by the functions that
/// the platform makes for it.
fn is_served(scope: &Scope<'_>) -> bool {
    if scope.contract.is_some() {
        scope
            .schemas
            .iter()
            .any(|it| it == "pgmq" || it == "pgmq_public")
    } else {
        scope.facts.schema("pgmq_public").is_some()
    }
}

/// Queues are `q_…`, their archives `a_…`.
fn is_queue(relation: &Relation) -> bool {
    let name = relation.name.name.as_str();
    relation.name.schema.as_str() == "pgmq"
        && relation.kind.has_policies()
        && !relation.is_partition
        && (name.starts_with("q_") || name.starts_with("a_"))
}
