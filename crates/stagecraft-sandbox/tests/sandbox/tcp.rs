//! The server on TCP asks for the password, and nothing shows it.

use std::process::Command;

use stagecraft_sandbox::SandboxConfig;
use tokio_postgres::NoTls;
use tokio_postgres::error::SqlState;

use crate::support::{connect, majors, start_as};

#[tokio::test]
async fn only_the_password_opens_tcp() {
    for major in majors() {
        let (sandbox, folder) = start_as(SandboxConfig::new(major).with_tcp()).await;
        let url = sandbox.url();
        let client = connect(&url.parse().unwrap()).await;
        let row = client
            .query_one("select current_user::text", &[])
            .await
            .unwrap();
        assert_eq!(row.get::<_, String>(0), "postgres");

        let mut wrong: tokio_postgres::Config = url.parse().unwrap();
        wrong.password("wrong");
        let error = wrong.connect(NoTls).await.map(drop).unwrap_err();
        assert_eq!(error.code(), Some(&SqlState::INVALID_PASSWORD));

        let password = url.split([':', '@']).nth(2).unwrap().to_owned();
        assert_eq!(password.len(), 32);
        let processes = Command::new("ps").args(["-axww"]).output().unwrap();
        assert!(!String::from_utf8_lossy(&processes.stdout).contains(&password));
        assert!(!format!("{sandbox:?}").contains(&password));
        assert!(
            !holds(folder.path(), &password),
            "a file holds the password"
        );
        let admin = connect(&sandbox.admin_config()).await;
        let row = admin
            .query_one(
                "select count(*) from extensions.pg_stat_statements where query like '%' || $1 || '%'",
                &[&password],
            )
            .await
            .unwrap();
        assert_eq!(row.get::<_, i64>(0), 0);
    }
}

#[tokio::test]
async fn without_tcp_there_is_only_the_socket() {
    let (sandbox, _folder) = start_as(SandboxConfig::new(15)).await;
    let client = connect(&sandbox.url().parse().unwrap()).await;
    let row = client
        .query_one("select current_setting('listen_addresses')", &[])
        .await
        .unwrap();
    assert_eq!(row.get::<_, String>(0), "");
}

fn holds(folder: &std::path::Path, word: &str) -> bool {
    std::fs::read_dir(folder).unwrap().flatten().any(|entry| {
        let path = entry.path();
        match entry.file_type() {
            Ok(it) if it.is_dir() => holds(&path, word),
            Ok(it) if it.is_file() => std::fs::read(&path)
                .is_ok_and(|bytes| bytes.windows(word.len()).any(|it| it == word.as_bytes())),
            _ => false,
        }
    })
}
