//! The words of a name.

/// Returns the lower-case words of a name in snake or camel case, each in the
/// singular.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let letters: Vec<char> = name.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|it| letters.get(it));
        let after = letters.get(at + 1);
        let starts = letter.is_uppercase()
            && (before.is_some_and(|it| it.is_lowercase() || it.is_numeric())
                || before.is_some_and(|it| it.is_uppercase())
                    && after.is_some_and(|it| it.is_lowercase()));
        if starts || !letter.is_alphanumeric() {
            found.push(String::new());
        }
        if letter.is_alphanumeric()
            && let Some(word) = found.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
    }
    found.retain(|it| !it.is_empty());
    found.iter().map(|it| singular(it)).collect()
}

fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies")
        && stem.len() > 1
    {
        return format!("{stem}y");
    }
    for end in ["sses", "xes", "ches", "shes", "tuses"] {
        if word.ends_with(end) {
            return word.strip_suffix("es").unwrap_or(word).to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_split_into_singular_words() {
        for (name, expected) in [
            ("order_items", "order item"),
            ("orderItems", "order item"),
            ("imageURL", "image url"),
            ("URLPath", "url path"),
            ("statuses", "status"),
            ("categories", "category"),
            ("addresses", "address"),
            ("address_line1", "address line1"),
            ("bus", "bus"),
            ("CreatedBy", "created by"),
        ] {
            assert_eq!(words(name).join(" "), expected);
        }
    }
}
