//! Names of relations as a contract writes them.

use stagecraft_model::QualifiedName;

/// Returns the relation that a contract calls `schema.name`: either part in
/// quotes, or as the catalogs have it. What is not in quotes and behind the
/// first dot is one name.
pub(crate) fn qualified(text: &str) -> Option<QualifiedName> {
    let (schema, rest) = if let Some((schema, rest)) = quoted(text) {
        (schema, rest.strip_prefix('.')?)
    } else {
        let (schema, rest) = text.split_once('.')?;
        (schema.to_owned(), rest)
    };
    let name = match quoted(rest) {
        Some((name, "")) => name,
        _ => rest.to_owned(),
    };
    (!schema.is_empty() && !name.is_empty()).then(|| QualifiedName::new(schema, name))
}

/// Splits a name in quotes off the front.
pub(crate) fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut name = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        name.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => {
                name.push('"');
                rest = more;
            }
            None => return Some((name, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_quotes_and_without() {
        for (text, schema, name) in [
            ("public.notes", "public", "notes"),
            ("public.\"notes\"", "public", "notes"),
            ("\"public\".\"No \"\"tes\"", "public", "No \"tes"),
            ("public.\"a.b\"", "public", "a.b"),
            ("public.a.b", "public", "a.b"),
            ("\"a.b\".c", "a.b", "c"),
            ("public.🗒", "public", "🗒"),
            ("public.\"🗒\"", "public", "🗒"),
        ] {
            assert_eq!(
                qualified(text),
                Some(QualifiedName::new(schema, name)),
                "{text}"
            );
        }
        for text in ["notes", "", ".", "public.", "\"public\"notes"] {
            assert_eq!(qualified(text), None, "{text}");
        }
    }
}
