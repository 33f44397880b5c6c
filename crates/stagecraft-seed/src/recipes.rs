//! Tables of the platform whose rows have to look real.
//!
//! Triggers of many projects read what the auth service writes: the rows that
//! they see here are those of users who signed up by email.

use stagecraft_model::QualifiedName;

/// A hash of the password `password`; hashing takes long, so it is always the
/// same.
const PASSWORD: &str = "$2a$06$PaLa/WP/1Qm2AgUVbYJm5uxNPnWYcdD6eXnYJtGXoRe2Jf7Ci6vQi";

/// What a column holds; `{n}` stands for the row. Nothing is null.
pub(crate) type Recipe = &'static [(&'static str, Option<&'static str>)];

const USERS: Recipe = &[
    ("instance_id", Some("00000000-0000-0000-0000-000000000000")),
    ("aud", Some("authenticated")),
    ("role", Some("authenticated")),
    ("email", Some("user{n}@example.com")),
    ("encrypted_password", Some(PASSWORD)),
    ("email_confirmed_at", Some("2024-01-01 09:00:00+00")),
    ("invited_at", None),
    ("confirmation_token", Some("")),
    ("recovery_token", Some("")),
    ("email_change_token_new", Some("")),
    ("email_change", Some("")),
    ("email_change_token_current", Some("")),
    ("email_change_confirm_status", Some("0")),
    ("phone", None),
    ("phone_confirmed_at", None),
    ("phone_change", Some("")),
    ("phone_change_token", Some("")),
    ("reauthentication_token", Some("")),
    (
        "raw_app_meta_data",
        Some(r#"{"provider": "email", "providers": ["email"]}"#),
    ),
    (
        "raw_user_meta_data",
        Some(
            r#"{"name": "User {n}", "full_name": "User {n}", "display_name": "User {n}",
            "first_name": "User", "last_name": "Number {n}", "username": "user{n}",
            "user_name": "user{n}", "handle": "user{n}", "bio": "One of the first.",
            "email": "user{n}@example.com", "contact_email": "user{n}@example.com",
            "avatar_url": "https://example.com/{n}.png", "email_verified": true}"#,
        ),
    ),
    ("is_super_admin", None),
    ("banned_until", None),
    ("is_sso_user", Some("false")),
    ("deleted_at", None),
    ("is_anonymous", Some("false")),
];

const BUCKETS: Recipe = &[
    ("id", Some("bucket-{n}")),
    ("name", Some("bucket-{n}")),
    ("type", Some("STANDARD")),
    ("file_size_limit", None),
    ("allowed_mime_types", None),
];

/// Returns what the columns of a table should hold in a row, where that is
/// laid down.
pub(crate) fn recipe(table: &QualifiedName, number: usize) -> Vec<(&'static str, Option<String>)> {
    columns(table)
        .iter()
        .map(|(column, text)| {
            (
                *column,
                text.map(|it| it.replace("{n}", &number.to_string())),
            )
        })
        .collect()
}

/// Returns the columns of a table whose values are laid down, with `{n}` for the
/// row.
pub(crate) fn columns(table: &QualifiedName) -> Recipe {
    match (table.schema.as_str(), table.name.as_str()) {
        ("auth", "users") => USERS,
        ("storage", "buckets") => BUCKETS,
        _ => &[],
    }
}
