//! Aligned tables without frames: easy to read, easy to cut.

use comfy_table::{Cell, CellAlignment, ContentArrangement, presets};

use crate::Palette;

/// How a column's cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table of text; cells may carry colour.
#[derive(Debug)]
pub struct Table {
    inner: comfy_table::Table,
    align: Vec<Align>,
    palette: Palette,
}

impl Table {
    /// Starts a table with these columns.
    pub fn new(palette: Palette, columns: &[(&str, Align)]) -> Self {
        let mut inner = comfy_table::Table::new();
        inner
            .load_style(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Disabled);
        let align: Vec<_> = columns.iter().map(|(_, align)| *align).collect();
        let mut table = Self {
            inner,
            align,
            palette,
        };
        let header = columns
            .iter()
            .map(|(name, _)| Palette::paint(palette.dim, name))
            .collect();
        table.inner.set_header(table.cells(header));
        table
    }

    /// Adds a row; missing cells stay empty.
    pub fn row(&mut self, cells: Vec<String>) -> &mut Self {
        let cells = self.cells(cells);
        self.inner.add_row(cells);
        self
    }

    /// Returns the colours of the table.
    pub fn palette(&self) -> Palette {
        self.palette
    }

    fn cells(&self, cells: Vec<String>) -> Vec<Cell> {
        cells
            .into_iter()
            .zip(self.align.iter().chain(std::iter::repeat(&Align::Left)))
            .map(|(text, align)| {
                Cell::new(text).set_alignment(match align {
                    Align::Left => CellAlignment::Left,
                    Align::Right => CellAlignment::Right,
                })
            })
            .collect()
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for line in self.inner.lines() {
            writeln!(formatter, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_right_and_wide_characters_count() {
        let mut table = Table::new(
            Palette::default(),
            &[("name", Align::Left), ("rows", Align::Right)],
        );
        table.row(vec!["shops".into(), "2".into()]);
        table.row(vec!["店".into(), "1200".into()]);
        insta::assert_snapshot!(table.to_string());
    }
}
