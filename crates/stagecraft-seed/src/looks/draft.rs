//! A text on its way: a fixed start, decoration that may be cut, the number,
//! and a fixed end.

use super::token::{Token, power};

/// A text that is being appended to another.
pub(super) struct Draft<'a> {
    pub(super) out: &'a mut String,
    start: usize,
    /// Where the decoration starts.
    head: usize,
}

impl<'a> Draft<'a> {
    /// Starts with what is never cut.
    pub(super) fn after(out: &'a mut String, lead: &str) -> Self {
        let start = out.len();
        out.push_str(lead);
        let head = out.len();
        Self { out, start, head }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Ends the text with a token, or without one.
    ///
    /// With one, distinct numbers make distinct texts whatever the decoration
    /// is: `between` is no digit, so that the token can be found again, and a
    /// text that has no room for its fixed parts is nothing but the token.
    pub(super) fn finish(
        self,
        token: Option<Token>,
        between: &str,
        end: &[&str],
        longest: Option<usize>,
    ) {
        let Some(token) = token else {
            return self.finish_plain(end, longest);
        };
        let Self { out, start, head } = self;
        if let Some(longest) = longest {
            let fixed = chars(out, start, head) + token.len() + bytes(end);
            if fixed > longest {
                out.truncate(start);
                return bare(token, longest, out);
            }
            let room = (longest - fixed).saturating_sub(between.len());
            cut(out, head, room);
        }
        if out.len() > head {
            out.push_str(between);
        }
        token.push(out);
        out.extend(end.iter().copied());
    }

    fn finish_plain(self, end: &[&str], longest: Option<usize>) {
        let Self { out, start, head } = self;
        if let Some(longest) = longest {
            let fixed = chars(out, start, head) + bytes(end);
            cut(out, head, longest.saturating_sub(fixed));
            out.extend(end.iter().copied());
            cut_anywhere(out, start, longest);
        } else {
            out.extend(end.iter().copied());
        }
    }
}

/// Writes nothing but the number, in as many digits as there is room for.
pub(super) fn bare(token: Token, longest: usize, out: &mut String) {
    if longest > 0 {
        let number = match power(token.base, longest) {
            u64::MAX => token.number,
            domain => token.number % domain,
        };
        Token::of(number, token.base).push(out);
    }
}

/// Keeps so many characters from a place on, and then no loose end.
fn cut(out: &mut String, from: usize, keep: usize) {
    let before = out.len();
    cut_anywhere(out, from, keep);
    if out.len() < before {
        let kept = out.get(from..).unwrap_or_default();
        let kept = kept
            .trim_end_matches(|it: char| !it.is_alphanumeric())
            .len();
        out.truncate(from + kept);
    }
}

/// Keeps so many characters from a place on.
pub(super) fn cut_anywhere(out: &mut String, from: usize, keep: usize) {
    // A character has at least a byte.
    if out.len() - from <= keep {
        return;
    }
    let rest = out.get(from..).unwrap_or_default();
    if let Some((at, _)) = rest.char_indices().nth(keep) {
        out.truncate(from + at);
    }
}

/// Ends are ASCII.
fn bytes(parts: &[&str]) -> usize {
    parts.iter().map(|it| it.len()).sum()
}

fn chars(out: &str, from: usize, to: usize) -> usize {
    out.get(from..to).map_or(0, |it| it.chars().count())
}
