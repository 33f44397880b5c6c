//! Whether everything that the API serves is in the contract, everything in the
//! contract is there, and what it says can show something.

mod actors;
mod columns;
mod copies;

use jiff::civil::Date;
use stagecraft_model::{Finding, LineIndex, Severity};
use toml::Spanned;

use crate::contract::{Contract, Status, without_mark};
use crate::facts::{Facts, Routine};

/// Returns what keeps a check from being complete: objects that nobody
/// declared, entries without an object, columns that are not there, drafts, and
/// waivers that have ended; and what keeps it from showing much: actors that are
/// missing, and conditions copied from policies. `file` and `text` are the
/// contract's.
pub fn coverage(
    contract: &Contract,
    facts: &Facts,
    file: &str,
    text: &str,
    today: Date,
) -> Vec<Finding> {
    let index = LineIndex::new(without_mark(text));
    let place = |finding: Finding, span: std::ops::Range<usize>| {
        finding.at(file, Some(index.span(span.start, span.end)))
    };
    let mut findings = Vec::new();
    let declared: Vec<_> = contract
        .relations()
        .filter_map(|(name, _)| facts.named(name.get_ref()))
        .map(|it| &it.name)
        .collect();
    for relation in &facts.relations {
        let is_exposed = contract
            .schemas
            .iter()
            .any(|it| it == relation.name.schema.as_str());
        if !is_exposed || relation.extension.is_some() || relation.is_partition {
            continue;
        }
        if !declared.contains(&&relation.name)
            && !is_waived(contract, "undeclared-object", &relation.name.to_string())
        {
            findings.push(
                Finding::new(
                    "undeclared-object",
                    Severity::Error,
                    &relation.name.to_string(),
                    format!(
                        "the {} {} is served by the API and not in the contract",
                        relation.kind.word(),
                        relation.name
                    ),
                )
                .why("Nothing is known of who may read it, so nothing was tried.")
                .help("declare it, or waive `undeclared-object` for it with a reason")
                .at(file, None),
            );
        }
    }
    let declared: Vec<_> = contract
        .function
        .keys()
        .filter_map(|it| facts.routine_named(it.get_ref()))
        .map(|it| it.identity.as_str())
        .collect();
    for routine in &facts.routines {
        let is_exposed = contract
            .schemas
            .iter()
            .any(|it| it == routine.qualified.schema.as_str());
        let is_callable = routine
            .execute
            .iter()
            .any(|it| facts.role(it).is_some_and(|it| !it.bypasses()));
        if !is_exposed || !is_callable || routine.extension.is_some() || routine.trigger {
            continue;
        }
        let is_declared = declared.contains(&routine.identity.as_str());
        if !is_declared && !is_waived(contract, "undeclared-function", &routine.identity) {
            findings.push(
                Finding::new(
                    "undeclared-function",
                    Severity::Error,
                    &routine.identity,
                    format!("{} can be called through the API by {} and is not in the contract", routine.identity, routine.execute.join(", ")),
                )
                .why("Functions are reachable as /rpc/… and may return or change anything that their rights allow.")
                .help("declare it with the roles that may execute it, or revoke EXECUTE from public")
                .at(file, None),
            );
        }
    }
    let mut missing = |name: &Spanned<String>, what: &str| {
        findings.push(place(
            Finding::new(
                "missing-object",
                Severity::Error,
                name.get_ref(),
                format!("there is no {what} {}", name.get_ref()),
            )
            .help("take the entry out, or correct its name"),
            name.span(),
        ));
    };
    for (name, _) in contract.relations() {
        if facts.named(name.get_ref()).is_none() {
            missing(name, "relation");
        }
    }
    for name in &contract.locked {
        if facts.schema(name.get_ref()).is_none() {
            missing(name, "schema");
        }
    }
    for name in contract.function.keys() {
        if facts.routine_named(name.get_ref()).is_none() {
            missing(name, "function");
        }
    }
    for found in columns::unknown(contract, facts).chain(copies::of_policies(contract, facts)) {
        findings.push(place(found.finding, found.span));
    }
    findings.extend(
        actors::missing(contract, facts)
            .into_iter()
            .map(|it| it.at(file, None)),
    );
    for role in contract.roles() {
        if facts.role(&role).is_none() {
            findings.push(
                Finding::new(
                    "missing-role",
                    Severity::Error,
                    &role,
                    format!("there is no role {role}"),
                )
                .help("create it in a migration, or change the actor's role")
                .at(file, None),
            );
        }
    }
    let drafts = contract
        .relations()
        .filter(|(_, it)| it.status == Status::Draft)
        .map(|(name, _)| name)
        .chain(
            contract
                .function
                .iter()
                .filter(|(_, it)| it.status == Status::Draft)
                .map(|(name, _)| name),
        );
    for name in drafts {
        findings.push(place(
            Finding::new(
                "draft-entry",
                Severity::Error,
                name.get_ref(),
                format!("{} is a draft that nobody has reviewed", name.get_ref()),
            )
            .why("A draft says what the policies do, not what they should do.")
            .help("read it, correct it, and take `status = \"draft\"` out"),
            name.span(),
        ));
    }
    for waiver in &contract.waive {
        let span = waiver.span();
        let waiver = waiver.get_ref();
        if let Some(Ok(last)) = waiver.last_day()
            && last < today
        {
            findings.push(place(
                Finding::new(
                    "waiver-ended",
                    Severity::Error,
                    waiver.object.get_ref(),
                    format!("the waiver for {} ended on {last}", waiver.object.get_ref()),
                )
                .why(waiver.reason.get_ref().clone())
                .help("mend what it is about, or extend it with a new date"),
                span,
            ));
        }
    }
    findings
}

/// A finding and where in the contract it is.
struct Placed {
    finding: Finding,
    span: std::ops::Range<usize>,
}

fn is_waived(contract: &Contract, rule: &str, object: &str) -> bool {
    contract
        .waive
        .iter()
        .any(|it| it.get_ref().covers(rule, rule, object))
}

impl Facts {
    /// Returns the routine that the contract calls `schema.name(types)`; blanks
    /// after commas make no difference.
    pub fn routine_named(&self, name: &str) -> Option<&Routine> {
        let plain = |it: &str| it.replace(", ", ",");
        let wanted = plain(name);
        self.routines
            .iter()
            .find(|it| plain(&it.identity) == wanted)
    }
}
