//! The least SQL that shows a cell.

use stagecraft_model::{Ident, quote_literal};

use super::About;
use crate::CellResult;
use crate::facts::PolicyCommand;

/// Returns SQL that runs the telling statement as the actor and undoes it.
pub(super) fn reproduction(
    about: &About<'_>,
    fixture: Option<&str>,
    cell: Option<&CellResult>,
) -> String {
    let telling = cell.and_then(CellResult::telling);
    let statement = telling.map_or_else(|| plain(about), |it| it.statement.clone());
    let mut lines = vec!["begin;".to_owned()];
    if let Some(fixture) = fixture {
        lines.push(format!("\\i {fixture}"));
    }
    if let Some(prepare) = telling.and_then(|it| it.prepare.as_ref()) {
        lines.push(format!("{prepare};"));
    }
    lines.push(format!(
        "select set_config('request.jwt.claims', {}, true);",
        quote_literal(about.claims())
    ));
    lines.push(format!("set local role {};", Ident::new(about.role())));
    lines.push(format!("{statement};"));
    lines.push("rollback;".to_owned());
    lines.join("\n") + "\n"
}

/// Returns a statement of the command, where no probe tells more.
fn plain(about: &About<'_>) -> String {
    let name = &about.relation.name;
    match about.question.command {
        PolicyCommand::Insert => format!("insert into {name} default values"),
        PolicyCommand::Delete => format!("delete from {name}"),
        PolicyCommand::Update => {
            let sets = about.plan.objects.first().and_then(|it| it.sets.first());
            match sets {
                Some((column, value)) if value != "{row}" => {
                    format!(
                        "update {name} set {} = {value}",
                        Ident::new(column.as_str())
                    )
                }
                Some((column, _)) => {
                    let column = Ident::new(column.as_str());
                    format!("update {name} set {column} = default")
                }
                None => format!("select * from {name} for update"),
            }
        }
        PolicyCommand::Select | PolicyCommand::All => format!("select * from {name}"),
    }
}
