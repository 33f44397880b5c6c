//! M20: a policy is for other commands.

use super::{Direction, Draft, Operator, Subject};
use crate::facts::PolicyCommand;

pub(super) const OPERATOR: Operator = Operator {
    id: "M20",
    name: "change-command",
    direction: Direction::Either,
    class: "a policy is for all commands in place of one, or only for SELECT: writes notice",
    optional: false,
    generate,
};

fn generate(subject: &Subject<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (_, policy) in subject.policies() {
        let mut after = policy.clone();
        let wider = match policy.command {
            PolicyCommand::Select | PolicyCommand::Update => {
                after.command = PolicyCommand::All;
                true
            }
            PolicyCommand::All => {
                after.command = PolicyCommand::Select;
                after.check = None;
                false
            }
            PolicyCommand::Insert | PolicyCommand::Delete => continue,
        };
        let what = format!(
            "for {} in place of {}",
            after.command.sql(),
            policy.command.sql()
        );
        drafts.push(Draft::policy(policy, Some(after), &what).direction(
            if wider == policy.permissive {
                Direction::Weakens
            } else {
                Direction::Strengthens
            },
        ));
    }
    drafts
}
