//! Planted secrets are found and taken out; ordinary SQL is left alone.
//!
//! Samples are put together from halves, so that no scanner of repositories
//! takes this file for a leak.

use std::fs;

use stagecraft_evidence::{Error, redact, scan};
use stagecraft_model::Fault as _;

use crate::support::begin;

const CANARY: &str = "hunter2-C4nary";

fn jwt(payload: &str) -> String {
    format!(
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.{payload}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    )
}

/// The rule, the text before the secret, the secret, the text after it.
fn planted() -> Vec<(&'static str, String, String, &'static str)> {
    let hex40 = "0123456789abcdef".repeat(3)[..40].to_owned();
    let c = CANARY.to_owned();
    let row = |rule, before: &str, secret: &str, after| {
        (rule, before.to_owned(), secret.to_owned(), after)
    };
    vec![
        row(
            "postgres-url",
            "to postgresql://postgres.ref:",
            &c,
            "@h.pooler.supabase.com:5432/postgres?sslmode=require",
        ),
        row(
            "postgres-url",
            "postgres://u:",
            "p%40ss%2Fw%3Ard",
            "@[::1]/d",
        ),
        row("postgres-url", "postgres://u:", "p@ss/w:rd#?", "@h/d"),
        row("postgres-url", "POSTGRES://", "", ""),
        row("postgres-url", "postgres://:", &c, "@/d"),
        row("postgres-url", r"postgres:\/\/u:", &c, r"@h\/d"),
        row("postgres-url", "postgresql+psycopg2://u:", &c, "@h/d"),
        row("postgres-url", "postgres://u:", "żółw-хвост", "@h/d"),
        row(
            "encoded-postgres-url",
            "?db=postgresql%3A%2F%2Fu%3A",
            "p%2540ss",
            "%40h%2Fd&x=1",
        ),
        row(
            "url-password",
            "clone https://user:",
            &c,
            "@example.com/x.git",
        ),
        row("url-password", "redis://default:", &c, "@h:6379"),
        row(
            "password-setting",
            "host=h user=u password=",
            &c,
            " dbname=d",
        ),
        row(
            "password-setting",
            "host=h password='",
            "with space",
            "' dbname=d",
        ),
        row("password-setting", "PGPASSWORD=", &c, " psql"),
        row("password-setting", "--password=", &c, ""),
        row(
            "password-setting",
            "postgres://h/d?user=u&password=",
            &c,
            "&sslmode=require",
        ),
        row("password-setting", "x?password%3D", &c, ""),
        row("password-setting", "set db_password = '", &c, "';"),
        row("password-setting", r#"{\"dsn\": \"password="#, &c, r#"\"}"#),
        row(
            "role-password",
            "create role app login password '",
            &c,
            "' noinherit;",
        ),
        row(
            "role-password",
            "ALTER ROLE app WITH ENCRYPTED PASSWORD E'",
            &c,
            "';",
        ),
        row("role-password", "alter user app\n  password\n  '", &c, "';"),
        row(
            "role-password",
            "execute 'alter role app password ''",
            &c,
            "''';",
        ),
        row("role-password", "alter role app password $pw$", &c, "$pw$;"),
        row(
            "role-password",
            "create user mapping for app server s options (user 'u', password '",
            &c,
            "');",
        ),
        row(
            "supabase-token",
            "token ",
            &format!("{}_{hex40}", "sbp"),
            " used",
        ),
        row(
            "supabase-token",
            "",
            &format!("{}_oauth_{hex40}", "sbp"),
            "",
        ),
        row("supabase-token", "", &format!("{}_v0_{hex40}", "sbp"), ""),
        row(
            "supabase-secret-key",
            "apikey: ",
            &format!("{}_N7UND0UgjKTVK-Uodkm0Hg_xSvEMPvz", "sb_secret"),
            "",
        ),
        row(
            "jwt",
            "Bearer ",
            &jwt("eyJyb2xlIjoic2VydmljZV9yb2xlIn0"),
            "",
        ),
        row("jwt", "'", &jwt("eyJyb2xlIjoiYW5vbiIsImlhdCI6MX0"), "'"),
        row(
            "private-key",
            "",
            "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAK\n-----END RSA PRIVATE KEY-----",
            "\nafter",
        ),
        row(
            "private-key",
            "",
            "-----BEGIN PRIVATE KEY-----\nMIIEow cut off",
            "",
        ),
        row(
            "private-key",
            "",
            r"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn\n-----END OPENSSH PRIVATE KEY-----",
            r"\n",
        ),
        row(
            "scram-hash",
            "rolpassword ",
            "SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy",
            "",
        ),
        row(
            "md5-hash",
            "rolpassword ",
            "md5a3556571e93b0d20722ba62be61e8c2d",
            "",
        ),
        row(
            "bearer-token",
            "authorization: Bearer ",
            "a1B2c3D4e5F6g7H8i9J0",
            "",
        ),
        row(
            "bearer-token",
            "Authorization: Basic ",
            "dXNlcjpwYXNzd29yZA==",
            "",
        ),
        row(
            "provider-token",
            "key ",
            &format!("{}IOSFODNN7EXAMPLE", "AKIA"),
            "",
        ),
        row(
            "provider-token",
            "",
            &format!("{}_{}", "ghp", "a1B2".repeat(9)),
            "",
        ),
        row(
            "provider-token",
            "",
            &format!("{}_{}", "shpat", &hex40[..32]),
            "",
        ),
    ]
    .into_iter()
    .filter(|(_, _, secret, _)| !secret.is_empty())
    .collect()
}

#[test]
fn planted_secrets_are_found_and_taken_out() {
    for (rule, before, secret, after) in planted() {
        let text = format!("-- first line\n{before}{secret}{after}");
        let seen = scan(&text);
        assert_eq!(seen.len(), 1, "{seen:?}: {text}");
        assert_eq!(seen[0].rule, rule, "{text}");
        let line = 2 + before.matches('\n').count();
        assert_eq!(seen[0].line, line, "{text}");
        let clean = redact(&text);
        assert!(!clean.contains(&secret), "{clean}");
        assert!(clean.contains(&format!("[redacted:{rule}]")), "{clean}");
        assert_eq!(scan(&clean), [], "{clean}");
        assert_eq!(redact(&clean), clean);
        assert!(clean.starts_with("-- first line\n"));
        assert!(clean.ends_with(after), "{clean}");
    }
}

#[test]
fn ordinary_text_is_left_alone() {
    let ordinary = [
        "postgresql://postgres.ref:***@aws-0-eu.pooler.supabase.com:5432/postgres",
        "postgresql://postgres:[YOUR-PASSWORD]@db.ref.supabase.co:5432/postgres",
        "postgres://user:<password>@host/db, postgres://u:${DB_PASSWORD}@h/d, postgres://u:$PW@h",
        "postgres://localhost:5432/db?application_name=a@b",
        "postgres://user@host/db",
        "see http://localhost:3000/@vite/client and https://cdn.example.com:443/npm/@scope/x",
        "mailto:someone@example.com, ssh://git@example.com/x",
        "update auth.users set encrypted_password = crypt('x', gen_salt('bf'))",
        "set encrypted_password=extensions.crypt(new.password, extensions.gen_salt('bf'))",
        "on conflict do update set password=excluded.password, x=1",
        "where u.password = $1 and password=$2 and password = :password",
        "if new.password = '' or password = null then raise exception 'wrong password'; end if;",
        "raise notice 'wrong password ' || name || ' given';",
        "comment on column users.password is 'hashed';",
        "alter role app password null; create table t (password text not null);",
        "grant select (password) on t to app; select 'password', 'x'",
        "format('alter role %I password %L', name, secret)",
        "create function sb_secret_rotation_function_name() returns void",
        "comment 'sb_publishable_ACJWlzQHlZjBrEguHvfOxg_3BJgxAaH'",
        "select eyebrow_table.eyelid_column.something_else",
        "index md5_of_name, select md5(name), md5hash",
        "Bearer authentication_is_required_for_this",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        "blake3:af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262",
        "password authentication failed for user \"app\"",
        "hint: password=***, password=<password>, password=[redacted:password-setting]",
    ];
    for text in ordinary {
        assert_eq!(scan(text), [], "{text}");
        assert_eq!(redact(text), text);
    }
}

/// What asks for redaction is not left to callers: every text and document
/// that a bundle writes is clean.
#[test]
fn no_planted_secret_reaches_a_bundle() {
    let root = tempfile::tempdir().unwrap();
    let mut bundle = begin(root.path());
    let mut body = Vec::new();
    for (at, (_, before, secret, after)) in planted().into_iter().enumerate() {
        let text = format!("{before}{secret}{after}\n");
        bundle.text(&format!("logs/text/{at}.log"), &text).unwrap();
        bundle
            .log(&format!("logs/lines/{at}.log"))
            .unwrap()
            .line(&text)
            .unwrap();
        body.push(text);
    }
    let document =
        stagecraft_model::Document::new("stagecraft.x/1", crate::support::started(), body);
    bundle.document("10-x.json", &document).unwrap();
    let sealed = bundle.seal().unwrap();
    for name in crate::support::files(&sealed.dir) {
        let text = fs::read_to_string(sealed.dir.join(&name)).unwrap();
        for (_, before, secret, _) in planted() {
            assert!(!text.contains(&secret), "{before} is in {name}: {text}");
            for line in secret
                .lines()
                .filter(|it| it.len() > 8 && !it.starts_with("--"))
            {
                assert!(!text.contains(line), "{before} is in {name}: {text}");
            }
        }
    }
}

#[test]
fn the_gate_names_file_and_line_and_never_the_secret() {
    for (rule, before, secret, after) in planted() {
        let root = tempfile::tempdir().unwrap();
        let mut bundle = begin(root.path());
        let staging = bundle.staging_dir().to_owned();
        let text = format!("-- first line\n{before}{secret}{after}\n");
        bundle
            .verbatim("copies/1_shops.sql", text.as_bytes())
            .unwrap();
        bundle.text("logs/a.log", "fine\n").unwrap();
        let error = bundle.seal().unwrap_err();
        let said = format!("{error} {error:?} {:?}", error.hint());
        assert!(matches!(error, Error::SecretFound { .. }), "{said}");
        let line = 2 + before.matches('\n').count();
        assert!(
            said.contains(&format!(
                "copies/1_shops.sql:{line} looks like a secret ({rule})"
            )),
            "{said}"
        );
        assert!(!said.contains(&secret), "{said}");
        assert!(!staging.with_extension("").exists());
        assert_eq!(crate::support::files(&staging), ["logs/a.log"]);
    }
}

#[test]
fn redacting_keeps_what_surrounds_a_secret() {
    assert_eq!(
        redact("dsn postgresql://postgres.ref:hunter2@h:5432/d?x=1 failed"),
        "dsn postgresql://postgres.ref:[redacted:postgres-url]@h:5432/d?x=1 failed"
    );
    assert_eq!(
        redact("host=h password=\"a b\" user=u"),
        "host=h password=\"[redacted:password-setting]\" user=u"
    );
}
