//! Extensions, real and stood in for, as the role `postgres`.

use crate::support::{connect, majors, start};

#[tokio::test]
async fn every_stand_in_can_be_created_by_postgres() {
    for major in majors() {
        let (sandbox, _folder) = start(major).await;
        assert!(sandbox.stand_ins().iter().any(|it| it.name == "pg_cron"));
        let client = connect(&sandbox.config()).await;
        for it in sandbox.stand_ins() {
            let sql = format!("create extension if not exists \"{}\" cascade", it.name);
            client
                .batch_execute(&sql)
                .await
                .unwrap_or_else(|error| panic!("{major}: {}: {:?}", it.name, error.as_db_error()));
            let row = client
                .query_one(
                    "select extversion from pg_extension where extname = $1",
                    &[&it.name],
                )
                .await
                .unwrap();
            assert_eq!(row.get::<_, String>(0), it.version);
        }
    }
}

#[tokio::test]
async fn real_extensions_are_used_and_can_be_created_by_postgres() {
    for major in majors() {
        let (sandbox, _folder) = start(major).await;
        let client = connect(&sandbox.config()).await;
        for name in [
            "citext",
            "hstore",
            "pg_trgm",
            "unaccent",
            "btree_gist",
            "postgres_fdw",
            "pgcrypto",
            "uuid-ossp",
            "pg_stat_statements",
            "moddatetime",
            "dblink",
        ] {
            assert!(!sandbox.stand_ins().iter().any(|it| it.name == name));
            let sql = format!("create extension if not exists \"{name}\" with schema extensions");
            client
                .batch_execute(&sql)
                .await
                .unwrap_or_else(|error| panic!("{major}: {name}: {:?}", error.as_db_error()));
        }
        let row = client
            .query_one(
                "select extensions.similarity('rehearse', 'rehearsal') > 0.3,
                        (select count(*) from extensions.pg_stat_statements) > 0",
                &[],
            )
            .await
            .unwrap();
        assert!(row.get::<_, bool>(0));
        assert!(row.get::<_, bool>(1));
    }
}
