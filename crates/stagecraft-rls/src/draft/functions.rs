//! The entries of functions that the API serves.

use super::toml_text::{list, quoted};
use crate::facts::{Facts, Role};

/// Returns the entries of functions that the API serves.
pub(super) fn entries(facts: &Facts, schemas: &[String], roles: &[&Role]) -> String {
    let mut text = String::new();
    for routine in &facts.routines {
        let is_exposed = schemas
            .iter()
            .any(|it| it == routine.qualified.schema.as_str());
        if !is_exposed || routine.extension.is_some() || routine.trigger {
            continue;
        }
        let execute: Vec<_> = roles
            .iter()
            .filter(|it| routine.execute.contains(&it.name))
            .collect();
        if execute.iter().all(|it| it.bypasses()) {
            continue;
        }
        text.push('\n');
        if routine.security_definer {
            let who = if execute.iter().any(|it| it.name == "anon") {
                "everybody may call it, and "
            } else {
                ""
            };
            text.push_str(&format!(
                "# UNREVIEWED: {who}it runs with its owner's rights, past all policies; no call was drafted.
"
            ));
        }
        text.push_str(&format!(
            "[function.{}]\nstatus = \"draft\"\nexecute = {}\n",
            quoted(&routine.identity),
            list(execute.iter().map(|it| it.name.as_str()))
        ));
    }
    text
}
