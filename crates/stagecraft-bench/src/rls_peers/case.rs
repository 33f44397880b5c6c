//! The cases of the test bed: a hole, and its mended twin.

use std::fs;
use std::path::PathBuf;

use stagecraft_rls::{Contract, Declared};

use crate::layer::{Trouble, root};

/// One planted hole.
pub(super) struct Case {
    pub(super) name: String,
    folder: PathBuf,
}

/// The database with the hole, or the one without.
#[derive(Clone, Copy)]
pub(super) enum Twin {
    Hole,
    Mended,
}

impl Twin {
    fn name(self) -> &'static str {
        match self {
            Self::Hole => "hole",
            Self::Mended => "mended",
        }
    }
}

fn bed() -> PathBuf {
    root().join("crates/stagecraft-rls/tests/bed")
}

/// Returns the cases whose names hold `only`. Those of the suite itself are left
/// out: a schema does not show them.
pub(super) fn cases(only: &str) -> Result<Vec<Case>, Trouble> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(bed())? {
        let folder = entry?.path();
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        if folder.is_dir() && !name.starts_with('h') && name.contains(only) {
            let name = name.into_owned();
            cases.push(Case { name, folder });
        }
    }
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    if cases.is_empty() {
        return Err(format!("no hole is called `{only}`").into());
    }
    Ok(cases)
}

/// Returns what every case stands on.
pub(super) fn prelude() -> Result<String, Trouble> {
    Ok(fs::read_to_string(bed().join("prelude.sql"))?)
}

impl Case {
    /// Returns the twin's own text of a file, or the one of both, or none.
    fn text(&self, twin: Twin, file: &str) -> String {
        let own = self.folder.join(format!("{}.{file}", twin.name()));
        fs::read_to_string(own)
            .or_else(|_| fs::read_to_string(self.folder.join(file)))
            .unwrap_or_default()
    }

    /// Returns the scripts that make a twin, in their order.
    pub(super) fn scripts(&self, twin: Twin) -> Result<[String; 3], Trouble> {
        let own = self.folder.join(format!("{}.sql", twin.name()));
        Ok([
            self.text(twin, "schema.sql"),
            fs::read_to_string(own)?,
            self.text(twin, "after.sql"),
        ])
    }

    /// Returns the contract of a twin, with its rows.
    pub(super) fn declared(&self, twin: Twin) -> Result<Declared, Trouble> {
        let of = |file: &str| -> Result<String, Trouble> {
            let prelude = fs::read_to_string(bed().join(format!("prelude.{file}")))?;
            Ok(prelude + &self.text(twin, file))
        };
        let file = format!("{}/{}.toml", self.name, twin.name());
        let text = of("rls.toml")?;
        Ok(Declared {
            contract: Contract::parse(&file, &text)?,
            file,
            text,
            fixture: of("fixture.sql")?,
        })
    }
}
