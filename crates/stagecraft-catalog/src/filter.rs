//! Which schemas a snapshot leaves out.

use std::collections::BTreeSet;

/// Which schemas a snapshot leaves out, besides the server's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Schemas left out by their exact names.
    pub without_schemas: BTreeSet<String>,
    /// Schemas left out because their names begin like this.
    pub without_prefixes: BTreeSet<String>,
}

impl Filter {
    /// Returns a filter that leaves nothing out.
    pub fn everything() -> Self {
        Self {
            without_schemas: BTreeSet::new(),
            without_prefixes: BTreeSet::new(),
        }
    }

    /// Returns the patterns of `LIKE` that the queries take as `$1`.
    pub fn patterns(&self) -> Vec<String> {
        let exact = self.without_schemas.iter().map(|it| escaped(it));
        let prefixes = self.without_prefixes.iter().map(|it| escaped(it) + "%");
        exact.chain(prefixes).collect()
    }
}

/// Leaves out what keeps the books of migrations: `supabase_migrations` and
/// every schema that begins with `stagecraft`.
impl Default for Filter {
    fn default() -> Self {
        Self {
            without_schemas: ["supabase_migrations".to_owned()].into(),
            without_prefixes: ["stagecraft".to_owned()].into(),
        }
    }
}

fn escaped(name: &str) -> String {
    let mut pattern = String::with_capacity(name.len() + 4);
    for character in name.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_not_patterns() {
        let filter = Filter {
            without_schemas: ["a_b%\\".to_owned()].into(),
            without_prefixes: ["x_".to_owned()].into(),
        };
        assert_eq!(filter.patterns(), ["a\\_b\\%\\\\", "x\\_%"]);
    }
}
