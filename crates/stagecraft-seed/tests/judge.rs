//! What has to hold of filled tables, asked of the server.

use stagecraft_catalog::Snapshot;
use stagecraft_model::QualifiedName;
use tokio_postgres::Client;

use crate::databases::own_tables;

/// Returns the tables without a row; a partition counts for itself.
pub(crate) async fn empty(client: &Client, snapshot: &Snapshot) -> Vec<String> {
    let mut empty = Vec::new();
    for table in own_tables(snapshot) {
        let only = snapshot.tables.get(&table).unwrap().partition_key.is_none();
        let only = if only { "only" } else { "" };
        if count(client, &format!("select count(*) from {only} {table}")).await == 0 {
            empty.push(table.to_string());
        }
    }
    empty
}

/// Returns the foreign keys that lead nowhere, which triggers that were off
/// would not have noticed.
pub(crate) async fn dangling(client: &Client) -> Vec<String> {
    let keys = "
        select c.conname, c.conrelid::regclass::text, c.confrelid::regclass::text,
            string_agg(format('child.%I = parent.%I', a.attname, b.attname), ' and '),
            string_agg(format('child.%I is not null', a.attname), ' and ')
        from pg_constraint c, unnest(c.conkey, c.confkey) as k (child, parent),
            pg_attribute a, pg_attribute b
        where c.contype = 'f' and c.conparentid = 0
            and a.attrelid = c.conrelid and a.attnum = k.child
            and b.attrelid = c.confrelid and b.attnum = k.parent
        group by c.oid, c.conname, c.conrelid, c.confrelid";
    let mut dangling = Vec::new();
    for row in client.query(keys, &[]).await.unwrap() {
        let [name, child, parent, equal, some]: [String; 5] = std::array::from_fn(|n| row.get(n));
        let found = count(
            client,
            &format!(
                "select count(*) from {child} child where {some}
                    and not exists (select from {parent} parent where {equal})"
            ),
        )
        .await;
        if found > 0 {
            dangling.push(format!("{child}.{name}"));
        }
    }
    dangling
}

/// Returns the nullable columns that are null in no row or in all of them.
pub(crate) async fn one_sided(client: &Client, snapshot: &Snapshot) -> Vec<String> {
    let mut lines = Vec::new();
    let is_whole = |it: &QualifiedName| snapshot.tables.get(it).unwrap().partition_bound.is_none();
    for table in own_tables(snapshot).into_iter().filter(is_whole) {
        for column in snapshot.columns_of(&table) {
            if column.not_null || column.generated.is_some() || column.inherited {
                continue;
            }
            let column = &column.name;
            let share = format!(
                "select case when count(*) = 0 then 0 when count({column}) = 0 then 1
                    when count({column}) = count(*) then 2 else 0 end::bigint from {table}"
            );
            match count(client, &share).await {
                1 => lines.push(format!("always null: {table}.{column}")),
                2 => lines.push(format!("never null: {table}.{column}")),
                _ => {}
            }
        }
    }
    lines
}

/// Returns the labels that no row has, of columns that have rows enough.
pub(crate) async fn unused(client: &Client, snapshot: &Snapshot) -> Vec<String> {
    let mut lines = Vec::new();
    for table in own_tables(snapshot) {
        for column in snapshot.columns_of(&table) {
            let labels = snapshot.enum_types.iter();
            let Some(of) = labels
                .clone()
                .find(|it| column.r#type == format!("{}.{}", it.schema, it.name))
            else {
                continue;
            };
            let column = &column.name;
            let sql = format!("select count(distinct {column}) from {table}");
            let used = count(client, &sql).await;
            let rows = count(client, &format!("select count(*) from {table}")).await;
            if usize::try_from(used).unwrap() < of.labels.len() && rows >= 8 {
                lines.push(format!("{used} labels used: {table}.{column}"));
            }
        }
    }
    lines
}

/// Returns the foreign keys that cross tenants, and the tables that have rows
/// of fewer than two; a tenant is a value of the column.
pub(crate) async fn crossing(client: &Client, snapshot: &Snapshot, tenant: &str) -> Vec<String> {
    let has_tenant = |it: &QualifiedName| {
        let columns = snapshot.columns_of(it);
        columns.iter().any(|it| it.name.as_str() == tenant)
    };
    let mut wrong = Vec::new();
    for table in own_tables(snapshot).iter().filter(|it| has_tenant(it)) {
        let tenants = format!("select count(distinct {tenant}) from {table}");
        if count(client, &tenants).await < 2 {
            wrong.push(format!("{table} has rows of one tenant"));
        }
        for key in snapshot.constraints_of(table) {
            let Some(parent) = key.references.as_ref().filter(|it| has_tenant(it)) else {
                continue;
            };
            let columns = key.definition.split(['(', ')']).collect::<Vec<_>>();
            let [_, from, _, to, ..] = columns.as_slice() else {
                panic!("{}", key.definition);
            };
            let sql = format!(
                "select count(*) from {table} child join {parent} parent
                    on ({}) = ({}) where child.{tenant} <> parent.{tenant}",
                with_prefix("child", from),
                with_prefix("parent", to)
            );
            if count(client, &sql).await > 0 {
                wrong.push(format!("{table}.{} crosses tenants", key.name));
            }
        }
    }
    wrong
}

fn with_prefix(prefix: &str, columns: &str) -> String {
    let columns: Vec<_> = columns
        .split(", ")
        .map(|it| format!("{prefix}.{it}"))
        .collect();
    columns.join(", ")
}

pub(crate) async fn count(client: &Client, sql: &str) -> i64 {
    match client.query_one(sql, &[]).await {
        Ok(row) => row.get(0),
        Err(error) => panic!("{sql}: {:?}", error.as_db_error()),
    }
}
