//! Random names and passwords from the operating system.

use std::fmt::Write as _;
use std::io::Read as _;

/// Returns `bytes` random bytes as lower-case hex digits.
pub(crate) fn hex(bytes: usize) -> std::io::Result<String> {
    let mut buffer = vec![0; bytes];
    std::fs::File::open("/dev/urandom")?.read_exact(&mut buffer)?;
    let mut text = String::with_capacity(bytes * 2);
    for byte in buffer {
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}
