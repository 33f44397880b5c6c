//! Drafting: a contract from what a database does, for somebody to review.
//!
//! Rows are taken from a database that somebody has filled, handed out among a
//! small cast of users and tenants, and written down as SQL. Then every level
//! that a cell could say is tried by the runner that checks contracts, and the
//! narrowest that fits is drafted. Where none fits, the draft says so: that is
//! where holes are.

mod asks;
mod candidate;
mod cast;
mod choose;
mod claim;
mod compared;
mod condition;
mod entries;
mod fit;
mod fixture;
mod functions;
mod hand_out;
mod head;
mod ids;
mod inherited;
mod observe;
mod order;
mod rows;
mod shape;
mod tenancy;
mod toml_text;
mod unwatched;

use std::collections::BTreeMap;

use tokio_postgres::Client;

use self::cast::Cast;
use self::entries::Choices;
use self::shape::Shape;
use crate::Error;
use crate::contract::Contract;
use crate::facts::{self, Facts, PolicyCommand, Relation};

/// A drafted contract, with the rows to try it on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The contract; every entry of it is marked as draft.
    pub toml: String,
    /// SQL that makes the rows, on a database that has only its migrations.
    pub fixture: String,
    /// What a reader should know: rows that could not be made, cells that no
    /// level fits.
    pub notes: Vec<String>,
}

/// Drafts a contract for the schemas that the API serves.
///
/// `fresh` is a database that has only its migrations, `filled` one with the
/// same migrations and rows in every table. Both are left as they were. The
/// clients must not be in a transaction; their role must own the relations, be
/// one that policies do not hold for, and be able to take the API's roles.
pub async fn draft(fresh: &Client, filled: &Client, schemas: &[String]) -> Result<Draft, Error> {
    // The platform keeps its own schemas.
    let is_own = |it: &&String| !stagecraft_model::is_platform_schema(it);
    let schemas: &[String] = &schemas.iter().filter(is_own).cloned().collect::<Vec<_>>();
    let facts = facts::read(fresh, &[]).await?;
    let shape = Shape::of(&facts);
    let mut notes = Vec::new();
    let (cast, fixture) = rows(fresh, filled, &facts, &shape, schemas, &mut notes).await?;
    let exposed = exposed(&facts, schemas);
    let roles = head::roles(&facts);
    let head = head::head(&facts, &shape, &cast, schemas, &exposed);
    let text = |choices: &BTreeMap<String, Choices>| {
        let mut text = head.clone();
        let none = Choices::new();
        for relation in &exposed {
            let choices = choices.get(&relation.name.to_string()).unwrap_or(&none);
            text.push('\n');
            text.push_str(&entries::entry(&facts, &shape, relation, &roles, choices));
        }
        text.push_str(&functions::entries(&facts, schemas, &roles));
        text
    };
    let base = Contract::parse("rls.toml", &text(&BTreeMap::new())).map_err(Error::Drafted)?;
    let mut questions = BTreeMap::new();
    for relation in &exposed {
        for role in &roles {
            for command in PolicyCommand::EACH {
                let candidates =
                    candidate::candidates(&facts, &shape, &cast, relation, command, role);
                questions.insert(
                    (relation.name.to_string(), command, role.name.clone()),
                    candidates,
                );
            }
        }
    }
    let answers = observe::observe(fresh, &facts, &base, &fixture, questions).await?;
    let mut choices: BTreeMap<String, Choices> = BTreeMap::new();
    for ((object, command, role), answer) in &answers {
        let (Some(relation), Some(role)) = (facts.named(object), facts.role(role)) else {
            continue;
        };
        let chosen = choose::choose(&facts, &shape, relation, *command, role, answer);
        if !chosen.misfits.is_empty() {
            let closest = chosen.candidate.as_ref().map_or("none", |it| &it.toml);
            notes.push(format!(
                "{object}: no level of {} fits {}; the closest is {closest}",
                command.sql(),
                chosen.misfits.join(", ")
            ));
        }
        choices
            .entry(object.clone())
            .or_default()
            .insert((role.name.clone(), *command), chosen);
    }
    let toml = text(&choices);
    Contract::parse("rls.toml", &toml).map_err(Error::Drafted)?;
    Ok(Draft {
        toml,
        fixture,
        notes,
    })
}

/// Returns what the contract speaks of: all that the API serves, and what else
/// the API's roles can reach and somebody has written policies on.
fn exposed<'a>(facts: &'a Facts, schemas: &[String]) -> Vec<&'a Relation> {
    let is_reached = |it: &Relation| {
        let schema = facts.schema(it.name.schema.as_str());
        let enters = |role: &str| schema.is_some_and(|it| it.usage.iter().any(|it| it == role));
        facts.policies_of(&it.name).next().is_some()
            && facts
                .bound_roles()
                .any(|role| enters(&role.name) && it.is_granted_to(role))
    };
    facts
        .relations
        .iter()
        .filter(|it| schemas.iter().any(|name| name == it.name.schema.as_str()) || is_reached(it))
        .filter(|it| it.extension.is_none() && !it.is_partition)
        .collect()
}

async fn rows(
    fresh: &Client,
    filled: &Client,
    facts: &Facts,
    shape: &Shape<'_>,
    schemas: &[String],
    notes: &mut Vec<String>,
) -> Result<(Cast, String), Error> {
    for client in [filled, fresh] {
        let begin = format!("begin; {}", rows::SETTINGS);
        client.batch_execute(&begin).await.map_err(Error::draft)?;
    }
    let made = async {
        let cast = Cast::arrange(filled, facts, shape).await?;
        let tables = rows::read(filled, fresh, facts, schemas).await?;
        let path: Vec<_> = schemas
            .iter()
            .map(|it| stagecraft_model::Ident::new(it.as_str()).to_string())
            .chain(["extensions".to_owned()])
            .collect();
        let path = format!("set local search_path = {}", path.join(", "));
        fresh.batch_execute(&path).await.map_err(Error::draft)?;
        let fixture = fixture::settle(fresh, &tables, notes).await?;
        Ok((cast, fixture))
    };
    let made = made.await;
    for client in [filled, fresh] {
        let _ = client.batch_execute("rollback").await;
    }
    made
}
