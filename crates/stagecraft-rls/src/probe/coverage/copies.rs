//! Conditions of a contract that were copied from a policy.

use stagecraft_model::{Finding, Severity};
use toml::Spanned;

use super::{Placed, is_waived};
use crate::contract::{Cell, Contract, Level, Permissions};
use crate::expression::{Kind, words};
use crate::facts::{Clause, Facts, Policy, PolicyCommand};

/// Shorter conditions are alike by chance.
const LEAST_WORDS: usize = 3;

/// Returns a finding for each policy that an entry's condition repeats.
pub(super) fn of_policies<'a>(
    contract: &'a Contract,
    facts: &'a Facts,
) -> impl Iterator<Item = Placed> + use<'a> {
    contract
        .relations()
        .filter_map(|(name, entry)| Some((facts.named(name.get_ref())?, entry)))
        .flat_map(move |(relation, entry)| {
            facts
                .policies_of(&relation.name)
                .filter_map(move |policy| copy(contract, policy, entry.permissions.iter()))
        })
}

fn copy<'a>(
    contract: &Contract,
    policy: &Policy,
    permissions: impl Iterator<Item = (&'a Spanned<String>, &'a Permissions)>,
) -> Option<Placed> {
    let object = format!("{}.{}", policy.relation, policy.name);
    if is_waived(contract, "contract-copies-policy", &object)
        || is_waived(
            contract,
            "contract-copies-policy",
            &policy.relation.to_string(),
        )
    {
        return None;
    }
    let clauses: Vec<_> = [Clause::Using, Clause::Check]
        .into_iter()
        .filter_map(|it| policy.clause(it))
        .map(plain)
        .filter(|it| it.len() >= LEAST_WORDS)
        .collect();
    let repeats = |cell: &Cell| {
        let rows = match &cell.level {
            Level::Rows(sql) => Some(sql),
            _ => None,
        };
        rows.into_iter()
            .chain(&cell.filter)
            .any(|it| clauses.contains(&plain(it)))
    };
    let (principal, _) = permissions.into_iter().find(|(_, permissions)| {
        PolicyCommand::EACH
            .into_iter()
            .filter(|it| policy.command.covers(*it))
            .filter_map(|it| permissions.of(it))
            .any(repeats)
    })?;
    let finding = Finding::new(
        "contract-copies-policy",
        Severity::Warning,
        &object,
        format!(
            "`{}` says of {} what its policy `{}` says, word by word",
            principal.get_ref(),
            policy.relation,
            policy.name.as_str()
        ),
    );
    Some(Placed {
        finding: finding
            .why("What was copied has the policy's faults: it can't show that the policy is wrong.")
            .help("say whose rows they are by `own_tenant` or `own_row`, or write the condition from what is wanted"),
        span: principal.span(),
    })
}

/// Returns the words of a condition in lower case, without brackets and casts:
/// the server adds both.
fn plain(text: &str) -> Vec<String> {
    let mut plain = Vec::new();
    let mut words = words(text).into_iter().peekable();
    while let Some((kind, word)) = words.next() {
        match kind {
            Kind::Open(_) | Kind::Close => {}
            Kind::Cast => {
                while words
                    .next_if(|(kind, _)| matches!(kind, Kind::Word | Kind::Quoted | Kind::Dot))
                    .is_some()
                {}
            }
            Kind::Text => plain.push(word.to_owned()),
            _ => plain.push(word.to_lowercase()),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_adds_makes_no_difference() {
        assert_eq!(
            plain("((owner = auth.uid()) AND (kind = 'A'::text))"),
            plain("owner = auth.uid() and kind = 'A'")
        );
        assert_ne!(plain("kind = 'A'"), plain("kind = 'a'"));
    }
}
