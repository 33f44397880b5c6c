//! TLS by rustls with libpq's meaning of every `sslmode`.

mod certificate;
mod connector;
mod verifier;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::pem::{self, PemObject as _};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore};
use serde::{Deserialize, Serialize};
use tokio_postgres::config::SslNegotiation;

pub use certificate::CertificateDocument;
pub use connector::{Handshake, TlsConnector, TlsError, TlsStream};
use verifier::{Roots, Trust, Verifier};

use crate::Error;
use crate::dsn::{self, TlsOptions, TlsVersion};

/// What was checked of the server's certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verification {
    /// Nothing: the connection is private, but with whom is not known.
    None,
    /// That a trusted root signed it.
    Chain,
    /// That a trusted root signed it and that it names the host.
    ChainAndName,
}

/// Builds the connector for a target; `home` is where libpq's default files
/// lie.
pub(crate) fn connector(options: &TlsOptions, home: Option<&Path>) -> Result<TlsConnector, Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let trust = trust(options, home)?;
    let verification = match trust {
        Trust::Anyone => Verification::None,
        Trust::Chain(_) => Verification::Chain,
        Trust::ChainAndName(_) => Verification::ChainAndName,
    };
    let versions: &[&rustls::SupportedProtocolVersion] = match (options.lowest, options.highest) {
        (TlsVersion::V13, _) => &[&rustls::version::TLS13],
        (_, TlsVersion::V12) => &[&rustls::version::TLS12],
        _ => &[&rustls::version::TLS13, &rustls::version::TLS12],
    };
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(versions)
        .map_err(Error::TlsSetUp)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Verifier::new(trust, &provider)));
    let mut config = match &options.certificate {
        None => builder.with_no_client_auth(),
        Some(file) => {
            let (chain, key) = client_certificate(file, options.key.as_deref())?;
            builder
                .with_client_auth_cert(chain, key)
                .map_err(|source| Error::ClientCertificate {
                    path: file.clone(),
                    source,
                })?
        }
    };
    config.enable_sni = options.server_name_indication;
    // A resumed session shows no certificate, and a proof wants to see it.
    config.resumption = rustls::client::Resumption::disabled();
    if options.negotiation == SslNegotiation::Direct {
        config.alpn_protocols = vec![b"postgresql".to_vec()];
    }
    Ok(TlsConnector::new(Arc::new(config), verification))
}

/// libpq checks the chain as soon as there is a root certificate file,
/// whatever the mode; the mode decides whether the file must be there.
fn trust(options: &TlsOptions, home: Option<&Path>) -> Result<Trust, Error> {
    let roots = match &options.roots {
        dsn::Roots::System => Some(system_roots()?),
        dsn::Roots::File(path) if path.exists() => Some(file_roots(path)?),
        dsn::Roots::File(path) if options.mode.verifies() => {
            return Err(Error::RootCertificatesMissing { path: path.clone() });
        }
        dsn::Roots::File(_) => None,
        dsn::Roots::Default => {
            let path = home.map(|it| it.join(".postgresql/root.crt"));
            match path.filter(|it| it.exists()) {
                Some(path) => Some(file_roots(&path)?),
                None if options.mode.verifies() => {
                    return Err(Error::RootCertificatesMissing {
                        path: PathBuf::from("~/.postgresql/root.crt"),
                    });
                }
                None => None,
            }
        }
    };
    Ok(match roots {
        None => Trust::Anyone,
        Some(roots) if options.mode == crate::SslMode::VerifyFull => Trust::ChainAndName(roots),
        Some(roots) => Trust::Chain(roots),
    })
}

fn file_roots(path: &Path) -> Result<Roots, Error> {
    let certificates = certificates(path)?;
    let mut store = RootCertStore::empty();
    let (added, _) = store.add_parsable_certificates(certificates.iter().cloned());
    if added == 0 && certificates.is_empty() {
        return Err(Error::CertificateFileEmpty {
            path: path.to_owned(),
        });
    }
    Ok(Roots {
        store,
        certificates,
    })
}

fn system_roots() -> Result<Roots, Error> {
    let found = rustls_native_certs::load_native_certs();
    let mut store = RootCertStore::empty();
    let (added, _) = store.add_parsable_certificates(found.certs.iter().cloned());
    if added == 0 {
        return Err(Error::SystemRootsMissing);
    }
    Ok(Roots {
        store,
        certificates: found.certs,
    })
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, Error> {
    CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect::<Result<Vec<_>, pem::Error>>)
        .map_err(|source| Error::CertificateFile {
            path: path.to_owned(),
            source,
        })
}

fn client_certificate(
    file: &Path,
    key: Option<&Path>,
) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), Error> {
    let chain = certificates(file)?;
    if chain.is_empty() {
        return Err(Error::CertificateFileEmpty {
            path: file.to_owned(),
        });
    }
    let key_file = key.unwrap_or(file);
    let key = PrivateKeyDer::from_pem_file(key_file).map_err(|source| Error::CertificateFile {
        path: key_file.to_owned(),
        source,
    })?;
    Ok((chain, key))
}
