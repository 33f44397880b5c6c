//! The proof against plain servers and against PgBouncer in all of its modes.

use std::collections::BTreeMap;
use std::net::IpAddr;

use jiff::Timestamp;
use stagecraft_connect::{
    AddressFamily, Dsn, Error, Origin, PoolerMode, PoolerProof, ProofOptions, Resolver, SCHEMA,
    Target, prove,
};
use stagecraft_model::{Document, Verdict};

use crate::support::certificates::Authority;
use crate::support::pgbouncer::PgBouncer;
use crate::support::server::{PASSWORD, ROLE, Server};
use crate::support::told;

const HOST: &str = "pooler.stagecraft.test";

fn target(url: &str, addresses: &[&str]) -> Target {
    let addresses: Vec<IpAddr> = addresses.iter().map(|it| it.parse().unwrap()).collect();
    Target::new(url.parse::<Dsn>().unwrap(), Origin::Program).with_resolver(Resolver::Fixed(
        BTreeMap::from([(HOST.to_owned(), addresses)]),
    ))
}

async fn proof(url: &str) -> PoolerProof {
    let target = target(url, &["::1", "127.0.0.1"]);
    prove(&target, ProofOptions::default(), Timestamp::now)
        .await
        .map_err(|error| told(&error))
        .unwrap()
}

fn rules(proof: &PoolerProof) -> Vec<&str> {
    proof.findings.iter().map(|it| it.rule.as_str()).collect()
}

#[tokio::test]
async fn a_plain_server_is_direct() {
    for major in stagecraft_testkit::majors() {
        let server = Server::start(major).await;
        let by_tcp = proof(&server.url(HOST, "")).await;
        assert_eq!(
            by_tcp.pooler.mode,
            PoolerMode::Direct,
            "{:?}",
            by_tcp.pooler
        );
        assert_eq!(by_tcp.route.family, AddressFamily::Ipv4);
        assert_eq!(by_tcp.route.dialled, format!("127.0.0.1:{}", server.port));
        assert_eq!(by_tcp.route.resolved.ipv6.len(), 1);
        assert_eq!(by_tcp.server.version_number / 10_000, u32::from(major));
        assert_eq!(by_tcp.server.role, ROLE);
        assert_eq!(by_tcp.server.port, Some(server.port));
        assert_eq!(by_tcp.round_trip.n, 20);
        assert!(by_tcp.round_trip.min_ms <= by_tcp.round_trip.p50_ms);
        assert!(by_tcp.round_trip.p50_ms <= by_tcp.round_trip.p95_ms);
        assert!(by_tcp.clock.skew_ms.abs() <= by_tcp.clock.uncertainty_ms + 5.0);
        assert_eq!(rules(&by_tcp), ["no-encryption"]);

        let socket = server.socket.display().to_string().replace('/', "%2F");
        let by_socket = proof(&server.url(&socket, "")).await;
        assert_eq!(by_socket.pooler.mode, PoolerMode::Direct);
        assert_eq!(by_socket.route.family, AddressFamily::Unix);
        assert_eq!(by_socket.server.address, None);
        assert_eq!(rules(&by_socket), ["not-by-ipv4"]);
        assert_eq!(by_socket.verdict(), Verdict::Held);
        let left = sessions(&server).await;
        assert_eq!(left, 0, "sessions are left open");
    }
}

/// How many of the canary's sessions the server still has; a closed one takes
/// a moment to go.
async fn sessions(server: &Server) -> i64 {
    let admin = server.admin().await;
    let sql = "select count(*) from pg_stat_activity where usename = 'canary'";
    for _ in 0..200 {
        let left: i64 = admin.query_one(sql, &[]).await.unwrap().get(0);
        if left == 0 {
            return 0;
        }
    }
    admin.query_one(sql, &[]).await.unwrap().get(0)
}

#[tokio::test]
async fn pgbouncer_is_seen_in_every_mode() {
    for major in stagecraft_testkit::majors() {
        let server = Server::start(major).await;
        let pair = Authority::new("ours").sign("x", &[HOST]);
        for (settings, expected) in [
            ("pool_mode = session", PoolerMode::Session),
            (
                "pool_mode = session\ndefault_pool_size = 1",
                PoolerMode::Session,
            ),
            ("pool_mode = transaction", PoolerMode::Transaction),
            (
                "pool_mode = transaction\ndefault_pool_size = 1",
                PoolerMode::Transaction,
            ),
            (
                "pool_mode = transaction\nserver_round_robin = 1",
                PoolerMode::Transaction,
            ),
            (
                "pool_mode = transaction\nmin_pool_size = 5",
                PoolerMode::Transaction,
            ),
            ("pool_mode = statement", PoolerMode::Statement),
        ] {
            let pooler = PgBouncer::start(&server, settings, Some(&pair));
            // A fresh pooler, and one with backends of earlier sessions.
            for _ in 0..2 {
                let seen = proof(&pooler.url(HOST, "?sslmode=require")).await;
                assert_eq!(seen.pooler.mode, expected, "{settings}: {:#?}", seen.pooler);
                let tls = seen.tls.as_ref().unwrap();
                assert_eq!(tls.version, "TLSv1.3");
                assert!(tls.cipher.starts_with("TLS13_"), "{}", tls.cipher);
                assert!(tls.certificate.is_some());
                assert_eq!(seen.server.port, Some(server.port));
                assert!(rules(&seen).contains(&"server-not-verified"));
                let held = expected != PoolerMode::Statement;
                assert_eq!(seen.verdict() == Verdict::Held, held);
            }
            assert!(!keeps_a_trace(&pooler).await, "{settings}");
        }
    }
}

/// Whether a backend that the pooler hands out has a setting of the proof.
async fn keeps_a_trace(pooler: &PgBouncer) -> bool {
    let url = pooler.url(HOST, "?sslmode=require");
    let session = target(&url, &["127.0.0.1"]).connect().await.unwrap();
    let sql = "select coalesce(current_setting('stagecraft.proof', true), '')";
    let row = &session.query_typed(sql, &[]).await.unwrap()[0];
    !row.get::<_, String>(0).is_empty()
}

/// A busy transaction pooler is still seen: other clients come and go.
#[tokio::test]
async fn a_busy_pooler_is_seen() {
    let server = Server::start(15).await;
    let pooler = PgBouncer::start(&server, "pool_mode = transaction", None);
    let url = pooler.url(HOST, "");
    let mut clients = Vec::new();
    for _ in 0..4 {
        let session = target(&url, &["127.0.0.1"]).connect().await.unwrap();
        clients.push(tokio::spawn(async move {
            loop {
                session.query_typed("select 1", &[]).await.unwrap();
            }
        }));
    }
    let seen = proof(&url).await;
    for client in clients {
        client.abort();
    }
    assert_eq!(
        seen.pooler.mode,
        PoolerMode::Transaction,
        "{:#?}",
        seen.pooler
    );
}

#[tokio::test]
async fn localhost_is_reached_by_ipv4() {
    let server = Server::start(15).await;
    let system = Target::new(
        server.url("localhost", "").parse().unwrap(),
        Origin::Program,
    );
    let options = ProofOptions {
        require_ipv4: true,
        round_trips: 1,
    };
    let seen = prove(&system, options, Timestamp::now).await.unwrap();
    assert_eq!(seen.route.dialled, format!("127.0.0.1:{}", server.port));
    assert_eq!(seen.verdict(), Verdict::Held);

    // The first address does not answer, the second does.
    let second = target(&server.url(HOST, ""), &["::1", "127.0.0.2", "127.0.0.1"]);
    let session = second.connect().await.unwrap();
    assert_eq!(
        session.route().peer.to_string(),
        format!("127.0.0.1:{}", server.port)
    );
}

#[tokio::test]
async fn ipv4_that_was_asked_for_and_not_used_does_not_hold() {
    let server = Server::start(15).await;
    let options = ProofOptions {
        require_ipv4: true,
        round_trips: 1,
    };
    let socket = server.socket.display().to_string().replace('/', "%2F");
    let by_socket = target(&server.url(&socket, ""), &[]);
    let seen = prove(&by_socket, options, Timestamp::now).await.unwrap();
    assert_eq!(seen.verdict(), Verdict::NotHeld);

    // Where this machine has no IPv6, there is no way; where it has, the way
    // is seen.
    let by_ipv6 = target(&server.url(HOST, "?connect_timeout=2"), &["::1"]);
    match prove(&by_ipv6, options, Timestamp::now).await {
        Ok(seen) => {
            assert_eq!(seen.route.family, AddressFamily::Ipv6);
            assert_eq!(seen.verdict(), Verdict::NotHeld);
        }
        Err(Error::Connect { source, .. }) => {
            let text = source.to_string();
            assert!(text.contains("[::1]"), "{text}");
        }
        Err(other) => panic!("{other}"),
    }
}

/// The document reads back, and its moment is the clock's.
#[tokio::test]
async fn the_document_round_trips() {
    let server = Server::start(15).await;
    let target = target(&server.url(HOST, ""), &["127.0.0.1"]);
    let at: Timestamp = "2025-10-18T12:00:00Z".parse().unwrap();
    let seen = prove(&target, ProofOptions::default(), || at)
        .await
        .unwrap();
    assert_eq!(seen.clock.asked_at, at);
    assert!(rules(&seen).contains(&"clock-skew"));
    let text = Document::new(SCHEMA, at, &seen).to_json().unwrap();
    let again: Document<PoolerProof> = Document::from_json(SCHEMA, &text).unwrap();
    assert_eq!(again.body, seen);
}

/// A driver's configuration is a target like any other, whatever its values.
#[tokio::test]
async fn a_configuration_becomes_a_target() {
    let server = Server::start(15).await;
    let mut config = tokio_postgres::Config::new();
    config
        .host_path(&server.socket)
        .port(server.port)
        .user(ROLE)
        .password(PASSWORD)
        .dbname("postgres")
        .options("-c application_name='it\\'s'");
    let target = Target::from_config(&config).unwrap();
    assert!(!format!("{target:?}").contains("zq"));
    let session = target.connect().await.unwrap();
    let row = &session
        .query_typed("select session_user::text", &[])
        .await
        .unwrap()[0];
    assert_eq!(row.get::<_, String>(0), ROLE);
    config.host("second");
    assert!(matches!(
        Target::from_config(&config),
        Err(Error::ConfigHosts)
    ));
}
