//! Which parameters of an address are used, passed over or refused.

use crate::DsnError;

/// One parameter as it was written, its value decoded.
pub(super) struct Setting {
    /// Counted from 1 as the user would; 0 for the parts before a URL's `?`.
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) value: Vec<u8>,
}

/// What happens with a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It decides how to connect.
    Used,
    /// libpq knows it; it does not matter here.
    PassedOver,
    /// Another client library's.
    OtherClient,
    /// Passing over it would weaken or change what is meant.
    Refused(&'static str),
}

/// Every known parameter; the rest is a mistake that must not pass unnoticed,
/// since a misspelt `sslmode` would be one.
#[rustfmt::skip]
const KNOWN: &[(&str, Use)] = &[
    ("application_name", Use::Used),
    ("channel_binding", Use::Used),
    ("connect_timeout", Use::Used),
    ("dbname", Use::Used),
    ("fallback_application_name", Use::Used),
    ("gssencmode", Use::Used),
    ("host", Use::Used),
    ("hostaddr", Use::Used),
    ("keepalives", Use::Used),
    ("keepalives_count", Use::Used),
    ("keepalives_idle", Use::Used),
    ("keepalives_interval", Use::Used),
    ("options", Use::Used),
    ("password", Use::Used),
    ("port", Use::Used),
    ("ssl", Use::Used),
    ("ssl_max_protocol_version", Use::Used),
    ("ssl_min_protocol_version", Use::Used),
    ("sslcert", Use::Used),
    ("sslkey", Use::Used),
    ("sslmode", Use::Used),
    ("sslnegotiation", Use::Used),
    ("sslrootcert", Use::Used),
    ("sslsni", Use::Used),
    ("target_session_attrs", Use::Used),
    ("tcp_user_timeout", Use::Used),
    ("user", Use::Used),

    ("authtype", Use::PassedOver),
    ("client_encoding", Use::PassedOver),
    ("gssdelegation", Use::PassedOver),
    ("gsslib", Use::PassedOver),
    ("krbsrvname", Use::PassedOver),
    ("load_balance_hosts", Use::PassedOver),
    ("max_protocol_version", Use::PassedOver),
    ("min_protocol_version", Use::PassedOver),
    ("passfile", Use::PassedOver),
    ("sslcertmode", Use::PassedOver),
    ("sslcompression", Use::PassedOver),
    ("tty", Use::PassedOver),

    ("connection_limit", Use::OtherClient),
    ("default_query_exec_mode", Use::OtherClient),
    ("max_connections", Use::OtherClient),
    ("pgbouncer", Use::OtherClient),
    ("pool_max_conns", Use::OtherClient),
    ("pool_timeout", Use::OtherClient),
    ("prepareThreshold", Use::OtherClient),
    ("prepare_threshold", Use::OtherClient),
    ("prepared_statements", Use::OtherClient),
    ("schema", Use::OtherClient),
    ("socket_timeout", Use::OtherClient),
    ("sslaccept", Use::OtherClient),
    ("statement_cache_capacity", Use::OtherClient),
    ("statement_cache_mode", Use::OtherClient),
    ("statement_cache_size", Use::OtherClient),
    ("supa", Use::OtherClient),
    ("uselibpqcompat", Use::OtherClient),
    ("workaround", Use::OtherClient),

    ("replication", Use::Refused("it asks for another protocol")),
    ("require_auth", Use::Refused("the driver cannot refuse a way to authenticate")),
    ("requirepeer", Use::Refused("the driver cannot see who owns the server's socket")),
    ("service", Use::Refused("the address would stand in another file")),
    ("servicefile", Use::Refused("the address would stand in another file")),
    ("sslcrl", Use::Refused("revocation lists are not read")),
    ("sslcrldir", Use::Refused("revocation lists are not read")),
    ("sslpassword", Use::Refused("an encrypted client key cannot be read")),
];

/// Returns the known name and what happens with it.
pub(super) fn look_up(name: &str) -> Option<(&'static str, Use)> {
    KNOWN.iter().copied().find(|(known, _)| *known == name)
}

/// Returns the error for an unknown parameter; `safe` when nothing before it
/// could have been a password cut short.
pub(super) fn unknown(name: &str, number: usize, safe: bool) -> DsnError {
    let plain = name.len() <= 40
        && name
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || it == '_' || it == '.' || it == '-');
    if safe && plain && !name.is_empty() {
        DsnError::Unknown {
            name: name.to_owned(),
            close: closest(name),
        }
    } else {
        DsnError::UnknownUnnamed { number }
    }
}

fn closest(name: &str) -> Option<&'static str> {
    KNOWN
        .iter()
        .map(|(known, _)| (distance(name, known), *known))
        .filter(|(distance, _)| *distance <= 2)
        .min()
        .map(|(_, known)| known)
}

/// Levenshtein's distance.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, left) in one.chars().enumerate() {
        let mut next = vec![at + 1];
        for ((above_left, above), right) in row.iter().zip(row.iter().skip(1)).zip(&other) {
            let before = next.last().copied().unwrap_or(at + 1);
            let replaced = above_left + usize::from(left != *right);
            next.push(replaced.min(above + 1).min(before + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        assert_eq!(distance("sslmod", "sslmode"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(closest("ssl_mode"), Some("sslmode"));
        assert_eq!(closest("whatever"), None);
    }

    #[test]
    fn names_stand_once() {
        for (at, (name, _)) in KNOWN.iter().enumerate() {
            assert!(KNOWN.iter().skip(at + 1).all(|(other, _)| other != name));
        }
    }
}
