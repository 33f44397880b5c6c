//! `stagecraft seed` as a person meets it.

use serde_json::Value;
use stagecraft_testkit::{majors, sandbox};

use crate::seeding::{err, into, migrated, out, seed, shop, sums};
use crate::support::{block, settings};

fn keep(name: &str, text: &str) {
    let mut settings = settings();
    settings.set_snapshot_path(shop());
    // What names rows, and what names bytes.
    settings.add_filter(r"\b[0-9a-f]{16}\b", "[fingerprint]");
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn a_plan_says_what_would_be_made() {
    for major in majors() {
        let engine = major.to_string();
        let mut command = seed("plan", &shop());
        let output = command
            .args(["--engine", &engine, "--scale", "small"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
        keep("plan", &out(&output));
        let mut command = seed("plan", &shop());
        command.args(["--engine", &engine, "--scale", "small", "--format", "json"]);
        let output = command.output().unwrap();
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["schema"], "stagecraft.seed-plan/1");
        keep("plan_json", &format!("{:#}", document["body"]));
        // A dry run says the same, and makes as little.
        let mut command = seed("load", &shop());
        let output = command
            .args(["--engine", &engine, "--scale", "small", "--dry-run"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
        keep("plan", &out(&output));
    }
}

#[test]
fn a_sandbox_is_loaded_and_every_row_made_again() {
    for major in majors() {
        let mut command = seed("load", &shop());
        command.args(["--engine", &major.to_string(), "--format", "json"]);
        command.args(["--scale", "large", "--jobs", "2"]);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["schema"], "stagecraft.seed-load/1");
        let body = &document["body"];
        assert_eq!(body["verdict"], "held");
        assert_eq!((&body["tenants"], &body["rows"]), (&20.into(), &420.into()));
        assert_eq!(body["verified"].as_array().unwrap().len(), 3);
        let crossings = body["crossings"].as_array().unwrap();
        assert!(!crossings.is_empty());
        assert!(crossings.iter().all(|it| it["crossing"] == 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_loaded_is_verified_until_somebody_changes_it() {
    for major in majors() {
        let sandbox = sandbox(major).await;
        let (url, client) = migrated(&sandbox, "verified", &shop()).await;
        let verify = || into(seed("verify", &shop()), &url).output().unwrap();
        let load = || {
            let mut command = into(seed("load", &shop()), &url);
            command.args(["--scale", "small"]).output().unwrap()
        };
        let output = verify();
        assert_eq!(output.status.code(), Some(2), "{}", block(&output));
        assert!(err(&output).contains("holds no rows"), "{}", block(&output));

        // A dry run and files leave the database alone.
        let mut command = into(seed("load", &shop()), &url);
        let output = command.arg("--dry-run").output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
        let journal = "select count(*) from pg_namespace where nspname = 'stagecraft_seed'";
        let count: i64 = client.query_one(journal, &[]).await.unwrap().get(0);
        assert_eq!(count, 0);
        assert!(sums(&client).await.iter().all(|it| it == "0 "));

        let output = load();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
        let output = verify();
        assert_eq!(output.status.code(), Some(0), "{}", block(&output));
        assert!(out(&output).contains("held"), "{}", block(&output));

        let change =
            "update public.orders set note = 'mine' where id = (select min(id) from public.orders)";
        client.batch_execute(change).await.unwrap();
        let output = verify();
        assert_eq!(output.status.code(), Some(1), "{}", block(&output));
        let said = out(&output);
        assert!(said.contains("1 rows differ in note"), "{said}");

        let delete = "delete from public.orders where id = (select max(id) from public.orders)";
        client.batch_execute(delete).await.unwrap();
        let output = verify();
        assert_eq!(output.status.code(), Some(1), "{}", block(&output));
        let said = out(&output);
        assert!(said.contains("1 of 30 rows are missing"), "{said}");

        // Made with another profile, these rows are others.
        let other = tempfile::tempdir().unwrap();
        let file = other.path().join("seed.toml");
        std::fs::write(&file, "version = 1\nseed = 8\n").unwrap();
        let mut command = into(seed("verify", &shop()), &url);
        let output = command.arg("--profile").arg(&file).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", block(&output));
        assert!(err(&output).contains("not the one"), "{}", block(&output));
        sandbox.stop().await.unwrap();
    }
}

#[test]
fn a_profile_is_drafted_once() {
    let folder = tempfile::tempdir().unwrap();
    let migrations = folder.path().join("supabase/migrations");
    std::fs::create_dir_all(&migrations).unwrap();
    let file = "20260101000000_shop.sql";
    std::fs::copy(
        shop().join("supabase/migrations").join(file),
        migrations.join(file),
    )
    .unwrap();
    let init = |more: &[&str]| seed("init", folder.path()).args(more).output().unwrap();
    let first = init(&[]);
    assert_eq!(first.status.code(), Some(0), "{}", block(&first));
    let path = folder.path().join("supabase/seed.toml");
    let read = || std::fs::read_to_string(&path).unwrap();
    let text = read();
    stagecraft_seed::Profile::parse("seed.toml", &text).unwrap();
    for table in crate::seeding::TABLES {
        assert!(text.contains(&format!("\"{table}\"")), "{text}");
    }
    let second = init(&[]);
    assert_eq!(second.status.code(), Some(2), "{}", block(&second));
    assert!(err(&second).contains("is there already"));
    assert!(err(&second).contains("--force"));
    std::fs::write(&path, "version = 1\n").unwrap();
    let third = init(&["--force"]);
    assert_eq!(third.status.code(), Some(0), "{}", block(&third));
    assert_eq!(read(), text);
    // What it drafts can be planned with.
    let plan = seed("plan", folder.path()).output().unwrap();
    assert_eq!(plan.status.code(), Some(0), "{}", block(&plan));
}

#[test]
fn what_can_not_be_done_is_refused_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let profile = folder.path().join("seed.toml");
    let good = std::fs::read_to_string(shop().join("supabase/seed.toml")).unwrap();
    std::fs::write(&profile, good.replace("ratio = 3", "ration = 3")).unwrap();
    let mut command = seed("plan", &shop());
    let output = command.arg("--profile").arg(&profile).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", block(&output));
    let said = err(&output);
    assert!(said.contains("seed.toml:16:"), "{said}");
    assert!(said.contains('^') && said.contains("ration"), "{said}");

    // A column that the schema lacks.
    let unfit = format!("{good}\n[table.\"public.orders\".columns]\ntotl = 5\n");
    std::fs::write(&profile, unfit).unwrap();
    let mut command = seed("load", &shop());
    let output = command.arg("--profile").arg(&profile).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", block(&output));
    let said = err(&output);
    assert!(
        said.contains("seed.toml:19:") && said.contains('^'),
        "{said}"
    );
    assert!(said.contains("does not fit the schema"), "{said}");

    let refused = |command: &str, options: &[&str], why: &str| {
        let output = seed(command, &shop()).args(options).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", block(&output));
        assert!(err(&output).contains(why), "{why}: {}", block(&output));
    };
    refused("plan", &["--scale", "huge"], "there are large, small");
    let url = "postgresql://nobody@127.0.0.1:1/nothing";
    refused(
        "load",
        &["--on", "sandbox", "--url", url],
        "the rows go to a sandbox",
    );
    refused("load", &["--into", "--on", "target"], "cannot be used with");
    refused("load", &["--shard", "4/3", "--out", "x"], "is no part");
    refused("load", &["--shard", "1/3"], "--out");
    refused("verify", &[], "holds no rows");

    // A file that is not there is the environment's doing.
    let mut command = seed("load", &shop());
    command.args(["--profile", "nowhere.toml"]);
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", block(&output));
    assert!(err(&output).contains("cannot be read"));

    let empty = folder.path().join("supabase/migrations");
    std::fs::create_dir_all(&empty).unwrap();
    std::fs::write(empty.join("20260101000000_none.sql"), "create schema none;").unwrap();
    for command in ["plan", "load", "init"] {
        let output = seed(command, folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{}", block(&output));
        assert!(err(&output).contains("no table"), "{}", block(&output));
    }
}
