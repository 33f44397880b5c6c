//! What a new sandbox holds.

use stagecraft_sandbox::{Platform, SandboxConfig};

use crate::support::{assert_clean, connect, majors, processes_of, start, start_as};

const ROLES: &str = "
    select rolname::text
         || case when rolsuper then ' superuser' else '' end
         || case when rolcanlogin then ' login' else '' end
         || case when rolinherit then '' else ' noinherit' end
         || case when rolcreatedb then ' createdb' else '' end
         || case when rolcreaterole then ' createrole' else '' end
         || case when rolreplication then ' replication' else '' end
         || case when rolbypassrls then ' bypassrls' else '' end
    from pg_roles
    where rolname = any ($1)
    order by rolname";

#[tokio::test]
async fn roles_have_the_attributes_of_the_platform() {
    let expected = [
        "anon",
        "authenticated",
        "authenticator login noinherit",
        "dashboard_user createdb createrole replication",
        "postgres login createdb createrole replication bypassrls",
        "service_role bypassrls",
        "supabase_admin superuser login createdb createrole replication bypassrls",
        "supabase_auth_admin login noinherit createrole",
        "supabase_read_only_user login bypassrls",
        "supabase_storage_admin login noinherit createrole",
    ];
    let names: Vec<_> = expected
        .iter()
        .map(|it| it.split(' ').next().unwrap())
        .collect();
    for major in majors() {
        let (sandbox, _folder) = start(major).await;
        let client = connect(&sandbox.config()).await;
        let rows = client.query(ROLES, &[&names]).await.unwrap();
        let found: Vec<String> = rows
            .iter()
            .map(|row| row.get::<_, String>(0).replace(" noinherit", ""))
            .collect();
        // Whether a role inherits is the platform's own affair, except here.
        let expected: Vec<_> = expected
            .iter()
            .map(|it| it.replace(" noinherit", ""))
            .collect();
        assert_eq!(found, expected, "PostgreSQL {major}");
        let row = client
            .query_one(
                "select current_user::text, pg_has_role(current_user, nspowner, 'usage'),
                        current_setting('server_version_num')::int / 10000,
                        (select array_agg(r.rolname::text order by 1)
                         from pg_auth_members m join pg_roles r on r.oid = m.roleid
                         where m.member = 'authenticator'::regrole),
                        not (select rolinherit from pg_roles where rolname = 'authenticator')
                 from pg_namespace where nspname = 'public'",
                &[],
            )
            .await
            .unwrap();
        assert_eq!(row.get::<_, String>(0), "postgres");
        assert!(row.get::<_, bool>(1), "owns public");
        assert_eq!(row.get::<_, i32>(2), i32::from(major));
        let members: Vec<String> = row.get(3);
        assert_eq!(members, ["anon", "authenticated", "service_role"]);
        assert!(row.get::<_, bool>(4));
        assert_eq!(sandbox.server().major, major);
    }
}

#[tokio::test]
async fn automatic_grants_can_be_turned_off() {
    let granted = async |auto_grants| {
        let config = SandboxConfig::new(15).with_platform(Platform::Supabase { auto_grants });
        let (sandbox, _folder) = start_as(config).await;
        let client = connect(&sandbox.config()).await;
        client
            .batch_execute("create table t (id int)")
            .await
            .unwrap();
        let row = client
            .query_one("select has_table_privilege('anon', 't', 'select')", &[])
            .await
            .unwrap();
        row.get::<_, bool>(0)
    };
    assert!(granted(true).await);
    assert!(!granted(false).await);
}

#[tokio::test]
async fn a_bare_sandbox_has_only_the_role_postgres() {
    for major in majors() {
        let config = SandboxConfig::new(major).with_platform(Platform::Bare);
        let (sandbox, _folder) = start_as(config).await;
        let client = connect(&sandbox.config()).await;
        let row = client
            .query_one(
                "select to_regnamespace('auth') is null,
                        (select rolsuper from pg_roles where rolname = 'postgres'),
                        (select count(*) from pg_roles where rolname !~ '^pg_')",
                &[],
            )
            .await
            .unwrap();
        assert!(row.get::<_, bool>(0));
        assert!(!row.get::<_, bool>(1));
        assert_eq!(row.get::<_, i64>(2), 2);
        client
            .batch_execute("create extension citext; create extension postgres_fdw")
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn stopping_leaves_nothing() {
    for major in majors() {
        let (sandbox, folder) = start(major).await;
        assert_eq!(processes_of(folder.path()).len(), 1);
        sandbox.stop().await.unwrap();
        assert_clean(folder.path());
    }
}

#[tokio::test]
async fn two_sandboxes_do_not_share_anything() {
    let (one, _folder) = start(15).await;
    let (other, _other_folder) = start(15).await;
    let client = connect(&one.config()).await;
    client
        .batch_execute("create role mine; create table mine ()")
        .await
        .unwrap();
    let rows = connect(&other.config())
        .await
        .query("select from pg_roles where rolname = 'mine'", &[])
        .await
        .unwrap();
    assert!(rows.is_empty());
}

#[tokio::test]
async fn publications_slots_and_new_databases_work() {
    for major in majors() {
        let (sandbox, _folder) = start(major).await;
        let client = connect(&sandbox.config()).await;
        for sql in [
            "create table t (id int primary key)",
            "alter publication supabase_realtime add table t",
            "create database other template template0",
            "select pg_create_logical_replication_slot('s', 'pgoutput')",
            "select pg_drop_replication_slot('s')",
        ] {
            client
                .batch_execute(sql)
                .await
                .unwrap_or_else(|error| panic!("{major}: {sql}: {:?}", error.as_db_error()));
        }
    }
}
