//! Replaced tables keep their structure, whatever happens.

use stagecraft_copy::{Error, LoadOptions, Mode};

use crate::databases::{self, run, sum, texts};
use crate::shop::{SCHEMA, Shop, job};

/// Everything that replacing might lose.
pub(crate) const SHAPE: &str = "
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || ' '
        || convalidated || coalesce(obj_description(oid, 'pg_constraint'), '')
    from pg_constraint where connamespace = 'public'::regnamespace
    union all
    select pg_get_indexdef(i.indexrelid) || i.indisclustered || i.indisreplident || i.indisvalid
        || coalesce(obj_description(i.indexrelid, 'pg_class'), '')
    from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'public'::regnamespace
    union all
    select concat(relname, relreplident, relpersistence, relkind) from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    order by 1";

const MORE: &str = "
    alter table customers replica identity using index customers_name_key;
    alter table orders cluster on orders_pkey;
    comment on constraint orders_pkey on orders is 'the key';
    comment on constraint orders_customer_id_fkey on orders is 'whose';
    create index orders_by_note on orders (lower(note)) where note is not null;
    create unique index orders_stats on orders ((id + 1));
    alter index orders_stats alter column 1 set statistics 100;
    alter table orders add constraint apart exclude using btree (id with =) deferrable;
    alter table orders add constraint later foreign key (customer_id) references customers not valid;
    create view totals as select o.*, sum(1) from orders o group by o.id;
    insert into customers overriding system value values (7, 'old', now());";

const ROWS: u64 = 5_000;

#[tokio::test(flavor = "multi_thread")]
async fn structure_is_the_same_after_success_and_failure() {
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let (config, client) = databases::with(&sandbox, "replaced", SCHEMA).await;
        run(&client, MORE).await;
        let before = texts(&client, SHAPE).await;
        let mut options = LoadOptions::new(Mode::Replace);
        options.slice_rows = 999;
        let mut bad = Shop::of(ROWS);
        bad.bad = Some(4_321);
        let error = databases::load(&config, job(ROWS), bad, options.clone())
            .await
            .unwrap_err();
        let Error::Refused(refusal) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(refusal.row, Some(4_321));
        assert_eq!(texts(&client, SHAPE).await, before);
        let counts = "select (select count(*) from customers) || ' ' || count(*) from orders";
        assert_eq!(texts(&client, counts).await, ["500 0"]);

        let report = databases::load(&config, job(ROWS), Shop::of(ROWS), options.clone())
            .await
            .unwrap();
        assert_eq!(texts(&client, SHAPE).await, before);
        let notes: Vec<String> = report.notes.iter().map(ToString::to_string).collect();
        assert_eq!(
            notes,
            [
                "constraint orders_pkey of public.orders stayed in place: cannot drop constraint \
                 orders_pkey on table orders because other objects depend on it",
                "index orders_stats of public.orders stayed in place: it has a statistics target",
            ]
        );
        assert_eq!(report.tables[0].found, ROWS / 10);
        // Frozen rows need no vacuum to be seen.
        let first = sum(&client, "orders").await;
        // A complete plan is replaced again, and by the same rows.
        run(&client, "delete from items; update orders set note = 'x'").await;
        let again = databases::load(&config, job(ROWS), Shop::of(ROWS), options)
            .await
            .unwrap();
        assert_eq!(again.tables[1].found, 0);
        assert_eq!(again.digest, report.digest);
        assert_eq!(sum(&client, "orders").await, first);
        assert_eq!(texts(&client, SHAPE).await, before);
    }
}

const PARTITIONED: &str = "
    create table customers (
        id bigint primary key, name text not null unique, joined timestamptz not null
    );
    create table orders (
        id bigint not null, customer_id bigint not null references customers,
        total numeric(12, 2) not null, note text, primary key (id)
    ) partition by range (id);
    create table orders_a partition of orders for values from (minvalue) to (2000);
    create table orders_b partition of orders for values from (2000) to (maxvalue);
    create table items (
        order_id bigint not null references orders, line int not null, data jsonb not null
    );";

#[tokio::test(flavor = "multi_thread")]
async fn partitioned_tables_are_loaded_with_their_indexes_in_place() {
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let (config, client) = databases::with(&sandbox, "parts", PARTITIONED).await;
        let before = texts(&client, SHAPE).await;
        let mut options = LoadOptions::new(Mode::Replace);
        options.jobs = 3;
        let report = databases::load(&config, job(ROWS), Shop::of(ROWS), options)
            .await
            .unwrap();
        assert_eq!(report.notes.len(), 1, "{:?}", report.notes);
        assert_eq!(texts(&client, SHAPE).await, before);
        let counts = "select count(*)::text from only orders_b union all
            select count(*)::text from items";
        assert_eq!(texts(&client, counts).await, ["3001", "2500"]);
    }
}

const LEAVES: &str = "
    create table customers (
        id bigint primary key, name text not null unique, joined timestamptz not null
    );
    create table orders (
        id bigint not null, customer_id bigint not null, total numeric(12, 2) not null,
        note text, primary key (id)
    ) partition by range (id);
    create table leaf partition of orders for values from (minvalue) to (maxvalue);
    create table items (order_id bigint not null, line int not null, data jsonb not null);";

#[tokio::test(flavor = "multi_thread")]
async fn a_partition_is_loaded_frozen_unless_something_points_at_it() {
    let major = stagecraft_testkit::majors()[0];
    let sandbox = stagecraft_testkit::sandbox(major).await;
    let pointed = "alter table items add foreign key (order_id) references orders";
    for (name, more) in [("leaf_alone", "select"), ("leaf_pointed_at", pointed)] {
        let (config, client) = databases::with(&sandbox, name, LEAVES).await;
        run(&client, more).await;
        let before = texts(&client, SHAPE).await;
        let mut job = job(ROWS);
        job.tables[1].name = stagecraft_model::QualifiedName::new("public", "leaf");
        let mut options = LoadOptions::new(Mode::Replace);
        options.jobs = 2;
        for _ in 0..2 {
            databases::load(&config, job.clone(), Shop::of(ROWS), options.clone())
                .await
                .unwrap();
            assert_eq!(texts(&client, SHAPE).await, before);
            assert!(sum(&client, "leaf").await.starts_with("5000 "));
            // Pages of frozen rows need no vacuum to be visible to all.
            let frozen = "select relallvisible::text from pg_class where relname = 'leaf'";
            let pages = texts(&client, frozen).await;
            assert_eq!(pages[0] == "0", name == "leaf_pointed_at", "{pages:?}");
        }
    }
}
