//! Expressions, as several servers and people write them.

use std::fmt::Write as _;

use stagecraft_rls::expression::Expression;

const CASES: &[&str] = &[
    "true",
    "(owner = auth.uid())",
    "((owner = auth.uid()) AND (deleted_at IS NULL) AND (((n >= 1) AND (n <= 5)) OR (kind = 'a)'::text)))",
    "a between 1 and 2 and b or c and not d",
    "(NOT ((a = 1) OR (EXISTS ( SELECT 1 FROM public.m WHERE ((m.id = t.id) AND m.active)))))",
    "(tenant_id IN ( SELECT m.tenant_id\n   FROM public.members m\n  WHERE (m.user_id = ( SELECT auth.uid() AS uid))))",
    "(tenant_id = ANY (private.tenants_of(auth.uid())))",
    "(id = ANY ( SELECT x.id FROM x WHERE x.on UNION SELECT y.id FROM y WHERE (y.b > 1) ORDER BY 1))",
    "(status = ANY (ARRAY['draft'::public.status, 'it''s'::\"Odd \"\"type\"\"\"]))",
    "CASE WHEN ((a = 1) AND b) THEN (CASE WHEN c THEN true ELSE false END) ELSE (d = 2) END",
    "COALESCE(((((auth.jwt() -> 'app_metadata'::text) ->> 'admin'::text))::boolean AND on_), false)",
    "((auth.jwt() ->> E'a\\'b and c'::text) = $x$ and ) $x$)",
    "(\"and\".\"or\" = \"Owner\") /* and ( */ AND x=-1 -- or )",
    "(EXISTS ( SELECT 1 FROM (public.a JOIN public.b ON (((a.id = b.a_id) AND b.live))) WHERE (a.owner = CURRENT_USER)))",
    "( SELECT private.is_admin() AS is_admin)",
    "(price > (0)::numeric(10,2))",
    "((owner)::text = (current_setting('request.jwt.claims'::text, true))::text)",
    "(NOT (id IN ( SELECT b.id FROM b WHERE b.banned)))",
    "select exists (select from m where m.tenant = $1 and m.usr = auth.uid())",
    "(x IS DISTINCT FROM y)",
    "(team = ANY (ARRAY( SELECT m.t FROM m WHERE (m.u = auth.uid()))))",
    "(n > ALL (ARRAY( SELECT m.n FROM m WHERE m.a)))",
];

/// What can be told of an expression, a line each.
fn told(text: &str) -> String {
    let mut told = String::new();
    let Some(it) = Expression::read(text) else {
        return "unreadable\n".to_owned();
    };
    let outline = it.outline();
    for junction in &outline.junctions {
        let operands: Vec<_> = junction
            .operands
            .iter()
            .map(|part| it.text(*part))
            .collect();
        let _ = writeln!(
            told,
            "  {:?} {:?} in {:?}: {}",
            junction.connective,
            junction.polarity,
            junction.within,
            operands.join(" | ")
        );
    }
    for atom in &outline.atoms {
        let _ = write!(
            told,
            "  atom {:?} in {:?}: {}",
            atom.polarity,
            atom.within,
            it.text(atom.part)
        );
        if let Some(comparison) = atom.comparison {
            for side in [comparison.left, comparison.right] {
                let _ = write!(told, " [{}", it.text(side));
                if let Some(column) = it.column(side) {
                    let qualifier = column
                        .qualifier
                        .map_or_else(String::new, |it| format!("{it}."));
                    let _ = write!(told, " = column {qualifier}{}", column.name);
                }
                if it.asks_session(side) {
                    told.push_str(" = session");
                }
                told.push(']');
            }
            let _ = write!(
                told,
                " by {}{}",
                it.text(comparison.operator),
                if comparison.quantified { " each" } else { "" }
            );
        }
        told.push('\n');
    }
    for query in &outline.sub_selects {
        let conditions: Vec<_> = query.conditions.iter().map(|part| it.text(*part)).collect();
        let _ = writeln!(
            told,
            "  query {:?} exists {} member {:?} in {:?}: {}",
            query.polarity,
            query.exists,
            query.member.map(|part| it.text(part)),
            query.within,
            conditions.join(" | ")
        );
    }
    for call in it.calls(it.whole()) {
        let arguments: Vec<_> = call.arguments.iter().map(|part| it.text(*part)).collect();
        let _ = writeln!(told, "  call {}: {}", call.name, arguments.join(" | "));
    }
    for literal in it.literals(it.whole()) {
        let cast = literal.cast.map(|part| it.text(part));
        let _ = writeln!(told, "  literal {:?} as {cast:?}", literal.value);
    }
    told
}

#[test]
fn expressions_are_taken_apart() {
    let mut all = String::new();
    for text in CASES {
        let _ = writeln!(all, "{text}\n{}", told(text));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn what_is_left_open_is_not_read() {
    for text in ["(a", "a)", "'a", "(a]", "\"a", "$x$ a $y$", "/* a"] {
        assert!(Expression::read(text).is_none(), "{text}");
    }
}

#[test]
fn conjuncts_and_replacements_are_of_the_text() {
    let text = "((a = 1) AND ((b) OR c))";
    let it = Expression::read(text).unwrap();
    let conjuncts = it.conjuncts(it.whole());
    let texts: Vec<_> = conjuncts.iter().map(|part| it.text(*part)).collect();
    assert_eq!(texts, ["(a = 1)", "((b) OR c)"]);
    assert_eq!(it.conjuncts(conjuncts[1]).len(), 1);
    assert_eq!(it.disjuncts(conjuncts[1]).len(), 2);
    assert_eq!(
        it.replace(&[(conjuncts[1], "false"), (conjuncts[0], "true")]),
        "(true AND false)"
    );
}
