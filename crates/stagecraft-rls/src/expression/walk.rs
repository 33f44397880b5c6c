//! Walking down a condition, with what is known about each place in it.

use super::item::{Item, Shape};
use super::outline::{Atom, Connective, Junction, Outline, Polarity};
use super::token::Kind;
use super::{Expression, Part};

/// What is known about a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) polarity: Polarity,
    pub(super) within: Option<usize>,
}

impl Place {
    pub(super) fn unclear(self) -> Self {
        Self {
            polarity: Polarity::Unclear,
            ..self
        }
    }
}

pub(super) fn outline(expression: &Expression<'_>) -> Outline {
    let mut walk = Walk {
        expression,
        outline: Outline::default(),
    };
    walk.condition(
        expression.whole(),
        Place {
            polarity: Polarity::Same,
            within: None,
        },
    );
    walk.outline
}

pub(super) struct Walk<'a> {
    pub(super) expression: &'a Expression<'a>,
    pub(super) outline: Outline,
}

impl Walk<'_> {
    pub(super) fn condition(&mut self, part: Part, place: Place) {
        let bare = self.expression.bare(part);
        if self.expression.is_select(bare) {
            self.query(bare, bare, false, None, place);
            return;
        }
        for (connective, word) in [(Connective::Or, "or"), (Connective::And, "and")] {
            let operands = self.expression.split(bare, word);
            if operands.len() > 1 {
                self.outline.junctions.push(Junction {
                    connective,
                    part: bare,
                    operands: operands.clone(),
                    polarity: place.polarity,
                    within: place.within,
                });
                for operand in operands {
                    self.condition(operand, place);
                }
                return;
            }
        }
        let items = self.expression.items(bare);
        if let [not, rest, ..] = items.as_slice()
            && self.expression.is_keyword(not, "not")
        {
            let rest = Part {
                start: rest.part.start,
                end: bare.end,
            };
            let polarity = place.polarity.flipped();
            self.condition(rest, Place { polarity, ..place });
            return;
        }
        self.outline.atoms.push(Atom {
            part: bare,
            comparison: self.expression.comparison(bare),
            polarity: place.polarity,
            within: place.within,
        });
        self.groups(&items, place);
    }

    /// Looks into the groups of a condition that is not split.
    fn groups(&mut self, items: &[Item], place: Place) {
        for (at, item) in items.iter().enumerate() {
            let before = items.get(..at).unwrap_or(&[]);
            match item.shape {
                Shape::Token(_) => {}
                Shape::Case => self.branches(item.inner, place),
                Shape::Round if self.expression.is_select(item.inner) => {
                    self.sub_select(before, item, place);
                }
                Shape::Round if self.is_last(before, &["coalesce"]) && items.len() == 2 => {
                    for part in self.expression.arguments(item.inner) {
                        self.condition(part, place);
                    }
                }
                Shape::Round | Shape::Square => match self.array_query(before, item) {
                    Some(query) => self.array(before, &query, place),
                    None => self.arguments(item.inner, place.unclear()),
                },
            }
        }
    }

    pub(super) fn is_last(&self, items: &[Item], words: &[&str]) -> bool {
        items.last().is_some_and(|it| {
            words
                .iter()
                .any(|word| self.expression.is_keyword(it, word))
        })
    }

    fn sub_select(&mut self, before: &[Item], item: &Item, place: Place) {
        let (rest, member) = match before {
            [rest @ .., _] if self.is_last(before, &["in"]) => (rest, true),
            [rest @ .., operator, _]
                if self.is_last(before, &["any", "some"])
                    && self.expression.text(operator.part) == "=" =>
            {
                (rest, true)
            }
            _ => (before, false),
        };
        let negated = self.is_last(rest, &["not"]);
        let value = match rest {
            [first, .., last] if member && !negated => Some((first, last)),
            [only] if member => Some((only, only)),
            _ => None,
        };
        let exists = self.is_last(before, &["exists"]);
        let polarity = if negated {
            place.polarity.flipped()
        } else if member || exists || self.is_last(before, &["any", "some"]) {
            place.polarity
        } else if self.is_last(before, &["all"]) {
            place.polarity.flipped()
        } else {
            Polarity::Unclear
        };
        let member = value.map(|(first, last)| Part {
            start: first.part.start,
            end: last.part.end,
        });
        let place = Place { polarity, ..place };
        self.query(item.part, item.inner, exists, member, place);
    }

    /// Returns the query of `ANY (ARRAY(query))`.
    fn array_query(&self, before: &[Item], item: &Item) -> Option<Item> {
        match self.expression.items(item.inner).as_slice() {
            [array, query]
                if self.is_last(before, &["any", "some", "all"])
                    && self.expression.is_keyword(array, "array")
                    && query.is_round() =>
            {
                Some(*query)
            }
            _ => None,
        }
    }

    fn array(&mut self, before: &[Item], query: &Item, place: Place) {
        let polarity = if self.is_last(before, &["all"]) {
            place.polarity.flipped()
        } else {
            place.polarity
        };
        let place = Place { polarity, ..place };
        self.query(query.part, query.inner, false, None, place);
    }

    /// Looks at the conditions in values.
    pub(super) fn arguments(&mut self, part: Part, place: Place) {
        for part in self.expression.arguments(part) {
            let bare = self.expression.bare(part);
            if self.expression.is_select(bare) {
                self.query(part, bare, false, None, place);
            } else if self.expression.split(bare, "or").len() > 1
                || self.expression.split(bare, "and").len() > 1
                || self.expression.comparison(bare).is_some()
            {
                self.condition(part, place);
            } else {
                self.groups(&self.expression.items(bare), place.unclear());
            }
        }
    }

    fn branches(&mut self, part: Part, place: Place) {
        let items = self.expression.items(part);
        for branch in items.split(|it| {
            it.is_token(Kind::Word)
                && ["when", "then", "else"]
                    .iter()
                    .any(|word| self.expression.is_word(it.part, word))
        }) {
            if let [first, .., last] | [first @ last] = branch {
                let part = Part {
                    start: first.part.start,
                    end: last.part.end,
                };
                self.arguments(part, place.unclear());
            }
        }
    }
}
