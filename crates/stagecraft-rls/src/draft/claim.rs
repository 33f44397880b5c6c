//! A claim that carries the tenant's id, found in policies and in the functions
//! that they call.

use stagecraft_model::Ident;

use super::shape::Place;
use crate::facts::Facts;

/// A claim that carries the tenant's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    /// As `app_metadata.tenant_id`.
    pub(super) path: String,
    /// The column that it is compared with.
    pub(super) column: Ident,
}

impl Claim {
    /// A claim that only the server can set, compared with a column of the
    /// policy's own; with how many policies do it.
    pub(super) fn find(facts: &Facts) -> Option<(Self, usize)> {
        let mut found: Vec<(Self, usize)> = Vec::new();
        for policy in &facts.policies {
            let mut texts: Vec<&str> = [&policy.using, &policy.check]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect();
            texts.extend(
                policy
                    .calls
                    .iter()
                    .filter_map(|it| facts.routine(it))
                    .filter(|it| it.qualified.schema.as_str() != "auth")
                    .map(|it| it.source.as_str()),
            );
            let mut claims: Vec<_> = texts
                .iter()
                .flat_map(|it| paths(it))
                .filter_map(|path| {
                    let word = path.rsplit('.').next().unwrap_or_default().to_owned();
                    let column = policy
                        .columns
                        .iter()
                        .find(|it| it.as_str() == word)
                        .or_else(|| {
                            policy
                                .columns
                                .iter()
                                .find(|it| it.as_str() == "id" && word.ends_with("_id"))
                        })?;
                    let column = if column.as_str() == "id" {
                        Ident::new(word)
                    } else {
                        column.clone()
                    };
                    Some(Self { path, column })
                })
                .collect();
            claims.sort_by(|a, b| a.path.cmp(&b.path));
            claims.dedup();
            for claim in claims {
                match found.iter_mut().find(|it| it.0 == claim) {
                    Some(known) => known.1 += 1,
                    None => found.push((claim, 1)),
                }
            }
        }
        found.into_iter().max_by_key(|it| it.1)
    }

    /// Returns the keys of tables that the column points at.
    pub(super) fn tables(&self, facts: &Facts) -> Vec<Place> {
        facts
            .relations
            .iter()
            .flat_map(|it| &it.foreign_keys)
            .filter(|it| it.columns.as_slice() == [self.column.clone()])
            .filter_map(|it| Some((it.parent.clone(), it.parent_columns.first()?.clone())))
            .collect()
    }
}

/// Returns the paths of claims that an expression reads, user metadata left
/// out: that is the user's to write.
fn paths(source: &str) -> Vec<String> {
    if !source.contains("jwt") {
        return Vec::new();
    }
    let plain = source.replace("::text", "");
    let mut found = Vec::new();
    for part in plain.split("->>").skip(1) {
        let Some(last) = quoted(part) else { continue };
        found.push(last);
    }
    let prefix = if plain.contains("'app_metadata'") {
        Some("app_metadata")
    } else if plain.contains("'user_metadata'") {
        return Vec::new();
    } else {
        None
    };
    found
        .into_iter()
        .filter(|it| !["sub", "role", "app_metadata", "aal", "email"].contains(&it.as_str()))
        .map(|it| match prefix {
            Some(prefix) => format!("{prefix}.{it}"),
            None => it,
        })
        .collect()
}

fn quoted(text: &str) -> Option<String> {
    let inner = text.trim_start().strip_prefix('\'')?;
    inner.split('\'').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_found_where_the_server_sets_them() {
        assert_eq!(
            paths("((((auth.jwt() -> 'app_metadata'::text) ->> 'org_id'::text))::uuid = org_id)"),
            ["app_metadata.org_id"]
        );
        assert_eq!(
            paths("((auth.jwt() ->> 'org_id'::text) = org_id)"),
            ["org_id"]
        );
        assert!(paths("((auth.jwt() -> 'user_metadata'::text) ->> 'org_id'::text)").is_empty());
    }
}
