//! The contract as a file that needs nothing but `psql`.
//!
//! It holds the runner's own text, so it can't disagree with the commands.

use stagecraft_model::Digest;

use crate::Declared;
use crate::probe::Plan;
use crate::runner::{self, Script};

const PSQL_HEAD: &str = include_str!("export/psql_head.sql");
const PSQL_TAIL: &str = include_str!("export/psql_tail.sql");
const PGTAP_HEAD: &str = include_str!("export/pgtap_head.sql");
const PGTAP_TAIL: &str = include_str!("export/pgtap_tail.sql");

/// Returns the contract as a script of plain psql. It prints TAP, rolls
/// everything back, and psql exits with 3 when a cell does not hold or is not
/// proven.
pub fn psql(declared: &Declared, plan: &Plan) -> String {
    file(PSQL_HEAD, PSQL_TAIL, declared, plan)
}

/// Returns the contract as a pgTAP test for `supabase test db`. The probes are
/// the same; pgTAP only reports them.
pub fn pgtap(declared: &Declared, plan: &Plan) -> String {
    file(PGTAP_HEAD, PGTAP_TAIL, declared, plan)
}

fn file(head: &str, tail: &str, declared: &Declared, plan: &Plan) -> String {
    let Script {
        session,
        fixture,
        runner,
        plan,
    } = runner::script(plan, &declared.contract.schemas, &declared.fixture);
    let head = head
        .replace("{contract}", &declared.file)
        .replace(
            "{contract_digest}",
            &Digest::of(declared.text.as_bytes()).to_string(),
        )
        .replace(
            "{fixture_digest}",
            &Digest::of(declared.fixture.as_bytes()).to_string(),
        );
    format!(
        "{head}\n-- Session {line}\n\n{session}\n\n-- Rows {line}\n\n{fixture}\n\n-- Runner {line}\n\n{runner}\n\n-- Plan {line}\n\n{plan}\n{tail}",
        line = "-".repeat(60),
    )
}
