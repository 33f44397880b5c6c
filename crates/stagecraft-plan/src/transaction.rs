//! How a file is run: which of its own transactions may stay, which are taken
//! off, and what makes it run statement by statement.

use stagecraft_model::Finding;

use crate::rules::{hidden_commit, mixed_transaction_modes, needs_transaction_block};
use crate::rules::{transaction_around_file, transaction_control};
use crate::split::{Word, words};
use crate::{Layout, Mode, Split, Statement, sending};

/// What is sent, and how.
pub(crate) struct Run {
    pub(crate) mode: Mode,
    pub(crate) statements: Vec<Statement>,
    pub(crate) findings: Vec<Finding>,
}

/// What a statement does to a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Control {
    Begin,
    Commit,
    Rollback,
    Savepoint,
    Prepared,
}

/// Decides how the statements of a file are run, as the layout's tool would;
/// `split` says whether the file wants no transaction.
pub(crate) fn run(layout: Layout, path: &str, sql: &str, split: Split) -> Run {
    let (statements, mut findings, refused) = if split.no_transaction {
        let findings = unbalanced(path, &split.statements);
        let refused = !findings.is_empty();
        (split.statements, findings, refused)
    } else {
        without_pair(path, sql, split.statements)
    };
    let impossible = sending::impossible(layout, path, &statements, split.no_transaction);
    let outside = statements.iter().any(|it| it.outside_transaction.is_some());
    let mode = if refused {
        Mode::Refused
    } else if split.no_transaction || (outside && impossible.is_none()) {
        Mode::Statements
    } else {
        // PostgreSQL refuses what is impossible, as it would for the tool.
        Mode::Transaction
    };
    findings.extend(impossible);
    if mode == Mode::Statements {
        findings.extend(one_by_one(path, sql, &statements, split.no_transaction));
    } else {
        findings.extend(hidden_commits(path, sql, &statements));
    }
    Run {
        mode,
        statements,
        findings,
    }
}

/// Returns what a statement does to a transaction, if anything.
pub(crate) fn control(statement: &Statement) -> Option<Control> {
    match statement.tag.as_str() {
        "begin" | "start transaction" => Some(Control::Begin),
        "commit" => Some(Control::Commit),
        "rollback" => Some(Control::Rollback),
        "savepoint" | "release" | "rollback to savepoint" => Some(Control::Savepoint),
        "prepare transaction" | "commit prepared" | "rollback prepared" => Some(Control::Prepared),
        _ => None,
    }
}

/// Takes off one transaction around the whole file; everything else is an error.
fn without_pair(
    path: &str,
    sql: &str,
    statements: Vec<Statement>,
) -> (Vec<Statement>, Vec<Finding>, bool) {
    let controls: Vec<(usize, Control)> = statements
        .iter()
        .enumerate()
        .filter_map(|(index, it)| Some((index, control(it)?)))
        .collect();
    if controls.is_empty() {
        return (statements, Vec::new(), false);
    }
    let findings = offences(path, sql, &statements, &controls);
    if !findings.is_empty() {
        return (statements, findings, true);
    }
    let mut note = None;
    let kept = statements
        .into_iter()
        .filter(|it| match control(it) {
            Some(Control::Begin) => {
                note = Some(transaction_around_file::found(path, it.span));
                false
            }
            Some(Control::Commit) => false,
            _ => true,
        })
        .collect();
    (kept, note.into_iter().collect(), false)
}

fn offences(
    path: &str,
    sql: &str,
    statements: &[Statement],
    controls: &[(usize, Control)],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut open: Option<usize> = None;
    let mut closed: Option<usize> = None;
    for (index, statement) in statements.iter().enumerate() {
        let kind = controls.iter().find(|(at, _)| *at == index).map(|it| it.1);
        let line = statement.span.line;
        let message = match (kind, open, closed) {
            (Some(Control::Begin), Some(_), _) => Some(format!(
                "`begin` in line {line} stands inside a transaction"
            )),
            (Some(Control::Begin), None, Some(_)) => {
                open = Some(index);
                Some(format!("a second transaction begins in line {line}"))
            }
            (Some(Control::Begin), None, None) => {
                open = Some(index);
                begin_offence(statements.get(..index).unwrap_or(&[]), statement, sql)
            }
            (Some(Control::Commit), None, _) => {
                Some(format!("`commit` in line {line} has no `begin`"))
            }
            (Some(Control::Commit), Some(_), _) => {
                (open, closed) = (None, Some(index));
                (words(statement.text(sql), 8).len() > 2)
                    .then(|| format!("`commit` in line {line} begins another transaction"))
            }
            (Some(Control::Rollback), _, _) => {
                if open.take().is_some() {
                    closed = Some(index);
                }
                Some(format!(
                    "`rollback` in line {line} undoes what the file did"
                ))
            }
            (Some(Control::Prepared), _, _) => {
                open = None;
                Some(format!(
                    "`{}` in line {line} leaves a transaction for later",
                    statement.tag
                ))
            }
            (Some(Control::Savepoint), None, _) => Some(format!(
                "`{}` in line {line} stands outside of a transaction",
                statement.tag
            )),
            (None, None, Some(at)) => {
                // One finding is enough for all that follows a commit.
                (index == at + 1)
                    .then(|| format!("the statements from line {line} on follow the commit"))
            }
            (None, Some(_), _) => statement
                .outside_transaction
                .as_ref()
                .map(|reason| format!("{reason}, but line {line} stands in one")),
            (Some(Control::Savepoint), Some(_), _) | (None, None, None) => None,
        };
        findings.extend(
            message.map(|message| transaction_control::found(path, &message, statement.span)),
        );
    }
    if let Some(begin) = open.and_then(|at| statements.get(at)) {
        let message = format!("`begin` in line {} is never committed", begin.span.line);
        findings.push(transaction_control::found(path, &message, begin.span));
    }
    findings
}

/// Returns what keeps a first `begin` from being taken off.
fn begin_offence(before: &[Statement], begin: &Statement, sql: &str) -> Option<String> {
    let line = begin.span.line;
    if before.iter().any(|it| !is_setting(it, sql)) {
        return Some(format!(
            "the transaction begins in line {line}, in the middle"
        ));
    }
    let plain = words(begin.text(sql), 8).iter().all(|it| {
        ["begin", "start", "transaction", "work"]
            .iter()
            .any(|word| it.is(word))
    });
    (!plain).then(|| {
        format!("the options of `begin` in line {line} would be lost; use `set transaction`")
    })
}

fn is_setting(statement: &Statement, sql: &str) -> bool {
    matches!(statement.tag.as_str(), "set" | "reset")
        || (statement.tag == "select"
            && words(statement.text(sql), 8)
                .iter()
                .any(|it| it.is("set_config")))
}

/// Checks a file that runs without a transaction of ours.
fn unbalanced(path: &str, statements: &[Statement]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut open: Option<&Statement> = None;
    for statement in statements {
        let line = statement.span.line;
        let message = match (control(statement), open) {
            (Some(Control::Begin), None) => {
                open = Some(statement);
                None
            }
            (Some(Control::Begin), Some(_)) => Some(format!(
                "`begin` in line {line} stands inside a transaction"
            )),
            (Some(Control::Commit | Control::Rollback), Some(_)) => {
                open = None;
                None
            }
            (Some(Control::Commit | Control::Rollback | Control::Savepoint), None) => {
                Some(format!("`{}` in line {line} has no `begin`", statement.tag))
            }
            (None, Some(_)) => statement
                .outside_transaction
                .as_ref()
                .map(|reason| format!("{reason}, but line {line} stands in one")),
            _ => None,
        };
        findings.extend(
            message.map(|message| transaction_control::found(path, &message, statement.span)),
        );
    }
    if let Some(begin) = open {
        let message = format!("`begin` in line {} is never committed", begin.span.line);
        findings.push(transaction_control::found(path, &message, begin.span));
    }
    findings
}

/// Finds what a file suffers from that runs one statement at a time.
fn one_by_one(path: &str, sql: &str, statements: &[Statement], asked_for: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let others = statements
        .iter()
        .any(|it| it.outside_transaction.is_none() && !is_setting(it, sql));
    let alone = statements
        .iter()
        .find_map(|it| Some((it, it.outside_transaction.as_ref()?)));
    if let Some((statement, reason)) = alone
        && (others
            || statements
                .iter()
                .filter(|it| it.outside_transaction.is_some())
                .count()
                > 1)
        && !asked_for
    {
        let all = statements.len();
        findings.push(mixed_transaction_modes::found(
            path,
            reason,
            all,
            statement.span,
        ));
    }
    let mut open = false;
    for statement in statements {
        match control(statement) {
            Some(Control::Begin) => open = true,
            Some(Control::Commit | Control::Rollback) => open = false,
            _ if !open && needs_block(statement, sql) => findings.push(
                needs_transaction_block::found(path, block_tag(&statement.tag), statement.span),
            ),
            _ => {}
        }
    }
    findings
}

/// Only `set local` needs a transaction, of all that is tagged `set`.
fn block_tag(tag: &str) -> &str {
    if tag == "set" { "set local" } else { tag }
}

fn needs_block(statement: &Statement, sql: &str) -> bool {
    let has = |first: usize, word: &str| {
        words(statement.text(sql), 64)
            .iter()
            .skip(first)
            .any(|it| it.is(word))
    };
    match statement.tag.as_str() {
        "lock table" => true,
        "declare cursor" => !has(2, "hold"),
        "set" => words(statement.text(sql), 2)
            .get(1)
            .is_some_and(|it| it.is("local")),
        _ => false,
    }
}

/// Finds blocks that commit, and calls that might.
fn hidden_commits(path: &str, sql: &str, statements: &[Statement]) -> Vec<Finding> {
    statements
        .iter()
        .filter(|it| match it.tag.as_str() {
            "call" => true,
            "do" => body_commits(it.text(sql)),
            _ => false,
        })
        .map(|it| hidden_commit::found(path, &it.tag, it.span))
        .collect()
}

/// Returns whether `commit` or `rollback` begins a statement of a block's body.
fn body_commits(block: &str) -> bool {
    const LONGEST_BODY: usize = 10_000;
    let outer = words(block, 16);
    let Some(body) = outer.iter().find_map(Word::body) else {
        return false;
    };
    let inner = words(body, LONGEST_BODY);
    inner
        .windows(2)
        .any(|pair| matches!(pair, [verb, end] if end.text == ";" && (verb.is("commit") || verb.is("rollback"))))
}
