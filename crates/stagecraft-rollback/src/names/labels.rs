//! Labels of enums.

use stagecraft_catalog::{Kind, Object, ObjectKey as _};
use stagecraft_model::{QualifiedName, quote_literal};

use super::Names;

impl Names<'_> {
    /// Labels of an enum cannot be taken away, so as many as before means
    /// that some were renamed.
    pub(super) fn labels(&mut self) {
        for (is, was) in self.pairs(Kind::EnumType) {
            let now =
                QualifiedName::of_name(&is.name).and_then(|it| self.after.enum_types.get(&it));
            let old =
                QualifiedName::of_name(&was.name).and_then(|it| self.before.enum_types.get(&it));
            let (Some(now), Some(old)) = (now, old) else {
                continue;
            };
            for (new, label) in renamed_labels(&now.labels, &old.labels) {
                let sql = format!(
                    "alter type {} rename value {} to {}",
                    old.name(),
                    quote_literal(new),
                    quote_literal(label)
                );
                self.push(was, sql);
            }
        }
    }
}

/// Returns labels with what they were called. Between two labels that kept
/// their names, as many as before were renamed; where there are more, the
/// first ones are taken for renamed.
fn renamed_labels<'a>(now: &'a [String], was: &'a [String]) -> Vec<(&'a str, &'a str)> {
    let mut pairs = Vec::new();
    let mut rest = now;
    let mut pending: Vec<&String> = Vec::new();
    for label in was.iter().map(Some).chain([None]) {
        let end = match label {
            Some(label) => rest.iter().position(|it| it == label),
            None => Some(rest.len()),
        };
        let Some(end) = end else {
            pending.extend(label);
            continue;
        };
        let (gap, after) = rest.split_at(end);
        let is_new = |it: &&String| !was.contains(it);
        let renamed = gap.iter().filter(is_new).zip(pending.drain(..));
        pairs.extend(renamed.map(|(new, old)| (new.as_str(), old.as_str())));
        rest = after.get(1..).unwrap_or(&[]);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renamed_labels_are_told_from_new_ones() {
        let list = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        let cases = [
            ("a b c", "a b c", vec![]),
            ("a x c", "a b c", vec![("x", "b")]),
            ("a b c d", "a b c", vec![]),
            ("n a b c", "a b c", vec![]),
            ("a x c d", "a b c", vec![("x", "b")]),
            ("x y", "a b", vec![("x", "a"), ("y", "b")]),
            ("a n b", "a b", vec![]),
        ];
        for (now, was, expected) in cases {
            assert_eq!(
                renamed_labels(&list(now), &list(was)),
                expected,
                "{now} {was}"
            );
        }
    }
}
