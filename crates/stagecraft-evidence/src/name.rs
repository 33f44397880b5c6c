//! Names that survive every file system, shell and manifest.

use stagecraft_model::Digest;

use crate::Error;

/// The longest part between two slashes, in bytes.
const LONGEST_PART: usize = 200;

/// Says what is wrong with a file's name inside a bundle, if anything.
pub(crate) fn fault(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("it is empty");
    }
    if !name.bytes().all(allowed) {
        return Some("it has characters other than letters, digits, `.`, `_`, `-` and `/`");
    }
    for part in name.split('/') {
        if part.is_empty() {
            return Some("it begins or ends with a slash, or has two in a row");
        }
        if part == "." || part == ".." {
            return Some("it has `.` or `..` as a folder");
        }
        if part.len() > LONGEST_PART {
            return Some("a part of it is longer than 200 bytes");
        }
    }
    None
}

/// Refuses a name that [`fault`] objects to.
pub(crate) fn check(name: &str) -> Result<(), Error> {
    match fault(name) {
        None => Ok(()),
        Some(why) => Err(Error::NameNotPortable {
            name: name.to_owned(),
            why,
        }),
    }
}

/// Returns `part` as one portable part of a name: what is not portable becomes
/// `_`, and eight digits of the original's digest keep two such names apart.
/// A portable part stays as it is.
pub fn portable_name(part: &str) -> String {
    if !part.contains('/') && fault(part).is_none() {
        return part.to_owned();
    }
    let kept: String = part
        .chars()
        .map(|it| match u8::try_from(it) {
            Ok(byte) if allowed(byte) && byte != b'/' => it,
            _ => '_',
        })
        .take(LONGEST_PART - 9)
        .collect();
    let mark: String = Digest::of(part).hex().chars().take(8).collect();
    format!("{kept}-{mark}")
}

fn allowed(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nasty_names_are_refused() {
        let nasty = [
            "",
            "/etc/passwd",
            "a/",
            "a//b",
            "../a",
            "a/../b",
            ".",
            "a b",
            "a\nb",
            "a\rb",
            "a\\b",
            "żółw",
            "a:b",
            "a\0b",
            "%0a",
        ];
        for name in nasty {
            assert!(check(name).is_err(), "{name:?}");
        }
        assert!(check(&"x".repeat(201)).is_err());
        for name in ["10-target.json", "logs/apply/1_a.log", "..a", "-", "a.b"] {
            assert!(check(name).is_ok(), "{name:?}");
        }
    }

    #[test]
    fn any_text_can_be_made_portable() {
        assert_eq!(portable_name("20260101_shops"), "20260101_shops");
        let cases = ["żółw", "żołw", "a/b", "..", "", "a\nb", &"ż".repeat(999)];
        let made: std::collections::BTreeSet<_> =
            cases.iter().map(|it| portable_name(it)).collect();
        assert_eq!(made.len(), cases.len());
        for name in made {
            assert_eq!(fault(&name), None, "{name}");
        }
    }
}
