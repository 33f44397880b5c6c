//! What the planner makes of a policy's clause.

mod plan;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use stagecraft_model::QualifiedName;
use tokio_postgres::Client;

use super::clause::{alternatives, bare, tokens};
use crate::Error;
use crate::facts::{Clause, Facts, PolicyCommand};
use crate::planner::{Question, ask};

/// What the planner makes of a policy's clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Every row.
    Tautology,
    /// No row.
    Contradiction,
    /// All rows or none, by the session alone.
    SessionOnly,
    /// Rows by their values, functions of the session called for each.
    RowUnwrapped,
    /// Rows by their values.
    Row,
    /// The planner can't say: the expression failed.
    Unknown,
}

impl Shape {
    /// Returns whether it decides row by row.
    pub fn is_row(self) -> bool {
        matches!(self, Self::Row | Self::RowUnwrapped)
    }

    /// Returns whether it gives the same answer for every row.
    pub fn ignores_rows(self) -> bool {
        matches!(self, Self::Tautology | Self::SessionOnly)
    }
}

/// What the planner said of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Which rows it lets through.
    pub shape: Shape,
    /// Why the planner could not say.
    pub sqlstate: Option<String>,
    /// Conditions that are tried for every row of something, as plans show them.
    pub conditions: Vec<String>,
}

/// One of the things that a clause accepts: an operand of its outermost OR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The expression.
    pub expression: String,
    /// What the planner said of it.
    pub planned: Planned,
}

/// A command whose policies ask for themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recursion {
    /// The relation.
    pub relation: QualifiedName,
    /// The role that tried.
    pub role: String,
    /// The command.
    pub command: PolicyCommand,
}

/// A clause of a policy on a relation.
type Key = (QualifiedName, String, Clause);

/// Shapes by relation, policy and clause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shapes {
    clauses: BTreeMap<Key, Planned>,
    alternatives: BTreeMap<Key, Vec<Alternative>>,
    recursions: Vec<Recursion>,
}

impl Shapes {
    /// Returns the shape of a clause; unknown where there is none.
    pub fn of(&self, relation: &QualifiedName, policy: &str, clause: Clause) -> Shape {
        self.planned(relation, policy, clause)
            .map_or(Shape::Unknown, |it| it.shape)
    }

    /// Returns what the planner said of a clause.
    pub fn planned(
        &self,
        relation: &QualifiedName,
        policy: &str,
        clause: Clause,
    ) -> Option<&Planned> {
        self.clauses
            .get(&(relation.clone(), policy.to_owned(), clause))
    }

    /// Returns what a clause accepts, one by one; one where it has no OR.
    pub fn alternatives(
        &self,
        relation: &QualifiedName,
        policy: &str,
        clause: Clause,
    ) -> &[Alternative] {
        self.alternatives
            .get(&(relation.clone(), policy.to_owned(), clause))
            .map_or(&[], Vec::as_slice)
    }

    /// Returns the commands whose policies ask for themselves.
    pub fn recursions(&self) -> &[Recursion] {
        &self.recursions
    }

    fn alternative(&mut self, key: &Key, expression: &str, planned: Planned) {
        let alternative = Alternative {
            expression: bare(expression).to_owned(),
            planned,
        };
        self.alternatives
            .entry(key.clone())
            .or_default()
            .push(alternative);
    }
}

/// What a question is about.
enum About {
    /// A clause; its text where that is its only alternative.
    Clause(Key, Option<String>),
    Alternative(Key, String),
    Command(Recursion),
}

/// Asks the planner about every clause of every policy, in one round trip. No
/// row is read.
///
/// The planner calls STABLE functions of a condition to estimate it; they run
/// read only.
pub async fn shapes(client: &Client, facts: &Facts) -> Result<Shapes, Error> {
    let mut questions = Vec::new();
    let mut about = Vec::new();
    for policy in &facts.policies {
        for clause in [Clause::Using, Clause::Check] {
            let Some(expression) = policy.clause(clause) else {
                continue;
            };
            let key = (
                policy.relation.clone(),
                policy.name.as_str().to_owned(),
                clause,
            );
            questions.push(Question::rows(&policy.relation, expression));
            let parts = alternatives(expression);
            about.push(About::Clause(
                key.clone(),
                (parts.len() == 1).then(|| expression.to_owned()),
            ));
            for part in parts.into_iter().filter(|it| *it != bare(expression)) {
                questions.push(Question::rows(&policy.relation, part));
                about.push(About::Alternative(key.clone(), part.to_owned()));
            }
        }
    }
    for (command, statement) in commands(facts) {
        questions.push(Question::Statement {
            role: command.role.clone(),
            statement,
        });
        about.push(About::Command(command));
    }
    let answers = ask(client, &questions).await?;
    let mut shapes = Shapes::default();
    for (about, answer) in about.into_iter().zip(answers) {
        let planned = || match &answer.plan {
            Some(it) => plan::read(facts, it),
            None => Planned {
                shape: Shape::Unknown,
                sqlstate: answer.sqlstate.clone(),
                conditions: Vec::new(),
            },
        };
        match about {
            About::Clause(key, only) => {
                let planned = planned();
                if let Some(expression) = only {
                    shapes.alternative(&key, &expression, planned.clone());
                }
                shapes.clauses.insert(key, planned);
            }
            About::Alternative(key, expression) => {
                shapes.alternative(&key, &expression, planned());
            }
            About::Command(command) => {
                if answer.sqlstate.as_deref() == Some("42P17") {
                    shapes.recursions.push(command);
                }
            }
        }
    }
    Ok(shapes)
}

/// Returns commands that may ask for their own policies, with statements that
/// make Postgres find out.
fn commands(facts: &Facts) -> Vec<(Recursion, String)> {
    let mut commands = Vec::new();
    for relation in facts.relations.iter().filter(|it| it.rls) {
        let asks = facts.policies_of(&relation.name).any(|it| {
            [&it.using, &it.check]
                .into_iter()
                .flatten()
                .any(|text| tokens(text).iter().any(|it| it.is("FROM")))
        });
        let Some(column) = relation.columns.first().filter(|_| asks) else {
            continue;
        };
        let name = &relation.name;
        let asked = facts
            .bound_roles()
            .filter(|role| facts.policies_of(name).any(|it| it.applies_to(role)));
        for role in asked {
            for (command, statement) in [
                (PolicyCommand::Select, format!("select 1 from {name}")),
                (
                    PolicyCommand::Insert,
                    format!("insert into {name} default values"),
                ),
                (
                    PolicyCommand::Update,
                    format!("update {name} set {} = default", column.name),
                ),
                (PolicyCommand::Delete, format!("delete from {name}")),
            ] {
                let recursion = Recursion {
                    relation: name.clone(),
                    role: role.name.clone(),
                    command,
                };
                commands.push((recursion, statement));
            }
        }
    }
    commands
}
