//! Looks for secrets in bytes that arrive in chunks.

use std::collections::BTreeSet;
use std::ops::Range;

use super::rules::compiled;

/// A line without an end is looked at in pieces of this size, in bytes.
const LONGEST_LINE: usize = 16 * 1024 * 1024;

/// Something that looks like a secret: where and why, never what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// The line, from 1.
    pub line: usize,
    /// The rule's id.
    pub rule: &'static str,
}

/// Looks for secrets in a stream of chunks; where chunks are cut makes no
/// difference.
#[derive(Debug, Default)]
pub struct Scanner {
    /// The last whole line and what follows it: a secret may span two lines.
    pending: Vec<u8>,
    /// How many lines came before `pending`.
    lines_before: usize,
    found: BTreeSet<Sighting>,
}

impl Scanner {
    /// Returns a scanner that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Looks at the next chunk.
    pub fn feed(&mut self, chunk: &[u8]) {
        self.pending.extend_from_slice(chunk);
        let end = match self.pending.iter().rposition(|it| *it == b'\n') {
            Some(at) => at + 1,
            None if self.pending.len() > LONGEST_LINE => self.pending.len(),
            None => return,
        };
        let whole = self.pending.get(..end).unwrap_or_default();
        self.found.extend(sightings(whole, self.lines_before));
        // Keep the last whole line, with what follows it.
        let keep = whole
            .strip_suffix(b"\n")
            .and_then(|it| it.iter().rposition(|it| *it == b'\n'))
            .map_or(0, |at| at + 1);
        let keep = if end - keep > LONGEST_LINE { end } else { keep };
        self.lines_before += count_lines(self.pending.get(..keep).unwrap_or_default());
        self.pending.drain(..keep);
    }

    /// Returns everything seen, by line.
    pub fn finish(mut self) -> Vec<Sighting> {
        self.found
            .extend(sightings(&self.pending, self.lines_before));
        self.found.into_iter().collect()
    }
}

/// Returns what looks like a secret in `text`, by line.
pub fn scan(text: &str) -> Vec<Sighting> {
    let found: BTreeSet<_> = sightings(text.as_bytes(), 0).into_iter().collect();
    found.into_iter().collect()
}

fn sightings(bytes: &[u8], lines_before: usize) -> Vec<Sighting> {
    let text = String::from_utf8_lossy(bytes);
    let mut found = Vec::new();
    let mut claimed: Vec<Range<usize>> = Vec::new();
    for (rule, regex) in compiled().occurring(&text) {
        for captures in regex.captures_iter(&text) {
            let Some(secret) = captures.iter().flatten().last() else {
                continue;
            };
            let range = secret.range();
            // The first rule that applies names it, as when redacting.
            let is_claimed = claimed
                .iter()
                .any(|it| it.start < range.end && range.start < it.end);
            if is_claimed || !(rule.is_secret)(secret.as_str()) {
                continue;
            }
            let before = text.get(..range.start).unwrap_or_default();
            found.push(Sighting {
                line: lines_before + count_lines(before.as_bytes()) + 1,
                rule: rule.id,
            });
            claimed.push(range);
        }
    }
    found
}

fn count_lines(bytes: &[u8]) -> usize {
    bytes.split(|it| *it == b'\n').count() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_chunks_are_cut_makes_no_difference() {
        let text = "one\ntwo postgres://u:hunter2@h/d\nthree\nalter role x password\n'hunter2';\n\
                    sbp_0123456789abcdef0123456789abcdef01234567";
        let expected = scan(text);
        let lines: Vec<_> = expected.iter().map(|it| it.line).collect();
        assert_eq!(lines, [2, 5, 6]);
        for size in 1..text.len() {
            let mut scanner = Scanner::new();
            for chunk in text.as_bytes().chunks(size) {
                scanner.feed(chunk);
            }
            assert_eq!(scanner.finish(), expected, "chunks of {size}");
        }
    }
}
