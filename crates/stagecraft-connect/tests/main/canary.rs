//! The password is nowhere: not in what the command writes, not in its log,
//! not in the process list.

use std::collections::BTreeMap;
use std::process::Stdio;

use crate::support::command::{Run, command, vault};
use crate::support::pgbouncer::PgBouncer;
use crate::support::server::{ENCODED, PASSWORD, Server, url};

/// The password, raw, in its usual spellings, and the piece that begins and
/// ends it.
fn spellings() -> Vec<String> {
    let json = serde_json::to_string(PASSWORD).unwrap();
    vec![
        PASSWORD.to_owned(),
        ENCODED.to_owned(),
        ENCODED.to_lowercase(),
        json.trim_matches('"').to_owned(),
        PASSWORD.escape_debug().to_string(),
        "zq".to_owned(),
    ]
}

fn search(what: &str, text: &str) {
    for spelling in spellings() {
        assert!(!text.contains(&spelling), "{what} holds {spelling}: {text}");
    }
}

#[tokio::test]
async fn the_password_is_written_nowhere() {
    let server = Server::start(15).await;
    let pooler = PgBouncer::start(&server, "pool_mode = transaction", None);
    let home = tempfile::tempdir().unwrap();
    let port = server.port;
    let wrong = format!("{ENCODED}zq");
    let keyword = format!(
        "host=localhost port={port} user=canary dbname=postgres password='{}'",
        PASSWORD.replace('\\', r"\\").replace('\'', r"\'")
    );
    let urls = [
        ("works", server.url("localhost", ""), 0),
        ("works by keywords", keyword, 0),
        ("works through a pooler", pooler.url("127.0.0.1", ""), 0),
        (
            "wrong password",
            server.url("localhost", "").replace(ENCODED, &wrong),
            3,
        ),
        (
            "wrong at the pooler",
            pooler.url("127.0.0.1", "").replace(ENCODED, &wrong),
            3,
        ),
        ("unknown host", url("nowhere.invalid", port, ""), 3),
        ("closed port", url("127.0.0.1", 1, ""), 3),
        ("no TLS", server.url("localhost", "?sslmode=require"), 3),
        (
            "unknown database",
            server.url("localhost", "").replace("/postgres", "/x"),
            3,
        ),
        (
            "password in the query",
            format!("postgresql://localhost:{port}/postgres?user=canary&password={ENCODED}"),
            0,
        ),
        (
            "unencoded",
            format!("postgresql://canary:zq@zq/zq@localhost:{port}/postgres"),
            2,
        ),
        (
            "unencoded and cut",
            "postgresql://localhost/x?password=zq&zq=1".to_owned(),
            2,
        ),
        (
            "a bad percent",
            server.url("localhost", "").replace("%40", "%4"),
            2,
        ),
        ("no host", format!("postgresql://canary:{ENCODED}"), 2),
        (
            "unknown parameter",
            server.url("localhost", "?sslmod=require"),
            2,
        ),
    ];
    for (name, url, code) in &urls {
        for way in ["vault", "environment", "argument"] {
            for format in ["human", "json"] {
                for subcommand in ["prove", "dsn"] {
                    let mut command = command(home.path());
                    command.args([subcommand, "--format", format]);
                    match way {
                        "vault" => {
                            // A vault's single quotes cannot hold one.
                            let file = vault(home.path(), "vault.env", &url.replace('\'', ""));
                            let text = std::fs::read_to_string(home.path().join(&file)).unwrap();
                            if url.contains('\'') {
                                let quoted = url.replace('\\', r"\\").replace('"', "\\\"");
                                let line = format!("DATABASE_URL=\"{quoted}\"\n");
                                std::fs::write(home.path().join(&file), line).unwrap();
                            }
                            assert!(text.contains("DATABASE_URL"));
                            command.args(["--vault", &file]);
                        }
                        "environment" => drop(command.env("DATABASE_URL", url)),
                        _ => drop(command.args(["--url", url])),
                    }
                    if subcommand == "prove" {
                        command.args(["--log", "logs/proof.log", "--round-trips", "2"]);
                    }
                    let run = Run::from(command.output().unwrap());
                    let what = format!("{subcommand} {format} by {way}, {name}");
                    search(&what, &run.stdout);
                    search(&what, &run.stderr);
                    if subcommand == "prove" {
                        assert_eq!(run.code, *code, "{what}: {}", run.stderr);
                    }
                    let warned = run.block().contains("process list");
                    if run.code == 0 {
                        assert_eq!(warned, way == "argument", "{what}");
                    }
                }
            }
        }
    }
    let log = std::fs::read_to_string(home.path().join("logs/proof.log")).unwrap();
    search("the log", &log);
    assert_eq!(
        log.lines()
            .filter(|it| it.contains(" prove end exit="))
            .count(),
        urls.len() * 3 * 2
    );
    for line in log.lines() {
        let time = line.split(' ').next().unwrap();
        time.parse::<jiff::Timestamp>().unwrap();
    }
    std::fs::remove_file(home.path().join("vault.env")).unwrap();
    for (path, text) in files(home.path()) {
        search(&path, &text);
    }
}

/// A run that takes its time, because nobody answers, is looked at meanwhile.
#[test]
fn the_process_list_does_not_show_it() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = silent.local_addr().unwrap().port();
    let home = tempfile::tempdir().unwrap();
    let address = url("127.0.0.1", port, "");
    let file = vault(home.path(), "vault.env", &address);
    for by_vault in [true, false] {
        let mut command = command(home.path());
        command
            .arg("prove")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if by_vault {
            command.args(["--vault", &file]);
        } else {
            command.env("DATABASE_URL", &address);
        }
        let mut child = command.spawn().unwrap();
        // Once it has connected, it has read its arguments and the vault.
        let connection = silent.accept().unwrap();
        let list = std::process::Command::new("ps")
            .args(["-ww", "-o", "args=", "-p", &child.id().to_string()])
            .output()
            .map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
        let kernel = std::fs::read(format!("/proc/{}/cmdline", child.id()));
        child.kill().unwrap();
        child.wait().unwrap();
        drop(connection);
        let seen: Vec<String> = list
            .into_iter()
            .chain(kernel.map(|it| String::from_utf8_lossy(&it).into_owned()))
            .collect();
        assert!(!seen.is_empty(), "neither ps nor /proc shows a process");
        for text in seen {
            assert!(text.contains("stagecraft-connect"), "{text}");
            search("the process list", &text);
        }
    }
}

/// The search finds what it looks for.
#[test]
fn the_search_would_find_it() {
    for spelling in spellings() {
        let text = format!("before {spelling} after");
        assert!(std::panic::catch_unwind(|| search("a text", &text)).is_err());
    }
}

fn files(folder: &std::path::Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            found.insert(path.display().to_string(), text);
        }
    }
    found
}
