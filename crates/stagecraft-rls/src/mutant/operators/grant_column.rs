//! M25: a role gets a privilege on a column that is kept from it.

use super::{Direction, Draft, Operator, Subject};

pub(super) const OPERATOR: Operator = Operator {
    id: "M25",
    name: "grant-column",
    direction: Direction::Weakens,
    class: "a role that may change some columns may change a protected one, or all: an update of that column notices",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for relation in subject.relations() {
        let entry = subject.entry(&relation.name);
        for role in subject.bound_roles() {
            for privilege in ["SELECT", "INSERT", "UPDATE"] {
                if relation.grants_any(&role.name, privilege)
                    && !relation.grants(&role.name, privilege)
                {
                    drafts.push(Draft::grant(relation, &role.name, privilege, None));
                }
            }
            let Some(entry) = entry.filter(|_| relation.grants_any(&role.name, "UPDATE")) else {
                continue;
            };
            for column in &relation.columns {
                let is = |it: &toml::Spanned<String>| it.get_ref() == column.name.as_str();
                let kept = entry.protected.iter().any(is)
                    || entry
                        .updatable
                        .as_ref()
                        .is_some_and(|it| !it.iter().any(is));
                if kept
                    && !column.generated
                    && !relation.grants_column(&role.name, "UPDATE", &column.name)
                {
                    drafts.push(Draft::grant(
                        relation,
                        &role.name,
                        "UPDATE",
                        Some(&column.name),
                    ));
                }
            }
        }
    }
    drafts
}
