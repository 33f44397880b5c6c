//! How tables are filled.

/// How tables are filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FillConfig {
    /// How many rows a table should have; 8 exercise both tenants, nulls and
    /// most edge values. At most 64.
    pub rows: usize,
    /// What values depend on, besides names: another seed, other values.
    pub seed: u64,
    /// Whether rows carry edge values at all.
    pub edges: bool,
}

impl FillConfig {
    /// Returns the usual way: 8 rows with edge values.
    pub fn new(seed: u64) -> Self {
        Self {
            rows: 8,
            seed,
            edges: true,
        }
    }
}

/// The usual way, with the seed 1.
impl Default for FillConfig {
    fn default() -> Self {
        Self::new(1)
    }
}
