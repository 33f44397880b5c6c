//! Names of tables as a profile writes them.

use stagecraft_model::{Ident, QualifiedName};

/// Returns the table that a profile calls `schema.name`, either part in quotes
/// where it needs them; behind the first dot everything is the name.
pub(super) fn qualified(text: &str) -> Option<QualifiedName> {
    let (schema, rest) = part(text, '.')?;
    let (name, "") = part(rest.strip_prefix('.')?, '\0')? else {
        return None;
    };
    (!schema.is_empty() && !name.is_empty()).then(|| QualifiedName::new(schema, name))
}

/// Returns a table's name such that [`qualified`] reads it.
pub(super) fn written(name: &QualifiedName) -> String {
    format!(
        "{}.{}",
        in_quotes(&name.schema, &['.', '"']),
        in_quotes(&name.name, &['"'])
    )
}

fn in_quotes(ident: &Ident, odd: &[char]) -> String {
    let text = ident.as_str();
    if text.contains(odd) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Takes a part off the front: what is in quotes, or all up to `end`.
fn part(text: &str, end: char) -> Option<(String, &str)> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let at = text.find(end).unwrap_or(text.len());
        return text
            .split_at_checked(at)
            .map(|(it, rest)| (it.to_owned(), rest));
    };
    let mut name = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        name.push_str(before);
        let Some(more) = after.strip_prefix('"') else {
            return Some((name, after));
        };
        name.push('"');
        rest = more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for (text, schema, name) in [
            ("public.notes", "public", "notes"),
            ("public.user", "public", "user"),
            ("public.Odd Name", "public", "Odd Name"),
            ("public.\"No \"\"tes\"", "public", "No \"tes"),
            ("public.a.b", "public", "a.b"),
            ("\"a.b\".c", "a.b", "c"),
            ("public.🗒", "public", "🗒"),
        ] {
            let expected = QualifiedName::new(schema, name);
            assert_eq!(qualified(text), Some(expected.clone()), "{text}");
            assert_eq!(written(&expected), text);
        }
        for text in [
            "notes",
            "",
            ".",
            "public.",
            "\"public\"notes",
            "public.\"a\"b",
        ] {
            assert_eq!(qualified(text), None, "{text}");
        }
    }
}
