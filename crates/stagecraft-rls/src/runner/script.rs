//! The runner's text, put together.

use stagecraft_model::Ident;

use crate::probe::Plan;

pub(super) const RESULTS: &str = include_str!("results.sql");
/// Tries all probes.
pub(super) const CHECK: &str = "do $$ begin perform pg_temp.rls_check(); end $$;";
const SESSION: &str = include_str!("session.sql");
const SEQUENCES: &str = include_str!("sequences.sql");
const PARTS: [&str; 10] = [
    include_str!("tables.sql"),
    include_str!("try.sql"),
    include_str!("sets.sql"),
    include_str!("load.sql"),
    include_str!("expand_session.sql"),
    include_str!("expand_objects.sql"),
    include_str!("expand_inserts.sql"),
    include_str!("expand_cells.sql"),
    include_str!("check.sql"),
    include_str!("cells.sql"),
];

/// The runner's text, in the order in which it runs between BEGIN and ROLLBACK.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// How the session is, and sequences made to forget.
    pub session: String,
    /// The rows that probes are tried on, as the contract's fixture makes them.
    pub fixture: String,
    /// Tables and functions of the runner.
    pub runner: String,
    /// The plan, and the call that makes all probes from it.
    pub plan: String,
}

impl Script {
    /// Returns all of it.
    pub fn text(&self) -> String {
        [
            self.session.as_str(),
            self.fixture.as_str(),
            self.runner.as_str(),
            self.plan.as_str(),
        ]
        .join("\n")
    }
}

/// Puts the runner together. `schemas` are those that the API serves: they are
/// the search path, as PostgREST sets it.
pub fn script(plan: &Plan, schemas: &[String], fixture: &str) -> Script {
    Script {
        session: format!("{}{SEQUENCES}", session(schemas)),
        fixture: fixture.to_owned(),
        runner: PARTS.join("\n"),
        plan: load(plan),
    }
}

/// Puts the runner together for a database that must not be written to: nothing
/// but temporary objects is made, and from the moment on which probes run the
/// server itself refuses to write.
pub fn reading(plan: &Plan, schemas: &[String]) -> Script {
    let plan = Plan {
        read_only: true,
        ..plan.clone()
    };
    Script {
        session: session(schemas),
        fixture: String::new(),
        runner: PARTS.join("\n"),
        plan: format!("set transaction read only;\n{}", load(&plan)),
    }
}

fn session(schemas: &[String]) -> String {
    let path: Vec<_> = schemas
        .iter()
        .map(|it| Ident::new(it.as_str()).to_string())
        .chain(["extensions".to_owned()])
        .collect();
    format!("{SESSION}set local search_path = {};\n\n", path.join(", "))
}

fn load(plan: &Plan) -> String {
    format!(
        "do $run$ begin\n    perform pg_temp.rls_load({}::jsonb);\n    perform pg_temp.rls_expand();\nend $run$;\n",
        dollar_quoted(&lines(plan))
    )
}

/// Returns what stands before the plan: for a transaction that tries several.
pub(crate) fn start(plan: &Plan, schemas: &[String], fixture: &str) -> String {
    let script = script(plan, schemas, fixture);
    [script.session, script.fixture, script.runner].join("\n")
}

/// Returns what tries one plan after [`start`], and says what came of it.
pub(crate) fn once(plan: &Plan) -> String {
    format!("{}{CHECK}\n{RESULTS}", load(plan))
}

/// Returns the plan as JSON with a line for each actor, object and function,
/// so that a change of the contract is a change of a few lines.
fn lines(plan: &Plan) -> String {
    let value = serde_json::to_value(plan).unwrap_or_default();
    let Some(fields) = value.as_object() else {
        return "{}".to_owned();
    };
    let fields: Vec<_> = fields
        .iter()
        .map(|(key, value)| match value.as_array() {
            Some(items) if items.iter().any(serde_json::Value::is_object) => {
                let items: Vec<_> = items.iter().map(|it| format!("  {it}")).collect();
                format!("\"{key}\": [\n{}\n]", items.join(",\n"))
            }
            _ => format!("\"{key}\": {value}"),
        })
        .collect();
    format!("{{\n{}\n}}", fields.join(",\n"))
}

/// Returns `text` between dollar quotes that it does not hold.
fn dollar_quoted(text: &str) -> String {
    let mut tag = "plan".to_owned();
    while text.contains(&format!("${tag}$")) {
        tag.push('_');
    }
    format!("${tag}$\n{text}\n${tag}$")
}
