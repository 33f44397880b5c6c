//! Many writers of one audit chain.

use super::{Act, COFFEE, Stage};

const WRITERS: usize = 8;
const ROWS: usize = 40;

#[tokio::test]
async fn eight_writers_leave_one_unbroken_chain() {
    for major in stagecraft_testkit::majors() {
        let stage = Stage::set(major).await;
        let shop = COFFEE.id;
        let verify = format!("select entries, first_broken from verify_audit_trail('{shop}')");
        let before: usize = stage.look(&verify).await[0].parse().unwrap();
        let actors = stage.actors(WRITERS).await;
        stage
            .at_once("public.products", &actors, |writer, actor| async move {
                for row in 0..ROWS {
                    let sql = format!(
                        "insert into products (shop_id, handle, title) \
                         values ('{shop}', 'w{writer}-{row}', 't')"
                    );
                    let act = Act::member(COFFEE.operator, sql);
                    assert_eq!(actor.run(&act).await.unwrap().rows, 1);
                }
            })
            .await;
        let entries = (before + WRITERS * ROWS).to_string();
        assert_eq!(
            stage.look(&verify).await,
            [entries.as_str(), "null"],
            "{major}"
        );
        let links = stage
            .look(&format!(
                "select count(*), max(seq), count(distinct previous_hash) \
                 from audit_log where shop_id = '{shop}'"
            ))
            .await;
        assert_eq!(links, vec![entries; 3], "{major}");
        stage.stop().await;
    }
}
