//! Ids that rows hold, the most usual first.

use stagecraft_model::{Ident, QualifiedName};
use tokio_postgres::{Client, SimpleQueryMessage};

use crate::Error;
use crate::facts::{Relation, RelationKind};

pub(super) fn places(
    tables: &[&Relation],
    columns: impl Fn(&Relation) -> Vec<Ident>,
) -> Vec<(QualifiedName, Ident)> {
    tables
        .iter()
        .flat_map(|table| {
            columns(table)
                .into_iter()
                .map(|it| (table.name.clone(), it))
        })
        .collect()
}

/// Returns the ids of a table's rows, those first that most rows point at.
pub(super) async fn frequent(
    client: &Client,
    table: &QualifiedName,
    key: &Ident,
    places: &[(QualifiedName, Ident)],
    most: usize,
) -> Result<Vec<String>, Error> {
    let uses: Vec<_> = places
        .iter()
        .map(|(table, column)| format!("select {column}::text from {table}"))
        .chain(["select null::text".to_owned()])
        .collect();
    texts(
        client,
        &format!(
            "select k.id from (select {key}::text as id from {table}) as k
             left join lateral (select count(*) as n from ({}) as u (id) where u.id = k.id) as u on true
             order by u.n desc, k.id limit {most}",
            uses.join(" union all ")
        ),
    )
    .await
}

pub(super) async fn common(
    client: &Client,
    places: &[(QualifiedName, Ident)],
) -> Result<Vec<String>, Error> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let uses: Vec<_> = places
        .iter()
        .map(|(table, column)| format!("select {column}::text from {table}"))
        .collect();
    texts(
        client,
        &format!(
            "select id from ({}) as u (id) where id <> '' group by id order by count(*) desc, id limit 3",
            uses.join(" union all ")
        ),
    )
    .await
}

/// Returns a condition for each row of a table, in the order in which they lie.
pub(super) async fn rows_of(client: &Client, table: &Relation) -> Result<Vec<String>, Error> {
    let condition = if table.kind == RelationKind::Partitioned {
        "format('(t.tableoid, t.ctid) = (%s, %L)', t.tableoid, t.ctid)"
    } else {
        "format('t.ctid = %L', t.ctid)"
    };
    texts(
        client,
        &format!(
            "select {condition} from {} as t order by t.tableoid, t.ctid limit 64",
            table.name
        ),
    )
    .await
}

pub(super) async fn texts(client: &Client, query: &str) -> Result<Vec<String>, Error> {
    let messages = client.simple_query(query).await.map_err(Error::draft)?;
    let rows = messages.iter().filter_map(|it| match it {
        SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    });
    Ok(rows.collect())
}
