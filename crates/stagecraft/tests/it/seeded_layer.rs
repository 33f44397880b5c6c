//! The data layer full of rows: its seed of scale `ci`, its own contract, and no
//! row that belongs to two shops.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use stagecraft_catalog::Filter;
use stagecraft_copy::{LoadOptions, Mode, Plain, Rows, Silent, load};
use stagecraft_model::{QualifiedName, Severity, Verdict};
use stagecraft_rls::{Contract, Declared, check};
use stagecraft_seed::{Profile, SeedConfig, crossings, own_tables, prepare, verify};
use stagecraft_testkit::{cases, client, majors, sandbox};

fn supabase() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../supabase")
}

fn read(file: &str) -> String {
    std::fs::read_to_string(supabase().join(file)).unwrap()
}

/// Constraints that are not checked, and triggers that do not fire.
const SILENT: &str = "
    select count(*) from pg_constraint where not convalidated
    union all
    select count(*) from pg_trigger where tgenabled <> 'O' and not tgisinternal";

#[tokio::test]
async fn the_data_layer_keeps_its_contract_when_it_is_full() {
    let profile = Profile::parse("supabase/seed.toml", &read("seed.toml")).unwrap();
    let config = SeedConfig {
        scale: Some("ci".to_owned()),
        ..SeedConfig::default()
    };
    let declared = Declared {
        contract: Contract::parse("supabase/rls.toml", &read("rls.toml")).unwrap(),
        file: "supabase/rls.toml".to_owned(),
        text: read("rls.toml"),
        fixture: read("rls_fixture.sql"),
    };
    let mut contents = Vec::new();
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = client(&sandbox).await;
        for migration in cases(supabase().join("migrations"), "sql") {
            client.batch_execute(&migration.text).await.unwrap();
        }
        let snapshot = stagecraft_connect::snapshot::read(&client, &Filter::default())
            .await
            .unwrap();
        assert_eq!(profile.check(&snapshot), vec![], "the profile fits");
        let tables = own_tables(&snapshot);
        let prepared = prepare(&client, &snapshot, &tables, &profile, &config, true)
            .await
            .unwrap();
        assert!(prepared.row_by_row.is_empty(), "{:?}", prepared.row_by_row);
        assert!(prepared.plainer.is_empty(), "{:?}", prepared.plainer);
        let dataset = Arc::new(prepared.dataset);
        let rows: Arc<dyn Rows> = Arc::<stagecraft_seed::Dataset>::clone(&dataset);
        let options = LoadOptions {
            jobs: 2,
            ..LoadOptions::new(Mode::Append)
        };
        let connect = Arc::new(Plain(sandbox.config()));
        let job = dataset.job(&snapshot);
        let loaded = load(connect, job, rows, options, Arc::new(Silent))
            .await
            .unwrap();
        assert!(loaded.tables.iter().map(|it| it.rows).sum::<u64>() > 150_000);

        let nobody = |_: &QualifiedName, _: u64| {};
        let verified = verify(&client, &snapshot, &dataset, &prepared.rewritten, &nobody)
            .await
            .unwrap();
        let wrong: Vec<_> = verified.iter().filter(|it| !it.holds()).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
        let crossing = crossings(&client, &dataset).await.unwrap();
        assert!(crossing.len() > 20 && crossing.iter().map(|it| it.rows).sum::<u64>() > 50_000);
        assert_eq!(crossing.iter().map(|it| it.crossing).sum::<u64>(), 0);
        for row in client.query(SILENT, &[]).await.unwrap() {
            assert_eq!(row.get::<_, i64>(0), 0, "a constraint or a trigger is off");
        }

        let checked = check(&client, &declared, "2026-01-01".parse().unwrap())
            .await
            .unwrap();
        assert_eq!(
            checked.findings_of(Severity::Error),
            0,
            "{:#?}",
            checked.findings
        );
        let wrong: Vec<_> = checked
            .cells
            .iter()
            .filter(|it| it.verdict != Verdict::Held)
            .collect();
        assert!(
            wrong.is_empty(),
            "{} cells: {:#?}",
            wrong.len(),
            wrong.first()
        );
        assert_eq!(checked.verdict(), Verdict::Held);
        contents.push(
            verified
                .into_iter()
                .map(|it| (it.table, it.content))
                .collect::<Vec<_>>(),
        );
        sandbox.stop().await.unwrap();
    }
    assert!(
        contents.windows(2).all(|it| it[0] == it[1]),
        "{contents:#?}"
    );
}
