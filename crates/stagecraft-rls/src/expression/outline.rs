//! How a condition is built: what AND and OR join, what they join, and the
//! queries in it.

use super::{Comparison, Expression, Part, walk};

/// How a condition is built, queries in it included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// What AND and OR join, the outer before the inner.
    pub junctions: Vec<Junction>,
    /// What is joined in the end.
    pub atoms: Vec<Atom>,
    /// The queries, the outer before the inner.
    pub sub_selects: Vec<SubSelect>,
}

/// Conditions that AND or OR joins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Junction {
    /// The word.
    pub connective: Connective,
    /// All of it.
    pub part: Part,
    /// What is joined.
    pub operands: Vec<Part>,
    /// What more rows here do to the rows of the whole.
    pub polarity: Polarity,
    /// The query whose condition it is in, by its place in the outline.
    pub within: Option<usize>,
}

/// AND or OR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Connective {
    /// AND.
    And,
    /// OR.
    Or,
}

/// A condition that neither AND nor OR splits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// All of it.
    pub part: Part,
    /// The comparison that it is.
    pub comparison: Option<Comparison>,
    /// What more rows here do to the rows of the whole.
    pub polarity: Polarity,
    /// The query whose condition it is in, by its place in the outline.
    pub within: Option<usize>,
}

/// A query in a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubSelect {
    /// All of it, with its brackets.
    pub part: Part,
    /// Whether only its having rows counts.
    pub exists: bool,
    /// Of `value IN (query)`: the value.
    pub member: Option<Part>,
    /// Its WHERE; a UNION has several.
    pub conditions: Vec<Part>,
    /// What more rows of it do to the rows of the whole.
    pub polarity: Polarity,
    /// The query whose condition it is in, by its place in the outline.
    pub within: Option<usize>,
}

/// What more rows in a part do to the rows of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Polarity {
    /// More rows.
    Same,
    /// Fewer rows: it stands under a NOT.
    Flipped,
    /// That can't be told.
    Unclear,
}

impl Polarity {
    pub(super) fn flipped(self) -> Self {
        match self {
            Self::Same => Self::Flipped,
            Self::Flipped => Self::Same,
            Self::Unclear => Self::Unclear,
        }
    }
}

impl Expression<'_> {
    /// Returns how a condition is built.
    pub fn outline(&self) -> Outline {
        walk::outline(self)
    }
}
