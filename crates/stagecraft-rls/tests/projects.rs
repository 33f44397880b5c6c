//! Whole projects: what is as it should be, or somebody else's, is not reported,
//! and what is not is.

use stagecraft_model::Finding;
use stagecraft_rls::rules::{Scope, check, shapes};
use stagecraft_rls::{Contract, facts};
use stagecraft_testkit::{admin_client, majors, sandbox};
use tokio_postgres::Client;

/// Findings of the rules about policies, writes, cost and platform.
async fn findings(client: &Client, contract: Option<&Contract>) -> Vec<Finding> {
    let facts = facts::read(client, &[]).await.unwrap();
    let shapes = shapes(client, &facts).await.unwrap();
    let mut findings = check(&Scope::new(&facts, &shapes, contract));
    findings.retain(|it| {
        ["P", "W", "Q", "L", "H", "S07", "S08", "S09"]
            .iter()
            .any(|id| it.message.starts_with(id))
    });
    findings
}

/// Makes a project as its owner does, and returns what is said of it, the same
/// on every major.
async fn said(project: &str, contract: Option<&Contract>) -> String {
    let mut said: Option<String> = None;
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = admin_client(&sandbox).await;
        client.batch_execute("set role postgres").await.unwrap();
        client.batch_execute(project).await.unwrap();
        let lines: Vec<_> = findings(&client, contract)
            .await
            .into_iter()
            .map(|it| format!("{:?} {}", it.severity, it.message))
            .collect();
        let lines = lines.join("\n");
        assert_eq!(said.get_or_insert_with(|| lines.clone()), &lines, "{major}");
        sandbox.stop().await.unwrap();
    }
    said.unwrap()
}

#[tokio::test]
async fn the_platform_is_not_the_projects() {
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = admin_client(&sandbox).await;
        let extensions: Vec<String> = client
            .query("select name from pg_available_extensions order by 1", &[])
            .await
            .unwrap()
            .iter()
            .map(|it| it.get(0))
            .collect();
        for name in extensions {
            // Some choose their schema themselves, some can't be made here.
            for schema in ["schema extensions", ""] {
                let _ = client
                    .batch_execute(&format!(
                        "create extension if not exists {name:?} {schema} cascade"
                    ))
                    .await;
            }
        }
        assert_eq!(findings(&client, None).await, [], "{major}");
        sandbox.stop().await.unwrap();
    }
}

#[tokio::test]
async fn a_project_that_does_it_right_hears_little() {
    insta::assert_snapshot!(said(include_str!("projects/right.sql"), None).await);
}

#[tokio::test]
async fn a_project_with_holes_hears_of_each() {
    insta::assert_snapshot!(said(include_str!("projects/holes.sql"), None).await);
}

#[tokio::test]
async fn habits_of_projects_are_understood() {
    insta::assert_snapshot!(said(include_str!("projects/odd.sql"), None).await);
}

#[tokio::test]
async fn a_contract_says_what_is_meant() {
    let contract = r#"
        version = 1
        schemas = ["public"]
        tenancy = { claim = "app_metadata.org" }
        tenants = { a = "00000000-0000-4000-8000-00000000000a" }
        actors = { anon = { role = "anon" }, user = { role = "authenticated", user = "00000000-0000-4000-8000-000000000001", tenants = ["a"] } }

        [table."public.shops"]
        anon = { select = "all", all = "none" }
        user = { select = "all", all = "none" }

        [table."public.orders"]
        tenant = "shop"
        protected = ["paid"]
        user = "own_tenant"

        [table."public.reviews"]
        tenant = "shop"
        anon = { select = "all", insert = "all", all = "none" }
        user = { select = "all", insert = "all", all = "none" }

        [table."public.settings"]
        tenant = "tenant_id"
        user = { select = "own_tenant", all = "none" }
    "#;
    let contract = Contract::parse("rls.toml", contract).unwrap();
    let sql = "
        create table public.shops (id uuid primary key, tenant_id uuid);
        create table public.orders (id uuid primary key, shop uuid not null, buyer uuid, paid boolean);
        create table public.reviews (id uuid primary key, shop uuid, text text, role text);
        create table public.settings (id uuid primary key, tenant_id uuid, theme text);
        alter table public.shops enable row level security;
        alter table public.orders enable row level security;
        alter table public.reviews enable row level security;
        alter table public.settings enable row level security;
        create policy open on public.shops for select to anon, authenticated using (true);
        create policy shop on public.orders to authenticated
            using (shop = (select (auth.jwt() -> 'app_metadata' ->> 'org')::uuid));
        create policy paid on public.orders for select to authenticated using (paid);
        create policy open on public.reviews for select to anon, authenticated using (true);
        create policy write on public.reviews for insert to anon, authenticated with check (true);
        create policy open on public.settings for select to authenticated using (true);";
    insta::assert_snapshot!(said(sql, Some(&contract)).await);
}
