//! Redacts a text that arrives line by line.

use std::collections::BTreeMap;

use super::redact::redact_counting;

/// Remembers whether the lines are inside a private key, so that the lines
/// between its markers do not get through.
#[derive(Debug, Default)]
pub struct LineRedactor {
    in_key: bool,
    awaits_password: bool,
}

impl LineRedactor {
    /// Returns a redactor that has seen no line.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns what may be written of the next line; `None` when all of it
    /// belongs to a private key.
    pub fn line(&mut self, line: &str, counts: &mut BTreeMap<String, u64>) -> Option<String> {
        let mut line = line;
        if self.in_key {
            let (_, rest) = line.split_once("-----END ")?;
            self.in_key = false;
            line = rest.split_once("-----").map_or("", |(_, after)| after);
        }
        self.in_key = line.rfind("PRIVATE KEY").is_some()
            && line.rfind("-----BEGIN ") > line.rfind("-----END ");
        let redacted = if self.awaits_password {
            // `PASSWORD` ended the line before; the value begins this one.
            let joined = format!("password {line}");
            let redacted = redact_counting(&joined, counts).into_owned();
            redacted
                .strip_prefix("password ")
                .map_or_else(String::new, str::to_owned)
        } else {
            redact_counting(line, counts).into_owned()
        };
        let last_word = line
            .trim_end()
            .rsplit(|it: char| !it.is_ascii_alphabetic())
            .next();
        self.awaits_password = last_word.is_some_and(|it| it.eq_ignore_ascii_case("password"));
        Some(redacted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_over_several_lines_do_not_get_through() {
        let lines = [
            "before",
            "-----BEGIN OPENSSH PRIVATE KEY-----",
            "b3BlbnNzaC1rZXktdjEAAAAA",
            "-----END OPENSSH PRIVATE KEY----- after",
            "alter role x password",
            "  'hunter2' login;",
            "done",
        ];
        let mut redactor = LineRedactor::new();
        let mut counts = BTreeMap::new();
        let written: Vec<_> = lines
            .iter()
            .filter_map(|it| redactor.line(it, &mut counts))
            .collect();
        assert_eq!(
            written,
            [
                "before",
                "[redacted:private-key]",
                " after",
                "alter role x password",
                "  '[redacted:role-password]' login;",
                "done",
            ]
        );
    }
}
