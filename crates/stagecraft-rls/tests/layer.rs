//! The repository's own data layer against its own contract.

use std::path::{Path, PathBuf};

use stagecraft_model::Verdict;
use stagecraft_rls::{Contract, facts, probe, runner};
use stagecraft_testkit::{cases, client, majors, sandbox};

fn supabase() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../supabase")
}

#[tokio::test]
async fn the_data_layer_keeps_its_contract() {
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
        let today = "2026-01-01".parse().unwrap();
        let uncovered = probe::coverage(&contract, &facts, "supabase/rls.toml", &text, today);
        assert!(uncovered.is_empty(), "{uncovered:#?}");
        let plan = probe::plan(&contract, &facts);
        let script = runner::script(&plan, &contract.schemas, &fixture);
        if let Ok(path) = std::env::var("KEEP_SCRIPT") {
            std::fs::write(path, script.text()).unwrap();
        }
        let started = std::time::Instant::now();
        let results = runner::run(&client, &script).await.unwrap();
        eprintln!("{} probes in {:?}", results.len(), started.elapsed());
        let wrong: Vec<_> = results
            .iter()
            .filter(|it| it.verdict != Verdict::Held)
            .map(|it| {
                format!(
                    "{:?} {} {} {} ({}) as {}: {:?} {:?} in {} out {} | {:?} | {:?}",
                    it.verdict,
                    it.object,
                    it.command,
                    it.form,
                    it.level,
                    it.actor,
                    it.outcome,
                    it.got,
                    it.inside,
                    it.outside,
                    it.detail,
                    it.statement
                )
            })
            .collect();
        assert!(
            wrong.is_empty(),
            "{} wrong\n{}",
            wrong.len(),
            wrong.join("\n")
        );
        sandbox.stop().await.unwrap();
    }
}
