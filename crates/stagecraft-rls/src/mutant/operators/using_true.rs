//! M03: USING is true.

use super::clause::{self, Edit};
use super::{Direction, Draft, Operator, Subject};
use crate::facts::{Clause, PolicyCommand};

pub(super) const OPERATOR: Operator = Operator {
    id: "M03",
    name: "using-true",
    direction: Direction::Weakens,
    class: "USING is true: a foreign read notices, of updates and deletes only one that reads no column",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    let mut drafts = clause::each(subject, |site| {
        if site.clause != Clause::Using {
            return Vec::new();
        }
        vec![Edit {
            text: "true".to_owned(),
            direction: Direction::Weakens,
            what: "is true".to_owned(),
        }]
    });
    // Without WITH CHECK the written row is let go, too; a fault in the rows
    // that are found alone is another, and harder to notice.
    for (_, policy) in subject.policies() {
        if !matches!(policy.command, PolicyCommand::Update | PolicyCommand::All)
            || policy.check.is_some()
            || policy.using.as_deref() == Some("true")
        {
            continue;
        }
        let Some(using) = &policy.using else { continue };
        let mut after = policy.clone();
        after.check = Some(using.clone());
        after.using = Some("true".to_owned());
        drafts.push(
            Draft::policy(
                policy,
                Some(after),
                "USING is true, WITH CHECK is what USING was",
            )
            .mark("pinned"),
        );
    }
    drafts
}
