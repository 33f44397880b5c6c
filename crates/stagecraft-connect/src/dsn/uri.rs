//! The URL form, cut where libpq cuts it.
//!
//! A general URL parser would end the authority at a `#` or `?` and take the
//! last `@`; libpq takes the first `@` before the first `/`, so a password may
//! hold `#` and `?`.

use percent_encoding::percent_decode_str;

use super::parameter::Setting;
use crate::DsnError;

/// What a URL holds, and whether a later name may be shown.
pub(super) struct Parts {
    pub(super) settings: Vec<Setting>,
    pub(super) names_are_safe: bool,
}

/// Cuts what follows `postgresql://`.
pub(super) fn parse(rest: &str) -> Result<Parts, DsnError> {
    if rest.chars().any(|it| it.is_whitespace() || it.is_control()) {
        return Err(DsnError::WhiteSpace);
    }
    let mut settings = Vec::new();
    let authority_end = rest.find('/').unwrap_or(rest.len());
    let (userinfo, rest) = match rest.find('@').filter(|at| *at < authority_end) {
        Some(at) => {
            let (userinfo, rest) = rest.split_at(at);
            (Some(userinfo), rest.get(1..).unwrap_or(""))
        }
        None => (None, rest),
    };
    if let Some(userinfo) = userinfo {
        let (user, password) = userinfo.split_once(':').unwrap_or((userinfo, ""));
        push(&mut settings, "user", decode(user, "user's name")?);
        push(&mut settings, "password", decode(password, "password")?);
    }
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    if address.contains('@') || (userinfo.is_none() && rest.contains('@')) {
        return Err(DsnError::StrayAt);
    }
    let (host_spec, database) = address.split_once('/').unwrap_or((address, ""));
    host(host_spec, &mut settings)?;
    push(
        &mut settings,
        "dbname",
        decode(database, "database's name")?,
    );
    for (number, pair) in (1..).zip(query.split('&').filter(|it| !it.is_empty())) {
        let (name, value) = pair.split_once('=').ok_or(DsnError::NoValue { number })?;
        let name = String::from_utf8(decode(name, "name of a parameter")?).map_err(|_| {
            DsnError::NotUtf8 {
                part: "name of a parameter",
            }
        })?;
        let value = decode(value, "value of a parameter")?;
        settings.push(Setting {
            number,
            name,
            value,
        });
    }
    Ok(Parts {
        settings,
        names_are_safe: !rest.contains('@'),
    })
}

fn host(spec: &str, settings: &mut Vec<Setting>) -> Result<(), DsnError> {
    let count = spec.split(',').count();
    if count > 1 {
        return Err(DsnError::ManyHosts { count });
    }
    let (host, port) = if let Some(bracketed) = spec.strip_prefix('[') {
        let (literal, after) = bracketed.split_once(']').ok_or(DsnError::Brackets)?;
        if literal.parse::<std::net::Ipv6Addr>().is_err() {
            return Err(DsnError::Host);
        }
        let port = match after {
            "" => "",
            _ => after.strip_prefix(':').ok_or(DsnError::Brackets)?,
        };
        (literal, port)
    } else {
        spec.split_once(':').unwrap_or((spec, ""))
    };
    push(settings, "host", decode(host, "host")?);
    push(settings, "port", decode(port, "port")?);
    Ok(())
}

/// An empty part says nothing, as in libpq.
fn push(settings: &mut Vec<Setting>, name: &str, value: Vec<u8>) {
    if !value.is_empty() {
        settings.push(Setting {
            number: 0,
            name: name.to_owned(),
            value,
        });
    }
}

fn decode(text: &str, part: &'static str) -> Result<Vec<u8>, DsnError> {
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices('%') {
        let digits = bytes.get(at + 1..at + 3).unwrap_or_default();
        if digits.len() != 2 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return Err(DsnError::Percent { part });
        }
    }
    let decoded: Vec<u8> = percent_decode_str(text).collect();
    if decoded.contains(&0) {
        return Err(DsnError::Nul);
    }
    Ok(decoded)
}
