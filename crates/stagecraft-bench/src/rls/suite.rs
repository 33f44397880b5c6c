//! The same probes as a person would write them with pgTAP: an actor's session
//! once for a table, an assertion for each probe, a savepoint around what writes.

use std::fmt::Write as _;

use serde::Deserialize;
use stagecraft_model::quote_literal;

/// All probes of a run with what came of them, as one JSON value.
pub(super) const PROBES: &str = "select coalesce(json_agg(json_build_object(
    'object', p.object, 'command', p.command, 'actor', p.actor, 'form', p.form, 'kind', p.kind,
    'role', p.db_role, 'claims', p.claims, 'prepare', p.prepares[array_position(p.statements, r.statement)],
    'statement', r.statement, 'before', p.before, 'after_sql', p.after_sql, 'expected', p.expected,
    'outcome', r.outcome, 'touched', split_part(r.got, ' ', 1)
) order by p.object, p.actor, p.id), '[]') from rls_probe as p join rls_result as r using (id)";

/// A probe with what came of it.
#[derive(Debug, Deserialize)]
pub(super) struct Probe {
    object: String,
    command: String,
    actor: String,
    form: String,
    kind: String,
    role: Option<String>,
    claims: Option<String>,
    prepare: Option<String>,
    statement: String,
    before: Option<String>,
    after_sql: Option<String>,
    expected: Option<String>,
    outcome: String,
    touched: Option<String>,
}

impl Probe {
    /// Returns the assertion that says the same.
    fn assertion(&self) -> String {
        let said = quote_literal(&format!(
            "{} {} {}, {}",
            self.actor, self.command, self.object, self.form
        ));
        let statement = quote_literal(&self.statement);
        let code = match self.outcome.as_str() {
            "no_privilege" | "rls_rejected" => Some("42501"),
            "admitted_then_constraint" => Some("23505"),
            _ => None,
        };
        // What is refused leaves nothing behind.
        if let Some(code) = code {
            return format!("select throws_ok({statement}, '{code}', null, {said});\n");
        }
        if self.kind == "value" || self.kind == "call" {
            let expected = self
                .expected
                .as_deref()
                .map_or("null".to_owned(), quote_literal);
            return format!("select is(({}), {expected}, {said});\n", self.statement);
        }
        if self.kind == "rows" {
            if self.outcome == "zero_rows" {
                return format!(
                    "select is_empty('select id from {}', {said});\n",
                    self.object
                );
            }
            let expected = self
                .expected
                .as_deref()
                .map_or("null".to_owned(), quote_literal);
            return format!("select results_eq({statement}, array[{expected}], {said});\n");
        }
        let mut text = "savepoint probe;\n".to_owned();
        if let Some(prepare) = &self.prepare {
            let _ = writeln!(text, "{prepare};");
        }
        let is_counted = self.form == "returning 1" || self.form == "by key";
        let touched = self.touched.as_deref().unwrap_or("0");
        match (&self.after_sql, &self.before) {
            (Some(after), Some(before)) if !is_counted => {
                let _ = write!(
                    text,
                    "{};\nreset role;\nselect is(({after}), {}, {said});\n",
                    self.statement,
                    quote_literal(before)
                );
            }
            _ => {
                let returning = if self.statement.contains(" returning ") {
                    ""
                } else {
                    " returning 1"
                };
                let counted = quote_literal(&format!(
                    "with it as ({}{returning}) select count(*) from it",
                    self.statement
                ));
                let _ = writeln!(
                    text,
                    "select results_eq({counted}, array[{touched}::bigint], {said});"
                );
            }
        }
        text.push_str("rollback to savepoint probe;\n");
        text
    }
}

/// Returns the suite as a file for psql.
pub(super) fn suite(probes: &[Probe], rows: &str) -> String {
    let mut text = format!(
        "begin;\nset local search_path = public, extensions;\nset local timezone = 'UTC';\n{rows}\nselect plan({});\n",
        probes.len()
    );
    let mut session = None;
    for probe in probes {
        let wanted = Some((&probe.object, &probe.actor, &probe.role));
        if session != wanted {
            session = wanted;
            text.push_str("reset role;\n");
            if let (Some(role), Some(claims)) = (&probe.role, &probe.claims) {
                let _ = writeln!(
                    text,
                    "set local request.jwt.claims = {};\nset local role {role};",
                    quote_literal(claims)
                );
            }
        }
        text.push_str(&probe.assertion());
    }
    text.push_str("reset role;\nselect * from finish();\nrollback;\n");
    text
}
