//! Text with placeholders that are drawn anew for every row.

use jiff::SpanRelativeTo;
use jiff::civil::Date;
use stagecraft_model::Ident;

use super::near::did_you_mean;

/// Text with placeholders, as `order-{n}`. What is in braces and does not begin
/// with a letter is text, so that JSON needs no escapes; `{{` is one brace.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Text as it is.
    Text(String),
    /// `{n}`: the row's number in its table, which no other row has.
    Number,
    /// `{tenant}`: the number of the row's tenant.
    Tenant,
    /// `{hex8}`: so many random hexadecimal digits.
    Hex(u8),
    /// `{word}`: a random word.
    Word,
    /// `{int:1:500}`: a whole number between two, both included.
    Int {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// `{decimal:1:300:2}`: a number between two with so many digits behind the point.
    Decimal {
        /// The least.
        min: f64,
        /// The greatest.
        max: f64,
        /// The digits behind the point.
        scale: u8,
    },
    /// `{pick:a|b|c}`: one of several texts.
    Pick(Vec<String>),
    /// `{day:2026-01-01:2026-06-30}`: a day between two, both included.
    Day {
        /// The first.
        from: Date,
        /// The last.
        to: Date,
    },
    /// `{after:opened_at:2d}`: a moment not before that of another column of the
    /// row, at most so much later. Among columns that go together the other one
    /// stands before.
    After {
        /// The other column.
        column: Ident,
        /// How much later at most, in seconds of days that have 24 hours.
        at_most: f64,
    },
}

/// What is wrong with a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TemplateError {
    /// What is wrong, and what would be right.
    pub message: String,
}

/// The placeholders, with an example each.
const FORMS: [(&str, &str); 10] = [
    ("n", "{n}"),
    ("tenant", "{tenant}"),
    ("hex8", "{hex8}"),
    ("hex32", "{hex32}"),
    ("word", "{word}"),
    ("int", "{int:1:500}"),
    ("decimal", "{decimal:1:300:2}"),
    ("pick", "{pick:a|b}"),
    ("day", "{day:2026-01-01:2026-06-30}"),
    ("after", "{after:opened_at:2d}"),
];

impl Template {
    /// Reads a template.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            plain.push_str(before);
            if let Some(after) = after.strip_prefix('{') {
                plain.push('{');
                rest = after;
            } else if after.starts_with(|it: char| it.is_ascii_alphabetic()) {
                let Some((inside, after)) = after.split_once('}') else {
                    return Err(wrong(format!(
                        "`{{{after}` has no end; write `{{{{` for a brace that is text"
                    )));
                };
                if !plain.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                }
                parts.push(part(inside)?);
                rest = after;
            } else {
                plain.push('{');
                rest = after;
            }
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        Ok(Self { parts })
    }

    /// Returns whether each row gets a text of its own.
    pub fn is_unique(&self) -> bool {
        self.parts.contains(&Part::Number)
    }

    /// Returns one text that it may give, to hold against a type.
    pub(super) fn sample(&self) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Text(plain) => text.push_str(plain),
                Part::Number | Part::Tenant => text.push('1'),
                Part::Hex(digits) => text.push_str(&"a".repeat(usize::from(*digits))),
                Part::Word => text.push_str("word"),
                Part::Int { max, .. } => text.push_str(&max.to_string()),
                Part::Decimal { max, scale, .. } => {
                    text.push_str(&format!("{max:.*}", usize::from(*scale)));
                }
                Part::Day { to, .. } => text.push_str(&to.to_string()),
                // Not before anything else that is drawn.
                Part::After { .. } => text.push_str("9999-12-31"),
                Part::Pick(choices) => text.push_str(choices.first().map_or("", String::as_str)),
            }
        }
        text
    }
}

fn part(inside: &str) -> Result<Part, TemplateError> {
    let (word, arguments) = match inside.split_once(':') {
        Some((word, arguments)) => (word, Some(arguments)),
        None => (inside, None),
    };
    let part = match (word, arguments) {
        ("n", None) => Some(Part::Number),
        ("tenant", None) => Some(Part::Tenant),
        ("word", None) => Some(Part::Word),
        (hex, None) if hex.starts_with("hex") => digits(hex),
        ("pick", Some(choices)) => {
            Some(Part::Pick(choices.split('|').map(str::to_owned).collect()))
        }
        (_, Some(arguments)) => with_arguments(word, &arguments.split(':').collect::<Vec<_>>()),
        _ => None,
    };
    part.ok_or_else(|| {
        let form = FORMS.iter().find(|(name, _)| *name == word);
        wrong(match (form, did_you_mean(word, FORMS.map(|it| it.0))) {
            (Some((_, form)), _) => format!("`{{{inside}}}` is written as `{form}`"),
            (None, Some(meant)) => format!("`{{{inside}}}` is no placeholder; {meant}"),
            (None, None) => format!(
                "`{{{inside}}}` is no placeholder; there are {}; write `{{{{` for a brace that is text",
                FORMS.map(|it| it.1).join(", ")
            ),
        })
    })
}

fn with_arguments(word: &str, arguments: &[&str]) -> Option<Part> {
    match (word, arguments) {
        ("int", [min, max]) => {
            let (min, max) = (min.parse().ok()?, max.parse().ok()?);
            (min <= max).then_some(Part::Int { min, max })
        }
        ("decimal", [min, max, scale]) => {
            let (min, max): (f64, f64) = (min.parse().ok()?, max.parse().ok()?);
            let scale = scale.parse().ok()?;
            (min <= max && max.is_finite() && min.is_finite() && scale <= 15)
                .then_some(Part::Decimal { min, max, scale })
        }
        ("day", [from, to]) => {
            let (from, to) = (from.parse().ok()?, to.parse().ok()?);
            (from <= to).then_some(Part::Day { from, to })
        }
        ("after", [column, at_most]) if !column.is_empty() => {
            let span: jiff::Span = at_most.parse().ok()?;
            let span = span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
            let at_most = span.as_secs_f64();
            (at_most > 0.0).then(|| Part::After {
                column: Ident::new(*column),
                at_most,
            })
        }
        _ => None,
    }
}

fn digits(word: &str) -> Option<Part> {
    let digits: u8 = word.strip_prefix("hex")?.parse().ok()?;
    (1..=64).contains(&digits).then_some(Part::Hex(digits))
}

fn wrong(message: String) -> TemplateError {
    TemplateError { message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_and_braces_are_told_apart() {
        for (text, sample) in [
            ("order-{n}", "order-1"),
            ("{hex8}-{word}", "aaaaaaaa-word"),
            (
                r#"{"total": {decimal:1:300:2}, "units": {int:1:5}}"#,
                r#"{"total": 300.00, "units": 5}"#,
            ),
            (
                r#"{"channel": "{pick:organic|email}", "at": {"x": {}}}"#,
                r#"{"channel": "organic", "at": {"x": {}}}"#,
            ),
            ("{{n} {1} }", "{n} {1} }"),
            ("{day:2026-01-01:2026-02-03}", "2026-02-03"),
            ("{after:opened_at:90m}", "9999-12-31"),
            ("", ""),
        ] {
            assert_eq!(Template::parse(text).unwrap().sample(), sample, "{text}");
        }
    }

    #[test]
    fn wrong_placeholders_are_refused() {
        let mut said = Vec::new();
        for text in [
            "{wrod}",
            "{int:5}",
            "{int:5:1}",
            "{int:a:b}",
            "{decimal:1:2}",
            "{decimal:1:inf:2}",
            "{hex99}",
            "{day:2026-02-01:2026-01-01}",
            "{after:opened_at}",
            "{after:opened_at:1 month}",
            "{pick}",
            "{hex8:1}",
            "{n:1}",
            "{colour}",
            "{n",
        ] {
            said.push(format!("{text}: {}", Template::parse(text).unwrap_err()));
        }
        insta::assert_snapshot!(said.join("\n"));
    }
}
