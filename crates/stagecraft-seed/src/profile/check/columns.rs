//! What a profile says of columns, held against them.

use stagecraft_model::{Ident, SourceSpan};

use super::super::near::nearest;
use super::super::{Part, Recipe, TableProfile, Template};
use super::{Checker, values};
use crate::cell::Cell;
use crate::datum::{Datum, read};
use crate::shape::{Column, Shape};
use crate::types::ValueType;

/// A value that somebody wrote, by its column.
type Said<'a> = (&'a Ident, Option<String>);

impl Checker<'_> {
    pub(super) fn columns(&mut self, shape: &Shape, entry: &TableProfile) {
        for (name, column) in &entry.columns {
            let Some(found) = self.column(shape, name, column.at) else {
                continue;
            };
            if column.null.is_some_and(|it| it > 0.0) && found.not_null {
                self.refused_null(shape, name, column.at);
            }
            if let Some(recipe) = &column.make {
                self.recipe(shape, found, recipe, column.at);
            }
        }
        for together in &entry.together {
            let known = together
                .columns
                .iter()
                .filter(|it| self.column(shape, it, together.at).is_some())
                .count();
            if known < together.columns.len() {
                continue;
            }
            for (place, text) in together
                .rows
                .iter()
                .flat_map(|(texts, _)| texts.iter().enumerate())
                .filter_map(|(place, text)| Some((place, text.as_ref()?)))
            {
                let before = together.columns.get(..place).unwrap_or_default();
                self.followed(shape, text, &together.columns, before, together.at);
            }
            for (texts, _) in &together.rows {
                let sample = |it: &String| Template::parse(it).map(|it| it.sample()).ok();
                let row: Vec<Said<'_>> = together
                    .columns
                    .iter()
                    .zip(texts.iter().map(|it| it.as_ref().and_then(sample)))
                    .collect();
                self.row(shape, &row, together.at);
            }
        }
        for row in &entry.fixed {
            let values: Vec<Said<'_>> = row
                .values
                .iter()
                .filter(|(name, _)| self.column(shape, name, row.at).is_some())
                .map(|(name, text)| (name, text.clone()))
                .collect();
            self.row(shape, &values, row.at);
        }
    }

    /// Returns a column that takes values; reports why not.
    fn column<'s>(
        &mut self,
        shape: &'s Shape,
        name: &Ident,
        at: Option<SourceSpan>,
    ) -> Option<&'s Column> {
        let subject = format!("{}.{name}", shape.name);
        let Some(column) = shape.columns.iter().find(|it| it.name == *name) else {
            let known = shape.columns.iter().map(|it| it.name.as_str());
            let help = nearest(name.as_str(), known).map(|it| format!("did you mean `{it}`?"));
            let message = format!("{} has no column {name}", shape.name);
            self.report("seed-column-unknown", &subject, at, message, help);
            return None;
        };
        if !column.is_written() {
            let message = format!("{subject} is generated: the server computes it");
            self.report("seed-column-generated", &subject, at, message, None);
            return None;
        }
        Some(column)
    }

    fn recipe(&mut self, shape: &Shape, column: &Column, recipe: &Recipe, at: Option<SourceSpan>) {
        let base = column.r#type.base();
        let is_moment = matches!(base, ValueType::Date | ValueType::Timestamp);
        match recipe {
            Recipe::Value(text) => self.row(shape, &[(&column.name, text.clone())], at),
            Recipe::OneOf(choices) => {
                for (text, _) in choices {
                    self.row(shape, &[(&column.name, Some(text.clone()))], at);
                }
            }
            Recipe::Between { min, max, .. } => {
                for end in [min, max] {
                    self.end(shape, column, end, "between", at);
                }
            }
            Recipe::Histogram(bounds) => {
                for bound in bounds {
                    self.end(shape, column, bound, "histogram", at);
                }
            }
            Recipe::Like(_) if !matches!(base, ValueType::Text { .. } | ValueType::Named(_)) => {
                self.unfit(shape, column, "`like` makes text", at);
            }
            Recipe::Format(text) => {
                self.followed(shape, text, std::slice::from_ref(&column.name), &[], at);
                if let Ok(template) = Template::parse(text) {
                    self.row(shape, &[(&column.name, Some(template.sample()))], at);
                }
            }
            Recipe::Times { .. } if !is_moment => {
                self.unfit(shape, column, "`times` makes moments", at);
            }
            Recipe::Times {
                from: Some(from),
                to: None,
                ..
            } if *from >= self.profile.as_of => {
                let subject = format!("{}.{}", shape.name, column.name);
                let message = format!(
                    "times of {subject} begin at {from}, and the data ends at {}",
                    self.profile.as_of
                );
                self.report("seed-recipe-unfit", &subject, at, message, None);
            }
            Recipe::Like(_) | Recipe::Times { .. } => {}
            Recipe::After { column: other, .. } => {
                if !is_moment {
                    self.unfit(shape, column, "`after` makes moments", at);
                } else if other == &column.name {
                    self.unfit(shape, column, "nothing comes after itself", at);
                } else if let Some(other) = self.column(shape, other, at)
                    && !matches!(other.r#type.base(), ValueType::Date | ValueType::Timestamp)
                {
                    self.unfit(shape, other, "nothing comes after what is no moment", at);
                }
            }
        }
    }

    /// Looks at columns that a template's moments come after: of those that are
    /// made together, only what stands before is made by then.
    fn followed(
        &mut self,
        shape: &Shape,
        text: &str,
        together: &[Ident],
        before: &[Ident],
        at: Option<SourceSpan>,
    ) {
        let parts = Template::parse(text).map_or_else(|_| Vec::new(), |it| it.parts);
        for part in parts {
            let Part::After { column: other, .. } = part else {
                continue;
            };
            if together.contains(&other) && !before.contains(&other) {
                let subject = format!("{}.{other}", shape.name);
                let message = format!("`{text}` comes after {other}, which is made later");
                self.report("seed-recipe-unfit", &subject, at, message, None);
            } else {
                self.moment(shape, &other, at);
            }
        }
    }

    /// Looks at a column that something comes after.
    fn moment(&mut self, shape: &Shape, name: &Ident, at: Option<SourceSpan>) {
        if let Some(column) = self.column(shape, name, at)
            && !matches!(column.r#type.base(), ValueType::Date | ValueType::Timestamp)
        {
            self.unfit(shape, column, "nothing comes after what is no moment", at);
        }
    }

    /// Looks at one end of a range.
    fn end(
        &mut self,
        shape: &Shape,
        column: &Column,
        text: &str,
        maker: &str,
        at: Option<SourceSpan>,
    ) {
        if values::has_order(&column.r#type) {
            self.row(shape, &[(&column.name, Some(text.to_owned()))], at);
        } else {
            let why = format!("`{maker}` is for numbers and times");
            self.unfit(shape, column, &why, at);
        }
    }

    fn unfit(&mut self, shape: &Shape, column: &Column, why: &str, at: Option<SourceSpan>) {
        let subject = format!("{}.{}", shape.name, column.name);
        let message = format!("{why}, which {subject} is not");
        if self.findings.last().is_none_or(|it| it.message != message) {
            self.report("seed-recipe-unfit", &subject, at, message, None);
        }
    }

    fn refused_null(&mut self, shape: &Shape, name: &Ident, at: Option<SourceSpan>) {
        let subject = format!("{}.{name}", shape.name);
        let message = format!("{subject} takes no null");
        self.report("seed-null-refused", &subject, at, message, None);
    }

    /// Holds values of one row against their types and the table's checks.
    fn row(&mut self, shape: &Shape, said: &[Said<'_>], at: Option<SourceSpan>) {
        let mut row = vec![Cell::Unknown; shape.columns.len()];
        for (name, text) in said {
            let Some(place) = shape.place(name) else {
                continue;
            };
            let (Some(column), Some(cell)) = (shape.columns.get(place), row.get_mut(place)) else {
                continue;
            };
            let Some(text) = text else {
                if column.not_null {
                    self.refused_null(shape, name, at);
                }
                *cell = Cell::Value(Datum::Null);
                continue;
            };
            if let Some((message, help)) = values::complaint(text, &column.r#type) {
                let subject = format!("{}.{name}", shape.name);
                let message = format!("{subject} takes no `{text}`: {message}");
                self.report("seed-value-refused", &subject, at, message, help);
                return;
            }
            *cell = Cell::Value(read(text, &column.r#type));
        }
        for check in shape.checks.iter().filter(|it| it.refuses(&row)) {
            let names: Vec<&str> = said.iter().map(|(name, _)| name.as_str()).collect();
            let values: Vec<String> = said
                .iter()
                .map(|(_, text)| {
                    text.as_ref()
                        .map_or("null".to_owned(), |it| format!("`{it}`"))
                })
                .collect();
            let subject = format!("{}.{}", shape.name, names.join(","));
            let message = format!(
                "{} refuses {} in {}",
                check.name,
                values.join(", "),
                names.join(", ")
            );
            self.report("seed-value-refused", &subject, at, message, None);
        }
    }
}
