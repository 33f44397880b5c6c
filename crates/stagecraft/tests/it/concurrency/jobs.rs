//! Jobs that meet themselves, and facts that meet a rollup.

use super::{Act, COFFEE, Stage};

const DAY: &str = "2026-11-20";

#[tokio::test]
async fn two_nightly_runs_share_the_work() {
    for major in stagecraft_testkit::majors() {
        let stage = Stage::set(major).await;
        stage
            .prepare("delete from ops.job_runs; delete from daily_sales")
            .await;
        let nightly = Act::service(format!("select job from ops.run_nightly('{DAY}')"));
        let actors = stage.actors(2).await;
        let outcomes = stage
            .at_once("public.shops", &actors, |_, actor| actor.run(&nightly))
            .await;
        let ran: u64 = outcomes.into_iter().map(|it| it.unwrap().rows).sum();
        assert_eq!(ran, 8, "four jobs of two shops, once each, on {major}");
        let found = stage
            .look(
                "select count(*), max(attempts), bool_and(state = 'succeeded'), \
                 (select count(*) from daily_sales) from ops.job_runs",
            )
            .await;
        assert_eq!(found, ["8", "1", "t", "2"], "{major}");
        stage.stop().await;
    }
}

fn fact(key: &str) -> Act {
    Act::service(format!(
        "insert into signals (shop_id, topic, occurred_at, key, value) values \
         ('{}', 'order.paid', '{DAY} 10:00+00', '{key}', '{{\"total\": 1, \"units\": 1}}')",
        COFFEE.id
    ))
}

fn rollup() -> Act {
    Act::service(format!(
        "select job from ops.run_nightly('{DAY}', '{}')",
        COFFEE.id
    ))
}

async fn mark_stale(stage: &Stage) {
    stage
        .prepare(&format!(
            "update ops.job_runs set stale = true \
             where job = 'sales' and day = '{DAY}' and shop_id = '{}'",
            COFFEE.id
        ))
        .await;
}

async fn stale(stage: &Stage) -> u64 {
    stage
        .number("select count(*) from ops.job_runs where stale")
        .await
}

/// Returns the day's orders as rolled up, and as the facts say.
async fn orders(stage: &Stage) -> (u64, u64) {
    let shop = COFFEE.id;
    let rolled =
        format!("select orders from daily_sales where shop_id = '{shop}' and day = '{DAY}'");
    let raw = format!(
        "select count(*) from signals where shop_id = '{shop}' and topic = 'order.paid' \
         and (occurred_at at time zone 'Europe/Berlin')::date = '{DAY}'"
    );
    (stage.number(&rolled).await, stage.number(&raw).await)
}

#[tokio::test]
async fn a_rollup_waits_for_the_fact_under_way() {
    for major in stagecraft_testkit::majors() {
        let stage = Stage::set(major).await;
        let (before, _) = orders(&stage).await;
        mark_stale(&stage).await;
        let (_, late) = stage.overtake(&fact("early"), &rollup()).await;
        assert_eq!(late.unwrap().values, ["sales"], "{major}");
        assert_eq!(stale(&stage).await, 0, "{major}");
        assert_eq!(orders(&stage).await, (before + 1, before + 1), "{major}");
        stage.stop().await;
    }
}

#[tokio::test]
async fn a_fact_behind_a_rollup_makes_it_stale() {
    for major in stagecraft_testkit::majors() {
        let stage = Stage::set(major).await;
        let (before, _) = orders(&stage).await;
        mark_stale(&stage).await;
        let (early, late) = stage.overtake(&rollup(), &fact("late")).await;
        assert_eq!(early.values, ["sales"], "{major}");
        assert_eq!(late.unwrap().rows, 1, "{major}");
        assert_eq!(stale(&stage).await, 1, "{major}");
        assert_eq!(orders(&stage).await, (before, before + 1), "{major}");

        let again = stage.actor().await.run(&rollup()).await.unwrap();
        assert_eq!(again.values, ["sales"], "{major}");
        assert_eq!(stale(&stage).await, 0, "{major}");
        assert_eq!(orders(&stage).await, (before + 1, before + 1), "{major}");
        stage.stop().await;
    }
}

#[tokio::test]
async fn months_are_added_once() {
    for major in stagecraft_testkit::majors() {
        let stage = Stage::set(major).await;
        let add = Act::service("select ops.add_signal_partitions('2030-01-01', 3)");
        let (early, late) = stage.overtake(&add, &add).await;
        assert_eq!(early.values, ["3"], "{major}");
        assert_eq!(late.unwrap().values, ["0"], "{major}");
        stage.stop().await;
    }
}

/// Both commit between batches, so that their batches alternate.
#[tokio::test]
async fn two_purges_delete_and_tell_every_row_once() {
    for major in stagecraft_testkit::majors() {
        let stage = Stage::set(major).await;
        let young = stage
            .number("select count(*) from inventory_snapshots")
            .await;
        stage
            .prepare(
                "insert into inventory_snapshots \
                 select shop_id, variant_id, taken_on - 600, 1, 0 from inventory_snapshots; \
                 update ops.retention_policies set batch_rows = 10 \
                 where relation = 'public.inventory_snapshots'",
            )
            .await;
        let batch = Act::service(
            "select ops.purge_batch('public.inventory_snapshots', '2026-11-23 00:00+00')",
        );
        let batch = &batch;
        let actors = stage.actors(2).await;
        let deleted = stage
            .at_once("ops.retention_policies", &actors, |_, actor| async move {
                let mut total = 0_u64;
                loop {
                    let answer = actor.run(batch).await.unwrap();
                    match answer.values[0].parse::<u64>().unwrap() {
                        0 => return total,
                        rows => total += rows,
                    }
                }
            })
            .await;
        assert_eq!(deleted.iter().sum::<u64>(), young, "{major}");
        let found = stage
            .look(
                "select (select count(*) from inventory_snapshots), \
                 (select sum(rows_deleted) from ops.retention_runs), \
                 (select sum((after ->> 'rows')::integer) from audit_log where action = 'purge')",
            )
            .await;
        assert_eq!(found, vec![young.to_string(); 3], "{major}");
        stage.stop().await;
    }
}
