//! Whom a connection trusts: anyone, a chain, or a chain and the host's name.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature,
    verify_tls13_signature_with_raw_key,
};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, DigitallySignedStruct, Error, RootCertStore, SignatureScheme};

use super::certificate;

/// Root certificates, parsed for chains and as they are for comparison.
#[derive(Debug)]
pub(super) struct Roots {
    pub(super) store: RootCertStore,
    pub(super) certificates: Vec<CertificateDer<'static>>,
}

/// Whom a connection trusts.
#[derive(Debug)]
pub(super) enum Trust {
    /// Whoever answers.
    Anyone,
    /// Whoever a root has signed for.
    Chain(Roots),
    /// The host that was named.
    ChainAndName(Roots),
}

/// Checks certificates as libpq would.
#[derive(Debug)]
pub(super) struct Verifier {
    trust: Trust,
    algorithms: WebPkiSupportedAlgorithms,
}

impl Verifier {
    pub(super) fn new(trust: Trust, provider: &Arc<CryptoProvider>) -> Self {
        Self {
            trust,
            algorithms: provider.signature_verification_algorithms,
        }
    }

    fn check_chain(
        &self,
        roots: &Roots,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<(), Error> {
        // A self-signed certificate that is its own root, as `openssl req
        // -x509` makes it, is a CA used as a server: OpenSSL takes it because
        // it is the very certificate that was trusted.
        if roots.certificates.iter().any(|root| root == end_entity) {
            return if certificate::is_in_time(end_entity, now) {
                Ok(())
            } else {
                Err(CertificateError::Expired.into())
            };
        }
        verify_server_cert_signed_by_trust_anchor(
            &ParsedCertificate::try_from(end_entity)?,
            &roots.store,
            intermediates,
            now,
            self.algorithms.all,
        )
    }
}

/// libpq takes the common name where there are no alternative names.
fn check_name(end_entity: &CertificateDer<'_>, host: &ServerName<'_>) -> Result<(), Error> {
    if let Some(name) = certificate::lone_common_name(end_entity) {
        return if matches_common_name(&name, &host.to_str()) {
            Ok(())
        } else {
            Err(CertificateError::NotValidForNameContext {
                expected: host.to_owned(),
                presented: vec![name],
            }
            .into())
        };
    }
    verify_server_name(&ParsedCertificate::try_from(end_entity)?, host)
}

/// A wildcard stands for one whole label at the left, as in libpq.
fn matches_common_name(name: &str, host: &str) -> bool {
    if name.eq_ignore_ascii_case(host) {
        return true;
    }
    name.strip_prefix("*.").is_some_and(|domain| {
        host.split_once('.')
            .is_some_and(|(label, rest)| !label.is_empty() && rest.eq_ignore_ascii_case(domain))
    })
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        match &self.trust {
            Trust::Anyone => {}
            Trust::Chain(roots) => self.check_chain(roots, end_entity, intermediates, now)?,
            Trust::ChainAndName(roots) => {
                self.check_chain(roots, end_entity, intermediates, now)?;
                check_name(end_entity, server_name)?;
            }
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        // The documentation of PostgreSQL makes certificates of version 1.
        match certificate::key_of_version_1(cert) {
            Some(key) => verify_tls13_signature_with_raw_key(message, &key, dss, &self.algorithms),
            None => verify_tls13_signature(message, cert, dss, &self.algorithms),
        }
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wildcard_is_one_label() {
        assert!(matches_common_name("*.example.org", "db.example.org"));
        assert!(matches_common_name("DB.example.org", "db.example.ORG"));
        assert!(!matches_common_name("*.example.org", "a.db.example.org"));
        assert!(!matches_common_name("*.example.org", "example.org"));
        assert!(!matches_common_name("*.example.org", ".example.org"));
    }
}
