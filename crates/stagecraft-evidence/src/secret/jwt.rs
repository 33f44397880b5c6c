//! Whether three dotted parts are a JSON web token.

/// Returns whether the first two parts decode to JSON objects and the first
/// names an algorithm, whatever role the token is for.
pub(super) fn is_jwt(text: &str) -> bool {
    let mut parts = text.split('.');
    let header = parts.next().and_then(object);
    let payload = parts.next().and_then(object);
    header.is_some_and(|it| it.contains_key("alg")) && payload.is_some()
}

fn object(part: &str) -> Option<serde_json::Map<String, serde_json::Value>> {
    serde_json::from_slice(&base64url(part)?).ok()
}

/// Decodes base64url without padding.
fn base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let mut bits: u32 = 0;
    let mut n_bits = 0;
    for it in text.bytes() {
        let six = match it {
            b'A'..=b'Z' => it - b'A',
            b'a'..=b'z' => it - b'a' + 26,
            b'0'..=b'9' => it - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(six);
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits & 0xff) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tokens_are_tokens() {
        assert!(is_jwt(
            "eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.c2lnbmF0dXJl"
        ));
        assert!(!is_jwt("eyebrow_table.eyelid_column.something"));
        assert_eq!(base64url("Zm9vYg").unwrap(), b"foob");
        assert_eq!(base64url("a b"), None);
    }
}
