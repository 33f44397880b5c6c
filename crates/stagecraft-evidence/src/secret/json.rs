//! Redacts the strings of a JSON text without touching its shape.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::redact::redact_counting;

/// Returns `json`, valid JSON, with every string redacted as the text that it
/// stands for; the order of fields and all other bytes stay.
pub(crate) fn redact_json<'a>(json: &'a str, counts: &mut BTreeMap<String, u64>) -> Cow<'a, str> {
    let mut redacted = String::new();
    let mut copied = 0;
    for (start, end) in strings(json) {
        let literal = json.get(start..end).unwrap_or_default();
        let Ok(value) = serde_json::from_str::<String>(literal) else {
            continue;
        };
        if let Cow::Owned(clean) = redact_counting(&value, counts) {
            redacted.push_str(json.get(copied..start).unwrap_or_default());
            redacted.push_str(&serde_json::Value::String(clean).to_string());
            copied = end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(json);
    }
    redacted.push_str(json.get(copied..).unwrap_or_default());
    Cow::Owned(redacted)
}

/// Returns where the string literals stand, quotes included.
fn strings(json: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut opened = None;
    let mut escaped = false;
    for (at, byte) in json.bytes().enumerate() {
        match (opened, byte) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(start), b'"') => {
                found.push((start, at + 1));
                opened = None;
            }
            (None, b'"') => opened = Some(at),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_redacted_as_the_text_they_stand_for() {
        let json = r#"{"z": "say \"hi\"", "a": ["alter role x\npassword 'hunter2';", 1], "b": "-----BEGIN PRIVATE KEY-----\nabc"}"#;
        let mut counts = BTreeMap::new();
        let redacted = redact_json(json, &mut counts);
        assert_eq!(
            redacted,
            r#"{"z": "say \"hi\"", "a": ["alter role x\npassword '[redacted:role-password]';", 1], "b": "[redacted:private-key]"}"#
        );
        assert_eq!(counts.values().sum::<u64>(), 2);
        assert!(matches!(
            redact_json("{\"a\\\\\": 1}", &mut counts),
            Cow::Borrowed(_)
        ));
    }
}
