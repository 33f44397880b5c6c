//! The major version that a Supabase project asks for.

use std::path::Path;

use serde::Deserialize;
use stagecraft_model::LineIndex;

use crate::{Error, MAJORS};

#[derive(Deserialize)]
struct ConfigToml {
    #[serde(default)]
    db: Db,
}

#[derive(Deserialize, Default)]
struct Db {
    major_version: Option<toml::Spanned<i64>>,
}

/// Reads `[db] major_version` of `supabase/config.toml` below `project`, or of
/// `config.toml` when `project` is the `supabase` folder itself.
///
/// Returns nothing when there is no such file or it does not say.
pub fn major_of_project(project: &Path) -> Result<Option<u16>, Error> {
    for path in [
        project.join("supabase/config.toml"),
        project.join("config.toml"),
    ] {
        match std::fs::read(&path) {
            Ok(bytes) => return major_of_config(&path, &bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(source) => return Err(Error::Unreadable { path, source }),
        }
    }
    Ok(None)
}

fn major_of_config(path: &Path, bytes: &[u8]) -> Result<Option<u16>, Error> {
    let fail = |line: usize, reason: String| Error::ConfigToml {
        path: path.to_owned(),
        line,
        reason,
    };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = 1 + String::from_utf8_lossy(valid).matches('\n').count();
        fail(line, "not UTF-8".to_owned())
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = LineIndex::new(text);
    let config: ConfigToml = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |it| it.start);
        fail(lines.line(at), error.message().to_owned())
    })?;
    let Some(value) = config.db.major_version else {
        return Ok(None);
    };
    let line = lines.line(value.span().start);
    u16::try_from(*value.get_ref())
        .ok()
        .filter(|it| MAJORS.contains(it))
        .map(Some)
        .ok_or_else(|| {
            let found = value.get_ref();
            let reason = format!("major_version {found} is not supported, only 15, 16, 17 and 18");
            fail(line, reason)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Result<Option<u16>, String> {
        major_of_config(Path::new("supabase/config.toml"), text).map_err(|it| it.to_string())
    }

    #[test]
    fn the_major_version_is_read_or_the_line_is_named() {
        assert_eq!(read(b""), Ok(None));
        assert_eq!(read(b"[db]\nport = 54322\n"), Ok(None));
        assert_eq!(
            read(b"\xef\xbb\xbf[db]\r\nmajor_version = 15\r\n"),
            Ok(Some(15))
        );
        for (text, expected) in [
            (&b"[db]\n\nmajor_version = 14\n"[..], ":3: major_version 14"),
            (b"[db]\nmajor_version = \"17\"\n", ":2: "),
            (b"x = 1\n[db\n", ":2: "),
            (b"# a\n\xff\n", ":2: not UTF-8"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }
}
