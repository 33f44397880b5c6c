//! Row by row, one attempt after the other, when the server refused all at
//! once.

use serde::Deserialize;
use stagecraft_model::QualifiedName;

use super::Run;
use super::read::{cells, first_line, query};
use super::rounds::Round;
use super::table::Ready;
use crate::cell::Cell;
use crate::shape::Shape;
use crate::solve::Ground;
use crate::statement::{self, Attempt};
use crate::{Error, Refusal};

/// What the server took of some rows.
#[derive(Debug, Default)]
pub(super) struct Attempted {
    /// The rows as they are there.
    pub(super) rows: Vec<Vec<Cell>>,
    /// How many are not the first choice.
    pub(super) plainer: usize,
    pub(super) without_triggers: bool,
    /// Why others are not.
    pub(super) refusal: Option<Refusal>,
}

/// What the block says of one row.
#[derive(Debug, Deserialize)]
struct Seen {
    row: usize,
    #[serde(default)]
    attempt: usize,
    #[serde(default)]
    values: Option<Vec<Option<String>>>,
    #[serde(default)]
    errors: Vec<Said>,
}

/// Why one attempt failed.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Said {
    sqlstate: String,
    #[serde(default)]
    pub(super) constraint: Option<String>,
    message: String,
    #[serde(default)]
    context: Option<String>,
}

impl Said {
    fn names_constraint(&self) -> bool {
        self.constraint.as_ref().is_some_and(|it| !it.is_empty())
    }

    fn refusal(self) -> Refusal {
        Refusal {
            sqlstate: Some(self.sqlstate).filter(|it| !it.is_empty()),
            constraint: self.constraint.filter(|it| !it.is_empty()),
            message: self.message,
            // The block's own frames come last.
            context: self.context.as_deref().and_then(first_line).filter(|it| {
                it.starts_with("PL/pgSQL function") && !it.contains("inline_code_block")
            }),
        }
    }
}

/// A row that is still to be taken, and why it was not.
pub(super) struct Open {
    pub(super) ready: Ready,
    pub(super) said: Option<Said>,
}

impl Run<'_> {
    /// Tries rows one by one, plainer and plainer; then without triggers.
    pub(super) async fn attempt(
        &self,
        shape: &Shape,
        ground: &mut Ground<'_>,
        ready: &[Ready],
        columns: &[usize],
        first: Refusal,
    ) -> Result<Attempted, Error> {
        let mut attempted = Attempted {
            refusal: Some(first),
            ..Attempted::default()
        };
        let mut open: Vec<_> = ready
            .iter()
            .map(|it| Open {
                ready: it.clone(),
                said: None,
            })
            .collect();
        for round in Round::ALL {
            if open.is_empty() {
                break;
            }
            if !self.is_worthwhile(round, shape, &open) {
                continue;
            }
            let work: Vec<_> = open
                .iter()
                .map(|it| Attempt {
                    before: if round == Round::SignedIn {
                        self.sign_in(shape, &it.ready)
                    } else {
                        String::new()
                    },
                    statements: round
                        .variants(ground, it)
                        .iter()
                        .map(|row| statement::insert_one(shape, row, columns))
                        .collect(),
                })
                .collect();
            let (before, after) = match round {
                Round::WithoutTriggers => statement::without_triggers(shape),
                Round::AsReplica => (statement::AS_REPLICA.to_owned(), String::new()),
                _ => Default::default(),
            };
            let seen =
                match query(self.client, &statement::attempts(&work, &before, &after)).await? {
                    Ok(rows) => rows
                        .last()
                        .and_then(|it| it.get(0))
                        .map_or(Ok(Vec::new()), serde_json::from_str::<Vec<Seen>>)
                        .map_err(|source| Error::AnswerUnreadable {
                            table: shape.name.to_string(),
                            source,
                        })?,
                    Err(refusal) => {
                        // That triggers may not be disabled is not why rows are
                        // refused.
                        if !round.is_without_triggers() {
                            attempted.refusal = Some(refusal);
                        }
                        continue;
                    }
                };
            open = attempted.take(shape, columns, open, seen, round);
        }
        Ok(attempted)
    }
}

impl Run<'_> {
    /// Returns whether a round may help.
    fn is_worthwhile(&self, round: Round, shape: &Shape, open: &[Open]) -> bool {
        match round {
            Round::Plainer => true,
            // What a trigger refuses is seldom a matter of values.
            Round::Guesses => open.iter().any(|it| {
                let said = it.said.as_ref();
                said.is_some_and(|it| it.names_constraint() || it.sqlstate.starts_with("22"))
            }),
            Round::SignedIn => !self.known.rows(&users()).is_empty(),
            Round::WithoutTriggers | Round::AsReplica => !shape.triggers.is_empty(),
        }
    }

    /// Returns the statement that signs the row's own user in, or one of its
    /// tenant.
    fn sign_in(&self, shape: &Shape, ready: &Ready) -> String {
        let users = users();
        let key = shape.foreign_keys.iter().find(|it| it.parent == users);
        let own = key.and_then(|it| self.known.parent(it, &self.shapes, &ready.row));
        let user = own.map(|it| it.1).or_else(|| {
            let mut rows = self.known.rows(&users).iter();
            rows.find(|it| it.class == ready.plan.class())
        });
        let id = self
            .shapes
            .get(&users)
            .and_then(|it| it.place(&"id".into()));
        let id = id.and_then(|at| user?.cells.get(at)?.known()?.as_text());
        id.map_or_else(String::new, statement::sign_in)
    }
}

/// The platform's table of users.
fn users() -> QualifiedName {
    QualifiedName::new("auth", "users")
}

impl Attempted {
    /// Takes what the block saw; returns the rows that are still open.
    fn take(
        &mut self,
        shape: &Shape,
        columns: &[usize],
        open: Vec<Open>,
        seen: Vec<Seen>,
        round: Round,
    ) -> Vec<Open> {
        let mut open: Vec<_> = open.into_iter().map(Some).collect();
        for it in seen {
            if let Some(values) = it.values {
                let values = values.iter().map(Option::as_deref);
                self.rows.push(cells(shape, columns, values));
                self.plainer += usize::from(round != Round::Plainer || it.attempt > 0);
                self.without_triggers |= round.is_without_triggers();
                if let Some(row) = open.get_mut(it.row) {
                    *row = None;
                }
            } else if let Some(Some(row)) = open.get_mut(it.row) {
                // The plainest attempt has the reason that matters.
                let said = it.errors.into_iter().next_back();
                if let Some(said) = &said {
                    self.refusal = Some(said.clone().refusal());
                }
                row.said = said;
            }
        }
        open.into_iter().flatten().collect()
    }
}
