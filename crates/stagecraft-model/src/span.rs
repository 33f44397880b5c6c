//! Where something stands in a file: bytes for machines, lines for people.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes and where it begins and ends for a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceSpan {
    /// First byte, from 0.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Line of the first byte, from 1.
    pub line: usize,
    /// Column of the first byte in characters, from 1.
    pub column: usize,
    /// Line of the last byte, from 1.
    pub end_line: usize,
}

/// The starts of a text's lines, for turning bytes into lines and columns.
#[derive(Debug, Clone)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Reads the line starts of `text`; `\n` ends a line.
    pub fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self { text, starts }
    }

    /// Returns the line, from 1, of a byte; past the end is the last line.
    pub fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte)
    }

    /// Returns the column in characters, from 1, of a byte.
    pub fn column(&self, byte: usize) -> usize {
        let start = self
            .starts
            .get(self.line(byte).saturating_sub(1))
            .copied()
            .unwrap_or(0);
        let mut end = byte.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text
            .get(start..end)
            .map_or(1, |it| it.chars().count() + 1)
    }

    /// Returns the span of the bytes `start..end`.
    pub fn span(&self, start: usize, end: usize) -> SourceSpan {
        SourceSpan {
            start,
            end,
            line: self.line(start),
            column: self.column(start),
            end_line: self.line(end.saturating_sub(1).max(start)),
        }
    }

    /// Returns the byte at which character `position` (from 1, as Postgres
    /// counts error positions) of `start..` stands.
    pub fn byte_of_character(&self, start: usize, position: usize) -> usize {
        self.text
            .get(start..)
            .and_then(|it| it.char_indices().nth(position.saturating_sub(1)))
            .map_or(self.text.len(), |(at, _)| start + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "a\nżółw x\n";
        let index = LineIndex::new(text);
        let at = text.find('x').unwrap();
        let span = index.span(at, at + 1);
        assert_eq!((span.line, span.column, span.end_line), (2, 6, 2));
        assert_eq!(index.byte_of_character(2, 6), at);
        assert_eq!(index.line(999), 3);
    }
}
