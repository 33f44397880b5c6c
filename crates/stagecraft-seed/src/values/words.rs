//! What a column of text holds, guessed from its name.
//!
//! Checks that can't be read, triggers and generated columns more often accept
//! what looks like the real thing.

use super::Spot;

/// Attempts that stay with a guess that is the same for all rows; later ones
/// have to differ.
const PATIENCE: usize = 2;

/// How a text looks, where a part of the column's name says it. `{n}` stands
/// for the row, `{h}` for letters and digits, `{c}` for the column.
const LOOKS: &[(&[&str], &str)] = &[
    (&["email", "mail"], "user{n}.{h}@example.com"),
    (
        &[
            "url", "uri", "link", "website", "homepage", "webhook", "endpoint", "avatar", "href",
        ],
        "https://example.com/{c}/{n}-{h}",
    ),
    (&["phone", "mobile", "fax", "tel"], "+4930{n7}"),
    (
        &[
            "slug",
            "handle",
            "username",
            "login",
            "nickname",
            "nick",
            "subdomain",
        ],
        "user{n}{h}",
    ),
    (&["color", "colour"], "#{h6}"),
    (&["currency"], "EUR"),
    (&["country"], "DE"),
    (&["lang", "language", "locale"], "en"),
    (&["timezone", "tz", "time_zone"], "UTC"),
    (&["ip"], "192.0.2.{n}"),
    (&["version", "semver"], "1.{n}.0"),
    (&["domain", "host", "hostname"], "host{n}-{h}.example.com"),
    (&["path", "file", "filename"], "folder/file-{n}-{h}.txt"),
    (&["mime", "mimetype"], "text/plain"),
    (&["sha", "sha256", "hash", "digest", "checksum"], "{h64}"),
    (&["token", "secret", "password", "fingerprint"], "{h32}"),
    (&["cron", "schedule"], "0 3 * * *"),
    (&["json"], "{\"n\": {n}}"),
    (&["uuid", "guid"], "{u}"),
    (&["zip", "postcode", "postal"], "10115"),
];

/// Returns a text that looks like what the column is called.
pub(super) fn like(spot: &Spot<'_>) -> String {
    let name = spot.name.to_ascii_lowercase();
    let words = name.split(|it: char| !it.is_ascii_alphanumeric());
    let look = std::iter::once(name.as_str())
        .chain(words.rev())
        .find_map(|part| {
            LOOKS.iter().find(|(names, _)| {
                names.contains(&part.trim_end_matches('s')) || names.contains(&part)
            })
        })
        .map(|(_, look)| *look)
        .filter(|look| spot.salt < PATIENCE || look.contains(['{']))
        .unwrap_or("{c} {n} {h}");
    let number = spot.number();
    let chance = spot.chance();
    look.replace("{n7}", &format!("{number:07}"))
        .replace("{h64}", &chance.hex(64))
        .replace("{h32}", &chance.hex(32))
        .replace("{h6}", &chance.hex(6))
        .replace("{h}", &chance.hex(4))
        .replace("{u}", &super::text::uuid(chance))
        .replace("{n}", &number.to_string())
        .replace("{c}", if name.is_empty() { "value" } else { &name })
}
