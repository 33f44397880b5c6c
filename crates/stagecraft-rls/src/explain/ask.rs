//! Asking the server what each clause says of each row.

use std::collections::BTreeMap;

use stagecraft_model::{Ident, quote_literal};
use tokio_postgres::{Client, SimpleQueryMessage, SimpleQueryRow};

use super::About;
use super::clauses::clauses;
use super::explanation::{AskedAs, ExplainedClause};
use crate::Error;
use crate::contract::Entry;
use crate::report::Extent;
use crate::runner::Script;

/// So many rows that the contract allows are looked at, and so many others.
const MOST_ROWS: usize = 100;

/// What was asked, and the answers.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) clauses: Vec<ExplainedClause>,
    pub(super) as_runner: bool,
    pub(super) failure: Option<String>,
    /// The contract's condition with the actor's own user and tenants.
    pub(super) condition: Option<String>,
    pub(super) rows: Vec<AskedRow>,
    /// How many rows the relation has.
    pub(super) all: usize,
}

/// A row with what each clause, and each part of each, says of it.
#[derive(Debug)]
pub(super) struct AskedRow {
    pub(super) row: String,
    pub(super) inside: bool,
    pub(super) values: Vec<Option<bool>>,
}

impl Asked {
    pub(super) fn asked_as(&self) -> AskedAs {
        if self.as_runner {
            AskedAs::Runner
        } else {
            AskedAs::Actor
        }
    }
}

/// Asks, in a transaction that is rolled back.
pub(super) async fn rows(
    client: &Client,
    about: &About<'_>,
    script: &Script,
    extent: Extent,
) -> Result<Asked, Error> {
    let mut asked = Asked {
        clauses: clauses(about),
        as_runner: extent == Extent::ReadOnly,
        ..Asked::default()
    };
    if !about.relation.kind.has_policies() {
        return Ok(asked);
    }
    let read_only = match extent {
        Extent::Everything => "",
        Extent::ReadOnly => "set transaction read only;",
    };
    let begun = format!(
        "begin;\n{read_only}\n{}\n{}",
        script.session, script.fixture
    );
    let outcome = match client.batch_execute(&begun).await {
        Ok(()) => ask(client, about, &mut asked).await,
        Err(error) => Err(error),
    };
    let ended = client.batch_execute("rollback").await;
    outcome.and(ended).map_err(Error::Run)?;
    Ok(asked)
}

async fn ask(
    client: &Client,
    about: &About<'_>,
    asked: &mut Asked,
) -> Result<(), tokio_postgres::Error> {
    let condition = filled(client, about).await?;
    asked.condition = Some(condition.clone());
    let mut ids = Vec::new();
    for row in query(client, &listing(about, &condition, &asked.clauses)).await? {
        let text = |at| row.get(at).unwrap_or_default();
        asked.all = text(3).parse().unwrap_or(0);
        ids.push(text(0).to_owned());
        asked.rows.push(AskedRow {
            inside: text(1) == "t",
            row: text(2).to_owned(),
            values: Vec::new(),
        });
    }
    if asked.clauses.is_empty() || ids.is_empty() {
        return Ok(());
    }
    let question = question(about, &asked.clauses, &ids);
    let answers = if asked.as_runner {
        client.batch_execute("savepoint asked").await?;
        as_runner(client, about, &question).await
    } else {
        match as_actor(client, about, &question).await {
            Ok(answers) => Ok(answers),
            Err(error) => {
                asked.failure = Some(said(&error));
                asked.as_runner = true;
                client
                    .batch_execute("rollback to savepoint asked; savepoint asked")
                    .await?;
                as_runner(client, about, &question).await
            }
        }
    };
    let answers = match answers {
        Ok(answers) => answers,
        Err(error) => {
            asked.failure = Some(said(&error));
            return client.batch_execute("rollback to savepoint asked").await;
        }
    };
    let mut by_id: BTreeMap<String, Vec<Option<bool>>> = answers
        .iter()
        .map(|row| {
            let values = (1..row.len()).map(|at| row.get(at).map(|it| it == "t"));
            (row.get(0).unwrap_or_default().to_owned(), values.collect())
        })
        .collect();
    for (row, id) in asked.rows.iter_mut().zip(&ids) {
        row.values = by_id.remove(id).unwrap_or_default();
    }
    Ok(())
}

/// As the actor, with row security taken off this relation alone, so that every
/// row can be asked about.
async fn as_actor(
    client: &Client,
    about: &About<'_>,
    question: &str,
) -> Result<Vec<SimpleQueryRow>, tokio_postgres::Error> {
    let name = &about.relation.name;
    let role = Ident::new(about.role());
    client
        .batch_execute(&format!(
            "savepoint asked;
            set constraints all immediate;
            alter table {name} disable row level security;
            {}
            grant select on {name} to {role};
            {}
            set local role {role}",
            enter(about),
            claims(about)
        ))
        .await?;
    query(client, question).await
}

/// Lets the actor name what policies name: they hold it by number, and ask for no
/// USAGE of a schema. Whether a function may be called stays as it is.
fn enter(about: &About<'_>) -> String {
    let mut named: Vec<&str> = vec![about.relation.name.schema.as_str()];
    for policy in about.facts.policies_of(&about.relation.name) {
        named.extend(policy.reads.iter().map(|it| it.schema.as_str()));
        let calls = policy.calls.iter().filter_map(|it| about.facts.routine(it));
        named.extend(calls.map(|it| it.qualified.schema.as_str()));
    }
    named.sort_unstable();
    named.dedup();
    let closed: Vec<_> = named
        .into_iter()
        .filter_map(|it| about.facts.schema(it))
        .filter(|it| !it.usage.iter().any(|role| role == about.role()))
        .map(|it| Ident::new(it.name.as_str()).to_string())
        .collect();
    if closed.is_empty() {
        return String::new();
    }
    let role = Ident::new(about.role());
    format!("grant usage on schema {} to {role};", closed.join(", "))
}

async fn as_runner(
    client: &Client,
    about: &About<'_>,
    question: &str,
) -> Result<Vec<SimpleQueryRow>, tokio_postgres::Error> {
    client.batch_execute(&claims(about)).await?;
    query(client, question).await
}

fn claims(about: &About<'_>) -> String {
    format!(
        "do $claims$ begin perform set_config('request.jwt.claims', {}, true); end $claims$;",
        quote_literal(about.claims())
    )
}

async fn query(client: &Client, sql: &str) -> Result<Vec<SimpleQueryRow>, tokio_postgres::Error> {
    let messages = client.simple_query(sql).await?;
    Ok(messages
        .into_iter()
        .filter_map(|it| match it {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        })
        .collect())
}

fn said(error: &tokio_postgres::Error) -> String {
    error
        .as_db_error()
        .map_or_else(|| error.to_string(), |it| it.message().to_owned())
}

/// Returns the condition of the contract with the actor's own user and tenants.
async fn filled(client: &Client, about: &About<'_>) -> Result<String, tokio_postgres::Error> {
    let Some(cell) = about.cell() else {
        return Ok("false".to_owned());
    };
    let actor = about.actor();
    let user = actor.and_then(|it| it.user.as_deref());
    let user_sql = user.map_or_else(|| "null".to_owned(), quote_literal);
    let mut condition = cell.rows.replace("{user}", &user_sql);
    if condition.contains("{tenants}") {
        let given = actor.and_then(|it| it.tenants.clone());
        let query_of = about.plan.tenants_of.get(&cell.role).cloned().flatten();
        let ids = match (given, user, query_of) {
            (Some(ids), _, _) => ids,
            (None, Some(_), Some(sql)) => query(client, &sql.replace("{user}", &user_sql))
                .await?
                .iter()
                .filter_map(|it| it.get(0).map(str::to_owned))
                .collect(),
            _ => Vec::new(),
        };
        let ids: Vec<_> = ids.iter().map(|it| quote_literal(it)).collect();
        let array = format!("array[{}]::{}[]", ids.join(", "), about.plan.tenant_type);
        condition = condition.replace("{tenants}", &array);
    }
    Ok(condition)
}

/// A query of the rows: where they are, whether the contract allows them, what
/// they look like, how many there are.
fn listing(about: &About<'_>, condition: &str, clauses: &[ExplainedClause]) -> String {
    let shown: Vec<_> = shown(about, clauses)
        .iter()
        .map(|it| {
            format!(
                "{} || coalesce(left(n.{it}::text, 60), 'null')",
                quote_literal(&format!("{it}="))
            )
        })
        .collect();
    format!(
        "select id, is_inside, line, of_all
        from (
            select
                n.tableoid::text || ' ' || n.ctid::text as id,
                coalesce(i.is_inside, false) as is_inside,
                concat_ws(' ', {}) as line,
                count(*) over () as of_all,
                row_number() over (partition by coalesce(i.is_inside, false) order by n.tableoid, n.ctid) as place
            from {} as n
            cross join lateral (select ({condition}) as is_inside from (select n.*) as t) as i
        ) as s
        where place <= {MOST_ROWS}
        order by is_inside desc, place",
        shown.join(", "),
        about.relation.name,
    )
}

/// The columns that tell a row and that matter: keys, tenant and owner, and what
/// the policies read.
fn shown(about: &About<'_>, clauses: &[ExplainedClause]) -> Vec<Ident> {
    let entry: Entry = super::entry_of(about.contract, about.facts, about.relation);
    let mut columns: Vec<Ident> = about.relation.primary_key().to_vec();
    for text in [&entry.tenant, &entry.owner].into_iter().flatten() {
        columns.push(Ident::new(text.get_ref().as_str()));
    }
    for policy in about.facts.policies_of(&about.relation.name) {
        if clauses.iter().any(|it| it.policy == policy.name.as_str()) {
            columns.extend(policy.columns.iter().cloned());
        }
    }
    let mut once: Vec<Ident> = Vec::new();
    for column in columns {
        if about.relation.column(&column).is_some() && !once.contains(&column) {
            once.push(column);
        }
    }
    if once.is_empty() {
        let all = about.relation.columns.iter().map(|it| it.name.clone());
        once.extend(all.take(4));
    }
    once
}

/// A query of what each clause and each of its parts says of these rows. No
/// alias: policies may name the relation.
fn question(about: &About<'_>, clauses: &[ExplainedClause], ids: &[String]) -> String {
    let values: Vec<_> = clauses
        .iter()
        .flat_map(|it| std::iter::once(&it.sql).chain(&it.parts))
        .map(|it| format!("({it})"))
        .collect();
    let places: Vec<_> = ids
        .iter()
        .filter_map(|it| it.split_once(' '))
        .map(|(table, place)| format!("({table}, {}::tid)", quote_literal(place)))
        .collect();
    format!(
        "select {0}.tableoid::text || ' ' || {0}.ctid::text, {1} from {2} where ({0}.tableoid, {0}.ctid) in ({3})",
        about.relation.name.name,
        values.join(", "),
        about.relation.name,
        places.join(", ")
    )
}
