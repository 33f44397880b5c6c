//! Actors: sessions as the API would open them.

use serde::Deserialize;
use serde_json::{Map, Value, json};
use toml::Spanned;

/// A session as the API would open it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The database role.
    pub role: String,
    /// The user's id, `sub` of the claims; a session without a user has none.
    pub user: Option<String>,
    /// Names of the tenants that are the actor's. With membership they are read
    /// from the membership table unless they are given.
    pub tenants: Option<Vec<Spanned<String>>>,
    /// Claims beside the usual ones, or in their place; dotted names go into
    /// objects.
    #[serde(default)]
    pub claims: toml::Table,
    /// A session of a pooled connection whose last transaction set the claims:
    /// they are empty text, not null.
    #[serde(default)]
    pub stale: bool,
}

impl Actor {
    /// Returns `request.jwt.claims` as PostgREST would set it for this actor;
    /// `tenant` is the id that the claim of the tenancy carries.
    pub fn claims(&self, name: &str, tenant: Option<(&str, &str)>) -> String {
        if self.stale {
            return String::new();
        }
        let mut claims = Map::new();
        claims.insert("role".to_owned(), json!(self.role));
        if self.role != "anon" || self.user.is_some() {
            for (key, value) in [
                ("aud", json!("authenticated")),
                ("iss", json!("https://example.supabase.co/auth/v1")),
                ("iat", json!(1_700_000_000)),
                ("exp", json!(4_102_444_800_u64)),
                ("aal", json!("aal1")),
                ("is_anonymous", json!(false)),
                ("email", json!(format!("{name}@example.com"))),
                ("app_metadata", json!({})),
                ("user_metadata", json!({})),
            ] {
                claims.insert(key.to_owned(), value);
            }
        }
        if let Some(user) = &self.user {
            claims.insert("sub".to_owned(), json!(user));
            claims.insert(
                "session_id".to_owned(),
                json!("00000000-0000-4000-8000-000000000000"),
            );
        }
        if let Some((path, id)) = tenant {
            set(&mut claims, path, json!(id));
        }
        for (key, value) in &self.claims {
            if let Ok(value) = serde_json::to_value(value) {
                set(&mut claims, key, value);
            }
        }
        Value::Object(claims).to_string()
    }
}

fn set(claims: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            claims.insert(path.to_owned(), value);
        }
        Some((head, rest)) => {
            let inner = claims
                .entry(head.to_owned())
                .or_insert_with(|| Value::Object(Map::new()));
            if !inner.is_object() {
                *inner = Value::Object(Map::new());
            }
            if let Value::Object(inner) = inner {
                set(inner, rest, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(text: &str) -> Actor {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn claims_are_those_of_a_request() {
        let anon = actor("role = 'anon'");
        assert_eq!(anon.claims("anon", None), r#"{"role":"anon"}"#);
        let stale = actor("role = 'authenticated'\nstale = true");
        assert_eq!(stale.claims("stale", None), "");
        let owner = actor(
            "role = 'authenticated'\nuser = 'u1'\nclaims = { aal = 'aal2', 'app_metadata.plan' = 'pro' }",
        );
        let claims: Value =
            serde_json::from_str(&owner.claims("owner", Some(("app_metadata.tenant_id", "t1"))))
                .unwrap();
        assert_eq!(claims["sub"], "u1");
        assert_eq!(claims["aal"], "aal2");
        assert_eq!(
            claims["app_metadata"],
            json!({"tenant_id": "t1", "plan": "pro"})
        );
    }
}
