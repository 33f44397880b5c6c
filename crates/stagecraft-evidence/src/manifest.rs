//! `SHA256SUMS` and `B3SUMS`: lists of digests that standard tools check.
//!
//! One line per file: 64 lower-case hex digits, two spaces, the name, `\n`;
//! sorted by name. Anything else is malformed, since a tool that is more
//! forgiving than ours would see another bundle.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::name;

/// The list for `sha256sum -c --strict`; names every file but itself.
pub(crate) const SHA256: &str = "SHA256SUMS";
/// The list for `b3sum -c`; names every file but the two lists.
pub(crate) const BLAKE3: &str = "B3SUMS";

/// Digests by name.
pub(crate) type Entries = BTreeMap<String, String>;

/// What is wrong with one line; line 0 is the whole file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Malformed {
    pub(crate) line: usize,
    pub(crate) why: String,
}

/// Returns the list's text.
pub(crate) fn render(entries: &Entries) -> String {
    let mut text = String::new();
    for (name, digest) in entries {
        let _ = writeln!(text, "{digest}  {name}");
    }
    text
}

/// Reads a list: what it says, and every line that is not as we write it.
pub(crate) fn parse(bytes: &[u8]) -> (Entries, Vec<Malformed>) {
    let mut entries = Entries::new();
    let mut wrong = Vec::new();
    if bytes.is_empty() {
        wrong.push(malformed(0, "it is empty"));
    } else if !bytes.ends_with(b"\n") {
        wrong.push(malformed(0, "its last line has no end"));
    }
    let body = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    let mut previous = String::new();
    for (line, raw) in (1..).zip(body.split(|it| *it == b'\n')) {
        if bytes.is_empty() {
            break;
        }
        match entry(raw) {
            Ok((digest, name)) => {
                if !previous.is_empty() && name <= previous.as_str() {
                    wrong.push(malformed(line, "it is out of order or repeats a name"));
                }
                name.clone_into(&mut previous);
                entries.insert(name.to_owned(), digest.to_owned());
            }
            Err(why) => wrong.push(malformed(line, why)),
        }
    }
    (entries, wrong)
}

fn entry(raw: &[u8]) -> Result<(&str, &str), &'static str> {
    if raw.ends_with(b"\r") {
        return Err("it ends with CR LF");
    }
    let text = std::str::from_utf8(raw).map_err(|_| "it is not UTF-8")?;
    let (digest, name) = text
        .split_once("  ")
        .ok_or("it is not a digest, two spaces and a name")?;
    let is_digest = digest.len() == 64
        && digest
            .bytes()
            .all(|it| it.is_ascii_digit() || (b'a'..=b'f').contains(&it));
    if !is_digest {
        return Err("it does not begin with 64 lower-case hex digits");
    }
    if name::fault(name).is_some() {
        return Err("its file's name is not portable");
    }
    Ok((digest, name))
}

fn malformed(line: usize, why: &str) -> Malformed {
    Malformed {
        line,
        why: why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_rendered_parses() {
        let entries = Entries::from([
            ("b/c.log".to_owned(), "0".repeat(64)),
            ("a.json".to_owned(), "f".repeat(64)),
        ]);
        let text = render(&entries);
        assert_eq!(parse(text.as_bytes()), (entries, vec![]));
        assert!(text.starts_with("ffff"));
    }

    #[test]
    fn other_shapes_are_malformed() {
        let digest = "0".repeat(64);
        let cases: &[(Vec<u8>, usize)] = &[
            (Vec::new(), 0),
            (format!("{digest}  a").into_bytes(), 0),
            (format!("{digest}  a\r\n").into_bytes(), 1),
            (format!("{digest}  b\n{digest}  a\n").into_bytes(), 2),
            (format!("{digest}  a\n{digest}  a\n").into_bytes(), 2),
            (format!("{digest} *a\n").into_bytes(), 1),
            (format!("\u{feff}{digest}  a\n").into_bytes(), 1),
            (format!("{}  a\n", "A".repeat(64)).into_bytes(), 1),
            (format!("{digest}  ../a\n").into_bytes(), 1),
            (format!("{digest}  a\n\n").into_bytes(), 2),
            (format!("\\{digest}  a\\nb\n").into_bytes(), 1),
            (vec![0xff, b'\n'], 1),
        ];
        for (bytes, line) in cases {
            let (_, wrong) = parse(bytes);
            assert_eq!(wrong.first().map(|it| it.line), Some(*line), "{bytes:?}");
        }
    }
}
