//! Temporary.
use stagecraft_rls::runner::{Break, FateStatus};
use stagecraft_rls::{Contract, facts, probe, runner};
use stagecraft_testkit::{cases, client, majors, sandbox};
use std::path::{Path, PathBuf};
fn supabase() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../supabase")
}
#[tokio::test]
async fn oracle() {
    let text = std::fs::read_to_string(supabase().join("rls.toml")).unwrap();
    let fixture = std::fs::read_to_string(supabase().join("rls_fixture.sql")).unwrap();
    let contract = Contract::parse("supabase/rls.toml", &text).unwrap();
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = client(&sandbox).await;
        for migration in cases(supabase().join("migrations"), "sql") {
            client.batch_execute(&migration.text).await.unwrap();
        }
        let facts = facts::read(&client, &contract.roles()).await.unwrap();
        let plan = probe::plan(&contract, &facts);
        let script = runner::script(&plan, &contract.schemas, &fixture);
        let rows = client
            .query(
                include_str!("../../stagecraft-bench/sql/contract_mutants.sql"),
                &[],
            )
            .await
            .unwrap();
        let all: Vec<String> = plan
            .objects
            .iter()
            .map(|it| it.name.clone())
            .chain(plan.functions.iter().map(|it| it.name.clone()))
            .collect();
        let breaks: Vec<_> = rows
            .iter()
            .map(|row| {
                let relation: String = row.get(1);
                let statement: String = row.get(2);
                let first = format!("public.{relation}");
                let mut affected: Vec<String> = vec![first.clone()];
                affected.extend(all.iter().filter(|it| **it != first).cloned());
                Break {
                    ddl: vec![statement],
                    affected,
                    condition: None,
                }
            })
            .collect();
        let started = std::time::Instant::now();
        let (_, fates) = runner::mutate(&client, &script, &breaks).await.unwrap();
        let tried: u32 = fates.iter().map(|it| it.tried).sum();
        eprintln!(
            "{} mutants, {tried} probes in {:?}",
            fates.len(),
            started.elapsed()
        );
        for (one, fate) in breaks.iter().zip(&fates) {
            if fate.status != FateStatus::Killed {
                eprintln!("ALIVE {:?} {} {:?}", fate.status, one.ddl[0], fate.detail);
            }
        }
        sandbox.stop().await.unwrap();
    }
}
