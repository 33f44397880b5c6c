//! Conditions: the rows of a cell as SQL over the relation's columns.

use stagecraft_model::Ident;

use crate::contract::{Cell, Entry, Level};
use crate::facts::Relation;

/// Returns the condition of a cell's rows, with `{user}` and `{tenants}` where
/// the runner puts an actor's own, and the least role that the tenants need.
pub(crate) fn condition(
    cell: &Cell,
    entry: &Entry,
    relation: Option<&Relation>,
) -> (String, String) {
    let tenant = entry
        .tenant
        .as_ref()
        .map(|it| expression(it.get_ref(), relation));
    let owner = entry
        .owner
        .as_ref()
        .map(|it| expression(it.get_ref(), relation));
    let in_tenant = tenant.map(|it| format!("{it} = any ({{tenants}})"));
    let is_own = owner.map(|it| format!("{it} = {{user}}"));
    let (parts, role) = match &cell.level {
        Level::None => (vec!["false".to_owned()], None),
        Level::All => (vec!["true".to_owned()], None),
        Level::OwnTenant(role) => (in_tenant.into_iter().collect(), role.clone()),
        Level::OwnRow(role) => (in_tenant.into_iter().chain(is_own).collect(), role.clone()),
        Level::Rows(sql) => (vec![format!("({})", placeholders(sql))], None),
    };
    let mut parts = if parts.is_empty() {
        vec!["false".to_owned()]
    } else {
        parts
    };
    if let Some(filter) = &cell.filter {
        parts.push(format!("({})", placeholders(filter)));
    }
    (parts.join(" and "), role.unwrap_or_default())
}

/// Returns a column of the relation, quoted, or what is SQL already.
fn expression(text: &str, relation: Option<&Relation>) -> String {
    let name = Ident::new(text);
    if relation.is_some_and(|it| it.column(&name).is_some()) {
        format!("t.{name}")
    } else {
        format!("({})", placeholders(text))
    }
}

/// Turns `:user` and `:tenants` into the runner's placeholders; casts such as
/// `x::user_state` and text are left alone.
fn placeholders(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut in_text = false;
    let mut rest = sql;
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        if first == '\'' {
            in_text = !in_text;
        }
        if !in_text && first == ':' && before != ':' {
            let word = |name: &str| {
                rest.get(1..)
                    .and_then(|it| it.strip_prefix(name))
                    .filter(|it| !it.starts_with(|it: char| it.is_alphanumeric() || it == '_'))
            };
            let found = [("user", "{user}"), ("tenants", "{tenants}")]
                .into_iter()
                .find_map(|(name, to)| word(name).map(|after| (to, after)));
            if let Some((to, after)) = found {
                out.push_str(to);
                rest = after;
                before = ' ';
                continue;
            }
        }
        out.push(first);
        before = first;
        rest = rest.get(first.len_utf8()..).unwrap_or("");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::placeholders;

    #[test]
    fn placeholders_are_no_casts_and_no_text() {
        assert_eq!(
            placeholders(
                "a = :user and b::user_state = ':user' and c = any (:tenants) and d = :users"
            ),
            "a = {user} and b::user_state = ':user' and c = any ({tenants}) and d = :users"
        );
    }
}
