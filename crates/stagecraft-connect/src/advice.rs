//! What to do about a failure to connect, Supabase's particulars included.

use std::borrow::Cow;

use crate::{ConnectFailure, Dsn, Host};

const POOLER_HOST: &str = ".pooler.supabase.com";

/// Which of Supabase's ways to a database an address takes.
enum Way<'a> {
    /// `db.<ref>.supabase.co`.
    Direct { project: &'a str },
    /// `aws-0-<region>.pooler.supabase.com`.
    Pooler,
    /// Not Supabase's cloud.
    Other,
}

fn way(dsn: &Dsn) -> Way<'_> {
    let Host::Name(name) = dsn.host() else {
        return Way::Other;
    };
    if name.ends_with(POOLER_HOST) {
        return Way::Pooler;
    }
    let project = name
        .strip_prefix("db.")
        .and_then(|it| it.strip_suffix(".supabase.co"));
    project.map_or(Way::Other, |project| Way::Direct { project })
}

/// Returns one sentence on what to do about `failure` of `dsn`.
pub(crate) fn advice(dsn: &Dsn, failure: &ConnectFailure) -> Cow<'static, str> {
    let way = way(dsn);
    match (failure, &way) {
        (
            ConnectFailure::HostUnknown(_)
            | ConnectFailure::NoAddress
            | ConnectFailure::OnlyIpv6 { .. }
            | ConnectFailure::Unreachable { .. }
            | ConnectFailure::NoAnswer { .. },
            Way::Direct { project },
        ) => format!(
            "the direct host has only IPv6: use the session pooler, \
             `postgresql://postgres.{project}:…@aws-0-<region>.pooler.supabase.com:5432/postgres`, \
             and see that the project is not paused"
        )
        .into(),
        (ConnectFailure::HostUnknown(_) | ConnectFailure::NoAddress, Way::Pooler) => {
            "copy the host from the dashboard's Connect dialogue: its region and its `aws-0` or \
             `aws-1` differ by project"
                .into()
        }
        (ConnectFailure::HostUnknown(_) | ConnectFailure::NoAddress, Way::Other) => {
            "see that the host is spelled right and that this machine can resolve names".into()
        }
        (ConnectFailure::OnlyIpv6 { .. }, _) => {
            "name a host with an IPv4 address, such as a pooler, or give this machine IPv6".into()
        }
        (ConnectFailure::PortClosed { .. }, Way::Pooler) => {
            "on the pooler 5432 is session mode and 6543 is transaction mode".into()
        }
        (ConnectFailure::PortClosed { .. }, _) => match dsn.host() {
            Host::Socket(directory) => format!(
                "see that the server runs and that its socket is `{}/.s.PGSQL.{}`",
                directory.display(),
                dsn.port()
            )
            .into(),
            _ => "see that the server runs and listens on this address and port".into(),
        },
        (ConnectFailure::Unreachable { .. } | ConnectFailure::NoAnswer { .. }, _) => {
            "see that no firewall or network restriction is in between, or raise \
             `connect_timeout`"
                .into()
        }
        (ConnectFailure::Silent { .. }, _) => {
            "the server or its pooler is overloaded, starting, or not PostgreSQL: try again, or \
             raise `connect_timeout`"
                .into()
        }
        (ConnectFailure::TlsRefused, _) => {
            "turn TLS on at the server, or, if the network may be trusted, ask for \
             `sslmode=prefer`"
                .into()
        }
        (ConnectFailure::CertificateForAnother { .. }, _) => {
            "use the host that the certificate names, or `sslmode=verify-ca`".into()
        }
        (ConnectFailure::CertificateOutOfTime { .. }, _) => {
            "renew the server's certificate, and see that this machine's clock is right".into()
        }
        (ConnectFailure::CertificateUntrusted, Way::Direct { .. } | Way::Pooler) => {
            "download the certificate under Database Settings, SSL Configuration, and name it \
             with `sslrootcert`"
                .into()
        }
        (ConnectFailure::CertificateUntrusted, Way::Other) => {
            "name the file of the root that signed it with `sslrootcert`".into()
        }
        (ConnectFailure::TlsFailed(_), _) => {
            "TLS 1.2 or 1.3 and an X.509 version 3 certificate are needed".into()
        }
        (ConnectFailure::NotPostgres { .. }, _) => {
            "see that host and port are the database's".into()
        }
        (ConnectFailure::PasswordMissing, _) => {
            "write it into the vault file's address, percent-encoded".into()
        }
        (ConnectFailure::Rejected { sqlstate, message }, way) => {
            rejected(dsn, sqlstate, message, way)
        }
        (ConnectFailure::WrongKind { .. }, _) => {
            "name the primary's or the replica's own address".into()
        }
        (ConnectFailure::Driver { .. }, _) => "see the server's log".into(),
    }
}

fn rejected(dsn: &Dsn, sqlstate: &str, message: &str, way: &Way<'_>) -> Cow<'static, str> {
    let bare_user = matches!(way, Way::Pooler) && !dsn.user().contains('.');
    let says = |words: &str| message.to_ascii_lowercase().contains(words);
    if bare_user || says("tenant") {
        return "on Supabase's pooler the user is `postgres.<ref>`, with the project's reference \
                after the dot"
            .into();
    }
    match sqlstate {
        "28P01" => password(),
        "28000" if says("pg_hba.conf") => {
            "the server's `pg_hba.conf` does not let in this user, database, address and \
             encryption: change it there, or try another `sslmode`"
                .into()
        }
        "3D000" => "see that the database's name is right: on Supabase it is `postgres`".into(),
        "53300" => "close other sessions, or use a pooler: on Supabase port 6543 is transaction \
                    mode"
            .into(),
        "57P03" | "57P01" | "57P02" => {
            "the server is starting or stopping: try again in a moment".into()
        }
        "28000" => "see that the role exists and may log in".into(),
        _ if says("password authentication failed") || says("sasl") => password(),
        _ if says("max clients") || says("no more connections") => {
            "the pooler is full: close other sessions, or on Supabase use port 6543, transaction \
             mode"
                .into()
        }
        _ if says("ssl required") || says("tls required") => {
            "ask for `sslmode=require` or stricter".into()
        }
        _ if says("no such user") => "the pooler does not know this user".into(),
        _ if says("no such database") => "the pooler does not know this database".into(),
        _ => "see what the server or its pooler logged".into(),
    }
}

fn password() -> Cow<'static, str> {
    "the user or the password is wrong: write the password percent-encoded (`@` is `%40`, `/` is `%2F`, `%` is `%25`), \
     or set a new one in the dashboard"
        .into()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::io;

    use super::*;

    #[test]
    fn supabase_has_its_own_ways_out() {
        let direct = "postgresql://postgres:x@db.abcdefghij.supabase.co/postgres";
        let pooler = "postgresql://postgres.abcdefghij:x@aws-0-eu-central-1.pooler.supabase.com/x";
        let bare = "postgresql://postgres:x@aws-0-eu-central-1.pooler.supabase.com/postgres";
        let other = "postgresql://postgres:x@db.example.org/postgres";
        let socket = "postgresql:///x?host=/run/postgresql&user=u";
        let peer = || "[2001:db8::1]:5432".to_owned();
        let said = || io::Error::from(io::ErrorKind::NetworkUnreachable);
        let rejected = |sqlstate: &str, message: &str| ConnectFailure::Rejected {
            sqlstate: sqlstate.to_owned(),
            message: message.to_owned(),
        };
        let unknown = || ConnectFailure::HostUnknown(said());
        let only_ipv6 = || ConnectFailure::OnlyIpv6 {
            peer: peer(),
            source: said(),
        };
        let cases = [
            (direct, unknown()),
            (direct, only_ipv6()),
            (direct, ConnectFailure::CertificateUntrusted),
            (pooler, unknown()),
            (
                pooler,
                ConnectFailure::PortClosed {
                    peer: peer(),
                    source: said(),
                },
            ),
            (pooler, rejected("XX000", "Tenant or user not found")),
            (
                pooler,
                rejected("XX000", "MaxClientsInSessionMode: max clients reached"),
            ),
            (
                pooler,
                rejected(
                    "28P01",
                    "password authentication failed for user \"postgres\"",
                ),
            ),
            (bare, rejected("08P01", "no such user")),
            (other, only_ipv6()),
            (
                other,
                rejected("57P03", "the database system is starting up"),
            ),
            (other, rejected("08P01", "SSL required")),
            (other, rejected("08P01", "no such database: x")),
            (other, rejected("99999", "something else")),
            (
                socket,
                ConnectFailure::PortClosed {
                    peer: "/run/postgresql/.s.PGSQL.5432".to_owned(),
                    source: said(),
                },
            ),
        ];
        let mut shown = String::new();
        for (url, failure) in cases {
            let dsn: Dsn = url.parse().unwrap();
            let advice = advice(&dsn, &failure);
            let _ = writeln!(shown, "{}\n  {failure}\n  hint: {advice}", dsn.host());
        }
        insta::assert_snapshot!(shown);
    }
}
