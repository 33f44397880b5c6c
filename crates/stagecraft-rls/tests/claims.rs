//! What the rules say of Postgres is so: SQL below lines such as `-- claim S10: …`.

use std::fmt::Write as _;

use stagecraft_testkit::{admin_client, majors, sandbox};

const NOTES: &str = include_str!("severity/notes.sql");
const ROW: &str = "
    insert into public.notes (id, owner)
    values (gen_random_uuid(), 'b0000000-0000-4000-8000-000000000000')";

#[tokio::test]
async fn what_the_rules_say_of_postgres_is_so() {
    let only = std::env::var("CASE").unwrap_or_default();
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = admin_client(&sandbox).await;
        client.batch_execute("set role postgres").await.unwrap();
        let mut wrong = String::new();
        for claim in include_str!("claims.sql").split("\n-- claim ").skip(1) {
            let (title, sql) = claim.split_once('\n').unwrap();
            if !title.contains(&only) {
                continue;
            }
            client.batch_execute("begin").await.unwrap();
            client.batch_execute(NOTES).await.unwrap();
            client.batch_execute(ROW).await.unwrap();
            let held = client.batch_execute(sql).await;
            client.batch_execute("rollback").await.unwrap();
            if let Err(error) = held {
                writeln!(wrong, "{title}: {:?}", error.as_db_error()).unwrap();
            }
        }
        assert!(wrong.is_empty(), "{major}: {wrong}");
        sandbox.stop().await.unwrap();
    }
}
