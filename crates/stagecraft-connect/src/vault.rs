//! A vault file: dotenv lines with the database's address in one of them.
//!
//! The file is parsed, never run by a shell, and nothing in it is substituted:
//! a `$` is a `$`, inside quotes and outside, whatever the environment holds.

#[cfg(test)]
mod cases;

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use stagecraft_model::{Finding, Severity};

use crate::{Error, Secret};

/// The keys that may hold the address, first come first served.
pub const KEYS: [&str; 3] = ["DATABASE_URL", "SUPABASE_DB_URL", "SUPABASE_URL"];

/// A file that is longer than this holds something else.
const LONGEST: u64 = 1024 * 1024;

/// The address found in a vault file.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Which of [`KEYS`] held it.
    pub key: &'static str,
    /// The line it stands on, from 1.
    pub line: usize,
    /// The address as it stands there.
    pub value: Secret,
    /// What a person should know about the file.
    pub findings: Vec<Finding>,
}

/// Reads the address from a vault file; a pipe is as good as a file.
pub fn read(path: &Path) -> Result<Entry, Error> {
    let unreadable = |source| Error::VaultUnreadable {
        path: path.to_owned(),
        source,
    };
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    let mut bytes = zeroize::Zeroizing::new(Vec::new());
    file.take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > LONGEST {
        return Err(Error::VaultTooLong {
            path: path.to_owned(),
        });
    }
    let mut entry = parse(path, &bytes)?;
    if metadata.is_file() {
        entry
            .findings
            .splice(0..0, readable_by_others(path, &metadata));
    }
    Ok(entry)
}

/// Finds the address in the bytes of a vault file named `path`.
pub fn parse(path: &Path, bytes: &[u8]) -> Result<Entry, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| Error::VaultNotText {
        path: path.to_owned(),
        line: line_of(bytes, error.valid_up_to()),
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = lines(path, text)?;
    let mut found: Vec<(&'static str, usize, Secret)> = Vec::new();
    for key in KEYS {
        let mut same = lines.iter().filter(|line| line.key == key);
        let Some(first) = same.next() else { continue };
        if let Some(other) = same.find(|other| other.value.bytes() != first.value.bytes()) {
            return Err(Error::VaultKeyTwice {
                path: path.to_owned(),
                key,
                first: first.number,
                second: other.number,
            });
        }
        found.push((key, first.number, first.value.clone()));
    }
    // A project's API address stands under `SUPABASE_URL` more often than not.
    let is_api = |(key, _, value): &(&str, usize, Secret)| {
        *key == "SUPABASE_URL" && value.text().starts_with("http")
    };
    let api_line = found.iter().find(|it| is_api(it)).map(|(_, line, _)| *line);
    found.retain(|it| !is_api(it));
    let others: Vec<_> = found.get(1..).unwrap_or_default().to_vec();
    let Some((key, line, value)) = found.into_iter().next() else {
        return Err(match api_line {
            Some(line) => Error::VaultOnlyApi {
                path: path.to_owned(),
                line,
            },
            None => Error::VaultKeyMissing {
                path: path.to_owned(),
                is_empty: lines.is_empty(),
            },
        });
    };
    if value.bytes().is_empty() {
        return Err(Error::VaultValueEmpty {
            path: path.to_owned(),
            line,
            key,
        });
    }
    let shown = path.display().to_string();
    let mut findings = Vec::new();
    for (other, other_line, other_value) in others {
        if other_value.bytes() != value.bytes() {
            findings.push(
                Finding::new(
                    "several-addresses",
                    Severity::Warning,
                    &shown,
                    format!(
                        "{shown}:{line} `{key}` is used; `{other}` on line {other_line} differs \
                         and is passed over"
                    ),
                )
                .help("keep one of them in the file"),
            );
        }
    }
    if looks_substituted(value.text()) {
        findings.push(
            Finding::new(
                "substitution-in-vault-file",
                Severity::Note,
                &shown,
                format!("{shown}:{line} `{key}` holds `${{…}}`, which is taken as it stands"),
            )
            .why("A vault file is parsed, not run by a shell: nothing is substituted.")
            .help("write the whole address out"),
        );
    }
    Ok(Entry {
        key,
        line,
        value,
        findings,
    })
}

struct Line {
    key: String,
    number: usize,
    value: Secret,
}

/// Parses with dotenvy, whose substitution is kept out by standing in for
/// every `$` that it would look at.
fn lines(path: &Path, text: &str) -> Result<Vec<Line>, Error> {
    let stand_in = ('\u{e000}'..='\u{f8ff}')
        .find(|it| !text.contains(*it))
        .unwrap_or('\u{f8ff}');
    let guarded = guard_dollars(text, stand_in);
    let handed_out = Cell::new(0);
    let reader = LineByLine {
        rest: guarded.as_bytes(),
        handed_out: &handed_out,
    };
    let mut lines = Vec::new();
    let mut parsed = dotenvy::Iter::new(reader);
    loop {
        let before = handed_out.get();
        match parsed.next() {
            None => return Ok(lines),
            Some(Ok((key, value))) => lines.push(Line {
                number: first_line_with(&guarded, before, &key),
                key,
                value: Secret::from(value.replace(stand_in, "$")),
            }),
            // dotenvy's error holds the line, and the line may hold the secret.
            Some(Err(_)) => {
                return Err(Error::VaultSyntax {
                    path: path.to_owned(),
                    line: first_line_with(&guarded, before, ""),
                });
            }
        }
    }
}

/// dotenvy passes over empty lines and comments on its way: the entry begins
/// at the next line that is neither.
fn first_line_with(text: &str, lines_before: usize, key: &str) -> usize {
    text.split('\n')
        .enumerate()
        .skip(lines_before)
        .find(|(_, line)| {
            let line = line.trim_start();
            !line.is_empty() && !line.starts_with('#') && line.contains(key)
        })
        .map_or(lines_before + 1, |(at, _)| at + 1)
}

fn guard_dollars(text: &str, stand_in: char) -> String {
    let mut escaped = false;
    text.chars()
        .map(|character| {
            let guarded = if character == '$' && !escaped {
                stand_in
            } else {
                character
            };
            escaped = character == '\\' && !escaped;
            guarded
        })
        .collect()
}

fn looks_substituted(value: &str) -> bool {
    value.split("${").skip(1).any(|after| {
        after.split_once('}').is_some_and(|(name, _)| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|it| it.is_ascii_alphanumeric() || it == '_')
        })
    })
}

/// Hands out one line at a time, so that a parser that says nothing of lines
/// can be asked how far it came.
struct LineByLine<'a> {
    rest: &'a [u8],
    handed_out: &'a Cell<usize>,
}

impl Read for LineByLine<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let line = self
            .rest
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(self.rest.len(), |at| at + 1);
        let length = line.min(buffer.len());
        let (now, later) = self.rest.split_at(length);
        if let Some(start) = buffer.get_mut(..length) {
            start.copy_from_slice(now);
        }
        self.rest = later;
        if now.ends_with(b"\n") {
            self.handed_out.set(self.handed_out.get() + 1);
        }
        Ok(length)
    }
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    let before = bytes.get(..at).unwrap_or(bytes);
    before.split(|byte| *byte == b'\n').count()
}

#[cfg(unix)]
fn readable_by_others(path: &Path, metadata: &std::fs::Metadata) -> Option<Finding> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = metadata.permissions().mode() & 0o777;
    let shown = path.display().to_string();
    (mode & 0o044 != 0).then(|| {
        Finding::new(
            "vault-file-readable-by-others",
            Severity::Warning,
            &shown,
            format!("{shown} can be read by {} (mode {mode:03o})", readers(mode)),
        )
        .why("Whoever reads the file has the database.")
        .help(format!("run `chmod 600 {}`", quoted(path)))
    })
}

#[cfg(not(unix))]
fn readable_by_others(_path: &Path, _metadata: &std::fs::Metadata) -> Option<Finding> {
    None
}

#[cfg(unix)]
fn readers(mode: u32) -> &'static str {
    match (mode & 0o040 != 0, mode & 0o004 != 0) {
        (true, true) => "its group and everyone else",
        (true, false) => "its group",
        _ => "everyone",
    }
}

#[cfg(unix)]
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |it: char| it.is_alphanumeric() || matches!(it, '/' | '.' | '-' | '_');
    if text.chars().all(plain) {
        text
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

/// Returns whether both name the same file.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    let canonical = |path: &Path| -> Option<PathBuf> { path.canonicalize().ok() };
    canonical(one).is_some_and(|it| canonical(other) == Some(it))
}
