//! Ways back that are no transaction: what is written of them, and where they
//! leave the database.

use stagecraft_apply::{FileOutcome, FileRun, Session, history};
use stagecraft_catalog::{Filter, diff};
use stagecraft_plan::{Mode, Project, plan, plan_rollback};
use stagecraft_proof::{
    About, Grade, Migrated, MigrationProof, Own, ProofConfig, Prover, rollback_file,
};

use crate::database::{base, copy, limits};

/// A project of migrations, each with a rollback of its own, or none.
struct Folder {
    project: Project,
    _folder: tempfile::TempDir,
}

impl Folder {
    fn new(files: &[(&str, Option<&str>)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("supabase");
        for part in ["migrations", "rollbacks"] {
            std::fs::create_dir_all(root.join(part)).unwrap();
        }
        for (index, (up, down)) in files.iter().enumerate() {
            let name = format!("{}_case.sql", index + 1);
            std::fs::write(root.join("migrations").join(&name), up).unwrap();
            if let Some(down) = down {
                std::fs::write(root.join("rollbacks").join(&name), down).unwrap();
            }
        }
        Self {
            project: Project::read(folder.path()).unwrap(),
            _folder: folder,
        }
    }

    /// Applies all, and looks after each whether the database is where it has
    /// led.
    async fn migrate(&self, session: Session) -> Vec<Migrated> {
        history::ensure(&session).await.unwrap();
        let config = ProofConfig {
            prove: true,
            history: true,
            limits: limits(),
        };
        let mut prover = Prover::start(session, config).await.unwrap();
        let mut all = Vec::new();
        for migration in &plan(&self.project, None).migrations {
            let run = FileRun::new(migration, self.project.sql_of(&migration.path));
            let file = self.project.rollback_of(&migration.path);
            let planned = file.map(plan_rollback);
            let own = planned.as_ref().zip(file).map(|(planned, file)| Own {
                planned,
                sql: &file.sql,
            });
            let migrated = prover.migrate(run, own).await.unwrap();
            assert_eq!(migrated.report.outcome, FileOutcome::Applied);
            let client = prover.session().client();
            let now = stagecraft_connect::snapshot::read(client, &Filter::default())
                .await
                .unwrap();
            assert_eq!(diff(&migrated.after, &now), []);
            assert_eq!(diff(prover.snapshot(), &now), []);
            let row = client
                .query_typed(
                    "select max(version)::text from supabase_migrations.schema_migrations",
                    &[],
                )
                .await
                .unwrap();
            let newest = row.first().map(|it| it.get::<_, String>(0));
            assert_eq!(newest.as_ref(), Some(&migration.version));
            all.push(migrated);
        }
        all
    }
}

fn proof(migrated: &Migrated) -> &MigrationProof {
    migrated.proof.as_ref().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_index_comes_back_while_rows_are_written() {
    let folder = Folder::new(&[
        ("drop index app.orders_state;", None),
        ("update app.orders set total = total - 1;", None),
        ("drop index app.orders_code_lower;", None),
    ]);
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let admin = base(&sandbox).await;
        let session = copy(&sandbox, &admin, "written").await;
        let all = folder.migrate(session).await;
        for migrated in &all {
            assert_eq!(proof(migrated).generated.grade, Grade::Exact);
        }
        let forms: Vec<_> = all
            .iter()
            .map(|it| proof(it).generated.no_transaction)
            .collect();
        assert_eq!(forms, [true, false, true]);

        let migration = &folder.project.migrations[0];
        let about = About {
            version: &migration.version,
            name: &migration.name,
            digest: migration.digest,
        };
        let first = proof(&all[0]);
        let text = rollback_file(about, &first.kept, &all[0].statements, &first.generated);
        assert!(
            !text.contains("\nbegin;") && !text.contains("set local"),
            "{text}"
        );
        insta::assert_snapshot!("index_comes_back", text);
        let again = Folder::new(&[("drop index app.orders_state;", Some(&text))]);
        let file = again
            .project
            .rollback_of(&again.project.migrations[0].path)
            .unwrap();
        let planned = plan_rollback(file);
        assert_eq!(planned.mode, Mode::Statements);
        assert_eq!(planned.findings, []);

        // As it is committed, it is a way back of the project's own.
        let session = copy(&sandbox, &admin, "committed").await;
        let all = again.migrate(session).await;
        let own = proof(&all[0]).own.as_ref().unwrap();
        assert_eq!((own.grade, own.applies_again), (Grade::Exact, true));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_somebody_wrote_is_taken_for_good_where_it_touches_no_row() {
    let create = "create index lines_sku on app.lines (sku);";
    let alone = "create index concurrently lines_quantity on app.lines (quantity);";
    let folder = Folder::new(&[
        (create, Some("drop index concurrently app.lines_sku;")),
        // It forgets one of two.
        (
            "create index a on app.lines (number); create index b on app.lines (number);",
            Some("drop index concurrently app.a;"),
        ),
        // It stops halfway.
        (
            "drop index app.orders_state; create index c on app.lines (sku);",
            Some("drop index concurrently app.c;\ndrop index concurrently app.nothing;"),
        ),
        (
            "create table app.more (id int primary key);",
            Some("drop table app.more;\nvacuum app.orders;"),
        ),
        (alone, Some("drop index concurrently app.lines_quantity;")),
        ("insert into app.log (what) values ('b');", None),
    ]);
    for major in stagecraft_testkit::majors() {
        let sandbox = stagecraft_testkit::sandbox(major).await;
        let admin = base(&sandbox).await;
        let session = copy(&sandbox, &admin, "own").await;
        let all = folder.migrate(session).await;
        let own: Vec<_> = all
            .iter()
            .filter_map(|it| proof(it).own.as_ref())
            .map(|it| format!("{} {:?}", it.grade.label(), it.reasons))
            .collect();
        insta::assert_snapshot!("own", own.join("\n"));
        for migrated in &all {
            assert_eq!(proof(migrated).generated.grade, Grade::Exact);
        }
    }
}
