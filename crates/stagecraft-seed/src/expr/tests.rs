//! Conditions of real checks, on rows.

use stagecraft_catalog::Snapshot;

use super::{Expr, Lowering, Scope, Truth, Want};
use crate::cell::Cell;
use crate::datum::{Datum, coerce, read};
use crate::draw::Draw;
use crate::types::{Types, ValueType};

/// Columns `a` and so on, of the types written behind.
struct Table {
    types: Vec<ValueType>,
    check: Expr,
}

impl Table {
    fn of(types: &str, check: &str) -> Self {
        let snapshot = Snapshot::default();
        let resolver = Types::new(&snapshot);
        let names = |name: &str| {
            let place = "abcdefgh".find(name).filter(|_| name.len() == 1)?;
            Some(Expr::Column(place))
        };
        let check =
            Lowering::new(resolver).check(&format!("CHECK ({check})"), &Scope::of_columns(&names));
        Self {
            types: types.split('|').map(|it| resolver.resolve(it)).collect(),
            check,
        }
    }

    fn row(&self, values: &str) -> Vec<Cell> {
        let values = values.split('|').zip(&self.types);
        values
            .map(|(text, of)| match text {
                "null" => Cell::Value(Datum::Null),
                "?" => Cell::Unknown,
                text => Cell::Value(read(text, of)),
            })
            .collect()
    }

    fn truth(&self, values: &str) -> Truth {
        self.check.truth(&self.row(values))
    }

    /// Mends the row by the first proposal that does.
    fn mended(&self, values: &str) -> Option<Vec<Cell>> {
        let row = self.row(values);
        let patches = self.check.proposals(true, &row, Draw::of(1));
        patches.into_iter().find_map(|patch| {
            let mut row = row.clone();
            for (at, want) in patch {
                let value = match want {
                    Want::Null => Datum::Null,
                    Want::Is(value) => coerce(value, &self.types[at])?,
                    Want::NotNull | Want::Another => coerce(Datum::text("7"), &self.types[at])?,
                };
                row[at] = Cell::Value(value);
            }
            (self.check.truth(&row) == Truth::True).then_some(row)
        })
    }
}

#[test]
fn conditions_are_what_the_server_says() {
    use Truth::{False, Null, True, Unknown};
    let cases = [
        (
            "numeric(6,2)|numeric(6,2)",
            "(((0)::numeric < a) AND (a <= b))",
            "14|21",
            True,
        ),
        (
            "numeric(6,2)|numeric(6,2)",
            "(((0)::numeric < a) AND (a <= b))",
            "NaN|21",
            False,
        ),
        (
            "text",
            "((a = ANY (ARRAY['x'::text, 'y'::text])))",
            "y",
            True,
        ),
        ("text", "((a = ANY ('{x,y}'::text[])))", "z", False),
        (
            "character varying(9)",
            "(((a)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[])))",
            "x",
            True,
        ),
        ("text", "(a = ANY (ARRAY['x'::text]))", "null", Null),
        (
            "text",
            "((a ~ '^[a-z]+$'::text) AND (length(a) <= 3))",
            "abcd",
            False,
        ),
        ("text", "(a !~ '[\\n\\r]'::text)", "x y", True),
        ("text", "(btrim(a) <> ''::text)", "  ", False),
        ("text", "(length(TRIM(BOTH FROM a)) > 0)", " x ", True),
        ("text", "(POSITION(('@'::text) IN (a)) > 1)", "x@y", True),
        ("integer", "((a >= 1) AND (a <= 5))", "6", False),
        (
            "integer|integer",
            "(num_nonnulls(a, b) = 1)",
            "1|null",
            True,
        ),
        (
            "integer|integer",
            "((a IS NULL) = (b IS NULL))",
            "1|null",
            False,
        ),
        (
            "boolean|text",
            "(((a = true) AND (b IS NULL)) OR ((a = false) AND (b IS NOT NULL)))",
            "f|x",
            True,
        ),
        ("date|date", "(a < b)", "2024-01-01|infinity", True),
        (
            "timestamp with time zone|timestamp with time zone",
            "(b <= (a + '1 day'::interval))",
            "2024-01-01 00:00:00+00|2024-01-02 01:00:00+01",
            True,
        ),
        ("interval", "(a >= '30 days'::interval)", "1 mon", True),
        ("jsonb", "(jsonb_typeof(a) = 'object'::text)", "[]", False),
        (
            "jsonb",
            "((NOT (a ? 'k'::text)) OR ((a ->> 'k'::text) = ANY (ARRAY['x'::text])))",
            "{\"k\": \"y\"}",
            False,
        ),
        (
            "jsonb",
            "(((a ->> 'n'::text))::numeric >= (6)::numeric)",
            "{\"n\": 7}",
            True,
        ),
        ("text[]", "(array_length(a, 1) <= 2)", "{a,b,c}", False),
        (
            "text[]",
            "(array_position(a, NULL::text) IS NULL)",
            "{a,NULL}",
            False,
        ),
        ("text[]", "(a <@ ARRAY['x'::text, 'y'::text])", "{x}", True),
        (
            "text|integer",
            "CASE a WHEN 'x'::text THEN (b IS NULL) ELSE (b > 0) END",
            "y|0",
            False,
        ),
        (
            "integer|integer",
            "(a IS DISTINCT FROM b)",
            "null|null",
            False,
        ),
        ("integer", "(app.thing(a) > 1)", "5", Unknown),
        (
            "integer|integer",
            "((app.thing(a) > 1) AND (b > 0))",
            "5|0",
            False,
        ),
        (
            "timestamp with time zone",
            "(a > now())",
            "2024-01-01 00:00:00+00",
            Unknown,
        ),
        (
            "text",
            "(a OPERATOR(extensions.~) '^x'::extensions.citext)",
            "xy",
            True,
        ),
        ("integer", "((a % 2) = 0)", "3", False),
        (
            "double precision",
            "((a >= ('-90'::integer)::double precision) AND (a <= (90)::double precision))",
            "91",
            False,
        ),
    ];
    for (types, check, row, expected) in cases {
        assert_eq!(
            Table::of(types, check).truth(row),
            expected,
            "{check} of {row}"
        );
    }
}

#[test]
fn rows_are_mended() {
    let cases = [
        (
            "numeric(6,2)|numeric(6,2)",
            "(((0)::numeric < a) AND (a <= b))",
            "NaN|21",
        ),
        (
            "numeric",
            "((a > (0)::numeric) AND (a < (1)::numeric))",
            "5",
        ),
        ("text", "(a = ANY (ARRAY['x'::text, 'y'::text]))", "z"),
        (
            "text",
            "((a ~ '^[a-z]+(\\.[a-z_]+)+$'::text) AND (length(a) <= 60))",
            "Z",
        ),
        (
            "numeric(6,2)|numeric(6,2)",
            "(((0)::numeric < a) AND (a <= b))",
            "0|-0.01",
        ),
        (
            "integer|integer|integer",
            "((a >= 0) AND (a <= b) AND (b <= c))",
            "-5|-6|-7",
        ),
        (
            "text",
            "((char_length(a) >= 3) AND (char_length(a) <= 25))",
            "ab",
        ),
        ("text", "(length(a) = 4)", "abcdefgh"),
        ("integer|integer", "(num_nonnulls(a, b) = 1)", "1|2"),
        (
            "integer|integer|integer",
            "(num_nonnulls(a, b, c) >= 2)",
            "null|null|null",
        ),
        (
            "boolean|text",
            "(((a = true) AND (b IS NULL)) OR ((a = false) AND (b IS NOT NULL)))",
            "f|null",
        ),
        (
            "text|integer|integer",
            "(((a = 'x'::text) AND (b IS NULL) AND (c IS NOT NULL)) OR ((a = 'y'::text) AND (b IS NOT NULL) AND (c IS NULL)))",
            "z|1|2",
        ),
        (
            "text|integer",
            "((a = 'x'::text) = (b IS NOT NULL))",
            "x|null",
        ),
        ("date|date", "(a < b)", "2024-01-01|2023-01-01"),
        ("jsonb", "(jsonb_typeof(a) = 'array'::text)", "{}"),
        (
            "jsonb",
            "((jsonb_typeof(a) = 'object'::text) AND (a ? 'k'::text))",
            "[]",
        ),
        (
            "jsonb",
            "((jsonb_typeof((a -> 'n'::text)) = 'number'::text) AND (((a ->> 'n'::text))::numeric >= (6)::numeric))",
            "{\"n\": \"x\"}",
        ),
        (
            "text[]",
            "((array_length(a, 1) >= 1) AND (array_length(a, 1) <= 2))",
            "{a,b,c}",
        ),
        (
            "text[]",
            "(array_position(a, NULL::text) IS NULL)",
            "{a,NULL}",
        ),
        (
            "text|integer",
            "CASE a WHEN 'x'::text THEN (b IS NULL) ELSE (b > 0) END",
            "y|0",
        ),
        ("interval", "(a >= '30 days'::interval)", "1 day"),
        ("text", "(a = lower(a))", "ABC"),
        ("integer", "((a % 2) = 0)", "3"),
    ];
    let mut failed = Vec::new();
    for (types, check, row) in cases {
        let table = Table::of(types, check);
        assert_eq!(table.truth(row), Truth::False, "{check} of {row}");
        if table.mended(row).is_none() {
            failed.push(check);
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}
