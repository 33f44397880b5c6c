//! Takes what looks like a secret out of a text.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::rules::compiled;

/// Returns `text` with everything that looks like a secret replaced by
/// `[redacted:<rule>]`; borrowed when there is nothing. What surrounds a
/// secret (user, host, database) stays, and doing it twice changes nothing.
pub fn redact(text: &str) -> Cow<'_, str> {
    redact_counting(text, &mut BTreeMap::new())
}

/// Like [`redact`]; adds to `counts` how often each rule applied.
pub(crate) fn redact_counting<'a>(
    text: &'a str,
    counts: &mut BTreeMap<String, u64>,
) -> Cow<'a, str> {
    let mut text = Cow::Borrowed(text);
    // What is occurring is asked once: replacing can only take matches away.
    let occurring: Vec<_> = compiled().occurring(&text).collect();
    for (rule, regex) in occurring {
        let mut replaced = String::new();
        let mut copied = 0;
        for captures in regex.captures_iter(&text) {
            let Some(secret) = captures.iter().flatten().last() else {
                continue;
            };
            if !(rule.is_secret)(secret.as_str()) {
                continue;
            }
            replaced.push_str(text.get(copied..secret.start()).unwrap_or_default());
            replaced.push_str(opening_quote(secret.as_str()));
            replaced.push_str("[redacted:");
            replaced.push_str(rule.id);
            replaced.push(']');
            copied = secret.end();
            *counts.entry(rule.id.to_owned()).or_default() += 1;
        }
        if copied > 0 {
            replaced.push_str(text.get(copied..).unwrap_or_default());
            text = Cow::Owned(replaced);
        }
    }
    text
}

/// A quoted value keeps its opening quote, since its closing one stays too.
fn opening_quote(secret: &str) -> &str {
    secret
        .strip_prefix(['\'', '"'])
        .and_then(|rest| secret.strip_suffix(rest))
        .unwrap_or_default()
}
