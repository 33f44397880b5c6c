//! What keeps a check from being complete, and what SQL of a contract that fails
//! is called.

use stagecraft_model::{ErrorClass, Fault, Verdict};
use stagecraft_rls::probe::coverage;
use stagecraft_rls::{Contract, Declared, check, facts};
use stagecraft_testkit::{admin_client, majors, sandbox};

const SCHEMA: &str = "
    create table public.notes (id uuid primary key, owner uuid, \"Tenant.Id\" uuid, kind text);
    alter table public.notes enable row level security;
    create policy read on public.notes for select to authenticated using (kind = 'public' and owner is not null);
    create policy own on public.notes for delete to authenticated using (owner = (select auth.uid()));
    create table public.\"a.b\" (id uuid primary key);
    create table public.\"sa\"\"id\" (id uuid primary key);
    create table public.\"🗒\" (id uuid primary key);
    create table public.plain (id uuid primary key, owner uuid);";

const CONTRACT: &str = r#"version = 1
schemas = ["public"]

[tenancy]
claim = "tenant_id"

[tenants]
a = "00000000-0000-4000-8000-00000000000a"

[actors]
user = { role = "authenticated", user = "00000000-0000-4000-8000-000000000001", tenants = ["a"] }

[table."public.notes"]
tenant = "tenant"
owner = "ownr"
protected = ["paid", "id"]
updatable = ["kind", "Kind"]
set = { column = "text", value = "'a'" }
user = { select = { rows = "(kind = 'public') and owner is not null" }, delete = { rows = "owner = :user" } }

[table."public.\"a.b\""]
owner = "current_user"

[table.'public.sa"id']
owner = "(select id)"

[table."public.🗒"]
owner = "ID"

[table.'"public"."plain"']
owner = '"owner"'
tenant = '"Owner"'
"#;

fn contract(text: &str) -> Contract {
    Contract::parse("rls.toml", text).unwrap()
}

#[tokio::test]
async fn what_a_contract_misses_is_found_with_its_place() {
    let mut said: Option<String> = None;
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = admin_client(&sandbox).await;
        client.batch_execute(SCHEMA).await.unwrap();
        // A byte order mark moves nothing.
        let text = format!("\u{feff}{CONTRACT}");
        let contract = contract(&text);
        let facts = facts::read(&client, &contract.roles()).await.unwrap();
        let today = "2026-11-28".parse().unwrap();
        let findings = coverage(&contract, &facts, "rls.toml", &text, today);
        let lines: Vec<_> = findings
            .iter()
            .map(|it| {
                let span = it.at.as_ref().and_then(|it| it.span);
                let place =
                    span.map_or_else(String::new, |it| format!(":{}:{}", it.line, it.column));
                format!(
                    "{:?} {}{place} {}\n  {}\n  {}",
                    it.severity, it.key, it.message, it.why, it.help
                )
            })
            .collect();
        let lines = lines.join("\n");
        assert_eq!(said.get_or_insert_with(|| lines.clone()), &lines, "{major}");
        sandbox.stop().await.unwrap();
    }
    insta::assert_snapshot!(said.unwrap());
}

#[tokio::test]
async fn sql_of_a_contract_that_fails_is_told() {
    let sandbox = sandbox(majors()[0]).await;
    let client = admin_client(&sandbox).await;
    client.batch_execute(SCHEMA).await.unwrap();
    let declared = |text: &str| Declared {
        contract: contract(text),
        file: "rls.toml".to_owned(),
        text: text.to_owned(),
        fixture: String::new(),
    };
    let today = "2026-11-28".parse().unwrap();
    // A column that is not there is a finding with its place.
    let checked = check(&client, &declared(CONTRACT), today).await.unwrap();
    assert_eq!((checked.probes, checked.verdict()), (0, Verdict::NotHeld));
    let (head, _) = CONTRACT.split_once("[table").unwrap();
    let text = format!(
        "{head}[table.\"public.notes\"]\nuser = {{ delete = {{ rows = \"creator = :user\" }} }}"
    );
    let error = check(&client, &declared(&text), today).await.unwrap_err();
    assert_eq!(error.class(), ErrorClass::Usage);
    insta::assert_snapshot!(format!("{error}\n{}", error.hint().unwrap()));
    // The session can be used again.
    client.batch_execute("select 1").await.unwrap();
    sandbox.stop().await.unwrap();
}
