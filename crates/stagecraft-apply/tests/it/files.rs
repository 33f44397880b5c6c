//! What applying a file leaves behind, well or not.

use std::time::Duration;

use stagecraft_apply::{FileOutcome, Session, history};

use crate::support::Stage;

const COUNT: &str =
    "select count(*)::text from pg_class where relnamespace = 'public'::regnamespace";

#[tokio::test]
async fn a_failing_file_leaves_nothing_and_names_the_place() {
    for major in stagecraft_testkit::majors() {
        let sql = "create table public.a (id int);\n-- żółw\ncreate view public.v as select nosuch from public.a;\ncreate table public.b (id int);\n";
        let stage = Stage::new(major, &[("1_bad.sql", sql)]).await;
        let report = stage.apply(0).await;
        assert_eq!(report.outcome, FileOutcome::Failed);
        assert_eq!(report.statements.len(), 1);
        let failure = report.failure.unwrap();
        assert_eq!(failure.sqlstate.as_deref(), Some("42703"));
        assert_eq!(failure.statement, Some(2));
        let span = failure.span.unwrap();
        assert_eq!(&sql[span.start..span.end], "nosuch");
        assert_eq!(span.line, 3);
        assert_eq!(stage.value(COUNT).await, "0");
        assert!(history::read(&stage.session).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_commit_that_fails_is_a_failure() {
    let sql = "create table public.a (id int primary key);\n\
               create table public.b (a int references public.a deferrable initially deferred);\n\
               insert into public.b values (1);\n";
    let stage = Stage::new(17, &[("1_deferred.sql", sql)]).await;
    let report = stage.apply(0).await;
    assert_eq!(report.outcome, FileOutcome::Failed);
    let failure = report.failure.unwrap();
    assert_eq!(
        (failure.sqlstate.as_deref(), failure.statement),
        (Some("23503"), None)
    );
    assert_eq!(stage.value(COUNT).await, "0");
}

#[tokio::test]
async fn more_statements_than_the_window_apply_in_order() {
    let mut sql = "create table public.a (n int);\n".to_owned();
    for number in 0..500 {
        sql.push_str(&format!(
            "insert into public.a select count(*) + {number} - {number} from public.a;\n"
        ));
    }
    let stage = Stage::new(15, &[("1_many.sql", &sql)]).await;
    let report = stage.apply(0).await;
    assert_eq!(report.outcome, FileOutcome::Applied);
    assert_eq!(report.statements.len(), 501);
    assert_eq!(
        stage.value("select (count(*) = 500 and max(n) = 499 and count(distinct n) = 500)::text from public.a").await,
        "true"
    );
}

#[tokio::test]
async fn a_statement_over_its_budget_is_cancelled_and_the_session_lives() {
    let sql = "create table public.a (id int);\ndo $$ begin loop perform 1; end loop; end $$;\n";
    let stage = Stage::new(
        17,
        &[
            ("1_loop.sql", sql),
            ("2_fine.sql", "create table public.b (id int);"),
        ],
    )
    .await;
    let report = stage
        .apply_with(&stage.session, 0, Duration::from_millis(300))
        .await;
    assert_eq!(report.outcome, FileOutcome::Failed);
    assert_eq!(report.failure.unwrap().sqlstate.as_deref(), Some("57014"));
    assert_eq!(stage.apply(1).await.outcome, FileOutcome::Applied);
    assert_eq!(stage.value(COUNT).await, "1");
}

#[tokio::test]
async fn what_cannot_be_one_transaction_is_half_applied_and_says_so() {
    let sql = "create index concurrently a_n on public.a (n);\n\
               create unique index concurrently a_id on public.a (id);\n";
    let files = [
        (
            "1_a.sql",
            "create table public.a (id int, n int); insert into public.a values (1, 1), (1, 2);",
        ),
        ("2_concurrently.sql", sql),
    ];
    let stage = Stage::new(15, &files).await;
    assert_eq!(stage.apply(0).await.outcome, FileOutcome::Applied);
    let report = stage.apply(1).await;
    assert_eq!(report.outcome, FileOutcome::HalfApplied);
    assert_eq!(report.statements.len(), 1);
    assert_eq!(report.failure.unwrap().sqlstate.as_deref(), Some("23505"));
    assert_eq!(
        stage
            .value("select count(*)::text from pg_indexes where indexname = 'a_n'")
            .await,
        "1"
    );
    assert_eq!(history::read(&stage.session).await.unwrap().len(), 1);
}

#[tokio::test]
async fn two_appliers_at_once_apply_a_file_once() {
    let stage = Stage::new(
        17,
        &[(
            "1_a.sql",
            "create table if not exists public.a (id int);\nselect pg_sleep(0.2);",
        )],
    )
    .await;
    let other = Session::connect_plain(&stage.sandbox.config())
        .await
        .unwrap();
    let budget = Duration::from_secs(30);
    let (one, two) = tokio::join!(
        stage.apply_with(&stage.session, 0, budget),
        stage.apply_with(&other, 0, budget)
    );
    let applied = [&one, &two]
        .iter()
        .filter(|it| it.outcome == FileOutcome::Applied)
        .count();
    assert_eq!(applied, 1, "{one:?} {two:?}");
    assert_eq!(history::read(&stage.session).await.unwrap().len(), 1);
}

#[tokio::test]
async fn settings_and_roles_of_a_file_end_with_it() {
    let files = [
        (
            "1_sets.sql",
            "set search_path = ''; set statement_timeout = '1ms'; set role authenticated;",
        ),
        (
            "2_shows.sql",
            "create table unqualified (id int); select pg_sleep(0.02);",
        ),
    ];
    let stage = Stage::new(17, &files).await;
    assert_eq!(stage.apply(0).await.outcome, FileOutcome::Applied);
    let report = stage.apply(1).await;
    assert_eq!(report.outcome, FileOutcome::Applied, "{:?}", report.failure);
    assert_eq!(stage.value("select current_user::text").await, "postgres");
}
