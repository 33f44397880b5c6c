//! The profile: what a project's data should look like, where that differs from
//! what is made without being told.
//!
//! [`Profile::parse`] reads `supabase/seed.toml` and refuses what it can't read,
//! with the place; [`Profile::check`] holds it against a schema; [`draft`] writes
//! one to begin with.
//!
//! What it deliberately does not know: how rows are made, where the file is.

mod assume;
mod check;
mod column;
mod draft;
mod name;
mod near;
mod place;
mod read;
mod table;
mod template;
mod toml_text;

use std::collections::BTreeMap;

use jiff::Timestamp;
use stagecraft_model::{QualifiedName, SourceSpan};

pub use assume::{is_platform, own_tables};
pub use column::{ColumnProfile, Recipe, Season, Shape};
pub use draft::draft;
pub(crate) use draft::tables_of_draft;
pub use place::ProfileError;
pub use table::{FixedRow, RowCount, TableProfile, Together};
pub use template::{Part, Template, TemplateError};

/// What a project's data should look like, as it stands in `supabase/seed.toml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// The file, as it was named; errors and findings call it so.
    pub file: String,
    /// What values depend on, besides names: another seed, other values.
    pub seed: u64,
    /// When the data ends. No clock is read, so that data is the same tomorrow.
    pub as_of: Timestamp,
    /// Whose the rows are.
    pub tenants: Tenants,
    /// How much is made, by name.
    pub scales: BTreeMap<String, Scale>,
    /// What differs, table by table.
    pub tables: BTreeMap<QualifiedName, TableProfile>,
}

/// Whose the rows are.
#[derive(Debug, Clone, PartialEq)]
pub struct Tenants {
    /// The table whose rows are the tenants; detected when absent.
    pub root: Option<QualifiedName>,
    /// The exponent of Zipf's law that sizes of tenants follow: 0 makes them equal.
    pub skew: f64,
    /// Tables without a way to the root whose rows belong to one tenant each all
    /// the same, such as `auth.users`.
    pub also: Vec<QualifiedName>,
    /// Where the root stands in the file.
    pub root_at: Option<SourceSpan>,
    /// Where `also` stands in the file.
    pub also_at: Option<SourceSpan>,
}

/// How much is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// How many tenants.
    pub tenants: u64,
    /// What row counts of tables are multiplied by.
    pub factor: f64,
}

impl Default for Tenants {
    fn default() -> Self {
        Self {
            root: None,
            skew: 1.0,
            also: Vec::new(),
            root_at: None,
            also_at: None,
        }
    }
}

impl Profile {
    /// Returns what names everything that the profile says.
    pub fn digest(&self) -> String {
        let text = format!(
            "{} {:?} {:?} {:?} {:?}",
            self.seed, self.as_of, self.tenants, self.scales, self.tables
        );
        let digest = blake3::hash(text.as_bytes()).to_hex();
        digest.get(..16).unwrap_or_default().to_owned()
    }
}

/// Nothing differs: the seed 1, and data that ends as 2026 begins.
impl Default for Profile {
    fn default() -> Self {
        Self {
            file: "supabase/seed.toml".to_owned(),
            seed: 1,
            as_of: AS_OF,
            tenants: Tenants::default(),
            scales: BTreeMap::new(),
            tables: BTreeMap::new(),
        }
    }
}

/// 2026-01-01T00:00:00Z.
const AS_OF: Timestamp = Timestamp::constant(1_767_225_600, 0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_ends_as_2026_begins() {
        assert_eq!(Profile::default().as_of.to_string(), "2026-01-01T00:00:00Z");
    }
}
