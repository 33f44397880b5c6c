//! From the parameters as written to what they mean.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use tokio_postgres::config::{ChannelBinding, SslNegotiation, TargetSessionAttrs};

use super::parameter::{Setting, Use, look_up, unknown};
use super::{DEFAULT_PORT, Dsn, DsnError, Host, Roots, TcpOptions, TlsOptions, TlsVersion};
use crate::{Secret, SslMode};

/// How long an address without `connect_timeout` may take. libpq waits for
/// ever; a proof that never ends proves nothing.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What Supabase's dashboard writes where the password belongs.
const PLACEHOLDER: &[u8] = b"[YOUR-PASSWORD]";

/// The used parameters by name; the last of a name wins, as in libpq.
struct Given(Vec<(&'static str, Secret)>);

impl Given {
    fn bytes(&self, name: &str) -> Option<&Secret> {
        self.0
            .iter()
            .rev()
            .find(|(given, _)| *given == name)
            .map(|(_, value)| value)
            .filter(|value| !value.bytes().is_empty())
    }

    fn text(&self, name: &'static str) -> Result<Option<&str>, DsnError> {
        self.bytes(name)
            .map(|value| {
                std::str::from_utf8(value.bytes()).map_err(|_| DsnError::NotUtf8 { part: name })
            })
            .transpose()
    }

    fn owned(&self, name: &'static str) -> Result<Option<String>, DsnError> {
        Ok(self.text(name)?.map(str::to_owned))
    }

    fn path(&self, name: &'static str) -> Result<Option<PathBuf>, DsnError> {
        Ok(self.text(name)?.map(PathBuf::from))
    }

    fn one_of<T: Copy>(
        &self,
        name: &'static str,
        expected: &'static str,
        values: &[(&str, T)],
    ) -> Result<Option<T>, DsnError> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        values
            .iter()
            .find(|(word, _)| *word == text)
            .map(|(_, value)| Some(*value))
            .ok_or(DsnError::Value { name, expected })
    }

    fn number(&self, name: &'static str) -> Result<Option<i64>, DsnError> {
        self.text(name)?
            .map(|text| {
                text.trim().parse().map_err(|_| DsnError::Value {
                    name,
                    expected: "a whole number",
                })
            })
            .transpose()
    }
}

/// Returns what the settings mean; `names_are_safe` when an unknown name
/// cannot be a piece of a password.
pub(super) fn build(settings: Vec<Setting>, names_are_safe: bool) -> Result<Dsn, DsnError> {
    let mut given = Given(Vec::new());
    let mut passed_over = Vec::new();
    let mut safe = names_are_safe;
    for setting in settings {
        let number = setting.number;
        let value = Secret::new(setting.value);
        match look_up(&setting.name) {
            None => return Err(unknown(&setting.name, number, safe)),
            Some((name, Use::Refused(why))) => return Err(DsnError::Unsupported { name, why }),
            Some((name, Use::OtherClient)) => passed_over.push(name),
            Some((_, Use::PassedOver)) => {}
            Some((name, Use::Used)) => {
                // A URL's own password has ended at its `@`; any other may
                // have been cut short by what stands in it.
                safe &= name != "password" || number == 0;
                given.0.push((name, value));
            }
        }
    }
    let password = given.bytes("password").cloned();
    if password
        .as_ref()
        .is_some_and(|it| it.bytes() == PLACEHOLDER)
    {
        return Err(DsnError::Placeholder);
    }
    if given.text("gssencmode")? == Some("require") {
        return Err(DsnError::Unsupported {
            name: "gssencmode",
            why: "GSSAPI encryption is not spoken",
        });
    }
    let dial = given
        .text("hostaddr")?
        .map(|text| {
            text.parse::<IpAddr>().map_err(|_| DsnError::Value {
                name: "hostaddr",
                expected: "an IP address",
            })
        })
        .transpose()?;
    let host = match (given.text("host")?, dial) {
        (Some(text), _) => host(text)?,
        (None, Some(address)) => Host::Address(address),
        (None, None) => return Err(DsnError::HostMissing),
    };
    let user = match given.owned("user")? {
        Some(user) => user,
        None => os_user(),
    };
    let database = given.owned("dbname")?.unwrap_or_else(|| user.clone());
    let application_name = match given.owned("application_name")? {
        Some(name) => Some(name),
        None => given.owned("fallback_application_name")?,
    };
    Ok(Dsn {
        host,
        dial,
        port: port(given.text("port")?)?,
        user,
        password,
        database,
        options: given.owned("options")?,
        application_name,
        session_attrs: session_attrs(&given)?,
        tls: tls(&given)?,
        tcp: tcp(&given)?,
        passed_over,
    })
}

fn host(text: &str) -> Result<Host, DsnError> {
    let count = text.split(',').count();
    if text.starts_with('/') {
        return Ok(Host::Socket(PathBuf::from(text)));
    }
    if count > 1 {
        return Err(DsnError::ManyHosts { count });
    }
    if let Ok(address) = text.parse() {
        return Ok(Host::Address(address));
    }
    let plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | '_');
    if text.len() > 253 || !text.chars().all(plain) {
        return Err(DsnError::Host);
    }
    Ok(Host::Name(text.to_owned()))
}

fn port(text: Option<&str>) -> Result<u16, DsnError> {
    let Some(text) = text else {
        return Ok(DEFAULT_PORT);
    };
    let count = text.split(',').count();
    if count > 1 {
        return Err(DsnError::ManyHosts { count });
    }
    match text.trim().parse() {
        Ok(0) | Err(_) => Err(DsnError::Port),
        Ok(port) => Ok(port),
    }
}

fn session_attrs(given: &Given) -> Result<TargetSessionAttrs, DsnError> {
    let found = given.one_of(
        "target_session_attrs",
        "one of any, read-write, read-only",
        &[
            ("any", TargetSessionAttrs::Any),
            ("read-write", TargetSessionAttrs::ReadWrite),
            ("read-only", TargetSessionAttrs::ReadOnly),
        ],
    )?;
    Ok(found.unwrap_or(TargetSessionAttrs::Any))
}

fn tls(given: &Given) -> Result<TlsOptions, DsnError> {
    const MODES: &str = "one of disable, allow, prefer, require, verify-ca, verify-full";
    const VERSIONS: &str = "one of TLSv1, TLSv1.1, TLSv1.2, TLSv1.3";
    let roots = match given.text("sslrootcert")? {
        None => Roots::Default,
        Some("system") => Roots::System,
        Some(path) => Roots::File(PathBuf::from(path)),
    };
    let words: Vec<_> = SslMode::ALL.iter().map(|it| (it.as_str(), *it)).collect();
    // JDBC's `ssl=true` means `require`, as libpq takes it too.
    let jdbc = given.one_of("ssl", "`true`", &[("true", SslMode::Require)])?;
    let mode = match given.one_of("sslmode", MODES, &words)?.or(jdbc) {
        Some(mode) if roots == Roots::System && mode < SslMode::VerifyFull => {
            return Err(DsnError::WeakSslMode { mode });
        }
        Some(mode) => mode,
        None if roots == Roots::System => SslMode::VerifyFull,
        None => SslMode::Prefer,
    };
    let negotiation = given
        .one_of(
            "sslnegotiation",
            "one of postgres, direct",
            &[
                ("postgres", SslNegotiation::Postgres),
                ("direct", SslNegotiation::Direct),
            ],
        )?
        .unwrap_or_default();
    if negotiation == SslNegotiation::Direct && mode < SslMode::Require {
        return Err(DsnError::Value {
            name: "sslmode",
            expected: "require or stricter, as `sslnegotiation=direct` needs",
        });
    }
    let versions = [
        ("TLSv1", TlsVersion::V12),
        ("TLSv1.1", TlsVersion::V12),
        ("TLSv1.2", TlsVersion::V12),
        ("TLSv1.3", TlsVersion::V13),
    ];
    let lowest = given.one_of("ssl_min_protocol_version", VERSIONS, &versions)?;
    let highest = given.one_of("ssl_max_protocol_version", VERSIONS, &versions)?;
    let (lowest, highest) = (
        lowest.unwrap_or(TlsVersion::V12),
        highest.unwrap_or(TlsVersion::V13),
    );
    if lowest > highest {
        return Err(DsnError::Value {
            name: "ssl_max_protocol_version",
            expected: "at least `ssl_min_protocol_version`",
        });
    }
    Ok(TlsOptions {
        mode,
        roots,
        certificate: given.path("sslcert")?,
        key: given.path("sslkey")?,
        server_name_indication: flag(given, "sslsni")?.unwrap_or(true),
        negotiation,
        lowest,
        highest,
        channel_binding: given
            .one_of(
                "channel_binding",
                "one of disable, prefer, require",
                &[
                    ("disable", ChannelBinding::Disable),
                    ("prefer", ChannelBinding::Prefer),
                    ("require", ChannelBinding::Require),
                ],
            )?
            .unwrap_or(ChannelBinding::Prefer),
    })
}

fn tcp(given: &Given) -> Result<TcpOptions, DsnError> {
    let positive = |name| -> Result<Option<u64>, DsnError> {
        Ok(given
            .number(name)?
            .and_then(|it| u64::try_from(it).ok())
            .filter(|it| *it > 0))
    };
    let seconds = |name| Ok::<_, DsnError>(positive(name)?.map(Duration::from_secs));
    let connect_timeout = match given.number("connect_timeout")? {
        None => Some(CONNECT_TIMEOUT),
        Some(_) => seconds("connect_timeout")?,
    };
    Ok(TcpOptions {
        connect_timeout,
        keepalives: flag(given, "keepalives")?.unwrap_or(true),
        idle: seconds("keepalives_idle")?,
        interval: seconds("keepalives_interval")?,
        count: positive("keepalives_count")?.and_then(|it| u32::try_from(it).ok()),
        user_timeout: positive("tcp_user_timeout")?.map(Duration::from_millis),
    })
}

fn flag(given: &Given, name: &'static str) -> Result<Option<bool>, DsnError> {
    given.one_of(name, "0 or 1", &[("0", false), ("1", true)])
}

/// libpq's default role: the operating system's user.
fn os_user() -> String {
    nix::unistd::User::from_uid(nix::unistd::geteuid())
        .ok()
        .flatten()
        .map_or_else(|| "postgres".to_owned(), |user| user.name)
}
