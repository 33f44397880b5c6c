//! Row security that holds for the role itself hides nothing silently.

use stagecraft_seed::{FillConfig, fill};

use crate::databases;

const SCHEMA: &str = "
    create role filler;
    grant filler to postgres;
    create schema f authorization filler;
    set role filler;
    create table f.parents (id serial primary key);
    alter table f.parents enable row level security;
    alter table f.parents force row level security;
    create table f.children (id serial primary key, parent_id int not null references f.parents);";

#[tokio::test]
async fn what_row_security_hides_is_reported() {
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let client = databases::with(&sandbox, "security", SCHEMA).await;
        let snapshot = databases::read(&client).await;
        let tables = databases::own_tables(&snapshot);
        let report = fill(&client, &snapshot, &tables, &FillConfig::new(1))
            .await
            .unwrap();
        let lines: Vec<_> = report.tables.iter().map(ToString::to_string).collect();
        let expected = [
            "f.children: 0 of 8 rows (children_parent_id_fkey: f.parents has no row to point at)",
            "f.parents: 0 of 8 rows (query would be affected by row-level security policy \
             for table \"parents\" (42501))",
        ];
        assert_eq!(lines, expected, "on {major}");
    }
}
