//! The entries of a drafted contract, with the reasons beside them.

use std::collections::BTreeMap;

use super::choose::Chosen;
use super::shape::Shape;
use super::toml_text::{comment, key, list, quoted};
use super::unwatched;
use crate::facts::{Facts, PolicyCommand, Relation, RelationKind, Role};
use crate::probe::word;

/// What was chosen, by role and command.
pub(super) type Choices = BTreeMap<(String, PolicyCommand), Chosen>;

/// Returns the entry of a relation.
pub(super) fn entry(
    facts: &Facts,
    shape: &Shape<'_>,
    relation: &Relation,
    roles: &[&Role],
    choices: &Choices,
) -> String {
    let section = match relation.kind {
        RelationKind::Table | RelationKind::Partitioned => "table",
        RelationKind::View => "view",
        RelationKind::MaterializedView => "matview",
        RelationKind::ForeignTable => "foreign",
    };
    let name = format!("{section}.{}", quoted(&relation.name.to_string()));
    let mut text = String::new();
    if relation.kind.has_policies() && !relation.rls {
        text.push_str("# UNREVIEWED: row security is off, so grants alone decide.\n");
    }
    if relation.kind == RelationKind::View && !relation.security_invoker {
        text.push_str(
            "# UNREVIEWED: it reads with its owner's rights, past the policies of what it reads.\n",
        );
    }
    text.push_str(&format!("[{name}]\nstatus = \"draft\"\n"));
    text.push_str(&unwatched::comments(facts, shape, relation, roles, choices));
    for (field, whose) in [
        ("tenant", shape.tenant(relation)),
        ("owner", shape.owner(relation)),
    ] {
        if let Some(whose) = whose {
            text.push_str(&format!("{field} = {}\n", quoted(whose.text())));
        }
    }
    text.push_str(&updatable(relation, roles));
    for role in roles {
        text.push_str(&cells(facts, relation, role, &name, choices));
    }
    text.push_str(&apart(&name, roles, choices));
    text
}

/// The columns that may be updated, where grants choose them.
fn updatable(relation: &Relation, roles: &[&Role]) -> String {
    let bound = roles.iter().filter(|it| !it.bypasses());
    let lists: Vec<_> = bound
        .filter(|it| !relation.grants(&it.name, "UPDATE"))
        .filter_map(|it| relation.column_grants.get(&it.name)?.get("UPDATE"))
        .collect();
    let Some(first) = lists.first() else {
        return String::new();
    };
    if lists.iter().any(|it| it != first) {
        return String::new();
    }
    format!(
        "updatable = {}\n",
        list(first.iter().map(stagecraft_model::Ident::as_str))
    )
}

fn cells(
    facts: &Facts,
    relation: &Relation,
    role: &Role,
    entry: &str,
    choices: &Choices,
) -> String {
    let of = |command: &PolicyCommand| choices.get(&(role.name.clone(), *command));
    let mut lines = Vec::new();
    let mut levels = Vec::new();
    for command in PolicyCommand::EACH {
        let Some(chosen) = of(&command) else { continue };
        let word = word(command);
        let why = why(facts, relation, role, command);
        match &chosen.candidate {
            None if chosen.is_guess => lines.push(format!(
                "# not drafted: {word}, as no row has shown anything ({why})."
            )),
            None => {}
            Some(it) if it.toml == "\"none\"" && chosen.misfits.is_empty() => {}
            Some(it) => {
                levels.push(it.toml.clone());
                if it.toml == "\"all\"" && !role.bypasses() {
                    let verb = if command == PolicyCommand::Select {
                        "reads this"
                    } else {
                        "may do this"
                    };
                    lines.push(format!("# UNREVIEWED: everybody {verb}."));
                }
                if chosen.is_guess {
                    lines.push("# A guess: no row has told it from more.".to_owned());
                }
                if !chosen.misfits.is_empty() {
                    lines.push(format!(
                        "# UNREVIEWED: does not hold for {}, and no level does.",
                        chosen.misfits.join(", ")
                    ));
                }
                lines.push(if role.bypasses() {
                    format!("{word} = {}", it.toml)
                } else {
                    format!("{word} = {} # {why}", it.toml)
                });
            }
        }
    }
    if lines.is_empty() {
        return String::new();
    }
    let is_same = levels.len() == 4 && levels.iter().all(|it| it == "\"all\"");
    if role.bypasses() && is_same {
        return format!("\n[{entry}.{}]\nall = \"all\"\n", key(&role.name));
    }
    format!("\n[{entry}.{}]\n{}\n", key(&role.name), lines.join("\n"))
}

/// The cells of actors for whom it is not as for their role.
fn apart(entry: &str, roles: &[&Role], choices: &Choices) -> String {
    let mut actors: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for role in roles {
        for command in PolicyCommand::EACH {
            let chosen = choices.get(&(role.name.clone(), command));
            for (actor, candidate) in chosen.iter().flat_map(|it| &it.apart) {
                let line = format!("{} = {}", word(command), candidate.toml);
                actors.entry(actor).or_default().push(line);
            }
        }
    }
    let mut text = String::new();
    for (actor, lines) in actors {
        text.push_str(&format!(
            "\n# UNREVIEWED: not as the others of the role.\n[{entry}.{}]\n{}\n",
            key(actor),
            lines.join("\n")
        ));
    }
    text
}

/// Returns what lets rows through: policies by name.
fn why(facts: &Facts, relation: &Relation, role: &Role, command: PolicyCommand) -> String {
    match relation.kind {
        RelationKind::Table | RelationKind::Partitioned if !relation.rls => {
            return "grants".to_owned();
        }
        RelationKind::Table | RelationKind::Partitioned => {}
        _ => return format!("what the {} shows", relation.kind.word()),
    }
    let names: Vec<_> = facts
        .policies_of(&relation.name)
        .filter(|it| it.command.covers(command) && it.applies_to(role))
        .map(|it| comment(&format!("{:?}", it.name.as_str())))
        .collect();
    if names.is_empty() {
        "no policy".to_owned()
    } else {
        names.join(", ")
    }
}
