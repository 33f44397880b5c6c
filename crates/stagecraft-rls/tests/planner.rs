//! Conditions that the planner takes for alike, on real servers.

use stagecraft_model::QualifiedName;
use stagecraft_rls::planner::{Condition, plans};
use stagecraft_testkit::{client, majors, sandbox};

#[tokio::test]
async fn conditions_that_are_alike_are_planned_alike() {
    // Whether the planner can tell, by the first server that can.
    let pairs = [
        ("n = 1 and n = 1", "n = 1", Some(15)),
        ("a and a", "a", None),
        ("a or true", "true", Some(15)),
        ("not (n <> 1)", "n = 1", Some(15)),
        ("n in (1)", "n = 1", Some(15)),
        ("id is not null", "true", Some(17)),
        ("coalesce(true, a)", "true", Some(15)),
        ("n = id", "id = n", None),
        ("n = 1", "n = 2", None),
        (
            "a or exists (select from two.t as o where o.id = t.n)",
            "a or exists (select from two.t as o where o.id = t.id)",
            None,
        ),
        (
            "a or n in (select o.id from two.t as o)",
            "a or id in (select o.id from two.t as o)",
            None,
        ),
        ("n in (values (1), (2))", "n in (values (1), (3))", None),
        (
            "exists (select from one.t as o where o.id = n)",
            "exists (select from two.t as o where o.id = n)",
            None,
        ),
        (
            "n = (select o.id from two.t as o order by o.id limit 1)",
            "n = (select o.id from two.t as o order by o.id limit 2)",
            None,
        ),
        (
            "n = (select sum(o.id) over (order by o.id) from two.t as o)",
            "n = (select sum(o.id) over (order by o.id desc) from two.t as o)",
            None,
        ),
        (
            "exists (select from two.t as o tablesample system (1) where o.id = n)",
            "exists (select from two.t as o tablesample system (2) where o.id = n)",
            None,
        ),
        (
            "n in (select g from generate_series(1, 2) as g)",
            "n in (select g from generate_series(1, 3) as g)",
            None,
        ),
        ("fails()", "fails()", None),
    ];
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = client(&sandbox).await;
        client
            .batch_execute(
                "create schema one; create table one.t (id integer not null, n integer, a boolean);
                 create schema two; create table two.t (id integer not null);
                 create table one.parts (id integer, n integer) partition by range (id);
                 set search_path = one; set request.jwt.claims = 'kept'",
            )
            .await
            .unwrap();
        let conditions: Vec<_> = pairs
            .iter()
            .flat_map(|(one, other, _)| [one, other])
            .map(|it| Condition {
                relation: QualifiedName::new("one", "t"),
                expression: (*it).to_owned(),
            })
            .collect();
        let plans = plans(&client, &conditions).await.unwrap();
        for (index, (one, other, since)) in pairs.iter().enumerate() {
            let alike = plans[2 * index].is_some() && plans[2 * index] == plans[2 * index + 1];
            assert_eq!(
                alike,
                since.is_some_and(|it| it <= major),
                "{major}: {one} / {other}"
            );
        }
        // Without a partition, every condition would look like false.
        let hollow = ["n = 1", "n = 2"].map(|it| Condition {
            relation: QualifiedName::new("one", "parts"),
            expression: it.to_owned(),
        });
        assert_eq!(self::plans(&client, &hollow).await.unwrap(), [None, None]);
        let kept: String = client
            .query_one("select current_setting('request.jwt.claims')", &[])
            .await
            .unwrap()
            .get(0);
        assert_eq!(kept, "kept");
        let left: i64 = client
            .query_one(
                "select count(*) from pg_catalog.pg_proc where proname = 'stagecraft_plans'",
                &[],
            )
            .await
            .unwrap()
            .get(0);
        assert_eq!(left, 0);
        sandbox.stop().await.unwrap();
    }
}
