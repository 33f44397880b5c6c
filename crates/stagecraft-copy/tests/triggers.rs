//! Triggers: heard by default, silent on request, and in each other's way.

use stagecraft_copy::{Codec, ColumnJob, Cursor, Job, LoadOptions, Mode, Rows, TableJob, Value};
use stagecraft_model::QualifiedName;

use crate::databases::{self, run, sum, texts};
use crate::shop::{SCHEMA, Shop, job};

const ROWS: u64 = 8_000;

/// Counts a customer's orders in the customer's row, and drops some rows.
const COUNTED: &str = "
    alter table customers add orders int not null default 0;
    create function count_order() returns trigger language plpgsql as $$ begin
        update customers set orders = orders + 1 where id = new.customer_id;
        return new;
    end $$;
    create trigger count_order after insert on orders for each row execute function count_order();
    create function drop_some() returns trigger language plpgsql as $$ begin
        return case when new.order_id % 10 > 0 then new end;
    end $$;
    create trigger drop_some before insert on items for each row execute function drop_some();";

#[tokio::test(flavor = "multi_thread")]
async fn slices_that_wait_for_each_other_are_sent_again() {
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let (config, client) = databases::with(&sandbox, "counted", SCHEMA).await;
        run(&client, COUNTED).await;
        let quick = "alter database counted set deadlock_timeout = '20ms'";
        run(
            &databases::client(sandbox.admin_config().dbname("counted")).await,
            quick,
        )
        .await;
        let mut options = LoadOptions::new(Mode::Append);
        options.jobs = 3;
        options.slice_rows = 500;
        let report = databases::load(&config, job(ROWS), Shop::of(ROWS), options.clone())
            .await
            .unwrap();
        let counted = "select sum(orders)::text from customers";
        assert_eq!(texts(&client, counted).await, ["8000"]);
        assert_eq!(report.tables[2].rows, 3_600);

        options.without_triggers = true;
        options.mode = Mode::Replace;
        let report = databases::load(&config, job(ROWS), Shop::of(ROWS), options)
            .await
            .unwrap();
        assert_eq!(texts(&client, counted).await, ["0"]);
        assert_eq!(report.tables[2].rows, 4_000);
        assert!(sum(&client, "items").await.starts_with("4000 "));
    }
}

struct Addresses;

impl Rows for Addresses {
    fn cursor(&self, _table: usize) -> Box<dyn Cursor + '_> {
        Box::new(Self)
    }
}

impl Cursor for Addresses {
    fn row(&mut self, number: u64, values: &mut [Value]) {
        values[0] = Value::Int(i64::try_from(number).unwrap());
        values[1] = Value::Literal(format!("10.0.{}.{}/32", number / 256, number % 256));
        values[2] = Value::Literal(format!("(1,\"a\\\\b\t{number}\")"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn types_without_a_codec_go_as_text() {
    let major = stagecraft_testkit::majors()[0];
    let sandbox = stagecraft_testkit::sandbox(major).await;
    let sql = "create type pair as (a int, b text);
        create table addresses (id smallserial primary key, at inet not null, \"Pair\" pair)";
    let (config, client) = databases::with(&sandbox, "addresses", sql).await;
    let job = Job {
        fingerprint: "addresses".to_owned(),
        emptied: Vec::new(),
        tables: vec![TableJob {
            name: QualifiedName::new("public", "addresses"),
            columns: vec![
                ColumnJob::new("id", Codec::Int2),
                ColumnJob::new("at", Codec::Other),
                ColumnJob::new("Pair", Codec::Other),
            ],
            rows: 300,
            after: vec![],
            in_order: false,
            late: None,
        }],
    };
    let options = LoadOptions::new(Mode::Append);
    databases::load(&config, job, Addresses, options)
        .await
        .unwrap();
    let last = "select concat(id, at, (\"Pair\").b, nextval('addresses_id_seq'))
        from addresses order by id desc limit 1";
    assert_eq!(texts(&client, last).await, ["29910.0.1.43a\\b\t299300"]);
}
