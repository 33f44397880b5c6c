//! However many connections load, the rows and their digests are the same.

use stagecraft_copy::{LoadOptions, Mode};

use crate::databases::{self, sum, texts};
use crate::shop::{SCHEMA, Shop, job};

const ROWS: u64 = 30_000;

#[tokio::test(flavor = "multi_thread")]
async fn neither_jobs_nor_mode_change_rows_or_digests() {
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let mut seen = Vec::new();
        for (jobs, mode) in [
            (1, Mode::Append),
            (4, Mode::Append),
            (1, Mode::Replace),
            (3, Mode::Replace),
        ] {
            let name = format!("same_{jobs}_{mode:?}").to_lowercase();
            let (config, client) = databases::with(&sandbox, &name, SCHEMA).await;
            let mut options = LoadOptions::new(mode);
            options.jobs = jobs;
            options.slice_rows = 1_000;
            let shop = Shop::of(ROWS);
            let report = databases::load(&config, job(ROWS), shop, options.clone())
                .await
                .unwrap();
            assert_eq!(report.notes, []);
            let rows: Vec<u64> = report.tables.iter().map(|it| it.rows).collect();
            assert_eq!(rows, [ROWS / 10, ROWS, ROWS / 2]);
            let sums = [
                sum(&client, "customers").await,
                sum(&client, "orders").await,
                sum(&client, "items").await,
            ];
            seen.push((report.digest, sums.clone()));
            let next = "select nextval('customers_id_seq') || ' ' || nextval('orders_id_seq')";
            assert_eq!(texts(&client, next).await, ["3001 30001"]);
            if mode == Mode::Append {
                // A second call finds everything there, whatever its slices.
                options.slice_rows = 77;
                let again = databases::load(&config, job(ROWS), Shop::of(ROWS), options)
                    .await
                    .unwrap();
                assert_eq!(again.digest, report.digest);
                assert!(again.tables.iter().all(|it| it.found == it.rows));
                assert_eq!(sum(&client, "orders").await, sums[1]);
            }
        }
        seen.dedup();
        assert_eq!(seen.len(), 1, "{seen:#?}");
    }
}
