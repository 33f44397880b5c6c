//! The rows that the Supabase CLI will read, and the older shapes of its table.

use stagecraft_apply::{FileOutcome, history};
use stagecraft_plan::{State, plan};

use crate::support::Stage;

#[tokio::test]
async fn rows_hold_what_the_cli_would_have_split() {
    let sql = "-- first\ncreate table public.\"o'dd\" (t text default E'a\\\\b');\n/* it's */ insert into public.\"o'dd\" values ('x;y');\n-- the end\n";
    for major in stagecraft_testkit::majors() {
        let stage = Stage::new(major, &[("20260101000000_odd's name.sql", sql)]).await;
        let report = stage.apply(0).await;
        assert_eq!(report.outcome, FileOutcome::Applied, "{:?}", report.failure);
        let rows = history::read(&stage.session).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].version, "20260101000000");
        assert_eq!(rows[0].name.as_deref(), Some("odd's name"));
        assert_eq!(
            rows[0].statements.as_deref(),
            Some(&*stagecraft_plan::cli_statements(sql))
        );
        let again = plan(&stage.project, Some(&rows));
        assert_eq!(again.migrations[0].state, State::Applied);
        assert_eq!(
            again
                .migrations
                .iter()
                .filter(|it| it.state == State::Pending)
                .count(),
            0
        );
    }
}

#[tokio::test]
async fn a_table_that_began_with_versions_alone_is_completed() {
    let stage = Stage::new(15, &[("1_a.sql", "create table public.a (id int);")]).await;
    stage
        .session
        .client()
        .batch_execute(
            "drop table supabase_migrations.schema_migrations; \
             create table supabase_migrations.schema_migrations (version text not null primary key); \
             insert into supabase_migrations.schema_migrations values ('0')",
        )
        .await
        .unwrap();
    let rows = history::read(&stage.session).await.unwrap();
    assert_eq!((rows.len(), rows[0].statements.clone()), (1, None));
    history::ensure(&stage.session).await.unwrap();
    assert_eq!(stage.apply(0).await.outcome, FileOutcome::Applied);
    assert_eq!(history::read(&stage.session).await.unwrap().len(), 2);
}

#[tokio::test]
async fn no_table_is_no_history() {
    let stage = Stage::new(17, &[]).await;
    stage
        .session
        .client()
        .batch_execute("drop schema supabase_migrations cascade")
        .await
        .unwrap();
    assert!(history::read(&stage.session).await.unwrap().is_empty());
    history::ensure(&stage.session).await.unwrap();
    history::ensure(&stage.session).await.unwrap();
    assert!(history::read(&stage.session).await.unwrap().is_empty());
}
