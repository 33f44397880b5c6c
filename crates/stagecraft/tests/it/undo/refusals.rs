//! What `run` refuses, and that nothing has happened then.

use super::Stage;
use crate::support::block;

#[tokio::test]
async fn what_is_not_exactly_what_was_proven_is_refused() {
    let stage = Stage::applied(stagecraft_testkit::majors()[0]).await;
    let said = stage.refused(&["rollback", "run", "1"]);
    assert!(said.contains("not the newest"), "{said}");
    let said = stage.refused(&["rollback", "run", "3"]);
    assert!(said.contains("no migration with the version 3"), "{said}");

    let path = stage.path("rollbacks/2_names.sql");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{text}-- a word\n")).unwrap();
    let said = stage.refused(&["rollback", "run", "2"]);
    assert!(said.contains("2_names.sql has changed"), "{said}");
    std::fs::write(&path, &text).unwrap();

    let migration = stage.path("migrations/2_names.sql");
    let sql = std::fs::read_to_string(&migration).unwrap();
    std::fs::write(&migration, format!("{sql}select 1;\n")).unwrap();
    let said = stage.refused(&["rollback", "run", "2"]);
    assert!(said.contains("2_names.sql has changed"), "{said}");
    let said = stage.refused(&["apply", "run"]);
    assert!(said.contains("does not fit"), "{said}");
    std::fs::write(&migration, &sql).unwrap();

    let proofs = stage.path("rollbacks/proofs.json");
    let proven = std::fs::read_to_string(&proofs).unwrap();
    std::fs::write(&proofs, proven.replace("\"exact\"", "\"lossy\"")).unwrap();
    let said = stage.refused(&["rollback", "run", "2"]);
    assert!(said.contains("lossy"), "{said}");
    std::fs::write(&proofs, "{}").unwrap();
    let said = stage.refused(&["rollback", "run", "2"]);
    assert!(said.contains("proofs.json cannot be understood"), "{said}");
    std::fs::remove_file(&proofs).unwrap();
    let said = stage.refused(&["rollback", "run", "2"]);
    assert!(said.contains("was not proven"), "{said}");

    assert_eq!(stage.versions().await, ["(1)", "(2)"]);
    stage.held(&["rollback", "run", "2", "--unproven"]);
    assert_eq!(stage.versions().await, ["(1)"]);
    stage.end().await;
}

#[tokio::test]
async fn a_rollback_that_fails_leaves_everything_as_it_is() {
    let stage = Stage::applied(stagecraft_testkit::majors()[0]).await;
    stage
        .sql("create view public.names as select name from public.customers")
        .await;
    std::fs::write(
        stage.path("rollbacks/2_names.sql"),
        "alter table public.customers add column email text;\nalter table public.customers drop column name;\n",
    )
    .unwrap();
    let output = stage.run(&["rollback", "run", "2", "--unproven"]);
    let text = block(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("2_names.sql:2"), "{text}");
    assert_eq!(stage.versions().await, ["(1)", "(2)"]);
    assert_eq!(
        stage
            .rows("select outcome, details ->> 'failure' is not null from stagecraft.journal")
            .await,
        ["(failed,t)"]
    );
    assert_eq!(
        stage.rows("select attname from pg_attribute where attrelid = 'public.customers'::regclass and attname = 'email'").await,
        Vec::<String>::new()
    );
    stage.end().await;
}
