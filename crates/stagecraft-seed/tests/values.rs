//! What seeds look like, and what they depend on.

use std::collections::BTreeMap;
use std::path::Path;

use stagecraft_seed::own_tables;

use crate::seeded::{Seeded, options, seeded, small};

const SHOP: &str = "
    create table companies (
        id uuid primary key default gen_random_uuid(), name text not null, slug text not null unique,
        website text, created_at timestamptz not null default now()
    );
    create table customers (
        id bigint generated always as identity primary key,
        company_id uuid not null references companies,
        email text not null unique, first_name text not null, last_name text not null,
        phone text, city text, country_code char(2) not null,
        created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
        check (created_at <= updated_at)
    );
    create table orders (
        id bigint generated always as identity primary key,
        company_id uuid not null references companies,
        customer_id bigint not null references customers,
        number text not null unique, status text not null check (status in ('open', 'paid', 'sent')),
        currency char(3) not null default 'EUR', total numeric(10, 2) not null check (total >= 0),
        note text, is_gift boolean not null default false,
        created_at timestamptz not null default now()
    );";

/// Columns and a table that come later.
const LATER: &str = "
    alter table companies add column vat_number text, add column employees int not null default 0;
    alter table customers add column birthday date, add column tags text[] not null default '{}';
    alter table orders add column shipped_at timestamptz, add column weight numeric(6, 3);
    create table notes (id bigint generated always as identity primary key, order_id bigint references orders, body text);";

#[tokio::test]
async fn rows_read_like_rows() {
    let sandbox = stagecraft_testkit::sandbox(17).await;
    let made = seeded(&sandbox, "shop", SHOP, &small(), options(1, None))
        .await
        .unwrap();
    let mut text = String::new();
    for table in ["companies", "customers", "orders"] {
        let order = if table == "companies" { "name" } else { "id" };
        let sql = format!("select to_json(t)::text from {table} t order by {order} limit 4");
        let rows = made.client.query(&sql, &[]).await.unwrap();
        text.push_str(&format!("-- {table}\n"));
        for row in rows {
            text.push_str(&row.get::<_, String>(0).replace("\",\"", "\", \""));
            text.push('\n');
        }
    }
    insta::with_settings!({
        snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/values"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("shop", text);
    });
    sandbox.stop().await.unwrap();
}

#[tokio::test]
async fn a_new_column_leaves_the_others_alone() {
    let sandbox = stagecraft_testkit::sandbox(17).await;
    let before = seeded(&sandbox, "before", SHOP, &small(), options(1, None))
        .await
        .unwrap();
    let later = format!("{SHOP}{LATER}");
    let after = seeded(&sandbox, "after", &later, &small(), options(1, None))
        .await
        .unwrap();
    let (expected, found) = (columns(&before).await, columns(&after).await);
    for (column, content) in &expected {
        assert_eq!(found.get(column), Some(content), "{column}");
    }
    assert!(found.len() > expected.len());
    sandbox.stop().await.unwrap();
}

/// Returns what names the values of each column, in the order of the keys.
async fn columns(made: &Seeded) -> BTreeMap<String, String> {
    let mut columns = BTreeMap::new();
    for table in own_tables(&made.snapshot) {
        for column in made.snapshot.columns_of(&table) {
            let sql = format!(
                "select concat(count(*), ' ', md5(string_agg({0}::text, ',' order by id::text))) from {table}",
                column.name
            );
            let row = made.client.query_one(&sql, &[]).await.unwrap();
            columns.insert(format!("{table}.{}", column.name), row.get(0));
        }
    }
    columns
}
