//! Every `sslmode` against every kind of certificate, on a server that shows
//! them one after the other.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use stagecraft_connect::{Dsn, Origin, Resolver, Target};

use crate::support::certificates::{Authority, self_signed};
use crate::support::server::Server;
use crate::support::told;

const HOST: &str = "db.stagecraft.test";

fn target(url: &str, home: &Path) -> Target {
    let known = BTreeMap::from([(HOST.to_owned(), vec!["127.0.0.1".parse().unwrap()])]);
    Target::new(url.parse::<Dsn>().unwrap(), Origin::Program)
        .with_resolver(Resolver::Fixed(known))
        .with_home(Some(home.to_owned()))
}

/// One line of what came of connecting.
async fn outcome(target: &Target) -> String {
    match target.connect().await {
        Ok(session) => {
            let outcome = match &session.route().tls {
                None => "plain".to_owned(),
                Some(tls) => format!("{} {:?}", tls.version, tls.verification),
            };
            session.query_typed("select 1", &[]).await.unwrap();
            session.close().await;
            outcome
        }
        Err(error) => told(&error),
    }
}

#[tokio::test]
async fn every_mode_means_what_libpq_means() {
    for major in stagecraft_testkit::majors() {
        let shown = matrix(major).await;
        insta::assert_snapshot!("modes", shown);
    }
}

async fn matrix(major: u16) -> String {
    let server = Server::start(major).await;
    let home = tempfile::tempdir().unwrap();
    let (ours, theirs) = (Authority::new("ours"), Authority::new("theirs"));
    let root = home.path().join("ours.crt");
    std::fs::write(&root, ours.pem()).unwrap();
    let own = self_signed(HOST);
    let own_root = home.path().join("own.crt");
    std::fs::write(&own_root, &own.certificate).unwrap();
    let cases = [
        ("no TLS", None),
        ("names the host", Some(ours.sign("x", &[HOST]))),
        (
            "names the host in its common name",
            Some(ours.sign(HOST, &[])),
        ),
        (
            "names the host by a wildcard",
            Some(ours.sign("x", &["*.stagecraft.test"])),
        ),
        (
            "names another host",
            Some(ours.sign(HOST, &["other.stagecraft.test"])),
        ),
        ("names the address", Some(ours.sign("x", &["127.0.0.1"]))),
        ("signed by another", Some(theirs.sign("x", &[HOST]))),
        ("expired", Some(ours.sign_expired(HOST))),
        ("not valid yet", Some(ours.sign_early(HOST))),
        ("its own authority", Some(own)),
    ];
    let mut shown = String::new();
    for (name, pair) in &cases {
        // What is tried is TLS: a password would only cost time.
        server
            .set_up(pair.as_ref(), &["host all canary all trust"])
            .await;
        let _ = writeln!(shown, "# {name}");
        for mode in [
            "disable",
            "allow",
            "prefer",
            "require",
            "verify-ca",
            "verify-full",
        ] {
            let mut line = |label: &str, outcome: String| {
                let _ = writeln!(shown, "{mode}{label}: {outcome}");
            };
            let without = target(&server.url(HOST, &format!("?sslmode={mode}")), home.path());
            line("", outcome(&without).await);
            let file = if *name == "its own authority" {
                &own_root
            } else {
                &root
            };
            let query = format!("?sslmode={mode}&sslrootcert={}", file.display());
            let with = target(&server.url(HOST, &query), home.path());
            line(" with root", outcome(&with).await);
            if mode == "verify-full" {
                let by_address = target(&server.url("127.0.0.1", &query), home.path());
                line(" with root, by address", outcome(&by_address).await);
            }
        }
    }
    shown
        .replace(&server.port.to_string(), "PORT")
        .replace(&home.path().display().to_string(), "HOME")
}

/// `prefer` and `allow` take the other way when the server insists on it.
#[tokio::test]
async fn a_server_that_insists_is_given_its_way() {
    let server = Server::start(15).await;
    let home = tempfile::tempdir().unwrap();
    let pair = Authority::new("ours").sign("x", &[HOST]);
    let mut shown = String::new();
    for (name, rule) in [
        ("only TLS", "hostnossl all canary all reject"),
        ("only plain", "hostssl all canary all reject"),
        ("neither", "host all canary all reject"),
    ] {
        server.set_up(Some(&pair), &[rule]).await;
        let _ = writeln!(shown, "# {name}");
        for mode in ["disable", "allow", "prefer", "require"] {
            let target = target(&server.url(HOST, &format!("?sslmode={mode}")), home.path());
            let _ = writeln!(shown, "{mode}: {}", outcome(&target).await);
        }
    }
    insta::assert_snapshot!(shown.replace(&server.port.to_string(), "PORT"));
}

/// The rest of what an address can say about TLS.
#[tokio::test]
async fn versions_client_certificates_and_channel_binding() {
    let server = Server::start(15).await;
    let home = tempfile::tempdir().unwrap();
    let ours = Authority::new("ours");
    let client = ours.sign("canary", &[]);
    for (name, text) in [
        ("client.crt", &client.certificate),
        ("client.key", &client.key),
        ("empty.crt", &String::new()),
        (
            "broken.crt",
            &"-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n".to_owned(),
        ),
    ] {
        std::fs::write(home.path().join(name), text).unwrap();
    }
    let folder = home.path().join(".postgresql");
    server.set_up(Some(&ours.sign("x", &[HOST])), &[]).await;
    let mut shown = String::new();
    let at = |name: &str| home.path().join(name).display().to_string();
    for query in [
        "?sslmode=require&ssl_max_protocol_version=TLSv1.2".to_owned(),
        "?sslmode=require&ssl_min_protocol_version=TLSv1.3".to_owned(),
        "?sslmode=require&channel_binding=require".to_owned(),
        "?sslmode=disable&channel_binding=require".to_owned(),
        "?sslmode=require&sslsni=0".to_owned(),
        format!(
            "?sslmode=require&sslcert={}&sslkey={}",
            at("client.crt"),
            at("client.key")
        ),
        format!(
            "?sslmode=require&sslcert={}&sslkey={}",
            at("client.crt"),
            at("missing.key")
        ),
        format!(
            "?sslmode=require&sslcert={}&sslkey={}",
            at("client.crt"),
            at("client.crt")
        ),
        format!("?sslmode=verify-ca&sslrootcert={}", at("empty.crt")),
        format!("?sslmode=verify-ca&sslrootcert={}", at("broken.crt")),
        format!("?sslmode=verify-ca&sslrootcert={}", at("missing.crt")),
        format!("?sslmode=require&sslrootcert={}", at("missing.crt")),
        "?sslrootcert=system".to_owned(),
    ] {
        let target = target(&server.url(HOST, &query), home.path());
        let _ = writeln!(shown, "{query}: {}", outcome(&target).await);
    }
    // libpq's default root file turns `require` into `verify-ca`.
    std::fs::create_dir(&folder).unwrap();
    for (name, authority) in [("ours", ours), ("theirs", Authority::new("theirs"))] {
        std::fs::write(folder.join("root.crt"), authority.pem()).unwrap();
        let target = target(&server.url(HOST, "?sslmode=require"), home.path());
        let _ = writeln!(
            shown,
            "require with {name} in root.crt: {}",
            outcome(&target).await
        );
    }
    let shown = shown
        .replace(&home.path().display().to_string(), "HOME")
        .replace(&server.port.to_string(), "PORT");
    insta::assert_snapshot!(shown);
}
