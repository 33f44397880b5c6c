//! What a file is, told from its name.

/// One file of a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) role: Role,
    /// The version as the tool records it.
    pub(super) version: String,
    /// Alike for versions that the tool takes for the same.
    pub(super) same: String,
    pub(super) order: Order,
    pub(super) name: String,
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Up,
    Down,
    /// One file holds both.
    UpAndDown,
    /// Written in a programming language.
    ProgramUp,
    ProgramDown,
    /// Run again whenever it changes, after all others.
    Repeatable,
}

impl Role {
    pub(super) fn is_program(self) -> bool {
        matches!(self, Self::ProgramUp | Self::ProgramDown)
    }

    pub(super) fn is_down(self) -> bool {
        matches!(self, Self::Down | Self::ProgramDown)
    }
}

/// Where a version stands among others: as numbers, or as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Order(Vec<(usize, String)>);

impl Order {
    pub(super) fn text(text: &str) -> Self {
        Self(vec![(0, text.to_owned())])
    }

    /// Orders by the first number, then by the next, however long they are.
    pub(super) fn numbers<'a>(numbers: impl Iterator<Item = &'a str>) -> Self {
        let numbers = numbers.map(without_zeros);
        Self(numbers.map(|it| (it.len(), it.to_owned())).collect())
    }
}

impl Part {
    /// Returns a part whose version is a number, recorded as one.
    pub(super) fn numeric(role: Role, digits: &str, name: &str) -> Self {
        let version = match without_zeros(digits) {
            "" => "0",
            number => number,
        };
        Self {
            role,
            version: version.to_owned(),
            same: version.to_owned(),
            order: Order::numbers([digits].into_iter()),
            name: name.to_owned(),
        }
    }

    /// Returns a part whose version is text; `order` is what files are
    /// ordered by.
    pub(super) fn textual(role: Role, version: &str, order: &str, name: &str) -> Self {
        Self {
            role,
            version: version.to_owned(),
            same: version.to_owned(),
            order: Order::text(order),
            name: name.to_owned(),
        }
    }
}

pub(super) fn without_zeros(digits: &str) -> &str {
    digits.trim_start_matches('0')
}

/// Splits the digits that a name begins with from what follows them.
pub(super) fn digits_and_rest(name: &str) -> Option<(&str, &str)> {
    let end = name
        .find(|it: char| !it.is_ascii_digit())
        .unwrap_or(name.len());
    (end > 0).then(|| name.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_ordered_as_numbers() {
        let numbers = |it: &str| Order::numbers(it.split('.'));
        let sorted = ["0", "1", "1.2", "1.10", "2", "010", "18446744073709551617"];
        for pair in sorted.windows(2) {
            assert!(numbers(pair[0]) < numbers(pair[1]), "{pair:?}");
        }
        assert_eq!(numbers("007"), numbers("7"));
        assert!(Order::text("10") < Order::text("9"));
    }
}
