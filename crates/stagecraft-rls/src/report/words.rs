//! What was expected and what was seen, in words.

use stagecraft_model::Verdict;

use crate::{CellResult, Outcome, ProbeResult};

/// Returns a verdict as people read it.
pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Held => "held",
        Verdict::Unproven => "unproven",
        Verdict::NotHeld => "did not hold",
    }
}

/// Returns a cell's name in a sentence: `update of public.notes as viewer`.
pub(super) fn cell(cell: &CellResult) -> String {
    if cell.command == "session" {
        return format!("the session of {}", cell.actor);
    }
    format!("{} of {} as {}", cell.command, cell.object, cell.actor)
}

/// Returns what has to be seen in a probe.
pub(super) fn expected(probe: &ProbeResult) -> String {
    if probe.outcome == Outcome::Value || probe.expected.is_some() {
        return match (probe.expected.as_deref(), probe.form.as_str()) {
            (Some("true"), "privilege" | "grant") => "the privilege".to_owned(),
            (Some("false"), "privilege" | "grant") => "no such privilege".to_owned(),
            (Some(value), _) => value.to_owned(),
            (None, _) => "nobody".to_owned(),
        };
    }
    let all = probe.inside + probe.outside;
    match (probe.command.as_str(), probe.inside) {
        ("select", 0) => "to see no row".to_owned(),
        ("select", inside) => format!("to see exactly {inside} of {}", rows(all)),
        ("insert", 0) => "that the row is refused".to_owned(),
        ("insert", _) => "that the row is let in".to_owned(),
        (command, 0) => format!("to {command} no row of {all}"),
        (command, inside) => format!("to {command} exactly {inside} of {}", rows(all)),
    }
}

fn rows(count: u64) -> String {
    match count {
        1 => "1 row".to_owned(),
        many => format!("{many} rows"),
    }
}

/// Returns what was seen in a probe.
pub(super) fn seen(probe: &ProbeResult) -> String {
    let got = probe.got.as_deref().unwrap_or("nothing");
    let said = probe.detail.as_deref().unwrap_or_default();
    let with = |words: &str| match said {
        "" => format!("{words} ({got})"),
        said => format!("{words} ({got}: {said})"),
    };
    match probe.outcome {
        Outcome::Rows if probe.command == "select" => format!("it saw {got}"),
        Outcome::Rows => format!("it touched {got}"),
        Outcome::ZeroRows if probe.command == "select" => "it saw no row".to_owned(),
        Outcome::ZeroRows => "it touched no row".to_owned(),
        Outcome::BystandersChanged => {
            format!("it touched {got}, and rows changed that are not the actor's")
        }
        Outcome::RlsRejected => "a policy refused it".to_owned(),
        Outcome::NoPrivilege => with("the privilege is missing"),
        Outcome::PrivilegeInner => with("a privilege is missing in a function that it called"),
        Outcome::AdmittedThenConstraint => {
            with("the policies let it through, and a constraint stopped it")
        }
        Outcome::PreRlsConstraint => {
            with("a domain or the routing to a partition stopped it before any policy was asked")
        }
        Outcome::TriggerError => with("a trigger stopped it"),
        Outcome::PolicyError => with("it failed in a policy, or in what a policy calls"),
        Outcome::PolicyRecursion => "policies ask each other without end".to_owned(),
        Outcome::NotUpdatable => "the view takes no such statement".to_owned(),
        Outcome::Value => match (got, probe.form.as_str()) {
            ("true" | "t", "privilege" | "grant") => "the privilege is there".to_owned(),
            ("false" | "f", "privilege" | "grant") => "there is no such privilege".to_owned(),
            (got, _) => got.to_owned(),
        },
        Outcome::BadProbe => with("the statement fails for everybody"),
    }
}

/// Returns what was seen of a cell in one sentence: of its first probe that did
/// not hold, or why nothing can be said.
pub(super) fn in_short(cell: &CellResult) -> String {
    if let Some(why) = &cell.unproven {
        return why.clone();
    }
    let worst = cell
        .failed
        .iter()
        .find(|it| it.verdict == cell.verdict)
        .or_else(|| cell.failed.first());
    let Some(probe) = worst else {
        return verdict(cell.verdict).to_owned();
    };
    let more = match cell.failed.len() {
        0 | 1 => String::new(),
        all => format!(" (and {} more)", all - 1),
    };
    format!(
        "{}: expected {}; {}{more}",
        probe.form,
        expected(probe),
        seen(probe)
    )
}
