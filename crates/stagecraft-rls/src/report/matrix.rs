//! Cells as a matrix: objects and commands down, actors across.

use stagecraft_model::Verdict;

use crate::CellResult;

/// What a cell says in one character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Rows are allowed, and exactly those are touched.
    Allowed,
    /// Nothing is allowed, and nothing is touched.
    Denied,
    /// It was otherwise.
    NotHeld,
    /// Nothing can be said.
    Unproven,
}

/// A table of marks.
#[derive(Debug, Default)]
pub(super) struct Matrix {
    /// Actors, or roles.
    pub(super) columns: Vec<String>,
    /// Objects with their commands.
    pub(super) rows: Vec<Row>,
}

/// Commands of an object that have the same marks.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) object: String,
    pub(super) commands: Vec<String>,
    pub(super) marks: Vec<Option<Mark>>,
}

/// What is asked of roles, not tried as actors.
const OF_ROLES: [&str; 7] = [
    "truncate",
    "references",
    "trigger",
    "maintain",
    "execute",
    "usage",
    "row security",
];

/// The four that a session can send.
const OF_ROWS: [&str; 4] = ["select", "insert", "update", "delete"];

impl Mark {
    pub(super) const ALL: [Self; 4] = [Self::Allowed, Self::Denied, Self::NotHeld, Self::Unproven];

    /// Returns the mark of a cell.
    pub(super) fn of(cell: &CellResult) -> Self {
        match cell.verdict {
            Verdict::NotHeld => Self::NotHeld,
            Verdict::Unproven => Self::Unproven,
            Verdict::Held => {
                let is_of_rows = OF_ROWS.contains(&cell.command.as_str()) && cell.level != "listed"
                    || cell.command == "call";
                let allows = if is_of_rows {
                    cell.inside > 0
                } else {
                    cell.level != "none"
                };
                if allows { Self::Allowed } else { Self::Denied }
            }
        }
    }

    pub(super) fn symbol(self) -> &'static str {
        match self {
            Self::Allowed => "✓",
            Self::Denied => "·",
            Self::NotHeld => "✗",
            Self::Unproven => "?",
        }
    }

    pub(super) fn meaning(self) -> &'static str {
        match self {
            Self::Allowed => "exactly what is allowed",
            Self::Denied => "denied, as declared",
            Self::NotHeld => "did not hold",
            Self::Unproven => "unproven",
        }
    }
}

/// Returns the matrix of actors, and that of roles.
pub(super) fn matrices(cells: &[CellResult]) -> (Matrix, Matrix) {
    let sessions: Vec<_> = cells
        .iter()
        .filter(|it| it.command == "session")
        .map(|it| it.actor.as_str())
        .collect();
    let is_of_role = |cell: &CellResult| {
        OF_ROLES.contains(&cell.command.as_str())
            || (!sessions.is_empty() && !sessions.contains(&cell.actor.as_str()))
    };
    let (roles, actors): (Vec<_>, Vec<_>) = cells.iter().partition(|it| is_of_role(it));
    (matrix(&actors), gathered(matrix(&roles)))
}

/// So many objects of the same marks are one row: what is asked of every object
/// is mostly the same for every object.
const MANY: usize = 4;

/// Puts rows of many objects together that have the same commands and marks and
/// hold; they come last.
fn gathered(matrix: Matrix) -> Matrix {
    let is_same =
        |one: &Row, other: &Row| one.commands == other.commands && one.marks == other.marks;
    let holds = |row: &Row| {
        let mut marks = row.marks.iter().flatten();
        marks.all(|it| matches!(it, Mark::Allowed | Mark::Denied))
    };
    let mut groups: Vec<Vec<Row>> = Vec::new();
    for row in matrix.rows {
        let group = groups
            .iter_mut()
            .find(|group| holds(&row) && group.first().is_some_and(|first| is_same(first, &row)));
        match group {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    let (many, few): (Vec<_>, Vec<_>) = groups.into_iter().partition(|it| it.len() >= MANY);
    let mut before = 0;
    let many = many.into_iter().filter_map(|group| {
        let objects = group.len();
        // Two groups of one size would read as one object's rows.
        let word = if objects == before { " other" } else { "" };
        before = objects;
        let mut rows = group.into_iter();
        rows.next().map(|first| Row {
            object: format!("{objects}{word} objects"),
            ..first
        })
    });
    Matrix {
        columns: matrix.columns,
        rows: few.into_iter().flatten().chain(many).collect(),
    }
}

fn matrix(cells: &[&CellResult]) -> Matrix {
    let mut matrix = Matrix::default();
    for cell in cells {
        if !matrix.columns.contains(&cell.actor) {
            matrix.columns.push(cell.actor.clone());
        }
    }
    for cell in cells {
        let column = matrix.columns.iter().position(|it| *it == cell.actor);
        let there = matrix
            .rows
            .iter()
            .position(|it| it.object == cell.object && it.commands.contains(&cell.command));
        let row = there.unwrap_or_else(|| {
            matrix.rows.push(Row {
                object: cell.object.clone(),
                commands: vec![cell.command.clone()],
                marks: vec![None; matrix.columns.len()],
            });
            matrix.rows.len() - 1
        });
        if let Some(slot) = matrix
            .rows
            .get_mut(row)
            .zip(column)
            .and_then(|(row, column)| row.marks.get_mut(column))
        {
            *slot = Some(Mark::of(cell));
        }
    }
    matrix.rows = merged(matrix.rows);
    matrix
}

/// The four that touch rows come first, in the order in which people say them.
fn rank(command: &str) -> usize {
    let place = OF_ROWS.iter().position(|it| *it == command);
    place.unwrap_or(OF_ROWS.len())
}

/// Puts rows of one object together that have the same marks, objects in the
/// order in which they come first.
fn merged(rows: Vec<Row>) -> Vec<Row> {
    let mut objects: Vec<String> = Vec::new();
    let mut merged: Vec<Row> = Vec::new();
    for row in rows {
        if !objects.contains(&row.object) {
            objects.push(row.object.clone());
        }
        match merged
            .iter_mut()
            .find(|it| it.object == row.object && it.marks == row.marks)
        {
            Some(same) => same.commands.extend(row.commands),
            None => merged.push(row),
        }
    }
    for row in &mut merged {
        row.commands.sort_by_key(|it| rank(it));
    }
    merged.sort_by_key(|it| {
        let command = it.commands.first().map(|it| rank(it));
        (objects.iter().position(|name| *name == it.object), command)
    });
    merged
}
