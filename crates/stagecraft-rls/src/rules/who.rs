//! Roles and other names in a sentence.

use std::fmt::Display;

use crate::facts::Role;

/// Returns the names of roles as a sentence lists them.
pub(super) fn who(roles: &[&Role]) -> String {
    list(roles.iter().map(|it| &it.name))
}

/// Returns `a`, `a and b` or `a, b and c`.
pub(super) fn list(items: impl IntoIterator<Item = impl Display>) -> String {
    let mut items: Vec<_> = items.into_iter().map(|it| it.to_string()).collect();
    let Some(last) = items.pop() else {
        return String::new();
    };
    if items.is_empty() {
        return last;
    }
    format!("{} and {last}", items.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_is_joined_by_and() {
        assert_eq!(list(["a"; 0]), "");
        assert_eq!(list(["a"]), "a");
        assert_eq!(list(["a", "b"]), "a and b");
        assert_eq!(list(["a", "b", "c"]), "a, b and c");
    }
}
