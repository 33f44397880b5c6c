//! People who decide at once: ideas, approvals, memberships.

use tokio_postgres::error::SqlState;

use super::{Act, COFFEE, Shop, Stage, TEA};

#[tokio::test]
async fn twelve_ideas_fill_five_slots_with_one_wildcard() {
    for major in stagecraft_testkit::majors() {
        let stage = Stage::set(major).await;
        let shop = COFFEE.id;
        stage
            .prepare(&format!(
                "update ideas set state = 'queued' where shop_id = '{shop}' and state = 'live'"
            ))
            .await;
        let actors = stage.actors(12).await;
        let outcomes = stage
            .at_once("public.ideas", &actors, |n, actor| async move {
                let sql = format!(
                    "insert into ideas (shop_id, title, hypothesis, state, is_wildcard) \
                     values ('{shop}', 'idea {n}', 'h', 'live', {})",
                    n % 4 == 0
                );
                actor.run(&Act::member(COFFEE.operator, sql)).await
            })
            .await;
        let refused: Vec<_> = outcomes.into_iter().filter_map(Result::err).collect();
        assert_eq!(refused, vec![SqlState::EXCLUSION_VIOLATION; 7], "{major}");
        let pool = stage
            .look(&format!(
                "select count(*) filter (where is_wildcard), array_agg(slot order by slot) \
                 from ideas where shop_id = '{shop}' and state = 'live'"
            ))
            .await;
        assert_eq!(pool, ["1", "{1,2,3,4,5}"], "{major}");
        stage.stop().await;
    }
}

/// The second decision finds the first and is refused, whichever it is.
#[tokio::test]
async fn an_approval_is_decided_once() {
    for major in stagecraft_testkit::majors() {
        let stage = Stage::set(major).await;
        let decide = |shop: &Shop, user: &str, change: &str| {
            let of = format!(
                "where shop_id = '{}' and id = 'ab000000-0000-4000-8000-000000000002'",
                shop.id
            );
            Act::member(user, format!("update approvals set {change} {of}"))
        };
        let (yes, no) = (
            "state = 'approved'",
            "state = 'rejected', decision_note = 'no'",
        );
        for (shop, first, second, state) in
            [(COFFEE, yes, no, "approved"), (TEA, no, yes, "rejected")]
        {
            let (early, late) = stage
                .overtake(
                    &decide(&shop, shop.reviewer, first),
                    &decide(&shop, shop.manager, second),
                )
                .await;
            assert_eq!(early.rows, 1, "{major}");
            assert_eq!(late, Err(SqlState::CHECK_VIOLATION), "{major}: {state}");
            let found = stage
                .look(&format!(
                    "select state, reviewer_id from approvals where shop_id = '{}' \
                     and id = 'ab000000-0000-4000-8000-000000000002'",
                    shop.id
                ))
                .await;
            assert_eq!(found, [state, shop.reviewer], "{major}");
        }
        stage.stop().await;
    }
}

#[tokio::test]
async fn an_idea_accepted_twice_makes_one_job() {
    for major in stagecraft_testkit::majors() {
        let stage = Stage::set(major).await;
        let shop = COFFEE.id;
        let idea = stage
            .look(&format!(
                "select id from ideas where shop_id = '{shop}' and slot = 1"
            ))
            .await
            .remove(0);
        let of = format!("where shop_id = '{shop}' and id = '{idea}'");
        let accept = format!("update ideas set state = 'accepted' {of}");
        let (early, _) = stage
            .overtake(
                &Act::member(COFFEE.reviewer, &accept),
                &Act::member(COFFEE.manager, &accept),
            )
            .await;
        assert_eq!(early.rows, 1, "{major}");
        let found = stage
            .look(&format!(
                "select state, decided_by, (select count(*) from product_creation_jobs job \
                 where job.shop_id = ideas.shop_id and job.idea_id = ideas.id), \
                 (select count(*) from audit_log where relation = 'product_creation_jobs' \
                  and row_key ->> 'idea_id' = '{idea}') from ideas {of}"
            ))
            .await;
        assert_eq!(found, ["accepted", COFFEE.reviewer, "1", "1"], "{major}");
        stage.stop().await;
    }
}

#[tokio::test]
async fn managers_who_revoke_each_other_leave_one() {
    for major in stagecraft_testkit::majors() {
        let stage = Stage::set(major).await;
        let shop = COFFEE.id;
        let (one, other) = (COFFEE.manager, COFFEE.reviewer);
        stage
            .prepare(&format!(
                "update shop_members set role = 'manager' \
                 where shop_id = '{shop}' and user_id = '{other}'"
            ))
            .await;
        let revoke = |who: &str, whom: &str| {
            Act::member(
                who,
                format!(
                    "update shop_members set revoked_at = now() \
                     where shop_id = '{shop}' and user_id = '{whom}'"
                ),
            )
        };
        let (early, late) = stage
            .overtake(&revoke(one, other), &revoke(other, one))
            .await;
        assert_eq!(early.rows, 1, "{major}");
        assert_eq!(late, Err(SqlState::RESTRICT_VIOLATION), "{major}");
        let left = stage
            .look(&format!(
                "select array_agg(user_id) from shop_members \
                 where shop_id = '{shop}' and role = 'manager' and revoked_at is null"
            ))
            .await;
        assert_eq!(left, [format!("{{{one}}}")], "{major}");
        stage.stop().await;
    }
}

/// Reviewers see what was submitted: an item is in before, or not at all.
#[tokio::test]
async fn an_item_and_the_submission_take_turns() {
    for major in stagecraft_testkit::majors() {
        let stage = Stage::set(major).await;
        let draft = "ab000000-0000-4000-8000-000000000003";
        stage
            .prepare(&format!(
                "update approvals set evidence = '[{{\"label\": \"sales\", \"fact\": \"f\"}}]', \
                 impact = 'i', risk = 'r', risk_level = 'low', rollback_plan = 'b' \
                 where id = '{draft}'"
            ))
            .await;
        let submit = |shop: &Shop| {
            Act::member(
                shop.operator,
                format!(
                    "update approvals set state = 'pending_review' \
                     where shop_id = '{}' and id = '{draft}'",
                    shop.id
                ),
            )
        };
        let add = |shop: &Shop| {
            Act::member(
                shop.operator,
                format!(
                    "insert into approval_items (shop_id, approval_id, position, subject, body) \
                     values ('{}', '{draft}', 1, 's', 'b')",
                    shop.id
                ),
            )
        };
        let found = async |shop: &Shop| {
            let sql = format!(
                "select state, (select count(*) from approval_items item \
                 where item.shop_id = it.shop_id and item.approval_id = it.id) \
                 from approvals it where shop_id = '{}' and id = '{draft}'",
                shop.id
            );
            stage.look(&sql).await
        };
        let (early, late) = stage.overtake(&submit(&COFFEE), &add(&COFFEE)).await;
        assert_eq!(early.rows, 1, "{major}");
        assert_eq!(late, Err(SqlState::RESTRICT_VIOLATION), "{major}");
        assert_eq!(found(&COFFEE).await, ["pending_review", "0"], "{major}");

        let (_, late) = stage.overtake(&add(&TEA), &submit(&TEA)).await;
        assert_eq!(late.map(|it| it.rows), Ok(1), "{major}");
        assert_eq!(found(&TEA).await, ["pending_review", "1"], "{major}");
        stage.stop().await;
    }
}
