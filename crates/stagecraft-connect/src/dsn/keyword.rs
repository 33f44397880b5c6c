//! The `keyword=value` form, with libpq's quoting.

use super::parameter::Setting;
use crate::DsnError;

/// Cuts `host=… password='…'`; blanks may stand around `=`, and a backslash
/// takes the next character as it is.
pub(super) fn parse(text: &str) -> Result<Vec<Setting>, DsnError> {
    let mut settings = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let number = settings.len() + 1;
        let name_end = rest
            .find(|it: char| it == '=' || it.is_whitespace())
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        let after = after
            .trim_start()
            .strip_prefix('=')
            .ok_or(DsnError::NoValue { number })?
            .trim_start();
        let (value, after) = match after.strip_prefix('\'') {
            Some(quoted) => cut(quoted, |it| it == '\'').ok_or(DsnError::Quote { number })?,
            None => cut(after, char::is_whitespace).unwrap_or_else(|| (unescape(after), "")),
        };
        settings.push(Setting {
            number,
            name: name.to_owned(),
            value: value.into_bytes(),
        });
        rest = after.trim_start();
    }
    Ok(settings)
}

/// Returns the unescaped text before the first unescaped character that ends
/// it, and what follows that character.
fn cut(text: &str, ends: impl Fn(char) -> bool) -> Option<(String, &str)> {
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if ends(character) {
            let (value, rest) = text.split_at(at);
            return Some((unescape(value), rest.get(character.len_utf8()..)?));
        }
    }
    None
}

fn unescape(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        value.extend(match character {
            '\\' => characters.next(),
            other => Some(other),
        });
    }
    value
}
