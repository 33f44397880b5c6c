//! Text as TOML writes it.

/// Returns a text as a TOML string; without escapes where there is a choice.
pub(super) fn string(text: &str) -> String {
    let plain = |it: char| !it.is_control() && it != '\u{2028}' && it != '\u{2029}';
    if text.contains(['"', '\\']) && !text.contains('\'') && text.chars().all(plain) {
        return format!("'{text}'");
    }
    let mut written = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                written.push('\\');
                written.push(letter);
            }
            letter if plain(letter) => written.push(letter),
            letter => written.push_str(&format!("\\U{:08X}", u32::from(letter))),
        }
    }
    written.push('"');
    written
}

/// Returns a text as a key: bare where TOML allows it.
pub(super) fn key(text: &str) -> String {
    let bare = |it: char| it.is_ascii_alphanumeric() || it == '_' || it == '-';
    if !text.is_empty() && text.chars().all(bare) {
        text.to_owned()
    } else {
        string(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_back() {
        for text in [
            "public.orders",
            "a \"quoted\" name",
            "it's \"both\"",
            "back\\slash",
            "two\nlines\u{7f}",
            "",
            "🎭",
        ] {
            let written = format!("{} = 1", key(text));
            let table: toml::Table = written.parse().unwrap();
            assert!(table.contains_key(text), "{written}");
        }
    }
}
