//! What `format_type()` writes, taken apart.

use stagecraft_model::{Ident, QualifiedName};

/// A type's name, its modifiers and whether it is an array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TypeName {
    /// The schema, where it is written.
    pub(crate) schema: Option<Ident>,
    /// The name, without quotes; words of SQL in full: `timestamp with time zone`.
    pub(crate) name: String,
    /// What stands in parentheses.
    pub(crate) modifiers: Vec<String>,
    /// Whether `[]` follows.
    pub(crate) is_array: bool,
}

impl TypeName {
    /// Takes a type's text apart: `public."Mood"[]`, `numeric(10,2)`,
    /// `timestamp(3) with time zone`.
    pub(crate) fn read(text: &str) -> Self {
        let mut parts = vec![String::new()];
        let mut modifiers = Vec::new();
        let mut rest = text.trim().trim_end_matches("[]");
        let is_array = rest.len() < text.trim().len();
        while let Some(next) = rest.chars().next() {
            match next {
                '"' => {
                    let (name, after) = quoted(rest);
                    push(&mut parts, &name);
                    rest = after;
                }
                '.' => {
                    parts.push(String::new());
                    rest = rest.get(1..).unwrap_or_default();
                }
                '(' => {
                    let (inside, after) = rest
                        .get(1..)
                        .and_then(|it| it.split_once(')'))
                        .unwrap_or_default();
                    modifiers = inside.split(',').map(|it| it.trim().to_owned()).collect();
                    rest = after;
                }
                _ => {
                    let end = rest.find(['"', '.', '(']).unwrap_or(rest.len());
                    let (name, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
                    push(&mut parts, name);
                    rest = after;
                }
            }
        }
        let name = parts.pop().unwrap_or_default();
        Self {
            schema: parts.pop().map(Ident::new),
            name: name.trim().to_owned(),
            modifiers,
            is_array,
        }
    }

    /// Returns the name with its schema, where it is written.
    pub(crate) fn qualified(&self) -> Option<QualifiedName> {
        Some(QualifiedName {
            schema: self.schema.clone()?,
            name: Ident::new(self.name.as_str()),
        })
    }

    /// Returns a modifier as a number.
    pub(crate) fn modifier(&self, n: usize) -> Option<usize> {
        self.modifiers.get(n)?.parse().ok()
    }
}

fn push(parts: &mut [String], text: &str) {
    if let Some(last) = parts.last_mut() {
        last.push_str(text);
    }
}

/// Takes a quoted name off the front.
fn quoted(text: &str) -> (String, &str) {
    let mut name = String::new();
    let mut rest = text.strip_prefix('"').unwrap_or(text);
    while let Some((part, after)) = rest.split_once('"') {
        name.push_str(part);
        match after.strip_prefix('"') {
            Some(after) => {
                name.push('"');
                rest = after;
            }
            None => return (name, after),
        }
    }
    (name, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        let cases = [
            ("numeric(10,2)", (None, "numeric", vec!["10", "2"], false)),
            (
                "timestamp(3) with time zone[]",
                (None, "timestamp with time zone", vec!["3"], true),
            ),
            (
                "public.\"Mo\"\"od.x\"[]",
                (Some("public"), "Mo\"od.x", vec![], true),
            ),
            (
                "extensions.vector(1536)",
                (Some("extensions"), "vector", vec!["1536"], false),
            ),
            ("\"char\"", (None, "char", vec![], false)),
        ];
        for (text, (schema, name, modifiers, is_array)) in cases {
            let expected = TypeName {
                schema: schema.map(Ident::new),
                name: name.to_owned(),
                modifiers: modifiers.into_iter().map(str::to_owned).collect(),
                is_array,
            };
            assert_eq!(TypeName::read(text), expected);
        }
    }
}
