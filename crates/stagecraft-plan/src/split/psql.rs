//! What only psql understands: meta-commands, and data after `COPY … FROM stdin`.

use super::words::{Word, has_run};

/// A meta-command and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MetaCommand {
    /// With its backslash: `\connect`.
    pub(super) name: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Returns the meta-command whose backslash stands at `start`; it takes the
/// rest of its line, but `\;` and `\:` take themselves only.
pub(super) fn meta_command(text: &str, start: usize) -> MetaCommand {
    let rest = text.get(start..).unwrap_or("");
    let line = rest.split(['\n', '\r']).next().unwrap_or("");
    let letters = line
        .char_indices()
        .skip(1)
        .take_while(|(_, it)| it.is_ascii_alphanumeric() || matches!(it, '_' | '+'))
        .last()
        .map(|(at, it)| at + it.len_utf8());
    let name_end = letters.unwrap_or_else(|| {
        1 + line
            .chars()
            .nth(1)
            .filter(|it| !it.is_whitespace())
            .map_or(0, char::len_utf8)
    });
    let name = line.get(..name_end).unwrap_or("\\");
    let end = if matches!(name, "\\;" | "\\:") {
        name.len()
    } else {
        line.len()
    };
    MetaCommand {
        name: name.to_owned(),
        start,
        end: start + end,
    }
}

impl MetaCommand {
    /// Returns whether psql sends what stands before it, as `\g` does.
    pub(super) fn sends(&self) -> bool {
        matches!(
            self.name.as_str(),
            "\\g"
                | "\\gx"
                | "\\gset"
                | "\\gexec"
                | "\\gdesc"
                | "\\crosstabview"
                | "\\watch"
                | "\\;"
        )
    }
}

/// Returns whether a statement makes psql read data from the file itself.
pub(super) fn copies_from_stdin(words: &[Word<'_>]) -> bool {
    words.first().is_some_and(|it| it.is("copy"))
        && (has_run(words, &["from", "stdin"]) || has_run(words, &["from", "pstdin"]))
}

/// Returns where the data that begins on the line after `at` ends: behind its
/// line `\.`, or at the end of the text.
pub(super) fn copy_data_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let mut end = at + rest.find('\n').map_or(rest.len(), |it| it + 1);
    for line in text.get(end..).unwrap_or("").split_inclusive('\n') {
        end += line.len();
        if line.trim_end_matches(['\n', '\r']) == "\\." {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_ends() {
        let cases = [
            ("\\connect postgres\nx", "\\connect", 17),
            ("\\;select", "\\;", 2),
            ("\\d+ t", "\\d+", 5),
            ("\\", "\\", 1),
            ("\\ x", "\\", 3),
            ("\\!ls\r\n", "\\!", 4),
            ("\\żx", "\\ż", 4),
        ];
        for (text, name, end) in cases {
            let command = meta_command(text, 0);
            assert_eq!((command.name.as_str(), command.end), (name, end), "{text}");
        }
    }

    #[test]
    fn data_ends_with_its_line() {
        let text = "copy t from stdin; \n1\n\\.\nselect";
        assert_eq!(&text[copy_data_end(text, 18)..], "select");
        assert_eq!(copy_data_end("copy t from stdin;", 18), 18);
    }
}
