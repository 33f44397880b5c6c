//! What is said when the server refuses.

use stagecraft_copy::{Codec, Error, LoadOptions, Mode};
use stagecraft_model::Fault as _;

use crate::databases::{self, run, texts};
use crate::shop::{SCHEMA, Shop, job};

const ROWS: u64 = 3_000;

fn options() -> LoadOptions {
    let mut options = LoadOptions::new(Mode::Append);
    options.slice_rows = 1_000;
    options
}

fn said(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    format!("{text}\n  {}", error.hint().unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_say_where_and_what_to_do() {
    let mut all: Vec<String> = Vec::new();
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let mut seen = Vec::new();
        let cases = [
            ("check_", "select"),
            ("unique_", "create unique index one_order on orders (customer_id)"),
            ("foreign_", "create table parents (line int, id bigint, primary key (line, id));
                alter table items add constraint whose foreign key (line, order_id) references parents"),
            ("type_", "alter table orders alter note type int using null"),
            ("column_", "alter table items drop line"),
            ("missing", "drop table items"),
            ("secured", "alter table items enable row level security, force row level security"),
            ("kind", "select"),
        ];
        for (name, sql) in cases {
            let (config, client) = databases::with(&sandbox, name, SCHEMA).await;
            let mut shop = Shop::of(ROWS);
            let mut job = job(ROWS);
            match name {
                "check_" => shop.bad = Some(2_345),
                "kind" => job.tables[1].columns[0].codec = Codec::Uuid,
                _ => {}
            }
            run(&client, sql).await;
            if name == "secured" {
                run(
                    &client,
                    "create role clerk; grant clerk to postgres; grant all on all tables in schema public to clerk;
                    grant create on database secured to clerk",
                )
                .await;
            }
            let config = match name {
                "secured" => config.clone().options("-c role=clerk").clone(),
                _ => config,
            };
            let error = databases::load(&config, job, shop, options())
                .await
                .unwrap_err();
            seen.push(format!("{name}: {}", said(&error)));
            if let (Error::Refused(refusal), "check_" | "unique_") = (&error, name) {
                assert!(refusal.row_data().is_some());
                let kept = texts(&client, "select count(*) % 1000 || '' from orders").await;
                assert_eq!(kept, ["0"]);
            }
        }
        let (config, client) = databases::with(&sandbox, "triggers", SCHEMA).await;
        run(
            &client,
            "create role typist; grant typist to postgres; grant all on all tables in schema public to typist",
        )
        .await;
        let mut quiet = options();
        quiet.without_triggers = true;
        let config = config.clone().options("-c role=typist").clone();
        let error = databases::load(&config, job(ROWS), Shop::of(ROWS), quiet)
            .await
            .unwrap_err();
        seen.push(format!("triggers: {}", said(&error)));
        all.push(seen.join("\n"));
    }
    all.dedup();
    insta::assert_snapshot!(all.join("\n---\n"));
}
