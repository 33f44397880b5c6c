//! Policies as conditions that a contract can say: over the row `t`, with `:user`.

use stagecraft_model::Ident;

use crate::facts::{Policy, PolicyCommand, Relation, Role};

pub(super) fn text(policy: &Policy, command: PolicyCommand) -> Option<&str> {
    match command {
        PolicyCommand::Insert => policy.effective_check(),
        _ => policy.using.as_deref(),
    }
}

/// Returns what an expression joins by AND, as Postgres prints it.
pub(super) fn conjuncts(text: &str) -> Vec<&str> {
    let inner = text.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    let Some(inner) = inner else {
        return vec![text];
    };
    let (mut depth, mut in_text, mut start) = (0_usize, false, 0);
    let mut parts = Vec::new();
    for (at, it) in inner.char_indices() {
        match it {
            '\'' => in_text = !in_text,
            '(' if !in_text => depth += 1,
            ')' if !in_text => match depth.checked_sub(1) {
                Some(less) => depth = less,
                // The outer parentheses were not a pair.
                None => return vec![text],
            },
            ' ' if depth == 0 && !in_text => {
                let rest = inner.get(at..).unwrap_or_default();
                if rest.starts_with(" AND ") {
                    parts.extend(inner.get(start..at));
                    start = at + " AND ".len();
                }
            }
            _ => {}
        }
    }
    if parts.is_empty() {
        return vec![text];
    }
    parts.extend(inner.get(start..));
    parts
}

/// Whether policies let some rows in and not all.
pub(super) fn is_telling(conditions: &[(bool, String)]) -> bool {
    let mut lets_in = conditions.iter().filter(|it| it.0).peekable();
    lets_in.peek().is_some()
        && lets_in.all(|it| !["true", "false"].contains(&it.1.trim_matches(['(', ')'])))
}

/// One of those that let in, and all of those that keep out.
pub(super) fn joined(conditions: &[(bool, String)]) -> String {
    let of = |permissive: bool| {
        let some = conditions.iter().filter(|it| it.0 == permissive);
        some.map(|it| it.1.clone()).collect::<Vec<_>>()
    };
    let (lets_in, keeps_out) = (of(true).join(" or "), of(false));
    if keeps_out.is_empty() {
        lets_in
    } else {
        format!("({lets_in}) and {}", keeps_out.join(" and "))
    }
}

/// Returns the text of a policy as the contract can say it: over the row `t`,
/// with `:user`. There is none where it reads claims.
pub(super) fn condition(
    policy: &Policy,
    command: PolicyCommand,
    relation: &Relation,
    role: &Role,
) -> Option<String> {
    let text = text(policy, command)?;
    let caller = [
        ("( SELECT auth.uid() AS uid)", ":user::uuid".to_owned()),
        ("auth.uid()", ":user::uuid".to_owned()),
        ("( SELECT auth.role() AS role)", format!("'{}'", role.name)),
        ("auth.role()", format!("'{}'", role.name)),
    ];
    let mut text = one_line(text);
    for (sql, word) in caller {
        text = text.replace(sql, &word);
    }
    if text.contains("auth.") || text.contains("current_setting(") {
        return None;
    }
    Some(over_t(&text, &relation.name.name))
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Turns `notes.id` into `t.id`.
pub(super) fn over_t(text: &str, name: &Ident) -> String {
    let wanted = format!("{name}.");
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(&wanted) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let follows_word =
            out.ends_with(|it: char| it.is_alphanumeric() || ['_', '.', '"', '\''].contains(&it));
        out.push_str(if follows_word { &wanted } else { "t." });
        rest = after.get(wanted.len()..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conjuncts_are_taken_apart() {
        assert_eq!(
            conjuncts("((a = 'x AND y') AND f(b, (c AND d)) AND (e OR g))"),
            ["(a = 'x AND y')", "f(b, (c AND d))", "(e OR g)"]
        );
        assert_eq!(conjuncts("(a) OR (b)"), ["(a) OR (b)"]);
        assert_eq!(conjuncts("(a = b)"), ["(a = b)"]);
    }

    #[test]
    fn columns_of_the_own_table_are_those_of_the_row() {
        assert_eq!(
            over_t(
                "(EXISTS ( SELECT 1 FROM public.notes n WHERE (n.id = notes.id AND my_notes.id = public.notes.x)))",
                &Ident::new("notes")
            ),
            "(EXISTS ( SELECT 1 FROM public.notes n WHERE (n.id = t.id AND my_notes.id = public.notes.x)))"
        );
    }
}
