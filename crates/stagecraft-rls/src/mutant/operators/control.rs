//! C1 to C5: changes that change nothing. A run that notices one is flaky, or
//! compares text.

use std::collections::BTreeSet;

use stagecraft_model::Ident;

use super::clause::{self, Edit, Site};
use super::{Direction, Draft, Operator, Subject};
use crate::expression::Part;
use crate::facts::{Policy, PolicyCommand};
use crate::mutant::{Change, sql};

pub(super) const WRAP: Operator = control(
    "C1",
    "wrap-call",
    "a call of the session is wrapped into a query",
    |subject| one_each(subject, clause::each(subject, wrap)),
);

pub(super) const COMMUTE: Operator = control(
    "C2",
    "commute",
    "the sides of an equality change places",
    |subject| one_each(subject, clause::each(subject, commute)),
);

pub(super) const RECREATE: Operator = control(
    "C3",
    "recreate",
    "a policy is dropped and made again",
    |subject| {
        let policies = subject.policies();
        one_each(
            subject,
            policies
                .map(|(_, policy)| {
                    let mut draft = Draft::policy(policy, Some(policy.clone()), "made again");
                    draft.ddl = vec![sql::drop(policy), sql::create(policy)];
                    draft
                })
                .collect(),
        )
    },
);

pub(super) const RESTRICT: Operator = control(
    "C4",
    "restrict-nothing",
    "a restrictive policy is added that is always true",
    |subject| {
        let tables = subject.tables();
        tables
            .filter(|it| it.rls)
            .map(|relation| {
                let policy = Policy {
                    relation: relation.name.clone(),
                    name: free_name(
                        subject,
                        relation.name.to_string().as_str(),
                        "restricts_nothing",
                    ),
                    permissive: false,
                    command: PolicyCommand::All,
                    roles: vec!["public".to_owned()],
                    using: Some("true".to_owned()),
                    check: None,
                    columns: Vec::new(),
                    reads: Vec::new(),
                    calls: Vec::new(),
                };
                Draft::relation(
                    relation,
                    sql::create(&policy),
                    "a restrictive policy is added that is always true",
                )
                .mark("true")
                .change(Change::Policy {
                    before: None,
                    after: Some(Box::new(policy)),
                })
            })
            .collect()
    },
);

pub(super) const RENAME: Operator =
    control("C5", "rename", "a policy gets another name", |subject| {
        let policies = subject.policies();
        one_each(
            subject,
            policies
                .map(|(_, policy)| {
                    let mut after = policy.clone();
                    after.name =
                        free_name(subject, &policy.relation.to_string(), "has_another_name");
                    Draft::policy(policy, Some(after), "has another name")
                })
                .collect(),
        )
    });

const fn control(
    id: &'static str,
    name: &'static str,
    class: &'static str,
    generate: fn(&Subject<'_>) -> Vec<Draft>,
) -> Operator {
    Operator {
        id,
        name,
        direction: Direction::Neutral,
        class,
        optional: false,
        generate,
    }
}

/// A control has to run all probes: one of a kind for a relation is enough.
fn one_each(subject: &Subject<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut seen = BTreeSet::new();
    drafts
        .into_iter()
        .filter(|it| subject.facts.relation(&it.object).is_some_and(|it| it.rls))
        .filter(|it| seen.insert(it.object.clone()))
        .collect()
}

fn free_name(subject: &Subject<'_>, relation: &str, name: &str) -> Ident {
    let mut name = name.to_owned();
    while subject
        .facts
        .policies
        .iter()
        .any(|it| it.relation.to_string() == relation && it.name.as_str() == name)
    {
        name.push('_');
    }
    Ident::new(name)
}

fn wrap(site: &Site<'_>) -> Vec<Edit> {
    sides(site)
        .into_iter()
        .filter(|side| {
            site.expression
                .calls(*side)
                .first()
                .is_some_and(|it| it.part == *side && it.arguments.is_empty())
        })
        .map(|side| Edit {
            text: site
                .expression
                .replace(&[(side, &format!("( SELECT {})", site.expression.text(side)))]),
            direction: Direction::Neutral,
            what: format!("has {} in a query", site.quote(side)),
        })
        .collect()
}

fn sides(site: &Site<'_>) -> Vec<Part> {
    let atoms = site.outline.atoms.iter();
    atoms
        .filter_map(|it| it.comparison.filter(|it| !it.quantified))
        .flat_map(|it| [it.left, it.right])
        .collect()
}

fn commute(site: &Site<'_>) -> Vec<Edit> {
    let atoms = site.outline.atoms.iter();
    atoms
        .filter_map(|atom| {
            let comparison = atom.comparison.filter(|it| !it.quantified)?;
            if site.expression.text(comparison.operator) != "=" {
                return None;
            }
            let (left, right) = (
                format!("({})", site.expression.text(comparison.left)),
                format!("({})", site.expression.text(comparison.right)),
            );
            Some(Edit {
                text: site
                    .expression
                    .replace(&[(comparison.left, &right), (comparison.right, &left)]),
                direction: Direction::Neutral,
                what: format!("has the sides of {} in other places", site.quote(atom.part)),
            })
        })
        .collect()
}
