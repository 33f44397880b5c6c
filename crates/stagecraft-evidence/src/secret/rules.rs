//! The rules, one entry each: an id, a pattern and what is not a secret after
//! all.
//!
//! Where a pattern has a group, the group is the secret; otherwise all of it.

use std::sync::LazyLock;

use regex::{Regex, RegexSet};

use super::jwt;

/// One kind of secret.
pub(super) struct Rule {
    /// Stands in placeholders and errors.
    pub(super) id: &'static str,
    pattern: &'static str,
    /// Whether a match is a secret, given the text of its group.
    pub(super) is_secret: fn(&str) -> bool,
}

const RULES: &[Rule] = &[
    Rule {
        id: "private-key",
        // To the end marker, or to the end of the text when it is cut off.
        pattern: r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?s:.*?)(?:-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|\z)",
        is_secret: |_| true,
    },
    Rule {
        id: "postgres-url",
        // Greedy to the last `@`: a password with a raw `@` or `/` in it is
        // hidden whole, at the price of sometimes hiding the host as well.
        pattern: r#"(?i)postgres(?:ql)?(?:\+[a-z0-9]+)?:(?:\\?/){2}[^\s:/@"'<>`]*:([^\s"'`]+)@"#,
        is_secret: |it| !is_placeholder(it) && !is_port(it),
    },
    Rule {
        id: "encoded-postgres-url",
        pattern: r#"(?i)postgres(?:ql)?%3A%2F%2F[^\s"'&]*?%3A([^\s"'&]+)%40"#,
        is_secret: |it| !is_placeholder(it),
    },
    Rule {
        id: "url-password",
        pattern: r#"(?i)\b[a-z][a-z0-9+.-]{1,20}:(?:\\?/){2}[^\s:/@"'<>`]+:([^\s/"'<>`]+)@"#,
        is_secret: |it| !is_placeholder(it),
    },
    Rule {
        id: "password-setting",
        pattern: r#"(?i)[a-z_]*(?:password|passwd)(?:(?:=|%3D)(\\?"[^"\\]+|'[^']+|[^\s'"\\&]+)|\s*=\s*'([^']+))"#,
        is_secret: is_setting,
    },
    Rule {
        id: "role-password",
        pattern: r"(?i)\bpassword\s+(?:e|u&)?(?:'{1,2}([^']+)'|\$\w*\$([^$]+)\$)",
        is_secret: |it| {
            // `'wrong password ' || name || '…'` is no password.
            let value = it.trim_start();
            !is_placeholder(value) && !value.starts_with(['|', ')', ',', ';'])
        },
    },
    Rule {
        id: "supabase-token",
        pattern: r"\bsbp_(?:[a-z0-9]+_)?[0-9a-fA-F]{32,}",
        is_secret: |_| true,
    },
    Rule {
        id: "supabase-secret-key",
        pattern: r"\bsb_secret_[A-Za-z0-9_-]{12,}",
        is_secret: |it| has_digit_or_upper(it),
    },
    Rule {
        id: "jwt",
        pattern: r"\bey[A-Za-z0-9_-]{8,}\.ey[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{8,}",
        is_secret: jwt::is_jwt,
    },
    Rule {
        id: "scram-hash",
        pattern: r#"SCRAM-SHA-256\$\d+:[^\s'"\\]+"#,
        is_secret: |_| true,
    },
    Rule {
        id: "md5-hash",
        pattern: r"\bmd5[0-9a-f]{32}\b",
        is_secret: |_| true,
    },
    Rule {
        id: "bearer-token",
        pattern: r"(?i)\b(?:bearer|authorization:\s*basic)\s+([A-Za-z0-9._~+/-]{16,}=*)",
        is_secret: |it| has_digit_or_upper(it),
    },
    Rule {
        id: "provider-token",
        pattern: r"\b(?:A(?:K|S)IA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22,}|glpat-[A-Za-z0-9_-]{20,}|xox[abpr]-[A-Za-z0-9-]{10,}|(?:sk|rk)_live_[A-Za-z0-9]{16,}|whsec_[A-Za-z0-9+/]{24,}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|AGE-SECRET-KEY-1[0-9A-Z]{40,})",
        is_secret: |_| true,
    },
];

/// The rules with their patterns made ready.
pub(super) struct Compiled {
    any: RegexSet,
    each: Vec<(&'static Rule, Regex)>,
}

impl Compiled {
    /// Returns the rules whose pattern occurs in `text`, in order.
    pub(super) fn occurring(&self, text: &str) -> impl Iterator<Item = &(&'static Rule, Regex)> {
        let matches = self.any.matches(text);
        self.each
            .iter()
            .enumerate()
            .filter(move |(at, _)| matches.matched(*at))
            .map(|(_, it)| it)
    }
}

/// Returns the compiled rules, made once.
pub(super) fn compiled() -> &'static Compiled {
    static COMPILED: LazyLock<Compiled> = LazyLock::new(|| {
        #[expect(clippy::expect_used, reason = "the patterns are constants and tested")]
        Compiled {
            any: RegexSet::new(RULES.iter().map(|it| it.pattern)).expect("valid patterns"),
            each: RULES
                .iter()
                .map(|it| (it, Regex::new(it.pattern).expect("valid pattern")))
                .collect(),
        }
    });
    &COMPILED
}

/// What stands where a secret would: masks, blanks to fill in, parameters.
fn is_placeholder(value: &str) -> bool {
    // Of a URL, only what stands before the first `@` was the password.
    let value = value.split('@').next().unwrap_or(value);
    let masked = !value.is_empty() && value.chars().all(|it| matches!(it, '*' | '•' | '…' | '.'));
    masked
        || value.is_empty()
        || value.starts_with("[redacted:")
        || (value.starts_with('[') && value.ends_with(']'))
        || (value.starts_with('<') && value.ends_with('>'))
        || (value.starts_with('{') && value.ends_with('}'))
        || (value.starts_with("${") && value.ends_with('}'))
        || (value.starts_with('$') && value.chars().skip(1).all(is_word))
        || matches!(value, "%s" | "%L" | "%I" | "?")
}

/// `localhost:5432/db?x=a@b`: the colon was before a port.
fn is_port(value: &str) -> bool {
    value
        .split_once('/')
        .is_some_and(|(port, _)| !port.is_empty() && port.bytes().all(|it| it.is_ascii_digit()))
}

/// `password=secret`, but not `password=new.password` or `password=crypt(…)`.
fn is_setting(value: &str) -> bool {
    let value = value
        .trim_start_matches(['\\', '\'', '"'])
        .trim_end_matches([',', ';', ')']);
    let lower = value.to_ascii_lowercase();
    let is_column = lower.split_once('.').is_some_and(|(table, column)| {
        table.chars().all(is_word)
            && column.chars().all(is_word)
            && ["password", "passwd", "pw", "hash"]
                .iter()
                .any(|it| column.ends_with(it))
    });
    let is_call = lower.split_once('(').is_some_and(|(function, _)| {
        FUNCTIONS.contains(&function.rsplit('.').next().unwrap_or(function))
    });
    let is_word_of_sql = matches!(
        lower.as_str(),
        "null" | "true" | "false" | "none" | "default" | "text" | "varchar"
    );
    !(is_placeholder(value)
        || is_column
        || is_call
        || is_word_of_sql
        || value.starts_with(['=', ':', '>', '<', '%']))
}

/// What SQL usually computes a stored password with.
const FUNCTIONS: &[&str] = &[
    "coalesce",
    "concat",
    "crypt",
    "digest",
    "encode",
    "format",
    "gen_salt",
    "lower",
    "md5",
    "nullif",
    "pgp_sym_encrypt",
    "trim",
];

fn is_word(it: char) -> bool {
    it.is_ascii_alphanumeric() || it == '_'
}

/// Chance has both; a name made of words has neither.
fn has_digit_or_upper(text: &str) -> bool {
    let value = text.strip_prefix("sb_secret_").unwrap_or(text);
    value
        .bytes()
        .any(|it| it.is_ascii_digit() || it.is_ascii_uppercase())
}
