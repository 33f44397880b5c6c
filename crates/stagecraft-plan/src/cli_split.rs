//! The Supabase CLI's own splitting of a file, as version 3.1 does it.
//!
//! The history table stores what this splitting yields, so that comparing a
//! file with its row needs the very same, faults included. The machine reads
//! one character at a time and knows:
//!
//! - **plain text**: `;` ends the statement. `'` and `"` open a quote, `$` a
//!   possible dollar tag (unless a word character stands before it), `--` and
//!   `/*` a comment, `(` a parenthesis; `\` swallows the next character.
//! - **quotes**: a doubled delimiter stays inside. After a single word
//!   character `E` or `e`, `\` escapes, and a further `'…'` that follows on
//!   another line continues the escape string, as in Postgres.
//! - **dollar quotes**: the tag may begin with a digit (`$1$` opens one, unlike
//!   in Postgres), and the closing tag may share the `$` of the opening one, so
//!   that `$$$` is complete.
//! - **block comments** nest; a delimiter's characters are not used twice.
//! - **parentheses**: `;` inside does not end the statement, but the first `)`
//!   closes *all* open ones.
//! - **`BEGIN ATOMIC`**: until an `END` that begins an inner statement, comments
//!   before it allowed, and that no word character follows.
//!
//! A byte-order mark at the very start is not part of the text at all.
//! Each piece loses its trailing semicolons and the white space around it, as
//! ECMAScript sees white space: the byte-order mark is part of that. Empty
//! pieces are dropped; a piece of nothing but comments is kept.
//!
//! **Invariant:** equal to what the CLI wrote into the history for every file
//! of `tests/cases/cli_split`.

mod leaf;

use leaf::{Leaf, Step};

/// Returns what the Supabase CLI stores in `schema_migrations.statements`.
pub fn cli_statements(sql: &str) -> Vec<String> {
    let sql = sql.strip_prefix('\u{feff}').unwrap_or(sql);
    let mut machine = Machine::default();
    let mut statements = Vec::new();
    let mut start = 0;
    for (at, character) in sql.char_indices() {
        let end = at + character.len_utf8();
        let text = sql.get(start..end).unwrap_or("");
        if machine.read(character, text) {
            statements.extend(trimmed(text));
            start = end;
            machine = Machine::default();
        }
    }
    statements.extend(trimmed(sql.get(start..).unwrap_or("")));
    statements
}

fn trimmed(text: &str) -> Option<String> {
    let text = text
        .trim_end_matches(';')
        .trim_matches(|it: char| is_ecmascript_space(it));
    (!text.is_empty()).then(|| text.to_owned())
}

/// White space and line terminators of ECMAScript: those of Unicode without
/// U+0085, and with the byte-order mark.
fn is_ecmascript_space(it: char) -> bool {
    (it.is_whitespace() && it != '\u{85}') || it == '\u{feff}'
}

/// What surrounds the place that is read; nested parentheses are one.
#[derive(Debug)]
enum Around {
    Parenthesis,
    Atomic(Atomic),
}

#[derive(Debug)]
struct Atomic {
    /// Where in the piece the current inner statement begins.
    start: usize,
    has_content: bool,
    pending_end: bool,
}

#[derive(Debug, Default)]
struct Machine {
    around: Vec<Around>,
    leaf: Leaf,
}

impl Machine {
    /// Reads one character; `text` is the piece so far, the character included.
    /// Returns whether the piece ends with it.
    fn read(&mut self, character: char, text: &str) -> bool {
        let mut step = self.step(character, text);
        loop {
            match (step, self.around.last_mut()) {
                (Step::End, None) => return true,
                (Step::End, Some(around)) => {
                    self.leaf = Leaf::Plain;
                    if let Around::Atomic(atomic) = around {
                        atomic.start = text.len();
                        atomic.has_content = false;
                    }
                    return false;
                }
                (Step::Parenthesis, around) => {
                    self.leaf = Leaf::Plain;
                    if !matches!(around, Some(Around::Parenthesis)) {
                        self.around.push(Around::Parenthesis);
                    }
                    return false;
                }
                (Step::Atomic, _) => {
                    self.leaf = Leaf::Plain;
                    self.around.push(Around::Atomic(Atomic {
                        start: text.len(),
                        has_content: false,
                        pending_end: false,
                    }));
                    return false;
                }
                (Step::To(leaf), around) => {
                    self.leaf = leaf;
                    if self.leaf != Leaf::Plain {
                        return false;
                    }
                    match around {
                        Some(Around::Parenthesis) if character == ')' => {
                            self.around.pop();
                            step = Step::To(Leaf::Plain);
                        }
                        Some(Around::Atomic(atomic)) => {
                            atomic.look_for_end(text);
                            return false;
                        }
                        _ => return false,
                    }
                }
            }
        }
    }

    fn step(&mut self, character: char, text: &str) -> Step {
        if let Some(Around::Atomic(atomic)) = self.around.last_mut()
            && std::mem::take(&mut atomic.pending_end)
            && !leaf::is_word(character)
        {
            self.around.pop();
            return Leaf::Plain.read(character, text);
        }
        std::mem::take(&mut self.leaf).read(character, text)
    }
}

impl Atomic {
    fn look_for_end(&mut self, text: &str) {
        if self.has_content || !leaf::ends_with_word(text, "END") {
            return;
        }
        let before = text.get(self.start..text.len() - "END".len());
        if before.is_some_and(leaf::is_blank) {
            self.pending_end = true;
        } else {
            self.has_content = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_nesting_needs_no_stack() {
        let sql = format!(
            "{};{};",
            "(".repeat(100_000),
            "begin atomic ".repeat(50_000)
        );
        assert_eq!(cli_statements(&sql).len(), 1);
    }
}
