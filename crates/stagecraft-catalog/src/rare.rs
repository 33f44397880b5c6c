//! The kinds that few databases use: which of them a database has is asked for
//! first, since a query that answers nothing costs as much as one that does.

use crate::Kind;

impl Kind {
    /// Returns whether few databases use the kind, so that [`rare_query`] says
    /// whether it is worth a query.
    pub fn is_rare(self) -> bool {
        self.present().is_some()
    }

    /// The kinds that few databases use, in the order of [`rare_query`].
    pub fn rare() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|it| it.is_rare())
    }
}

/// Returns the query that says of which rare kinds there may be objects: one
/// row of one `bool[]`, in the order of [`Kind::rare`].
pub fn rare_query() -> String {
    let conditions: Vec<_> = Kind::ALL.iter().filter_map(|it| it.present()).collect();
    format!("select array[\n{}\n]", conditions.join(",\n"))
}
