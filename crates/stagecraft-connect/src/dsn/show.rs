//! How an address is shown: as a URL, without what may be secret.

use std::fmt;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use tokio_postgres::config::{ChannelBinding, SslNegotiation, TargetSessionAttrs};

use super::{Dsn, Host, Roots, TlsVersion};
use crate::SslMode;

const PART: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'/')
    .add(b':')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?')
    .add(b'@')
    .add(b'[')
    .add(b']');

/// A directory keeps its slashes.
const DIRECTORY: &AsciiSet = &PART.remove(b'/');

impl fmt::Display for Host {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => formatter.write_str(name),
            Self::Address(address) => address.fmt(formatter),
            Self::Socket(directory) => directory.display().fmt(formatter),
        }
    }
}

impl fmt::Display for Dsn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let user = utf8_percent_encode(&self.user, PART);
        let password = if self.password.is_some() { ":***" } else { "" };
        let database = utf8_percent_encode(&self.database, PART);
        let port = self.port;
        write!(formatter, "postgres://{user}{password}@")?;
        match &self.host {
            Host::Name(name) => write!(formatter, "{name}:{port}/{database}")?,
            Host::Address(address) if address.is_ipv6() => {
                write!(formatter, "[{address}]:{port}/{database}")?;
            }
            Host::Address(address) => write!(formatter, "{address}:{port}/{database}")?,
            Host::Socket(_) => write!(formatter, "/{database}")?,
        }
        for (at, (name, value)) in self.shown_parameters().iter().enumerate() {
            let separator = if at == 0 { '?' } else { '&' };
            write!(formatter, "{separator}{name}={value}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Dsn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Dsn({self})")
    }
}

impl Dsn {
    /// What differs from the defaults. `options` may hold anything, so only
    /// its presence is shown.
    fn shown_parameters(&self) -> Vec<(&'static str, String)> {
        let encoded = |text: &str| utf8_percent_encode(text, DIRECTORY).to_string();
        let path = |path: &std::path::Path| encoded(&path.to_string_lossy());
        let mut shown = Vec::new();
        if let Host::Socket(directory) = &self.host {
            shown.push(("host", path(directory)));
            shown.push(("port", self.port.to_string()));
        }
        if let Some(dial) = self.dial {
            shown.push(("hostaddr", dial.to_string()));
        }
        if self.tls.mode != SslMode::Prefer {
            shown.push(("sslmode", self.tls.mode.to_string()));
        }
        match &self.tls.roots {
            Roots::Default => {}
            Roots::System => shown.push(("sslrootcert", "system".to_owned())),
            Roots::File(file) => shown.push(("sslrootcert", path(file))),
        }
        if let Some(file) = &self.tls.certificate {
            shown.push(("sslcert", path(file)));
        }
        if let Some(file) = &self.tls.key {
            shown.push(("sslkey", path(file)));
        }
        if !self.tls.server_name_indication {
            shown.push(("sslsni", "0".to_owned()));
        }
        if self.tls.negotiation == SslNegotiation::Direct {
            shown.push(("sslnegotiation", "direct".to_owned()));
        }
        if self.tls.lowest == TlsVersion::V13 {
            shown.push(("ssl_min_protocol_version", "TLSv1.3".to_owned()));
        }
        if self.tls.highest == TlsVersion::V12 {
            shown.push(("ssl_max_protocol_version", "TLSv1.2".to_owned()));
        }
        match self.tls.channel_binding {
            ChannelBinding::Disable => shown.push(("channel_binding", "disable".to_owned())),
            ChannelBinding::Require => shown.push(("channel_binding", "require".to_owned())),
            _ => {}
        }
        match self.session_attrs {
            TargetSessionAttrs::ReadWrite => {
                shown.push(("target_session_attrs", "read-write".to_owned()));
            }
            TargetSessionAttrs::ReadOnly => {
                shown.push(("target_session_attrs", "read-only".to_owned()));
            }
            _ => {}
        }
        if let Some(name) = &self.application_name {
            shown.push(("application_name", encoded(name)));
        }
        if self.options.is_some() {
            shown.push(("options", "***".to_owned()));
        }
        shown
    }
}
