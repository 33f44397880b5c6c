//! From a host's name to the addresses to try, IPv4 before IPv6.

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

/// Where addresses come from.
#[derive(Debug, Clone, Default)]
pub enum Resolver {
    /// The operating system's: `/etc/hosts`, DNS and what else it is set to.
    #[default]
    System,
    /// These; a name that is not among them is unknown.
    Fixed(BTreeMap<String, Vec<IpAddr>>),
}

/// The addresses of a host, by family, in the resolver's order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addresses {
    /// The host's A records.
    pub ipv4: Vec<Ipv4Addr>,
    /// The host's AAAA records.
    pub ipv6: Vec<Ipv6Addr>,
}

impl Addresses {
    /// Returns the addresses in the order in which they are tried.
    pub fn in_order(&self) -> impl Iterator<Item = IpAddr> + '_ {
        let ipv4 = self.ipv4.iter().copied().map(IpAddr::V4);
        ipv4.chain(self.ipv6.iter().copied().map(IpAddr::V6))
    }
}

impl FromIterator<IpAddr> for Addresses {
    fn from_iter<I: IntoIterator<Item = IpAddr>>(addresses: I) -> Self {
        let mut found = Self::default();
        for address in addresses {
            match address {
                IpAddr::V4(it) if !found.ipv4.contains(&it) => found.ipv4.push(it),
                IpAddr::V6(it) if !found.ipv6.contains(&it) => found.ipv6.push(it),
                _ => {}
            }
        }
        found
    }
}

impl Resolver {
    /// Looks up the addresses of `name`.
    pub(crate) async fn look_up(&self, name: &str, port: u16) -> io::Result<Addresses> {
        match self {
            Self::System => {
                let found = tokio::net::lookup_host((name, port)).await?;
                Ok(found.map(|it| it.ip()).collect())
            }
            Self::Fixed(known) => known
                .get(name)
                .map(|it| it.iter().copied().collect())
                .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such host")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ipv4_goes_first_and_nothing_twice() {
        let addresses: Addresses = ["::1", "127.0.0.1", "::1", "10.0.0.1", "127.0.0.1"]
            .iter()
            .map(|it| it.parse::<IpAddr>().unwrap())
            .collect();
        let order: Vec<_> = addresses.in_order().map(|it| it.to_string()).collect();
        assert_eq!(order, ["127.0.0.1", "10.0.0.1", "::1"]);
    }
}
