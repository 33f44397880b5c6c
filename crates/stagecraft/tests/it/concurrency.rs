//! Two people at once: what the data layer promises when sessions overlap.
//!
//! Nothing here is left to timing: a session goes on when the server says who
//! waits for whom.

use std::future::Future;
use std::pin::pin;

use futures_util::future::join_all;
use stagecraft_apply::{Session, history};
use stagecraft_plan::Project;
use stagecraft_sandbox::Sandbox;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, SimpleQueryMessage};

use crate::support::{apply_one, repository};

mod decisions;
mod jobs;
mod trail;

const COFFEE: Shop = Shop {
    id: "10000000-0000-4000-8000-000000000001",
    manager: "1a000000-0000-4000-8000-000000000001",
    reviewer: "1a000000-0000-4000-8000-000000000002",
    operator: "1a000000-0000-4000-8000-000000000003",
};
const TEA: Shop = Shop {
    id: "20000000-0000-4000-8000-000000000001",
    manager: "2a000000-0000-4000-8000-000000000001",
    reviewer: "2a000000-0000-4000-8000-000000000002",
    operator: "2a000000-0000-4000-8000-000000000003",
};

/// A shop of the base seed and three of its people.
struct Shop {
    id: &'static str,
    manager: &'static str,
    reviewer: &'static str,
    operator: &'static str,
}

/// One transaction: who, and what.
struct Act {
    who: String,
    sql: String,
}

impl Act {
    /// As a signed-in user, under row level security.
    fn member(user: &str, sql: impl Into<String>) -> Self {
        let claims = format!(r#"{{"role":"authenticated","sub":"{user}"}}"#);
        Self {
            who: format!(
                "set local role authenticated; \
                 select set_config('request.jwt.claims', '{claims}', true)"
            ),
            sql: sql.into(),
        }
    }

    /// As a job.
    fn service(sql: impl Into<String>) -> Self {
        Self {
            who: "set local role service_role".to_owned(),
            sql: sql.into(),
        }
    }
}

/// What the last statement of an act gave: its first column, and the number of
/// rows it returned or changed.
#[derive(Debug, Default, PartialEq, Eq)]
struct Answer {
    values: Vec<String>,
    rows: u64,
}

/// One connection of its own.
struct Actor {
    client: Client,
    pid: i32,
}

impl Actor {
    async fn begin(&self, act: &Act) -> Result<Answer, SqlState> {
        let start = format!("begin; {}", act.who);
        self.client.batch_execute(&start).await.unwrap();
        match self.client.simple_query(&act.sql).await {
            Ok(messages) => Ok(answer(&messages)),
            Err(error) => {
                self.client.batch_execute("rollback").await.unwrap();
                Err(error.as_db_error().unwrap().code().clone())
            }
        }
    }

    async fn commit(&self) {
        self.client.batch_execute("commit").await.unwrap();
    }

    async fn run(&self, act: &Act) -> Result<Answer, SqlState> {
        let answer = self.begin(act).await?;
        self.commit().await;
        Ok(answer)
    }
}

fn answer(messages: &[SimpleQueryMessage]) -> Answer {
    let mut answer = Answer::default();
    for message in messages {
        match message {
            SimpleQueryMessage::Row(row) => {
                answer.values.push(row.get(0).unwrap_or("").to_owned());
            }
            SimpleQueryMessage::CommandComplete(rows) => answer.rows = *rows,
            _ => {}
        }
    }
    answer
}

/// A server with the data layer and its base seed.
struct Stage {
    sandbox: Sandbox,
    watcher: Client,
}

impl Stage {
    async fn set(major: u16) -> Self {
        let project = Project::read(&repository()).unwrap();
        let plan = stagecraft_plan::plan(&project, None);
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let session = Session::connect_plain(&sandbox.config()).await.unwrap();
        history::ensure(&session).await.unwrap();
        for migration in &plan.migrations {
            apply_one(&session, &project, migration).await;
        }
        let seed = repository().join("supabase/seeds/base.sql");
        let watcher = stagecraft_testkit::client(&sandbox).await;
        watcher
            .batch_execute(&std::fs::read_to_string(seed).unwrap())
            .await
            .unwrap();
        Self { sandbox, watcher }
    }

    async fn actor(&self) -> Actor {
        let client = stagecraft_testkit::client(&self.sandbox).await;
        let row = client.query_one("select pg_backend_pid()", &[]).await;
        let pid = row.unwrap().get(0);
        Actor { client, pid }
    }

    async fn actors(&self, count: usize) -> Vec<Actor> {
        join_all((0..count).map(|_| self.actor())).await
    }

    /// As the owner, who is under no policy.
    async fn prepare(&self, sql: &str) {
        self.watcher.batch_execute(sql).await.unwrap();
    }

    /// Returns the columns of the only row as text.
    async fn look(&self, sql: &str) -> Vec<String> {
        let messages = self.watcher.simple_query(sql).await.unwrap();
        let mut rows = messages.iter().filter_map(|it| match it {
            SimpleQueryMessage::Row(row) => Some(row),
            _ => None,
        });
        let row = rows.next().unwrap();
        assert!(rows.next().is_none(), "more than one row: {sql}");
        (0..row.len())
            .map(|it| row.get(it).unwrap_or("null").to_owned())
            .collect()
    }

    async fn number(&self, sql: &str) -> u64 {
        self.look(sql).await.remove(0).parse().unwrap()
    }

    /// Returns when the server says that all of `pids` wait for `holder`.
    async fn all_wait_for(&self, pids: &[i32], holder: i32) {
        let sql = "select count(*) from unnest($1::integer[]) pid \
                   where $2 = any (pg_blocking_pids(pid))";
        let parameters: [&(dyn ToSql + Sync); 2] = [&pids, &holder];
        loop {
            let row = self.watcher.query_one(sql, &parameters).await.unwrap();
            if usize::try_from(row.get::<_, i64>(0)) == Ok(pids.len()) {
                return;
            }
        }
    }

    /// Keeps the transaction of `first` open until `second` waits for it.
    /// Returns what came of both; fails when `second` does not wait.
    async fn overtake(&self, first: &Act, second: &Act) -> (Answer, Result<Answer, SqlState>) {
        let (early, late) = (self.actor().await, self.actor().await);
        let before = early.begin(first).await.unwrap();
        let waiting = [late.pid];
        let mut after = pin!(late.run(second));
        tokio::select! {
            biased;
            it = &mut after => panic!("`{}` did not wait: {it:?}", second.sql),
            () = self.all_wait_for(&waiting, early.pid) => {}
        }
        early.commit().await;
        (before, after.await)
    }

    /// Holds everybody's work at `table`, and lets go when all stand there.
    async fn at_once<'a, F, T>(
        &self,
        table: &str,
        actors: &'a [Actor],
        work: impl Fn(usize, &'a Actor) -> F,
    ) -> Vec<T>
    where
        F: Future<Output = T>,
    {
        let gate = self.actor().await;
        let shut = format!("begin; lock table {table} in access exclusive mode");
        gate.client.batch_execute(&shut).await.unwrap();
        let pids: Vec<_> = actors.iter().map(|it| it.pid).collect();
        let all = actors.iter().enumerate().map(|(n, it)| work(n, it));
        let mut all = pin!(join_all(all));
        tokio::select! {
            biased;
            _ = &mut all => panic!("nobody touched {table}"),
            () = self.all_wait_for(&pids, gate.pid) => {}
        }
        gate.commit().await;
        all.await
    }

    async fn stop(self) {
        self.sandbox.stop().await.unwrap();
    }
}
