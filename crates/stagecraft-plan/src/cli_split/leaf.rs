//! What one character does, apart from what surrounds it.

/// The state inside parentheses and blocks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Leaf {
    #[default]
    Plain,
    Dash,
    LineComment,
    Slash {
        depth: usize,
        after_delimiter: bool,
    },
    Quote {
        delimiter: char,
        escapes: bool,
        closed: bool,
        backslash: bool,
    },
    /// After an escape string, which a further one may continue.
    Continuation {
        newline: bool,
        dashes: u8,
    },
    Tag {
        start: usize,
    },
    Dollar {
        delimiter: String,
    },
    Swallow,
}

/// Where a character leads.
#[derive(Debug)]
pub(super) enum Step {
    End,
    Parenthesis,
    Atomic,
    To(Leaf),
}

impl Leaf {
    pub(super) fn read(self, it: char, text: &str) -> Step {
        match self {
            Self::Dash if it == '-' => Step::To(Self::LineComment),
            Self::LineComment if is_newline(it) => Step::To(Self::Plain),
            Self::Slash {
                depth,
                after_delimiter,
            } => slash(it, text, depth, after_delimiter),
            Self::Quote {
                delimiter,
                escapes,
                closed,
                backslash,
            } => quote(it, text, delimiter, escapes, closed, backslash),
            Self::Continuation { newline, dashes } => continuation(it, text, newline, dashes),
            Self::Tag { start } if it == '$' => Step::To(Self::Dollar {
                delimiter: text.get(start..).unwrap_or("").to_owned(),
            }),
            Self::Tag { .. } if is_word(it) => Step::To(self),
            Self::Plain | Self::Dash | Self::Tag { .. } => plain(it, text),
            Self::Dollar { ref delimiter } if text.ends_with(delimiter.as_str()) => {
                Step::To(Self::Plain)
            }
            Self::LineComment | Self::Dollar { .. } => Step::To(self),
            Self::Swallow => Step::To(Self::Plain),
        }
    }
}

fn plain(it: char, text: &str) -> Step {
    let before = text.get(..text.len() - it.len_utf8()).unwrap_or("");
    match it {
        '$' if before.ends_with(is_word) => Step::To(Leaf::Plain),
        '$' => Step::To(Leaf::Tag {
            start: before.len(),
        }),
        '\'' => Step::To(open('\'', ends_with_word(before, "E"))),
        '"' => Step::To(open('"', false)),
        '-' => Step::To(Leaf::Dash),
        '/' => Step::To(Leaf::Slash {
            depth: 0,
            after_delimiter: false,
        }),
        '\\' => Step::To(Leaf::Swallow),
        ';' => Step::End,
        '(' => Step::Parenthesis,
        'c' | 'C' if ends_with_begin_atomic(text) => Step::Atomic,
        _ => Step::To(Leaf::Plain),
    }
}

fn open(delimiter: char, escapes: bool) -> Leaf {
    Leaf::Quote {
        delimiter,
        escapes,
        closed: false,
        backslash: false,
    }
}

fn slash(it: char, text: &str, depth: usize, after_delimiter: bool) -> Step {
    let opens = !after_delimiter && text.ends_with("/*");
    let closes = !after_delimiter && text.ends_with("*/");
    let depth = match (depth, opens, closes) {
        (0, false, false) => return plain(it, text),
        (depth, true, _) => depth + 1,
        (depth, _, true) => depth.saturating_sub(1),
        (depth, false, false) => depth,
    };
    Step::To(if depth == 0 {
        Leaf::Plain
    } else {
        Leaf::Slash {
            depth,
            after_delimiter: opens || closes,
        }
    })
}

fn quote(
    it: char,
    text: &str,
    delimiter: char,
    escapes: bool,
    closed: bool,
    backslash: bool,
) -> Step {
    if closed && it != delimiter {
        return if escapes {
            continuation(it, text, false, 0)
        } else {
            plain(it, text)
        };
    }
    let ends = it == delimiter && !closed && !backslash;
    Step::To(Leaf::Quote {
        delimiter,
        escapes,
        closed: ends,
        backslash: escapes && !closed && !backslash && it == '\\',
    })
}

fn continuation(it: char, text: &str, newline: bool, dashes: u8) -> Step {
    if dashes == 2 {
        return Step::To(Leaf::Continuation {
            newline: newline || is_newline(it),
            dashes: if is_newline(it) { 0 } else { 2 },
        });
    }
    if it == '-' {
        return Step::To(Leaf::Continuation {
            newline,
            dashes: dashes + 1,
        });
    }
    if dashes == 0 && is_space(it) {
        return Step::To(Leaf::Continuation {
            newline: newline || is_newline(it),
            dashes,
        });
    }
    if dashes == 0 && newline && it == '\'' {
        return Step::To(open('\'', true));
    }
    plain(it, text)
}

/// Returns whether `it` can be part of a name.
pub(super) fn is_word(it: char) -> bool {
    it.is_ascii_alphanumeric() || it == '_' || it == '$' || !it.is_ascii()
}

/// Returns whether `text` ends with a word, given in upper case, that no other
/// word character touches on the left.
pub(super) fn ends_with_word(text: &str, word: &str) -> bool {
    text.len()
        .checked_sub(word.len())
        .and_then(|at| text.split_at_checked(at))
        .is_some_and(|(before, tail)| tail.eq_ignore_ascii_case(word) && !before.ends_with(is_word))
}

fn ends_with_begin_atomic(text: &str) -> bool {
    if !ends_with_word(text, "ATOMIC") {
        return false;
    }
    let before = text.get(..text.len() - "ATOMIC".len()).unwrap_or("");
    ends_with_word(before.trim_end_matches(is_space), "BEGIN")
}

/// Returns whether `text` is white space and comments only; a comment may be open.
pub(super) fn is_blank(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(is_space);
        if let Some(comment) = rest.strip_prefix("--") {
            let Some(end) = comment.find(is_newline) else {
                return true;
            };
            rest = comment.get(end + 1..).unwrap_or("");
        } else if rest.starts_with("/*") {
            let Some(end) = block_comment_end(rest) else {
                return true;
            };
            rest = rest.get(end..).unwrap_or("");
        } else {
            return rest.is_empty();
        }
    }
}

fn block_comment_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while at + 1 < bytes.len() {
        match bytes.get(at..at + 2) {
            Some(b"/*") => (depth, at) = (depth + 1, at + 2),
            Some(b"*/") => (depth, at) = (depth.saturating_sub(1), at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

fn is_space(it: char) -> bool {
    matches!(it, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{b}')
}

fn is_newline(it: char) -> bool {
    matches!(it, '\n' | '\r')
}
