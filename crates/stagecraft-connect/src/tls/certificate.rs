//! What a certificate says, for people and for channel binding.

use std::time::Duration;

use jiff::Timestamp;
use rustls::pki_types::{SubjectPublicKeyInfoDer, UnixTime};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use x509_cert::Certificate;
use x509_cert::der::oid::db::rfc4519::COMMON_NAME;
use x509_cert::der::oid::db::rfc5912::{
    ECDSA_WITH_SHA_256, ECDSA_WITH_SHA_384, ECDSA_WITH_SHA_512, SHA_1_WITH_RSA_ENCRYPTION,
    SHA_256_WITH_RSA_ENCRYPTION, SHA_384_WITH_RSA_ENCRYPTION, SHA_512_WITH_RSA_ENCRYPTION,
};
use x509_cert::der::{Decode as _, Encode as _};
use x509_cert::ext::pkix::SubjectAltName;

/// The server's certificate, for the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateDocument {
    /// Whom it names.
    pub subject: String,
    /// Who signed it.
    pub issuer: String,
    /// From when it is valid.
    pub not_before: Timestamp,
    /// Until when it is valid.
    pub not_after: Timestamp,
    /// SHA-256 of its DER form, 64 hex digits, as `openssl x509 -fingerprint
    /// -sha256` without the colons.
    pub sha256: String,
}

/// Returns what the certificate says, or nothing when it cannot be read.
pub(super) fn describe(der: &[u8]) -> Option<CertificateDocument> {
    let certificate = Certificate::from_der(der).ok()?.tbs_certificate;
    let (not_before, not_after) = validity(&certificate);
    Some(CertificateDocument {
        subject: certificate.subject.to_string(),
        issuer: certificate.issuer.to_string(),
        not_before: timestamp(not_before)?,
        not_after: timestamp(not_after)?,
        sha256: hex(&Sha256::digest(der)),
    })
}

/// Returns whether `now` lies in the certificate's time; an unreadable
/// certificate has none.
pub(super) fn is_in_time(der: &[u8], now: UnixTime) -> bool {
    Certificate::from_der(der)
        .ok()
        .map(|it| validity(&it.tbs_certificate))
        .is_some_and(|(from, until)| (from.as_secs()..=until.as_secs()).contains(&now.as_secs()))
}

/// Returns the common name when the certificate has no alternative names,
/// which would take its place.
pub(super) fn lone_common_name(der: &[u8]) -> Option<String> {
    let certificate = Certificate::from_der(der).ok()?.tbs_certificate;
    if !matches!(certificate.get::<SubjectAltName>(), Ok(None)) {
        return None;
    }
    let attribute = certificate
        .subject
        .0
        .iter()
        .flat_map(|names| names.0.iter())
        .find(|it| it.oid == COMMON_NAME)?;
    std::str::from_utf8(attribute.value.value())
        .ok()
        .map(str::to_owned)
}

/// Returns the public key of a certificate of X.509 version 1, which rustls
/// does not read by itself.
pub(super) fn key_of_version_1(der: &[u8]) -> Option<SubjectPublicKeyInfoDer<'static>> {
    let certificate = Certificate::from_der(der).ok()?.tbs_certificate;
    (certificate.version == x509_cert::Version::V1)
        .then(|| certificate.subject_public_key_info.to_der().ok())
        .flatten()
        .map(SubjectPublicKeyInfoDer::from)
}

/// Returns the `tls-server-end-point` binding of RFC 5929: the certificate's
/// digest by the hash of its signature, where MD5 and SHA-1 become SHA-256.
pub(super) fn end_point_binding(der: &[u8]) -> Option<Vec<u8>> {
    let algorithm = Certificate::from_der(der).ok()?.signature_algorithm.oid;
    if [
        SHA_1_WITH_RSA_ENCRYPTION,
        SHA_256_WITH_RSA_ENCRYPTION,
        ECDSA_WITH_SHA_256,
    ]
    .contains(&algorithm)
    {
        Some(Sha256::digest(der).to_vec())
    } else if [SHA_384_WITH_RSA_ENCRYPTION, ECDSA_WITH_SHA_384].contains(&algorithm) {
        Some(Sha384::digest(der).to_vec())
    } else if [SHA_512_WITH_RSA_ENCRYPTION, ECDSA_WITH_SHA_512].contains(&algorithm) {
        Some(Sha512::digest(der).to_vec())
    } else {
        // Ed25519 and RSA-PSS name no hash here; the RFC leaves them undefined.
        None
    }
}

fn validity(certificate: &x509_cert::TbsCertificate) -> (Duration, Duration) {
    let validity = &certificate.validity;
    (
        validity.not_before.to_unix_duration(),
        validity.not_after.to_unix_duration(),
    )
}

fn timestamp(since_epoch: Duration) -> Option<Timestamp> {
    Timestamp::from_second(i64::try_from(since_epoch.as_secs()).ok()?).ok()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
