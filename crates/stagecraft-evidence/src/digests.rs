//! Both digests of a file in one read.

use std::io::{self, Read};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// How many bytes are read at once.
const CHUNK: usize = 128 * 1024;

/// A file's size and digests, as lower-case hex like the standard tools print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digests {
    /// Size in bytes.
    pub bytes: u64,
    /// As `sha256sum` prints it.
    pub sha256: String,
    /// As `b3sum` prints it.
    pub blake3: String,
}

impl Digests {
    /// Returns the digests of `bytes`.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut hashers = Hashers::default();
        hashers.update(bytes);
        hashers.finish()
    }

    /// Reads to the end, once; `also` sees every chunk on the way.
    pub(crate) fn read(
        mut reader: impl Read,
        mut also: impl FnMut(&[u8]),
    ) -> Result<Self, io::Error> {
        let mut hashers = Hashers::default();
        let mut buffer = vec![0; CHUNK];
        loop {
            let n_read = match reader.read(&mut buffer) {
                Ok(0) => return Ok(hashers.finish()),
                Ok(n_read) => n_read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let chunk = buffer.get(..n_read).unwrap_or_default();
            hashers.update(chunk);
            also(chunk);
        }
    }
}

#[derive(Default)]
struct Hashers {
    bytes: u64,
    sha256: Sha256,
    blake3: blake3::Hasher,
}

impl Hashers {
    fn update(&mut self, chunk: &[u8]) {
        self.bytes += chunk.len() as u64;
        self.sha256.update(chunk);
        self.blake3.update(chunk);
    }

    fn finish(self) -> Digests {
        Digests {
            bytes: self.bytes,
            sha256: hex(&self.sha256.finalize()),
            blake3: self.blake3.finalize().to_hex().to_string(),
        }
    }
}

/// Returns the SHA-256 of `bytes` in hex.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_vectors_hold() {
        let empty = Digests::of(b"");
        assert_eq!(
            empty.sha256,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            empty.blake3,
            "af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262"
        );
        let long = vec![7; CHUNK * 2 + 1];
        let mut seen = 0;
        let read = Digests::read(long.as_slice(), |it| seen += it.len()).unwrap();
        assert_eq!(read, Digests::of(&long));
        assert_eq!(seen as u64, read.bytes);
    }
}
