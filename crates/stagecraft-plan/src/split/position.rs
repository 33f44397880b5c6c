//! Spans of a text that is walked from front to back: a line is counted once,
//! however long the file or the line is.

use stagecraft_model::SourceSpan;

/// Where the walk stands.
#[derive(Debug, Clone)]
pub(crate) struct Position<'a> {
    text: &'a str,
    byte: usize,
    line: usize,
    column: usize,
}

impl<'a> Position<'a> {
    /// Starts at the beginning of `text`.
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            byte: 0,
            line: 1,
            column: 1,
        }
    }

    /// Starts at a span of `text`.
    pub(crate) fn at(text: &'a str, span: SourceSpan) -> Self {
        Self {
            text,
            byte: span.start,
            line: span.line,
            column: span.column,
        }
    }

    /// Returns the span of `start..end`; `start` is not before an earlier one.
    pub(crate) fn span(&mut self, start: usize, end: usize) -> SourceSpan {
        self.walk_to(start);
        let text = self.text.get(start..end).unwrap_or("");
        let last_line = text
            .strip_suffix('\n')
            .unwrap_or(text)
            .matches('\n')
            .count();
        SourceSpan {
            start,
            end,
            line: self.line,
            column: self.column,
            end_line: self.line + last_line,
        }
    }

    fn walk_to(&mut self, byte: usize) {
        let Some(passed) = self.text.get(self.byte..byte) else {
            return;
        };
        let newlines = passed.matches('\n').count();
        self.line += newlines;
        self.column = match passed.rfind('\n') {
            Some(at) => passed.get(at + 1..).map_or(0, |it| it.chars().count()) + 1,
            None => self.column + passed.chars().count(),
        };
        self.byte = byte;
    }
}

#[cfg(test)]
mod tests {
    use stagecraft_model::LineIndex;

    use super::*;

    #[test]
    fn agrees_with_the_line_index() {
        let text = "ż;\n\nab\r\n\ncż";
        let index = LineIndex::new(text);
        let mut position = Position::new(text);
        let starts: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
        for start in starts {
            assert_eq!(
                position.span(start, text.len()),
                index.span(start, text.len())
            );
        }
    }
}
