//! M14: another column of the same type is compared.

use std::collections::BTreeSet;

use stagecraft_model::Ident;

use super::clause::{self, Edit, Site};
use super::{Direction, Draft, Operator, Subject};
use crate::facts::ColumnFacts;

pub(super) const OPERATOR: Operator = Operator {
    id: "M14",
    name: "swap-column",
    direction: Direction::Either,
    class: "the owner, the tenant or the key is taken for one another: two users of one tenant notice",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    clause::each(subject, |site| {
        let others = identities(subject, site);
        let mut edits = Vec::new();
        let sides = site.outline.atoms.iter().filter_map(|atom| {
            let comparison = atom.comparison?;
            let sides = [comparison.left, comparison.right];
            Some(sides.map(|it| (it, atom.within, atom.part)))
        });
        let members = site.outline.sub_selects.iter().filter_map(|query| {
            let member = query.member?;
            Some((member, query.within, member))
        });
        for (side, within, all) in sides.flatten().chain(members) {
            let Some(column) = site.expression.column(side).filter(|it| {
                it.qualifier
                    .as_ref()
                    .map_or(within.is_none(), |it| *it == site.relation.name.name)
            }) else {
                continue;
            };
            let Some(facts) = site.relation.column(&column.name) else {
                continue;
            };
            for other in others
                .iter()
                .filter(|it| it.name != facts.name && it.base_type == facts.base_type)
            {
                edits.push(Edit {
                    text: site
                        .expression
                        .replace(&[(column.part, &other.name.to_string())]),
                    direction: Direction::Either,
                    what: format!("asks {} in {}", other.name, site.quote(all)),
                });
            }
        }
        edits
    })
}

/// Returns the columns that say whose a row is: what policies read, what points
/// at other tables, the key, and what the contract names.
fn identities<'a>(subject: &Subject<'_>, site: &Site<'a>) -> Vec<&'a ColumnFacts> {
    let relation = site.relation;
    let mut names: BTreeSet<Ident> = relation.primary_key().iter().cloned().collect();
    for policy in subject.facts.policies_of(&relation.name) {
        names.extend(policy.columns.iter().cloned());
    }
    for key in &relation.foreign_keys {
        names.extend(key.columns.iter().cloned());
    }
    if let Some(entry) = subject.entry(&relation.name) {
        for name in [&entry.tenant, &entry.owner].into_iter().flatten() {
            names.insert(Ident::new(name.get_ref().as_str()));
        }
    }
    let columns = relation.columns.iter();
    columns
        .filter(|it| names.contains(&it.name) && it.labels.is_empty() && it.base_type != "boolean")
        .collect()
}
