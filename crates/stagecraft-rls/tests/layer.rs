//! The repository's own data layer against its own contract.

use std::path::{Path, PathBuf};

use stagecraft_model::{Severity, Verdict};
use stagecraft_rls::{Contract, Declared, check, export, facts, probe};
use stagecraft_testkit::{cases, client, majors, sandbox};

fn supabase() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../supabase")
}

#[tokio::test]
async fn the_data_layer_keeps_its_contract() {
    let text = std::fs::read_to_string(supabase().join("rls.toml")).unwrap();
    let fixture = std::fs::read_to_string(supabase().join("rls_fixture.sql")).unwrap();
    let file = "supabase/rls.toml".to_owned();
    let declared = Declared {
        contract: Contract::parse(&file, &text).unwrap(),
        file,
        text,
        fixture,
    };
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = client(&sandbox).await;
        for migration in cases(supabase().join("migrations"), "sql") {
            client.batch_execute(&migration.text).await.unwrap();
        }
        let facts = facts::read(&client, &declared.contract.roles())
            .await
            .unwrap();
        let plan = probe::plan(&declared.contract, &facts);
        if let Ok(path) = std::env::var("WRITE") {
            std::fs::write(path, export::psql(&declared, &plan)).unwrap();
        }
        if let Ok(path) = std::env::var("WRITE_PGTAP") {
            std::fs::write(path, export::pgtap(&declared, &plan)).unwrap();
        }
        let started = std::time::Instant::now();
        let checked = check(&client, &declared, "2026-01-01".parse().unwrap())
            .await
            .unwrap();
        eprintln!("{} probes in {:?}", checked.probes, started.elapsed());
        let wrong: Vec<_> = checked
            .cells
            .iter()
            .filter(|it| it.verdict != Verdict::Held)
            .map(|it| format!("{it:?}"))
            .collect();
        let errors = checked.findings_of(Severity::Error);
        assert_eq!(errors, 0, "{:#?}", checked.findings);
        assert!(
            wrong.is_empty(),
            "{} wrong\n{}",
            wrong.len(),
            wrong.join("\n")
        );
        assert_eq!(checked.verdict(), Verdict::Held);
        sandbox.stop().await.unwrap();
    }
}
