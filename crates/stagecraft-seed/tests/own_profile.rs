//! Our own profile fits our own migrations, and says something of every table.

use std::path::Path;

use stagecraft_catalog::Snapshot;
use stagecraft_seed::{Profile, Statistics, draft};
use tokio_postgres::Client;

use crate::{databases, profiles};

async fn project(sandbox: &stagecraft_sandbox::Sandbox) -> (Client, Snapshot) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../supabase/migrations");
    let client = databases::with(sandbox, "project", "").await;
    for case in stagecraft_testkit::cases(folder, "sql") {
        databases::run(&client, &case.name, &case.text).await;
    }
    let snapshot = databases::read(&client).await;
    (client, snapshot)
}

#[tokio::test]
async fn our_profile_fits_our_migrations() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../supabase/seed.toml");
    let text = std::fs::read_to_string(file).unwrap();
    let profile = Profile::parse("supabase/seed.toml", &text).unwrap();
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let (client, snapshot) = project(&sandbox).await;
        let findings: Vec<String> = profile
            .check(&snapshot)
            .iter()
            .map(profiles::line)
            .collect();
        assert_eq!(findings, [""; 0], "on {major}");
        let drafted = Profile::parse("drafted", &draft(&snapshot, None)).unwrap();
        assert_eq!(profile.tenants.root, drafted.tenants.root);
        let unsaid: Vec<String> = databases::own_tables(&snapshot)
            .into_iter()
            .filter(|it| it.schema.as_str() != "partitions")
            .filter(|it| !profile.tables.contains_key(it))
            .map(|it| it.to_string())
            .collect();
        assert_eq!(unsaid, [""; 0], "on {major}");

        let statistics = Statistics::of(&client, &snapshot).await.unwrap();
        for statistics in [None, Some(&statistics)] {
            let text = draft(&snapshot, statistics);
            let findings: Vec<String> = Profile::parse("seed.toml", &text)
                .unwrap()
                .check(&snapshot)
                .iter()
                .map(profiles::line)
                .collect();
            assert_eq!(findings, [""; 0], "{text}");
        }
    }
}
