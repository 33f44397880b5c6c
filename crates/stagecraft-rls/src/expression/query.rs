//! Walking down a query: its conditions, and those of its joins.

use super::Part;
use super::item::Item;
use super::outline::SubSelect;
use super::walk::{Place, Walk};

impl Walk<'_> {
    pub(super) fn query(
        &mut self,
        part: Part,
        inner: Part,
        exists: bool,
        member: Option<Part>,
        place: Place,
    ) {
        let items = self.expression.items(inner);
        // A common table expression has its own names; a part of it moved
        // elsewhere would mean something else.
        if !items
            .first()
            .is_some_and(|it| self.expression.is_keyword(it, "select"))
        {
            return;
        }
        let here = self.outline.sub_selects.len();
        let conditions = self.conditions(&items);
        self.outline.sub_selects.push(SubSelect {
            part,
            exists,
            member,
            conditions: conditions.clone(),
            polarity: place.polarity,
            within: place.within,
        });
        let place = Place {
            within: Some(here),
            ..place
        };
        for condition in &conditions {
            self.condition(*condition, place);
        }
        let rest: Vec<_> = items
            .into_iter()
            .filter(|it| {
                !conditions
                    .iter()
                    .any(|of| of.start <= it.part.start && it.part.end <= of.end)
            })
            .collect();
        self.joins(&rest, place);
    }

    /// Returns each WHERE of a query.
    fn conditions(&self, items: &[Item]) -> Vec<Part> {
        let ends = [
            "group",
            "having",
            "window",
            "order",
            "limit",
            "offset",
            "fetch",
            "for",
            "union",
            "intersect",
            "except",
        ];
        let mut conditions = Vec::new();
        let mut open: Option<Option<Part>> = None;
        for item in items {
            if self.expression.is_keyword(item, "where") {
                open = Some(None);
            } else if ends.iter().any(|it| self.expression.is_keyword(item, it))
                || self.expression.text(item.part) == ";"
            {
                conditions.extend(open.take().flatten());
            } else if let Some(part) = &mut open {
                part.get_or_insert(item.part).end = item.part.end;
            }
        }
        conditions.extend(open.flatten());
        conditions
    }

    /// Looks at the conditions of joins and into what else a query has.
    fn joins(&mut self, items: &[Item], place: Place) {
        for (at, item) in items.iter().enumerate() {
            let before = items.get(..at).unwrap_or(&[]);
            if !item.is_round() {
                continue;
            }
            if self.is_last(before, &["on"]) {
                self.condition(item.inner, place);
            } else if self.expression.is_select(item.inner) {
                self.query(item.part, item.inner, false, None, place.unclear());
            } else {
                let inner = self.expression.items(item.inner);
                if inner
                    .iter()
                    .any(|it| self.expression.is_keyword(it, "join"))
                {
                    self.joins(&inner, place);
                } else {
                    self.arguments(item.inner, place.unclear());
                }
            }
        }
    }
}
