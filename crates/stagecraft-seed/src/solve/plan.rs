//! How a row is meant to be, before the rules have their say.

use crate::cell::Cell;

/// How a row is meant to be.
#[derive(Debug, Clone)]
pub(crate) struct RowPlan {
    /// Which row of the table; even ones belong to the first tenant, odd ones
    /// to the second.
    pub(crate) ordinal: usize,
    /// Which attempt at it.
    pub(crate) salt: usize,
    pub(crate) grade: Grade,
    pub(crate) nulls: Nulls,
    pub(crate) defaults: Defaults,
    /// Columns that hold something already and keep it.
    pub(crate) fixed: Vec<(usize, Cell)>,
    /// Columns to begin with, instead of what would be made for them.
    pub(crate) first: Vec<(usize, Cell)>,
    /// The partition that the row should land in, if there is a choice.
    pub(crate) partition: usize,
}

/// How many of a row's values are edge values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grade {
    /// None.
    Plain,
    /// Some columns'.
    Mild,
    /// All columns' that take them.
    Edge,
}

/// Which of a row's values are null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nulls {
    /// Some, depending on row and column.
    Mixed,
    /// None.
    None,
    /// All that may be.
    All,
}

/// In which columns of a row the default is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Defaults {
    /// In some, depending on row and column.
    Mixed,
    /// In none.
    None,
    /// In all that have one.
    All,
}

impl RowPlan {
    /// Returns the plan of a row at the first attempt: row 0 is plain and has
    /// no nulls, row 1 has nothing but what it needs, the others carry edge
    /// values.
    pub(crate) fn of(ordinal: usize, edges: bool) -> Self {
        Self {
            ordinal,
            salt: 0,
            grade: if edges && ordinal >= 2 {
                Grade::Edge
            } else {
                Grade::Plain
            },
            nulls: match ordinal {
                0 => Nulls::None,
                1 => Nulls::All,
                _ => Nulls::Mixed,
            },
            defaults: if ordinal < 2 {
                Defaults::All
            } else {
                Defaults::Mixed
            },
            fixed: Vec::new(),
            first: Vec::new(),
            partition: ordinal / 2,
        }
    }

    /// Returns which of the two tenants the row belongs to.
    pub(crate) fn class(&self) -> usize {
        self.ordinal % 2
    }

    /// Returns the plans to try, one after the other, when the server refused
    /// the first: plainer and plainer ones.
    pub(crate) fn plainer(&self) -> Vec<Self> {
        let with = |grade, nulls, salt| Self {
            grade,
            nulls,
            salt: self.salt + salt,
            ..self.clone()
        };
        let mut plans = Vec::new();
        if self.grade == Grade::Edge {
            plans.push(with(Grade::Mild, self.nulls, 0));
            plans.push(with(Grade::Plain, self.nulls, 0));
        }
        plans.push(Self {
            defaults: Defaults::None,
            ..with(Grade::Plain, Nulls::None, 1)
        });
        plans.push(Self {
            defaults: Defaults::All,
            ..with(Grade::Plain, Nulls::All, 2)
        });
        plans.push(with(Grade::Plain, Nulls::Mixed, 3));
        plans
    }
}
