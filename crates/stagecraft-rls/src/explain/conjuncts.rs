//! Splitting a clause where AND or OR stands.
//!
//! A stand-in: the scanner of the mutants does the same with more care, and
//! takes this file's place.

/// Returns the operands of the topmost AND or OR of an expression as
/// `pg_get_expr` writes it; a single element where there is neither.
pub(super) fn conjuncts(expression: &str) -> Vec<String> {
    let bare = bare(expression);
    for word in ["or", "and"] {
        let parts = split(bare, word);
        if parts.len() > 1 {
            return parts.into_iter().map(str::to_owned).collect();
        }
    }
    vec![bare.to_owned()]
}

/// Takes brackets away that hold all of the text.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    match inner {
        Some(inner) if is_whole(inner) => bare(inner),
        _ => text,
    }
}

/// Whether every bracket that opens in the text also closes in it, in order.
fn is_whole(text: &str) -> bool {
    let mut open = 0_i32;
    let mut is_whole = true;
    walk(text, |_, token| {
        match token {
            "(" => open += 1,
            ")" => open -= 1,
            _ => {}
        }
        is_whole &= open >= 0;
    });
    is_whole && open == 0
}

fn split<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let mut cuts = Vec::new();
    let mut open = 0_i32;
    walk(text, |at, token| {
        match token.to_ascii_lowercase().as_str() {
            "(" | "[" | "case" => open += 1,
            ")" | "]" | "end" => open -= 1,
            it if it == word && open == 0 => cuts.push((at, at + token.len())),
            _ => {}
        }
    });
    let mut parts = Vec::new();
    let mut from = 0;
    for (start, end) in cuts {
        parts.push(text.get(from..start).unwrap_or_default().trim());
        from = end;
    }
    parts.push(text.get(from..).unwrap_or_default().trim());
    parts
}

/// Calls `each` with every word and bracket outside quotes, and where it is.
fn walk<'a>(text: &'a str, mut each: impl FnMut(usize, &'a str)) {
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '\'' || letter == '"' {
            while let Some((_, inner)) = letters.next() {
                if inner == letter {
                    match letters.peek() {
                        // Doubled, it stands for itself.
                        Some((_, next)) if *next == letter => {
                            letters.next();
                        }
                        _ => break,
                    }
                }
            }
            continue;
        }
        let is_word = |it: char| it.is_alphanumeric() || it == '_' || it == '$' || it == '.';
        let mut end = at + letter.len_utf8();
        if is_word(letter) {
            while let Some((next, inner)) = letters.peek().copied() {
                if !is_word(inner) {
                    break;
                }
                end = next + inner.len_utf8();
                letters.next();
            }
        }
        each(at, text.get(at..end).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::conjuncts;

    #[test]
    fn only_the_topmost_words_split() {
        for (expression, expected) in [
            ("(a = b)", vec!["a = b"]),
            ("((a = b) AND (c OR d))", vec!["(a = b)", "(c OR d)"]),
            ("((a AND b) OR (c))", vec!["(a AND b)", "(c)"]),
            ("(x = 'a AND b''s')", vec!["x = 'a AND b''s'"]),
            (
                "(EXISTS ( SELECT 1 FROM m WHERE ((m.a = b) AND m.c)))",
                vec!["EXISTS ( SELECT 1 FROM m WHERE ((m.a = b) AND m.c))"],
            ),
            (
                "(CASE WHEN (a AND b) THEN c ELSE d END AND e)",
                vec!["CASE WHEN (a AND b) THEN c ELSE d END", "e"],
            ),
            ("((a) AND (b)) ", vec!["(a)", "(b)"]),
        ] {
            assert_eq!(conjuncts(expression), expected, "{expression}");
        }
    }
}
