//! What somebody may have meant.

/// Returns `did you mean …?` if one of the names is close, else nothing.
pub(super) fn did_you_mean<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(name, known).map(|it| format!("did you mean `{it}`?"))
}

/// Returns the closest of the names, if it is a third of the letters away at most.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let furthest = name.chars().count().div_ceil(3);
    known
        .into_iter()
        .map(|it| (distance(&name.to_lowercase(), &it.to_lowercase()), it))
        .filter(|(distance, _)| *distance <= furthest)
        .min()
        .map(|(_, it)| it)
}

/// Levenshtein's distance: letters to add, leave out or exchange.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = above;
        let mut left = above + 1;
        let mut next = vec![left];
        for (up, its) in row.iter().skip(1).zip(&other) {
            let changed = diagonal + usize::from(letter != *its);
            left = changed.min(left + 1).min(up + 1);
            diagonal = *up;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_names_are_found() {
        let known = ["one_of", "between", "like", "public.orders"];
        for (name, near) in [
            ("oneof", Some("one_of")),
            ("betwen", Some("between")),
            ("public.order", Some("public.orders")),
            ("Like", Some("like")),
            ("colour", None),
            ("x", None),
        ] {
            assert_eq!(nearest(name, known), near, "{name}");
        }
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
    }
}
