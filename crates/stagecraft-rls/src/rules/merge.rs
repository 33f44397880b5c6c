//! Hits of a rule as findings, one for each object.

use std::collections::BTreeMap;

use stagecraft_model::{Finding, Severity};

use super::{Hit, Rule};

/// Returns a finding for each object, or part of one, that a rule hit.
pub(super) fn merged(rule: &Rule, hits: Vec<Hit>) -> Vec<Finding> {
    let mut found: BTreeMap<String, (Severity, Vec<String>)> = BTreeMap::new();
    for hit in hits {
        let severity = hit.severity.unwrap_or(rule.severity);
        let subject = match hit.part {
            Some(part) => format!("{}.{part}", hit.object),
            None => hit.object,
        };
        let (gravest, messages) = found.entry(subject).or_insert((severity, Vec::new()));
        // What is gravest is said first.
        if severity > *gravest {
            *gravest = severity;
            messages.insert(0, hit.message);
        } else if !messages.contains(&hit.message) {
            messages.push(hit.message);
        }
    }
    found
        .into_iter()
        .map(|(subject, (severity, messages))| {
            let message = format!("{}: {}", rule.id, joined(&messages));
            Finding::new(rule.name, severity, &subject, message)
                .why(rule.why)
                .help(rule.help)
        })
        .collect()
}

/// Returns messages as one; what the first said already is not said again.
fn joined(messages: &[String]) -> String {
    let mut all = String::new();
    for message in messages {
        if all.is_empty() {
            all.push_str(message);
            continue;
        }
        let first = messages.first().map_or("", String::as_str);
        all.push_str("; ");
        all.push_str(message.get(common(first, message)..).unwrap_or(message));
    }
    all
}

/// Returns where the second stops to repeat the first: behind a colon, or
/// between two words, and outside of what is quoted.
fn common(first: &str, second: &str) -> usize {
    let same = first
        .char_indices()
        .zip(second.chars())
        .find(|((_, one), other)| one != other)
        .map_or(first.len().min(second.len()), |((at, _), _)| at);
    let repeated = second.get(..same).unwrap_or("");
    let outside = |at: &usize| {
        second
            .get(..*at)
            .is_some_and(|it| it.matches('`').count() % 2 == 0)
    };
    let ends = |word: &str| {
        repeated
            .rmatch_indices(word)
            .map(|(at, _)| at + word.len())
            .find(outside)
    };
    ends(": ").or_else(|| ends(" ")).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_is_not_repeated() {
        let join = |messages: &[&str]| {
            let messages: Vec<_> = messages.iter().map(|it| (*it).to_owned()).collect();
            joined(&messages)
        };
        assert_eq!(join(&["a"]), "a");
        assert_eq!(
            join(&[
                "policy `p` on t keeps nobody out: `a` in its USING",
                "policy `p` on t keeps nobody out: `a b` in its USING",
                "policy `p` on t keeps nobody out: `a` in its WITH CHECK",
            ]),
            "policy `p` on t keeps nobody out: `a` in its USING; `a b` in its USING; `a` in its WITH CHECK"
        );
        assert_eq!(
            join(&[
                "policy `p p` on t in its USING",
                "policy `p p` on t in its WITH CHECK"
            ]),
            "policy `p p` on t in its USING; WITH CHECK"
        );
    }
}
