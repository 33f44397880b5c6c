//! Takes passwords out of addresses that a person typed in the wrong place,
//! before an error message repeats them.

/// Returns `text` with the password of every `scheme://user:password@host` and
/// every `password=value` replaced by `***`.
pub(crate) fn scrub(text: &str) -> String {
    keywords(&addresses(text))
}

/// A password in an address may hold any character but white space, a quote
/// and a backtick; the last `@` of a word ends it.
fn addresses(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        clean.push_str(before);
        let word = after
            .find(|it: char| it.is_whitespace() || matches!(it, '\'' | '"' | '`'))
            .unwrap_or(after.len());
        let (address, tail) = after.split_at(word);
        match address.rsplit_once('@') {
            Some((user, host)) => {
                let name = user.split(':').next().unwrap_or("");
                clean.push_str(name);
                if user.contains(':') {
                    clean.push_str(":***");
                }
                clean.push('@');
                clean.push_str(host);
            }
            None => clean.push_str(address),
        }
        rest = tail;
    }
    clean.push_str(rest);
    clean
}

/// A value in single quotes ends at the quote that no backslash precedes, any
/// other at white space or a quote.
fn keywords(text: &str) -> String {
    const KEY: &str = "password=";
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(KEY) {
        let (before, value) = rest.split_at(at + KEY.len());
        clean.push_str(before);
        clean.push_str("***");
        let end = match value.strip_prefix('\'') {
            Some(quoted) => closing_quote(quoted).map_or(value.len(), |it| it + 2),
            None => value
                .find(|it: char| it.is_whitespace() || matches!(it, '\'' | '"' | '`' | '&'))
                .unwrap_or(value.len()),
        };
        rest = value.get(end..).unwrap_or("");
    }
    clean.push_str(rest);
    clean
}

fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, it)| {
        let ends = it == '\'' && !escaped;
        escaped = it == '\\' && !escaped;
        ends.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_passwords_go() {
        let cases = [
            (
                "no `postgresql://a:p@ss:w@h:5/d` here",
                "no `postgresql://a:***@h:5/d` here",
            ),
            ("postgres://a@h/d", "postgres://a@h/d"),
            ("see https://host/path", "see https://host/path"),
            ("a://b:c@d e://f:g@h", "a://b:***@d e://f:***@h"),
            ("`host=h password=x y=z`", "`host=h password=*** y=z`"),
            (r"password='a\'b c' x", "password=*** x"),
            ("password='open", "password=***"),
        ];
        for (text, expected) in cases {
            assert_eq!(scrub(text), expected);
        }
    }
}
