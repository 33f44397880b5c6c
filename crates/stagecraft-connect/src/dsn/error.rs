//! What is wrong with a database address, without a byte of it that could
//! belong to the password.

use std::borrow::Cow;

use stagecraft_model::{ErrorClass, Fault};

/// What is wrong with a database address; never echoes any of it but names
/// that cannot be part of a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DsnError {
    /// Nothing was given.
    #[error("the address is empty")]
    Empty,
    /// An HTTP address, such as a project's API.
    #[error("this is an HTTP address, not a database's")]
    Http,
    /// Neither of the two forms.
    #[error("neither a `postgresql://` URL nor `keyword=value` pairs")]
    Form,
    /// A zero byte.
    #[error("the address holds a zero byte")]
    Nul,
    /// White space or a control character in a URL.
    #[error("white space stands in the URL")]
    WhiteSpace,
    /// An `@` after the one that ends the password.
    #[error("an `@` or `/` stands unencoded in the password, or an `@` in the host or database")]
    StrayAt,
    /// A `%` that begins no byte.
    #[error("the {part} holds a `%` that two hex digits do not follow")]
    Percent {
        /// Which part of the URL.
        part: &'static str,
    },
    /// Bytes that are no text.
    #[error("the {part} is not UTF-8")]
    NotUtf8 {
        /// Which part of the address.
        part: &'static str,
    },
    /// No host at all.
    #[error("no host is named")]
    HostMissing,
    /// Several hosts.
    #[error("{count} hosts are named")]
    ManyHosts {
        /// How many.
        count: usize,
    },
    /// Something that is neither a name, an address nor a directory.
    #[error("the host is neither a name, an IP address nor a socket directory")]
    Host,
    /// An IPv6 literal without its end.
    #[error("the `[` of an IPv6 address has no `]`, or something other than a port follows it")]
    Brackets,
    /// Not a port.
    #[error("the port is not a number from 1 to 65535")]
    Port,
    /// A pair without `=`.
    #[error("parameter {number} has no `=`")]
    NoValue {
        /// Counted from 1.
        number: usize,
    },
    /// A quote that does not end.
    #[error("the quote of parameter {number} has no end")]
    Quote {
        /// Counted from 1.
        number: usize,
    },
    /// A parameter that no client knows, and it is safe to name.
    #[error("parameter `{name}` is unknown")]
    Unknown {
        /// As it was written.
        name: String,
        /// A known name that looks like it.
        close: Option<&'static str>,
    },
    /// A parameter that no client knows and that may be part of a password.
    #[error("parameter {number} is unknown")]
    UnknownUnnamed {
        /// Counted from 1.
        number: usize,
    },
    /// A parameter that would change what is meant and is not supported.
    #[error("parameter `{name}` is not supported: {why}")]
    Unsupported {
        /// libpq's name.
        name: &'static str,
        /// Why it cannot be passed over.
        why: &'static str,
    },
    /// A parameter with a value that it cannot have.
    #[error("`{name}` is not {expected}")]
    Value {
        /// libpq's name.
        name: &'static str,
        /// What it may be.
        expected: &'static str,
    },
    /// A `sslmode` that is too weak for `sslrootcert=system`.
    #[error("`sslmode={mode}` is too weak for `sslrootcert=system`")]
    WeakSslMode {
        /// The mode that was given.
        mode: crate::SslMode,
    },
    /// What the dashboard writes where the password belongs.
    #[error("the password is still the dashboard's placeholder")]
    Placeholder,
}

impl Fault for DsnError {
    fn class(&self) -> ErrorClass {
        ErrorClass::Usage
    }

    fn hint(&self) -> Option<Cow<'static, str>> {
        Some(match self {
            Self::Empty | Self::Form | Self::HostMissing => {
                "write `postgresql://user:password@host:5432/database`".into()
            }
            Self::Http => "the database's address begins with `postgresql://`: on Supabase it \
                 stands under Connect, Session pooler"
                .into(),
            Self::Nul | Self::NotUtf8 { .. } => "write the address as plain text".into(),
            Self::WhiteSpace => {
                "write a space as `%20`, and see that no line break came along".into()
            }
            Self::StrayAt => "in a URL a password's `@` is written `%40`, its `/` is `%2F`, \
                              its `%` is `%25`"
                .into(),
            Self::Percent { .. } => "write a `%` as `%25`".into(),
            Self::ManyHosts { .. } => {
                "name one host: what is proven of one server says nothing of another".into()
            }
            Self::Host => "write a host name, an IPv4 address, an IPv6 address in brackets, or \
                 `?host=/directory` for a socket"
                .into(),
            Self::Brackets => "write an IPv6 address as `[2001:db8::1]:5432`".into(),
            Self::Port => "on Supabase 5432 is the session pooler, 6543 the transaction pooler; \
                 a `:` in the user's name is written `%3A`"
                .into(),
            Self::NoValue { .. } | Self::UnknownUnnamed { .. } => {
                "quote a value with spaces, as in `password='a b'`; in a URL write a space as \
                 `%20` and an `&` as `%26`"
                    .into()
            }
            Self::Quote { .. } => "end it with `'`, and write a quote inside as `\\'`".into(),
            Self::Unknown { close, .. } => match close {
                Some(close) => format!("did you mean `{close}`?").into(),
                None => "take it out: only libpq's parameters are known".into(),
            },
            Self::Unsupported { .. } => "take it out of the address".into(),
            Self::Value { .. } => return None,
            Self::WeakSslMode { .. } => {
                "use `sslmode=verify-full`, or name a file with `sslrootcert`".into()
            }
            Self::Placeholder => "put the database's password where `[YOUR-PASSWORD]` stands, \
                 percent-encoded and without the brackets"
                .into(),
        })
    }
}
