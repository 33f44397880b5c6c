//! The repository's own data layer against its own contract.

use std::path::{Path, PathBuf};

use stagecraft_model::{Severity, Verdict};
use stagecraft_rls::{Contract, Declared, check, export, facts, mutate, probe};
use stagecraft_sandbox::Sandbox;
use stagecraft_testkit::{cases, client, majors, sandbox};
use tokio_postgres::Client;

pub(crate) fn supabase() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../supabase")
}

pub(crate) fn declared() -> Declared {
    let file = "supabase/rls.toml".to_owned();
    let text = std::fs::read_to_string(supabase().join("rls.toml")).unwrap();
    let fixture = std::fs::read_to_string(supabase().join("rls_fixture.sql")).unwrap();
    Declared {
        contract: Contract::parse(&file, &text).unwrap(),
        file,
        text,
        fixture,
    }
}

pub(crate) async fn data_layer(sandbox: &Sandbox) -> Client {
    let client = client(sandbox).await;
    for migration in cases(supabase().join("migrations"), "sql") {
        client.batch_execute(&migration.text).await.unwrap();
    }
    client
}

#[tokio::test]
async fn the_data_layer_keeps_its_contract() {
    let declared = declared();
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = data_layer(&sandbox).await;
        let facts = facts::read(&client, &declared.contract.roles())
            .await
            .unwrap();
        let plan = probe::plan(&declared.contract, &facts);
        let exported = export::psql(&declared, &plan);
        if let Ok(path) = std::env::var("WRITE") {
            std::fs::write(path, &exported).unwrap();
        } else {
            let file = std::fs::read_to_string(supabase().join("rls_tests.sql")).unwrap();
            assert!(
                file == exported,
                "supabase/rls_tests.sql is stale: write it with `cargo xtask rls export`"
            );
        }
        let checked = check(&client, &declared, "2026-01-01".parse().unwrap())
            .await
            .unwrap();
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

#[tokio::test]
async fn the_contract_notices_what_breaks_the_data_layer() {
    let declared = declared();
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = data_layer(&sandbox).await;
        let mutation = mutate(&client, &declared).await.unwrap();
        let shown: Vec<_> = mutation
            .survivors()
            .filter_map(|it| Some((&it.id, &it.witness.as_ref()?.note)))
            .collect();
        assert!(shown.is_empty(), "{shown:#?}");
        assert_eq!(mutation.verdict(), Verdict::Held);
        assert_eq!(mutation.blind_cells, 0);
        let scores = mutation.scores;
        assert!(scores.weakening.killed > 500, "{scores:?}");
        assert_eq!(scores.strengthening.survived, 0, "{scores:?}");
        assert_eq!(scores.controls.killed, 0, "{scores:?}");
        sandbox.stop().await.unwrap();
    }
}
