//! Circles of foreign keys are closed at the end.

use stagecraft_copy::{
    Codec, ColumnJob, Cursor, FileFormat, Job, Late, LoadOptions, Mode, Rows, TableJob, Value,
};
use stagecraft_model::QualifiedName;

use crate::databases::{self, run, texts};

const SCHEMA: &str = "
    create table teams (id int primary key, lead_id int);
    create table people (
        id int primary key, team_id int not null references teams, boss_id int references people
    );
    alter table teams add foreign key (lead_id) references people;";

fn job() -> Job {
    let int = |name: &str| ColumnJob::new(name, Codec::Int4);
    let late = |place| {
        Some(Late {
            key: vec![0],
            columns: vec![place],
        })
    };
    Job {
        fingerprint: "circle".to_owned(),
        emptied: Vec::new(),
        tables: vec![
            TableJob {
                name: QualifiedName::new("public", "teams"),
                columns: vec![int("id"), int("lead_id")],
                rows: 100,
                after: vec![],
                in_order: false,
                late: late(1),
            },
            TableJob {
                name: QualifiedName::new("public", "people"),
                columns: vec![int("id"), int("team_id"), int("boss_id")],
                rows: 1_000,
                after: vec![0],
                in_order: false,
                late: late(2),
            },
        ],
    }
}

struct Circle;

impl Rows for Circle {
    fn cursor(&self, table: usize) -> Box<dyn Cursor + '_> {
        Box::new(CircleCursor(table))
    }
}

struct CircleCursor(usize);

impl Cursor for CircleCursor {
    fn row(&mut self, number: u64, values: &mut [Value]) {
        let number = i64::try_from(number).unwrap();
        values[0] = Value::Int(number);
        values[1] = Value::Int(number % 100);
        if self.0 == 1 {
            // The last has none; everybody else's is made later.
            let boss = (number < 999).then_some(Value::Int(number + 1));
            values[2] = boss.unwrap_or_default();
        }
    }
}

const SUMS: &str = "select count(*) || ' ' || sum(lead_id) from teams
    union all select count(*) || ' ' || count(boss_id) || ' ' || sum(boss_id) from people";

#[tokio::test(flavor = "multi_thread")]
async fn circles_are_closed_by_every_way() {
    let expected = ["100 4950", "1000 999 499500"];
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let mut digests = Vec::new();
        for (name, mode, jobs) in [
            ("late_append", Mode::Append, 1),
            ("late_jobs", Mode::Append, 3),
            ("late_replace", Mode::Replace, 2),
        ] {
            let (config, client) = databases::with(&sandbox, name, SCHEMA).await;
            let mut options = LoadOptions::new(mode);
            options.slice_rows = 64;
            options.jobs = jobs;
            for _ in 0..2 {
                let report = databases::load(&config, job(), Circle, options.clone())
                    .await
                    .unwrap();
                digests.push(report.digest);
                assert_eq!(texts(&client, SUMS).await, expected, "{name}");
            }
        }
        digests.dedup();
        assert_eq!(digests.len(), 1);

        let (_, client) = databases::with(&sandbox, "late_sql", SCHEMA).await;
        let folder = tempfile::tempdir().unwrap();
        let written =
            stagecraft_copy::write(folder.path(), FileFormat::Sql, &job(), &Circle, None).unwrap();
        let sql = std::fs::read_to_string(&written.files[0].path).unwrap();
        run(&client, &sql).await;
        assert_eq!(texts(&client, SUMS).await, expected);
    }
}
