//! What the planner makes of conditions, on real servers.

use stagecraft_model::QualifiedName;
use stagecraft_rls::facts::{self, Clause};
use stagecraft_rls::planner::{Condition, plans};
use stagecraft_rls::rules::{Shape, shapes};
use stagecraft_testkit::{client, majors, sandbox};
use tokio_postgres::Client;

const TABLES: &str = "
    create table public.notes (
        id uuid primary key, owner uuid not null, tenant_id uuid, title text
    );
    create table public.members (tenant_id uuid, user_id uuid);
    create table public.parts (id int, owner uuid not null) partition by range (id);
    create table public.parts_1 partition of public.parts for values from (0) to (10);
    create table public.parts_2 partition of public.parts for values from (10) to (20);
    create table public.hollow (id int, owner uuid) partition by range (id);
    create table public.base (id int, owner uuid);
    create table public.derived () inherits (public.base);
    create function public.me() returns uuid language plpgsql stable as 'begin return auth.uid(); end';
    create function public.fixed() returns uuid language sql immutable as 'select auth.uid()';";

#[tokio::test]
async fn conditions_have_shapes() {
    use Shape::{Contradiction, Row, RowUnwrapped, SessionOnly, Tautology, Unknown};
    for major in majors() {
        let by_nullness = |newer, older| if major >= 17 { newer } else { older };
        let cases = [
            ("notes", "true", Tautology),
            ("notes", "owner = auth.uid() or true", Tautology),
            ("notes", "1 = 1", Tautology),
            ("notes", "owner is not null", by_nullness(Tautology, Row)),
            ("notes", "title is not null and false", Contradiction),
            ("notes", "null", Contradiction),
            ("notes", "owner is null", by_nullness(Contradiction, Row)),
            ("notes", "auth.role() = 'authenticated'", SessionOnly),
            ("notes", "(select auth.uid()) is not null", SessionOnly),
            (
                "notes",
                "exists (select from public.members m where m.user_id = auth.uid())",
                SessionOnly,
            ),
            (
                "notes",
                "exists (select from public.members m
                    where m.tenant_id = m.tenant_id and m.user_id = auth.uid())",
                SessionOnly,
            ),
            ("notes", "owner = auth.uid()", RowUnwrapped),
            ("notes", "owner = public.me()", RowUnwrapped),
            ("notes", "owner = (select auth.uid())", Row),
            ("notes", "owner = (select public.me())", Row),
            (
                "notes",
                "auth.role() = 'authenticated' and owner = (select auth.uid())",
                Row,
            ),
            ("notes", "title = 'a'", Row),
            (
                "notes",
                "exists (select from public.members m where m.tenant_id = notes.tenant_id)",
                Row,
            ),
            ("notes", "current_setting('app.none') = title", Unknown),
            ("parts", "true", Tautology),
            ("parts", "id < 5", Row),
            ("parts", "owner = (select auth.uid())", Row),
            ("parts", "owner = auth.uid()", RowUnwrapped),
            ("parts", "auth.role() = 'x'", SessionOnly),
            ("parts", "false", Contradiction),
            ("hollow", "owner = (select auth.uid())", Unknown),
            ("base", "true", Tautology),
            ("base", "owner = (select auth.uid())", Row),
        ];
        let sandbox = sandbox(major).await;
        let client = client(&sandbox).await;
        client.batch_execute(TABLES).await.unwrap();
        for (n, (table, condition, _)) in cases.iter().enumerate() {
            client
                .batch_execute(&format!(
                    "create policy p{n} on public.{table} for select to authenticated using ({condition})"
                ))
                .await
                .unwrap();
        }
        // Outside of a transaction and inside of one.
        for (before, after) in [("", ""), ("begin", "rollback")] {
            client.batch_execute(before).await.unwrap();
            let facts = facts::read(&client, &[]).await.unwrap();
            let shapes = shapes(&client, &facts).await.unwrap();
            client
                .batch_execute("create temp table writable (); drop table writable")
                .await
                .unwrap();
            client.batch_execute(after).await.unwrap();
            let wrong: Vec<_> = cases
                .iter()
                .enumerate()
                .map(|(n, (table, condition, expected))| {
                    let name = QualifiedName::new("public", *table);
                    let planned = shapes
                        .planned(&name, &format!("p{n}"), Clause::Using)
                        .unwrap();
                    (condition, planned, expected)
                })
                .filter(|(_, planned, expected)| planned.shape != **expected)
                .collect();
            assert!(wrong.is_empty(), "{major}: {wrong:#?}");
            let unset = shapes
                .planned(&QualifiedName::new("public", "notes"), "p18", Clause::Using)
                .unwrap();
            assert_eq!(unset.sqlstate.as_deref(), Some("42704"));
        }
        let left: i64 = client
            .query_one(
                "select count(*) from pg_proc where proname = 'stagecraft_plans'",
                &[],
            )
            .await
            .unwrap()
            .get(0);
        assert_eq!(left, 0);
        sandbox.stop().await.unwrap();
    }
}

#[tokio::test]
async fn equal_plans_are_equivalent_expressions() {
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = client(&sandbox).await;
        client.batch_execute(TABLES).await.unwrap();
        let notes = QualifiedName::new("public", "notes");
        let asked: Vec<_> = [
            "title = 'a'",
            "title in ('a')",
            "not (title <> 'a')",
            "title = 'a' and title = 'a'",
            "title = 'b'",
            "owner = (select auth.uid())",
            "owner = (select public.me())",
            "title in (values ('a'), ('b'))",
            "no_such_column",
            "title is null or owner in (select user_id from public.members)",
            "title is null or tenant_id in (select user_id from public.members)",
            "exists (select from public.members m where m.tenant_id = notes.tenant_id and m.user_id = notes.owner)",
        ]
        .into_iter()
        .map(|it| Condition {
            relation: notes.clone(),
            expression: it.to_owned(),
        })
        .collect();
        let plans = plans(&client, &asked).await.unwrap();
        assert!(plans[0].is_some());
        for n in 1..=3 {
            assert_eq!(plans[0], plans[n], "{major} {n}");
        }
        assert_ne!(plans[0], plans[4]);
        // What a sub-select returns counts, though a plan is short about it.
        assert!(plans[5].is_some());
        assert_ne!(plans[5], plans[6]);
        assert_eq!(plans[7], None, "a list of values is not in the plan");
        assert_eq!(plans[8], None);
        // Newer servers show what a sub-select is compared with.
        assert_eq!(plans[9].is_some(), major >= 17);
        assert!(plans[9].is_none() || plans[9] != plans[10]);
        assert!(plans[11].is_some());
        sandbox.stop().await.unwrap();
    }
}

#[tokio::test]
async fn the_callers_session_is_left_as_it_was() {
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = client(&sandbox).await;
        client.batch_execute(TABLES).await.unwrap();
        // What the planner calls to estimate a condition can't write.
        client
            .batch_execute(
                "create table public.seen (n int);
                 create function public.write() returns void language sql volatile as 'insert into public.seen values (1)';
                 create function public.sly() returns uuid language plpgsql stable as
                    'begin perform public.write(); return auth.uid(); end';
                 create policy own on public.notes for select to authenticated using (id = public.sly());
                 create policy peers on public.members to authenticated using (exists (
                    select from public.members m where m.tenant_id = members.tenant_id));
                 alter table public.members enable row level security",
            )
            .await
            .unwrap();
        client
            .batch_execute(
                "begin; set local request.jwt.claims = '{\"sub\": \"mine\"}'; set local search_path = public",
            )
            .await
            .unwrap();
        let before = state(&client).await;
        let facts = facts::read(&client, &[]).await.unwrap();
        let shapes = shapes(&client, &facts).await.unwrap();
        assert_eq!(shapes.recursions().len(), 4, "{:?}", shapes.recursions());
        assert_eq!(state(&client).await, before);
        client.batch_execute("commit").await.unwrap();
        let written: i64 = client
            .query_one("select count(*) from public.seen", &[])
            .await
            .unwrap()
            .get(0);
        assert_eq!(written, 0);
        sandbox.stop().await.unwrap();
    }
}

async fn state(client: &Client) -> Vec<String> {
    let row = client
        .query_one(
            "select current_setting('role'), current_setting('request.jwt.claims'),
                current_setting('search_path'), current_setting('row_security'),
                current_setting('transaction_read_only'), current_setting('enable_indexscan')",
            &[],
        )
        .await
        .unwrap();
    (0..row.len()).map(|it| row.get(it)).collect()
}
