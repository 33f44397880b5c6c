//! Regular expressions and `LIKE`: whether a text matches, and texts that do.

use regex::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::Hir;

use super::generate;
use super::places::Places;
use crate::draw::Draw;

/// What kind of pattern an operator takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PatternKind {
    is_like: bool,
    folds_case: bool,
}

/// A pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    matcher: Regex,
    shape: Hir,
}

impl Pattern {
    /// Returns what an operator of patterns means, and whether it is negated.
    pub(super) fn operator(operator: &str) -> Option<(bool, PatternKind)> {
        let (negated, is_like, folds_case) = match operator {
            "~" => (false, false, false),
            "~*" => (false, false, true),
            "!~" => (true, false, false),
            "!~*" => (true, false, true),
            "~~" | "like" => (false, true, false),
            "~~*" | "ilike" => (false, true, true),
            "!~~" | "not like" => (true, true, false),
            "!~~*" | "not ilike" => (true, true, true),
            _ => return None,
        };
        let kind = PatternKind {
            is_like,
            folds_case,
        };
        Some((negated, kind))
    }

    /// Returns a pattern; nothing where Postgres's dialect says what the
    /// library at hand cannot.
    pub(super) fn new(pattern: &str, kind: PatternKind) -> Option<Self> {
        let pattern = if kind.is_like {
            of_like(pattern)
        } else {
            of_postgres(pattern)?
        };
        let shape = ParserBuilder::new()
            .case_insensitive(kind.folds_case)
            .dot_matches_new_line(true)
            .build()
            .parse(&pattern)
            .ok()?;
        let matcher = RegexBuilder::new(&pattern)
            .case_insensitive(kind.folds_case)
            .dot_matches_new_line(true)
            .size_limit(1 << 22)
            .build()
            .ok()?;
        Some(Self { matcher, shape })
    }

    /// Returns whether a text matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.matcher.is_match(text)
    }

    /// Returns texts that match, each with a number; where the expression looks
    /// around they may not match after all.
    pub(crate) fn places(&self) -> Places {
        Places::of(&self.shape)
    }

    /// Returns a text that matches, another one for another draw.
    pub(super) fn sample(&self, draw: Draw) -> Option<String> {
        (0..8)
            .map(|attempt| generate::text(&self.shape, draw.at(attempt)))
            .find(|it| self.matches(it))
    }
}

/// Writes a pattern of `LIKE` as a regular expression.
fn of_like(pattern: &str) -> String {
    let mut regex = String::from("^");
    let mut rest = pattern.chars();
    while let Some(next) = rest.next() {
        match next {
            '%' => regex.push_str(".*"),
            '_' => regex.push('.'),
            '\\' => {
                let escaped: String = rest.next().into_iter().collect();
                regex.push_str(&regex_syntax::escape(&escaped));
            }
            other => regex.push_str(&regex_syntax::escape(&other.to_string())),
        }
    }
    regex.push('$');
    regex
}

/// Writes an advanced regular expression of Postgres in the library's dialect.
fn of_postgres(pattern: &str) -> Option<String> {
    let pattern = pattern.strip_prefix("***:").unwrap_or(pattern);
    let has_lookaround = ["(?=", "(?!", "(?<"].iter().any(|it| pattern.contains(it));
    if has_lookaround || pattern.starts_with("***") {
        return None;
    }
    let mut regex = String::with_capacity(pattern.len());
    let mut rest = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(next) = rest.next() {
        match next {
            '\\' => match rest.next()? {
                'm' => regex.push_str(r"\b{start}"),
                'M' => regex.push_str(r"\b{end}"),
                'y' => regex.push_str(r"\b"),
                'Y' => regex.push_str(r"\B"),
                'Z' => regex.push_str(r"\z"),
                digit @ '1'..='9' if !in_class => {
                    regex.push(digit);
                    return None;
                }
                // The library refuses to escape what needs no escape.
                letter if letter.is_ascii_alphanumeric() => {
                    regex.push('\\');
                    regex.push(letter);
                }
                other => regex.push_str(&regex_syntax::escape(&other.to_string())),
            },
            // The library takes these for operators on classes.
            '[' if in_class && rest.peek() != Some(&':') => regex.push_str(r"\["),
            '&' | '~' if in_class => {
                regex.push('\\');
                regex.push(next);
            }
            '[' if !in_class => {
                in_class = true;
                regex.push('[');
                if rest.next_if_eq(&'^').is_some() {
                    regex.push('^');
                }
                if rest.next_if_eq(&']').is_some() {
                    regex.push_str(r"\]");
                }
            }
            '[' => {
                // `[:alpha:]`, up to its end.
                regex.push('[');
                for inner in rest.by_ref() {
                    regex.push(inner);
                    if inner == ']' {
                        break;
                    }
                }
            }
            ']' => {
                in_class = false;
                regex.push(']');
            }
            other => regex.push(other),
        }
    }
    Some(regex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_real_schemas_are_understood() {
        let cases = [
            ("~", "^[a-z0-9]+(-[a-z0-9]+)*$"),
            ("~", r"^\S+\/\S+"),
            ("~", "^[A-z][A-z0-9\\_]{2,32}$"),
            (
                "~",
                r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$",
            ),
            ("~", "^https?://"),
            ("~", "^[[:alpha:]][[:alnum:]_]*$"),
            ("~*", "^(legacy|standard)$"),
            ("~", r"\S"),
            ("~", r"^\+?[1-9]\d{1,14}$"),
            ("~~", "/%"),
            ("~~", "a\\_b_%"),
            ("~", "^[]x]$"),
        ];
        for (operator, source) in cases {
            let (_, kind) = Pattern::operator(operator).unwrap();
            let pattern = Pattern::new(source, kind).unwrap_or_else(|| panic!("{source}"));
            for n in 0..5 {
                let text = pattern
                    .sample(Draw::of(n))
                    .unwrap_or_else(|| panic!("{source}"));
                assert!(pattern.matches(&text), "{source}: {text}");
            }
        }
        let (_, kind) = Pattern::operator("~").unwrap();
        assert!(Pattern::new("^(?!x)", kind).is_none());
        assert!(Pattern::new(r"^(a)\1$", kind).is_none());
    }
}
