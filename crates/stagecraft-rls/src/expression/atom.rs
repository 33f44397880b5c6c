//! What is in a part that neither AND nor OR splits.

use stagecraft_model::Ident;

use super::item::{Item, Shape};
use super::token::Kind;
use super::{Expression, Part};

/// Two values and what is asked of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparison {
    /// What stands before the operator.
    pub left: Part,
    /// The operator: `=`, `<>`, `<`, `<=`, `>` or `>=`.
    pub operator: Part,
    /// What stands behind the operator.
    pub right: Part,
    /// Whether it is compared with each of many, by ANY or ALL.
    pub quantified: bool,
}

/// A column, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnRef {
    /// The relation or alias before the dot.
    pub qualifier: Option<Ident>,
    /// The column.
    pub name: Ident,
    /// The name alone, without what is before the dot.
    pub part: Part,
}

/// A string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// What it says.
    pub value: String,
    /// The string alone.
    pub part: Part,
    /// The type behind `::`, as it is written.
    pub cast: Option<Part>,
}

/// A call of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The function as it is written, with its schema unless it is built in.
    pub name: String,
    /// The call with its brackets.
    pub part: Part,
    /// The arguments.
    pub arguments: Vec<Part>,
}

/// Words that are the database role of the session.
pub(crate) const SESSION_WORDS: [&str; 4] =
    ["current_user", "session_user", "current_role", "user"];

/// Words before a bracket that call nothing.
const NO_FUNCTIONS: &[&str] = &[
    "all",
    "and",
    "any",
    "array",
    "as",
    "between",
    "by",
    "case",
    "distinct",
    "else",
    "except",
    "exists",
    "from",
    "having",
    "in",
    "intersect",
    "is",
    "join",
    "like",
    "ilike",
    "limit",
    "not",
    "null",
    "offset",
    "on",
    "operator",
    "or",
    "over",
    "row",
    "select",
    "some",
    "then",
    "union",
    "using",
    "values",
    "when",
    "where",
    "with",
];

impl Expression<'_> {
    /// Returns the comparison that a part is.
    pub fn comparison(&self, part: Part) -> Option<Comparison> {
        let bare = self.bare(part);
        let items = self.items(bare);
        let mut operators = items.iter().enumerate().filter(|(_, it)| {
            it.is_token(Kind::Operator)
                && matches!(
                    self.text(it.part),
                    "=" | "<>" | "!=" | "<" | "<=" | ">" | ">="
                )
        });
        let (at, operator) = operators.next()?;
        let other = ["is", "not", "in", "between", "and", "or", "select", "as"];
        if operators.next().is_some()
            || items
                .iter()
                .any(|it| other.iter().any(|word| self.is_keyword(it, word)))
        {
            return None;
        }
        Some(Comparison {
            left: Part {
                start: bare.start,
                end: at.checked_sub(1).and_then(|it| items.get(it))?.part.end,
            },
            operator: operator.part,
            right: Part {
                start: items.get(at + 1)?.part.start,
                end: bare.end,
            },
            quantified: items.get(at + 1).is_some_and(|it| {
                ["any", "all", "some"]
                    .iter()
                    .any(|word| self.is_keyword(it, word))
            }),
        })
    }

    /// Returns the column that a part is, whatever it is cast to.
    pub fn column(&self, part: Part) -> Option<ColumnRef> {
        let items = self.items(self.bare(part));
        let end = items
            .iter()
            .position(|it| it.is_token(Kind::Cast))
            .unwrap_or(items.len());
        let named = |item: &Item| {
            let text = self.text(item.part);
            match item.shape {
                Shape::Token(Kind::Word) if !is_value(text) => Some(Ident::new(text)),
                Shape::Token(Kind::Quoted) => Some(unquoted(text)),
                _ => None,
            }
        };
        match items.get(..end)? {
            [group] if group.is_round() && end < items.len() => self.column(group.inner),
            [name] => Some(ColumnRef {
                qualifier: None,
                name: named(name)?,
                part: name.part,
            }),
            [qualifier, dot, name] if dot.is_token(Kind::Dot) => Some(ColumnRef {
                qualifier: Some(named(qualifier)?),
                name: named(name)?,
                part: name.part,
            }),
            _ => None,
        }
    }

    /// Returns whether a part asks who the caller is: it is no column, and a
    /// function or a name of the session is in it.
    pub fn asks_session(&self, part: Part) -> bool {
        self.column(part).is_none()
            && (!self.calls(part).is_empty()
                || self
                    .tokens_of(part)
                    .any(|it| it.kind == Kind::Word && is_session(self.text(it.part))))
    }

    /// Returns all strings in a part; those with escapes are left out.
    pub fn literals(&self, part: Part) -> Vec<Literal> {
        let mut literals = Vec::new();
        let mut tokens = self.tokens_of(part).peekable();
        while let Some(token) = tokens.next() {
            let Some(value) = (token.kind == Kind::Text)
                .then(|| self.text(token.part))
                .and_then(|it| it.strip_prefix('\'')?.strip_suffix('\''))
            else {
                continue;
            };
            let mut cast: Option<Part> = None;
            if tokens.next_if(|it| it.kind == Kind::Cast).is_some() {
                while let Some(name) =
                    tokens.next_if(|it| matches!(it.kind, Kind::Word | Kind::Quoted | Kind::Dot))
                {
                    cast.get_or_insert(name.part).end = name.part.end;
                }
            }
            literals.push(Literal {
                value: value.replace("''", "'"),
                part: token.part,
                cast,
            });
        }
        literals
    }

    /// Returns all calls in a part, the outer before the inner.
    pub fn calls(&self, part: Part) -> Vec<Call> {
        let mut calls = Vec::new();
        self.add_calls(part, &mut calls);
        calls
    }

    fn add_calls(&self, part: Part, calls: &mut Vec<Call>) {
        let items = self.items(part);
        for (at, item) in items.iter().enumerate() {
            if matches!(item.shape, Shape::Token(_)) {
                continue;
            }
            if item.is_round()
                && let Some(start) = self.name_before(items.get(..at).unwrap_or(&[]))
            {
                calls.push(Call {
                    name: self
                        .text(Part {
                            start,
                            end: item.part.start,
                        })
                        .to_owned(),
                    part: Part {
                        start,
                        end: item.part.end,
                    },
                    arguments: self.arguments(item.inner),
                });
            }
            self.add_calls(item.inner, calls);
        }
    }

    /// Returns where the function's name begins that ends before a bracket.
    fn name_before(&self, items: &[Item]) -> Option<usize> {
        let [rest @ .., last] = items else {
            return None;
        };
        let word = self.text(last.part);
        if !last.is_name()
            || (last.is_token(Kind::Word)
                && NO_FUNCTIONS.iter().any(|it| word.eq_ignore_ascii_case(it)))
        {
            return None;
        }
        let start = match rest {
            [.., schema, dot] if dot.is_token(Kind::Dot) && schema.is_name() => schema.part.start,
            // A type with a modifier, or an alias with columns.
            [.., before]
                if before.is_token(Kind::Cast)
                    || before.is_name() && self.text(before.part).eq_ignore_ascii_case("as") =>
            {
                return None;
            }
            _ => last.part.start,
        };
        Some(start)
    }

    fn tokens_of(&self, part: Part) -> impl Iterator<Item = &super::Token> {
        self.tokens
            .iter()
            .skip_while(move |it| it.part.start < part.start)
            .take_while(move |it| it.part.end <= part.end)
    }
}

fn unquoted(text: &str) -> Ident {
    let inner = text
        .strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'))
        .unwrap_or(text);
    Ident::new(inner.replace("\"\"", "\""))
}

fn is_session(word: &str) -> bool {
    SESSION_WORDS.iter().any(|it| word.eq_ignore_ascii_case(it))
}

fn is_value(word: &str) -> bool {
    is_session(word)
        || ["true", "false", "null", "current_date", "current_timestamp"]
            .iter()
            .any(|it| word.eq_ignore_ascii_case(it))
}
