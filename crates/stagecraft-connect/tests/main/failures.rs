//! What goes wrong, as the command tells of it: exit code, stdout, stderr.

use std::fmt::Write as _;
use std::io::Write as _;
use std::net::TcpListener;

use crate::support::command::{command, run, vault};
use crate::support::server::{PASSWORD, Server, url};

/// Answers every connection with `answer` after reading something, and then
/// hangs up; an empty answer is silence until the other side leaves.
fn stranger(answer: &'static [u8]) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        use std::io::Read as _;
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            std::thread::spawn(move || {
                let mut buffer = [0; 1024];
                while stream.read(&mut buffer).is_ok_and(|it| it > 0) {
                    if !answer.is_empty() {
                        drop(stream.write_all(answer));
                        break;
                    }
                }
            });
        }
    });
    port
}

/// The length counts itself and all that follows it.
const STARTING: &[u8] =
    b"E\x00\x00\x00\x3eSFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0";

#[tokio::test]
async fn what_goes_wrong_on_the_way_is_one_sentence_and_what_to_do() {
    let server = Server::start(15).await;
    let admin = server.admin().await;
    admin
        .batch_execute(
            "create role full_up login connection limit 0 password 'x'; \
             create role barred nologin",
        )
        .await
        .unwrap();
    server
        .set_up(None, &["host all full_up,barred all trust"])
        .await;
    let home = tempfile::tempdir().unwrap();
    let closed = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let silent = stranger(b"");
    let http = stranger(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    // What a server says that is on its way up: an ErrorResponse.
    let starting = stranger(STARTING);
    let at = |query: &str| server.url("localhost", query);
    let cases = [
        ("unknown host", url("nowhere.invalid", 5432, "")),
        (
            "direct host of Supabase",
            url("db.abcdefghijklmnopqrst.supabase.invalid", 5432, ""),
        ),
        ("closed port", url("127.0.0.1", closed, "")),
        ("missing socket", url("%2Fnonexistent", 5432, "")),
        ("silence", url("127.0.0.1", silent, "?connect_timeout=1")),
        ("not a database", url("127.0.0.1", http, "?sslmode=disable")),
        (
            "starting up",
            url("127.0.0.1", starting, "?sslmode=disable"),
        ),
        ("wrong password", at("").replace("zq%40", "zq%41")),
        (
            "no password",
            format!("postgresql://canary@localhost:{}/postgres", server.port),
        ),
        ("unknown role", at("").replace("canary", "nobody")),
        (
            "role that may not log in",
            at("").replace("canary", "barred"),
        ),
        ("too many connections", at("").replace("canary", "full_up")),
        ("unknown database", at("").replace("/postgres", "/nothing")),
        ("no TLS", at("?sslmode=require")),
        (
            "root file missing",
            at("?sslmode=verify-full&sslrootcert=missing.crt"),
        ),
        (
            "a primary where a replica is wanted",
            at("?target_session_attrs=read-only"),
        ),
    ];
    let mut shown = String::new();
    for (name, url) in &cases {
        let file = vault(home.path(), "vault.env", url);
        let run = run(home.path(), &["prove", "--vault", &file, "--quiet"]);
        assert_ne!(run.code, 0, "{name}");
        let _ = writeln!(shown, "# {name}\n{}", run.block());
    }
    // The resolver's words are the operating system's.
    let shown: String = shown
        .split_inclusive('\n')
        .map(
            |line| match line.split_once("failed to lookup address information:") {
                Some((before, _)) => format!("{before}RESOLVER\n"),
                None => line.to_owned(),
            },
        )
        .collect();
    let mut shown = shown;
    for port in [server.port, closed, silent, http, starting] {
        shown = shown.replace(&port.to_string(), "PORT");
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn what_is_wrong_with_the_call_is_named() {
    let home = tempfile::tempdir().unwrap();
    let good = vault(home.path(), "vault.env", &url("127.0.0.1", 1, ""));
    vault(
        home.path(),
        "stray.env",
        &url("127.0.0.1", 1, "").replace("%40", "@"),
    );
    std::fs::write(home.path().join("empty.env"), "").unwrap();
    std::fs::create_dir(home.path().join("folder")).unwrap();
    std::fs::write(home.path().join("file"), "").unwrap();
    let secret = url("127.0.0.1", 1, "");
    let cases: Vec<Vec<&str>> = vec![
        vec!["dsn"],
        vec!["dsn", &secret],
        vec!["prove", &secret],
        vec!["prove", "--vault", "missing.env"],
        vec!["prove", "--vault", "folder"],
        vec!["prove", "--vault", "empty.env"],
        vec!["prove", "--vault", "stray.env"],
        vec!["prove", "--vault", &good, "--url", &secret],
        vec!["prove", "--vault", &good, "--log", "vault.env"],
        vec!["prove", "--vault", &good, "--log", "folder"],
        vec!["prove", "--vault", &good, "--log", "file/log"],
        vec!["prove", "--vault", &good, "--log", "/dev/full"],
        vec!["prove", "--vault", &good, "--round-trips", "0"],
        vec!["prove", "--url", "postgresql://u@h/d?sslmod=x"],
        vec!["dsn", "--url", &secret, "--url", &secret],
    ];
    let mut shown = String::new();
    for arguments in &cases {
        let run = run(home.path(), arguments);
        assert!(run.code == 2 || run.code == 3, "{arguments:?}");
        let line = arguments.join(" ").replace(&secret, "SECRET");
        let _ = writeln!(shown, "# {line}\n{}", run.block());
    }
    assert!(!shown.contains("zq"), "{shown}");
    assert!(!shown.contains(PASSWORD));
    insta::assert_snapshot!(shown);
}

#[test]
fn the_environment_is_asked_in_order() {
    let home = tempfile::tempdir().unwrap();
    let (api, one, two) = (
        "https://abcdef.supabase.co",
        "postgresql://u@one.example.org/d",
        "postgresql://u@two.example.org/d",
    );
    for (supabase, database, expected) in [
        (Some(one), Some(two), "one.example.org"),
        (Some(one), None, "one.example.org"),
        (None, Some(two), "two.example.org"),
        (Some(""), Some(two), "two.example.org"),
        (Some(api), Some(two), "two.example.org"),
        (Some(api), None, "HTTP address"),
        (None, None, "no database is named"),
    ] {
        let mut command = command(home.path());
        command.arg("dsn");
        for (variable, value) in [("SUPABASE_URL", supabase), ("DATABASE_URL", database)] {
            if let Some(value) = value {
                command.env(variable, value);
            }
        }
        let output = command.output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        assert!(said.contains(expected), "{said}");
    }
}
