//! The fixture: SQL that makes the rows, every statement of it tried.

use stagecraft_model::Ident;
use tokio_postgres::Client;

use super::rows::TableRows;
use crate::Error;

const HEADER: &str = "\
-- Rows that the row security contract (rls.toml) is tried on, drafted from a filled database: two
-- users of a first tenant, one of a second, one of none, and a third tenant that no actor belongs to.
-- Runs in the transaction of the probes, which is rolled back. Change it as you like.

set constraints all immediate;
";

pub(super) const AS_REPLICA: &str = "\
do $$ begin set local session_replication_role = replica; exception when insufficient_privilege then null; end $$;
";
pub(super) const AS_USUAL: &str = "\
do $$ begin set local session_replication_role = origin; exception when insufficient_privilege then null; end $$;
";

/// Tries the rows in `fresh`, whose transaction is open, and leaves those out
/// that it does not take; what was left out goes to the notes.
pub(super) async fn settle(
    fresh: &Client,
    tables: &[TableRows],
    notes: &mut Vec<String>,
) -> Result<String, Error> {
    let mut fixture = HEADER.to_owned();
    try_it(fresh, "set constraints all immediate").await?;
    let mut later = Vec::new();
    for table in tables {
        let (before, after) = table.quiet();
        let whole = format!("{before}{}{after}", table.insert(&table.rows));
        if let Some(error) = try_it(fresh, &whole).await? {
            let (rows, first) = one_by_one(fresh, table, error).await?;
            let missing = table.rows.len() - rows.len();
            notes.push(format!(
                "{}: {missing} of {} rows were left out: {first}",
                table.table,
                table.rows.len()
            ));
            if rows.is_empty() {
                continue;
            }
            fixture.push_str(&format!("\n{before}{}{after}", table.insert(&rows)));
        } else {
            fixture.push_str(&format!("\n{whole}"));
        }
        later.push(table);
    }
    for table in later {
        let (before, after) = table.quiet();
        let mut updates = String::new();
        for update in &table.later {
            if try_it(fresh, &format!("{before}{update}\n{after}"))
                .await?
                .is_none()
            {
                updates.push_str(&format!("{update}\n"));
            }
        }
        if !updates.is_empty() {
            fixture.push_str(&format!("\n{before}{updates}{after}"));
        }
    }
    Ok(fixture)
}

/// Takes rows one after the other, and those again that others had to precede.
async fn one_by_one(
    fresh: &Client,
    table: &TableRows,
    error: String,
) -> Result<(Vec<String>, String), Error> {
    let (before, after) = table.quiet();
    let mut taken = Vec::new();
    let mut open = table.rows.clone();
    let mut first = error;
    loop {
        let mut left = Vec::new();
        for row in &open {
            let statement = format!("{before}{}{after}", table.insert(std::slice::from_ref(row)));
            match try_it(fresh, &statement).await? {
                None => taken.push(row.clone()),
                Some(error) => {
                    first = error;
                    left.push(row.clone());
                }
            }
        }
        if left.is_empty() || left.len() == open.len() {
            return Ok((taken, first));
        }
        open = left;
    }
}

/// Runs SQL, or leaves everything as it was and returns the server's words.
pub(super) async fn try_it(client: &Client, sql: &str) -> Result<Option<String>, Error> {
    client
        .batch_execute("savepoint trying")
        .await
        .map_err(Error::draft)?;
    let error = client.batch_execute(sql).await.err();
    let end = if error.is_none() {
        "release savepoint trying"
    } else {
        "rollback to savepoint trying"
    };
    client.batch_execute(end).await.map_err(Error::draft)?;
    Ok(error.map(|it| {
        it.as_db_error()
            .map_or_else(|| it.to_string(), |it| it.message().to_owned())
    }))
}

impl TableRows {
    fn insert(&self, rows: &[String]) -> String {
        let columns: Vec<_> = self.columns.iter().map(Ident::to_string).collect();
        format!(
            "insert into {} ({}) overriding system value values\n    {}\non conflict do nothing;\n",
            self.table,
            columns.join(", "),
            rows.join(",\n    ")
        )
    }

    /// What keeps triggers from firing: the rows are what they made of them.
    fn quiet(&self) -> (String, String) {
        if self.triggers.is_empty() {
            return (String::new(), String::new());
        }
        if self.is_foreign {
            return (AS_REPLICA.to_owned(), AS_USUAL.to_owned());
        }
        let all = |word: &str| {
            let lines = self
                .triggers
                .iter()
                .map(|it| format!("alter table {} {word} trigger {it};\n", self.table));
            lines.collect::<String>()
        };
        (all("disable"), all("enable"))
    }
}
