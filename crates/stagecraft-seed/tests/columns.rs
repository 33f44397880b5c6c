//! Columns that are added to filled tables get values, too.
//!
//! A case is a file: what stands above `-- then` is filled, what stands below
//! adds columns.

use std::path::Path;

use stagecraft_seed::{FillConfig, fill, fill_columns};

use crate::cases::lines;
use crate::{databases, judge};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn new_columns_get_values() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/columns");
    let config = FillConfig::new(1);
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        for case in stagecraft_testkit::cases(&folder, "sql") {
            let (first, then) = case.text.split_once("-- then\n").unwrap();
            let client = databases::with(&sandbox, &case.name, first).await;
            let before = databases::read(&client).await;
            let tables = databases::own_tables(&before);
            fill(&client, &before, &tables, &config).await.unwrap();
            databases::run(&client, &case.name, then).await;
            let after = databases::read(&client).await;
            let tables = databases::own_tables(&after);
            let columns: Vec<_> = after
                .columns
                .names()
                .filter(|it| !before.columns.contains(it) && tables.contains(&it.relation()))
                .cloned()
                .collect();
            fill(&client, &after, &tables, &config).await.unwrap();
            let report = fill_columns(&client, &after, &columns, &config)
                .await
                .unwrap();
            let mut lines = lines(&report);
            lines.extend(judge::one_sided(&client, &after).await);
            let crossing = judge::crossing(&client, &after, "tenant_id").await;
            assert_eq!(crossing, Vec::<String>::new(), "{} on {major}", case.name);
            insta::with_settings!({
                snapshot_path => &folder,
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                insta::assert_snapshot!(case.name.as_str(), lines.join("\n"));
            });
            // Once more: there is nothing to do.
            let again = fill_columns(&client, &after, &columns, &config)
                .await
                .unwrap();
            let written: usize = again.tables.iter().map(|it| it.written).sum();
            assert_eq!(written, 0, "{} on {major}", case.name);
        }
    }
}
