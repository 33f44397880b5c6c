//! Texts that match a regular expression.

use regex_syntax::hir::{Class, Hir, HirKind};

use crate::draw::Draw;

/// How much longer than the shortest a repetition gets.
const MOST_EXTRA: usize = 6;

/// Returns a text that matches, another one for another draw. Where the
/// expression looks around it may not match after all.
pub(super) fn text(shape: &Hir, draw: Draw) -> String {
    let mut text = String::new();
    append(shape, draw, &mut text);
    text
}

fn append(shape: &Hir, draw: Draw, text: &mut String) {
    match shape.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(character(class, draw)),
        HirKind::Capture(capture) => append(&capture.sub, draw.at(0), text),
        HirKind::Concat(parts) => {
            for (n, part) in parts.iter().enumerate() {
                append(part, draw.at(n), text);
            }
        }
        HirKind::Alternation(parts) => {
            if let Some(part) = parts.get(draw.below(parts.len())) {
                append(part, draw.at(0), text);
            }
        }
        HirKind::Repetition(repetition) => {
            let least = usize::try_from(repetition.min).unwrap_or_default();
            let most = repetition
                .max
                .map_or(usize::MAX, |it| usize::try_from(it).unwrap_or(usize::MAX));
            let extra = most.saturating_sub(least).min(MOST_EXTRA);
            for n in 0..least + draw.below(extra + 1) {
                append(&repetition.sub, draw.at(n), text);
            }
        }
    }
}

/// Returns a character of a class: a letter or a digit if it has one.
fn character(class: &Class, draw: Draw) -> Option<char> {
    let usual = characters(class);
    usual.get(draw.below(usual.len())).copied()
}

/// Returns characters of a class: its letters and digits; if it has none, what
/// is visible, or else its first.
pub(super) fn characters(class: &Class) -> Vec<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.iter().map(|it| (it.start(), it.end())).collect(),
        Class::Bytes(class) => class
            .iter()
            .map(|it| (char::from(it.start()), char::from(it.end())))
            .collect(),
    };
    let within = |it: &char| ranges.iter().any(|(from, to)| from <= it && it <= to);
    let usual: Vec<char> = ('a'..='z')
        .chain('0'..='9')
        .chain('A'..='Z')
        .filter(within)
        .collect();
    if !usual.is_empty() {
        return usual;
    }
    let visible: Vec<char> = ('!'..='~')
        .chain([' ', '\n', '\t'])
        .filter(within)
        .collect();
    if visible.is_empty() {
        ranges.first().map(|(from, _)| *from).into_iter().collect()
    } else {
        visible
    }
}
