//! What let a row pass or stopped it, from what the clauses say of it.

use super::About;
use super::ask::{Asked, AskedRow};
use super::explanation::{ClauseValue, ExplainedClause, ExplainedRow, Explanation, PartValue};
use super::grant::missing;
use super::reproduction::reproduction;
use crate::facts::{Clause, PolicyCommand, RelationKind};
use crate::probe::word;
use crate::{CellResult, Declared};

/// So many rows are shown.
const MOST_SHOWN: usize = 5;

/// Puts the explanation together.
pub(super) fn explanation(
    about: &About<'_>,
    declared: &Declared,
    cell: Option<CellResult>,
    asked: Asked,
) -> Explanation {
    let command = about.question.command;
    let mut rows: Vec<_> = asked
        .rows
        .iter()
        .map(|it| row(about, &asked.clauses, it))
        .collect();
    let shown = chosen(
        &mut rows,
        asked.failure.is_some() && asked.rows.iter().all(|it| it.values.is_empty()),
    );
    let fixture = about
        .contract
        .fixture
        .as_ref()
        .filter(|_| !declared.fixture.is_empty())
        .map(|it| match declared.file.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{}", it.get_ref()),
            None => it.get_ref().clone(),
        });
    let asked_as = asked.asked_as();
    let planned = about.cell();
    Explanation {
        object: about.relation.name.to_string(),
        command: word(command).to_owned(),
        actor: about.question.actor.clone(),
        role: about.role().to_owned(),
        level: planned.map_or_else(|| "none".to_owned(), |it| it.level.clone()),
        condition: asked
            .condition
            .or_else(|| planned.map(|it| it.rows.clone()))
            .unwrap_or_else(|| "false".to_owned()),
        missing: missing(about),
        unbound: unbound(about),
        asked_as,
        more_rows: asked.all.saturating_sub(shown.len()),
        rows: shown,
        failure: asked.failure,
        reproduction: reproduction(about, fixture.as_deref(), cell.as_ref()),
        clauses: asked.clauses,
        cell,
    }
}

/// Why no policy is asked.
fn unbound(about: &About<'_>) -> Option<String> {
    let relation = about.relation;
    let role = about.role();
    if !relation.kind.has_policies() {
        return Some(match relation.kind {
            RelationKind::View if relation.security_invoker => {
                "a view has no policies of its own; those of what it reads are asked for the caller (security_invoker)".to_owned()
            }
            RelationKind::View if relation.owner_bypasses => format!(
                "a view has no policies of its own, and reads with the rights of {}, for whom none hold",
                relation.owner
            ),
            RelationKind::View => format!(
                "a view has no policies of its own; those of what it reads are asked for its owner {}",
                relation.owner
            ),
            kind => format!("a {} has no policies: its grants decide alone", kind.word()),
        });
    }
    if !relation.rls {
        return Some("row level security is off: no policy is asked, every row passes".to_owned());
    }
    if !about.is_bound() {
        return Some(format!("policies never hold for {role}: every row passes"));
    }
    None
}

fn row(about: &About<'_>, clauses: &[ExplainedClause], asked: &AskedRow) -> ExplainedRow {
    let mut given = asked.values.iter().copied();
    let mut next = || given.next().flatten();
    let values: Vec<_> = clauses
        .iter()
        .map(|clause| ClauseValue {
            value: next(),
            parts: clause
                .parts
                .iter()
                .map(|sql| PartValue {
                    sql: sql.clone(),
                    value: next(),
                })
                .collect(),
        })
        .collect();
    let (passes, because) = if about.is_bound() {
        judged(about.question.command, clauses, &values)
    } else {
        (true, "no policy is asked".to_owned())
    };
    ExplainedRow {
        row: asked.row.clone(),
        inside: asked.inside,
        passes,
        because,
        values,
    }
}

/// Returns whether policies let a row pass, and which.
fn judged(
    command: PolicyCommand,
    clauses: &[ExplainedClause],
    values: &[ClauseValue],
) -> (bool, String) {
    let of = |wanted: &dyn Fn(&ExplainedClause) -> bool| -> Vec<_> {
        clauses
            .iter()
            .zip(values)
            .filter(|(clause, _)| wanted(clause))
            .collect()
    };
    let using = of(&|it| it.clause == Clause::Using && !it.when_reading);
    let check = of(&|it| it.clause == Clause::Check);
    let seen = of(&|it| it.clause == Clause::Using && (it.when_reading || it.command == "all"));
    let (mut passes, mut because) = match command {
        PolicyCommand::Insert => gate("the new row", &check),
        _ => gate("the row", &using),
    };
    if command == PolicyCommand::Update && passes {
        let (written, why) = gate("the changed row", &check);
        passes = written;
        because = if written { because } else { why };
    }
    if matches!(command, PolicyCommand::Update | PolicyCommand::Delete) && passes {
        let (is_seen, why) = gate("the row", &seen);
        if !is_seen {
            because = format!("{because}; not where the statement reads columns: {why}");
        }
    }
    (passes, because)
}

/// Any permissive one must be true, and every restrictive one.
fn gate(what: &str, clauses: &[(&ExplainedClause, &ClauseValue)]) -> (bool, String) {
    let names = |wanted: &dyn Fn(&(&ExplainedClause, &ClauseValue)) -> bool| -> Vec<_> {
        clauses
            .iter()
            .filter(|it| wanted(it))
            .map(|(clause, _)| clause.policy.as_str())
            .collect()
    };
    let is_true = |it: &ClauseValue| it.value == Some(true);
    let opened = names(&|(clause, value)| clause.permissive && is_true(value));
    let stopped = names(&|(clause, value)| !clause.permissive && !is_true(value));
    let permissive = names(&|(clause, _)| clause.permissive);
    if permissive.is_empty() {
        return (false, format!("no permissive policy is for {what}"));
    }
    if opened.is_empty() {
        let list = permissive.join(", ");
        return (
            false,
            format!("no permissive policy is true of {what}: {list}"),
        );
    }
    if !stopped.is_empty() {
        let list = stopped.join(", ");
        return (false, format!("restrictive policies stop {what}: {list}"));
    }
    (true, format!("{what} passes by {}", opened.join(", ")))
}

/// Chooses rows to show: those on which policies and contract disagree, then
/// some that pass and some that don't.
fn chosen(rows: &mut Vec<ExplainedRow>, nothing_known: bool) -> Vec<ExplainedRow> {
    if nothing_known {
        return Vec::new();
    }
    let mut shown = Vec::new();
    let mut take = |wanted: &dyn Fn(&ExplainedRow) -> bool, most: usize| {
        for _ in 0..most {
            if shown.len() >= MOST_SHOWN {
                return;
            }
            let Some(at) = rows.iter().position(wanted) else {
                return;
            };
            shown.push(rows.remove(at));
        }
    };
    take(&|it| it.passes != it.inside, MOST_SHOWN);
    take(&|it| it.passes, 2);
    take(&|it| !it.passes, 2);
    take(&|_| true, MOST_SHOWN);
    shown
}
