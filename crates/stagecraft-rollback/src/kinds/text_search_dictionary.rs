//! Text search dictionaries.

use stagecraft_catalog::{Object as _, Snapshot, TextSearchDictionary};

use super::{Change, Restore};
use crate::context::Context;

impl Restore for TextSearchDictionary {
    fn create(&self, _context: &Context<'_>) -> Vec<String> {
        let mut parts = vec![format!("template = {}", self.template)];
        parts.extend(self.options.clone());
        vec![format!(
            "create text search dictionary {} ({})",
            self.name(),
            parts.join(", ")
        )]
    }

    fn drop(&self, _snapshot: &Snapshot) -> Option<String> {
        Some(format!(
            "drop text search dictionary if exists {}",
            self.name()
        ))
    }

    fn alter(&self, from: &Self, _context: &Context<'_>) -> Change {
        if self.template != from.template {
            return Change::Recreate;
        }
        if self.options == from.options {
            return Change::Alter(Vec::new());
        }
        let to = self.options.as_deref().unwrap_or("");
        let kept = names(to);
        // An option without a value goes.
        let mut parts = names(from.options.as_deref().unwrap_or(""));
        parts.retain(|it| !kept.contains(it));
        parts.extend(self.options.clone());
        Change::Alter(vec![format!(
            "alter text search dictionary {} ({})",
            self.name(),
            parts.join(", ")
        )])
    }
}

/// Returns the names of options, as they are quoted, in the list that the
/// server keeps: `a = 'x', "B" = 'y, z'`.
fn names(options: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut item = String::new();
    let mut quote = None;
    for letter in options.chars().chain([',']) {
        match quote {
            Some(it) if it == letter => quote = None,
            None if matches!(letter, '\'' | '"') => quote = Some(letter),
            None if letter == ',' => {
                let name = item.split(" = ").next().unwrap_or("").trim();
                if !name.is_empty() {
                    names.push(name.to_owned());
                }
                item.clear();
                continue;
            }
            _ => {}
        }
        item.push(letter);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_told_apart() {
        let cases = [
            ("", vec![]),
            ("language = 'german'", vec!["language"]),
            (
                "a = 'it''s, b = ''c''', \"B, c\" = E'\\\\''x', d = 1",
                vec!["a", "\"B, c\"", "d"],
            ),
        ];
        for (options, expected) in cases {
            assert_eq!(names(options), expected, "{options}");
        }
    }
}
