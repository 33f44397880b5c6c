//! The exported file, run by psql, against the commands: the same cells, and a
//! database that is as it was.

use std::collections::BTreeMap;
use std::process::Command;

use stagecraft_catalog::Filter;
use stagecraft_connect::{content, snapshot};
use stagecraft_model::{Digest, QualifiedName, Verdict};
use stagecraft_rls::check;
use stagecraft_sandbox::Sandbox;
use stagecraft_testkit::{majors, sandbox};
use tokio_postgres::Client;

use crate::layer::{data_layer, declared, supabase};

/// What is broken for the second comparison: in agreement on what fails, too.
const BROKEN: &str = "
    alter policy products_select on public.products using (true);
    alter policy ideas_insert on public.ideas with check (true);
    alter table public.vendors disable row level security;
    alter table private.audit_heads disable row level security;
    grant truncate on public.kit_components to authenticated";

/// Runs the file; returns psql's exit code and, by TAP's words for a cell,
/// whether it is ok.
fn psql(sandbox: &Sandbox) -> (Option<i32>, BTreeMap<String, bool>) {
    let output = Command::new("psql")
        .args(["-X", "-f"])
        .arg(supabase().join("rls_tests.sql"))
        .arg("-d")
        .arg(sandbox.url())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut cells = BTreeMap::new();
    for line in text.lines() {
        let (is_ok, rest) = match line.strip_prefix("not ok ") {
            Some(rest) => (false, rest),
            None => match line.strip_prefix("ok ") {
                Some(rest) => (true, rest),
                None => continue,
            },
        };
        let (_, name) = rest.split_once(" - ").unwrap();
        let (name, _) = name.split_once(": ").unwrap();
        assert!(cells.insert(name.to_owned(), is_ok).is_none(), "{line}");
    }
    let plan = format!("1..{}", cells.len());
    assert!(text.lines().any(|it| it == plan), "{plan}: {output:?}");
    (output.status.code(), cells)
}

/// Everything that could have changed.
#[derive(Debug, PartialEq)]
struct State {
    catalog: Digest,
    rows: BTreeMap<QualifiedName, content::Fingerprint>,
    sequences: BTreeMap<QualifiedName, Option<i64>>,
}

async fn state(client: &Client) -> State {
    let catalog = snapshot::read(client, &Filter::default()).await.unwrap();
    let tables: Vec<_> = catalog
        .tables
        .iter()
        .map(|it| QualifiedName {
            schema: it.schema.clone(),
            name: it.name.clone(),
        })
        .collect();
    client.batch_execute("begin").await.unwrap();
    let state = State {
        rows: content::fingerprints(client, &catalog, &tables)
            .await
            .unwrap(),
        sequences: content::positions(client, &catalog).await.unwrap(),
        catalog: catalog.digest(),
    };
    client.batch_execute("commit").await.unwrap();
    state
}

#[tokio::test]
async fn psql_and_the_commands_agree_on_every_cell() {
    if std::env::var_os("STAGECRAFT_WITHOUT_PSQL").is_some() {
        println!("left out: there is no psql to run supabase/rls_tests.sql with");
        return;
    }
    let declared = declared();
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = data_layer(&sandbox).await;
        for (broken, code) in [("select 1", 0), (BROKEN, 3)] {
            client.batch_execute(broken).await.unwrap();
            let before = state(&client).await;
            let checked = check(&client, &declared, "2026-01-01".parse().unwrap())
                .await
                .unwrap();
            let (exit, said) = psql(&sandbox);
            let ours: BTreeMap<_, _> = checked
                .cells
                .iter()
                .map(|it| {
                    let name = format!("{} {} {}", it.actor, it.command, it.object);
                    (name, it.verdict == Verdict::Held)
                })
                .collect();
            let differing: Vec<_> = said
                .iter()
                .filter(|it| ours.get(it.0) != Some(it.1))
                .collect();
            assert!(
                differing.is_empty() && said.len() == ours.len(),
                "on {major}, as psql says: {differing:?}"
            );
            assert_eq!(exit, Some(code));
            assert_eq!(said.values().all(|it| *it), code == 0);
            let after = state(&client).await;
            assert!(before == after, "something is not as it was on {major}");
        }
        sandbox.stop().await.unwrap();
    }
}
