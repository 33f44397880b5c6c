//! Functions that a check calls, looked into where they are one expression.

use stagecraft_catalog::{Routine, Signature};

use super::{Expr, Lowering, Scope, syntax};

/// How many functions deep is looked.
const DEEPEST: usize = 4;

impl Lowering<'_> {
    /// Returns what a function written in SQL computes of its arguments; nothing
    /// where its body is more than one expression.
    pub(super) fn inline(self, schema: &str, name: &str, arguments: &[Expr]) -> Option<Expr> {
        if self.inlined >= DEEPEST {
            return None;
        }
        let routine = self.routine(schema, name, arguments.len())?;
        let names = parameters(&routine.arguments, arguments.len())?;
        let by_name = |wanted: &str| {
            let at = names.iter().position(|it| it.as_deref() == Some(wanted))?;
            arguments.get(at).cloned()
        };
        let body = match (&routine.body, &routine.sql_body) {
            (_, Some(body)) => body.strip_prefix("RETURN ").and_then(syntax::expression)?,
            (Some(body), None) => syntax::only_expression(body)?,
            (None, None) => return None,
        };
        let scope = Scope {
            names: &by_name,
            parameters: arguments,
        };
        let deeper = Self {
            inlined: self.inlined + 1,
            ..self
        };
        Some(deeper.expr(&body, &scope))
    }

    /// Returns the only function of this name with so many arguments.
    fn routine(&self, schema: &str, name: &str, arguments: usize) -> Option<&Routine> {
        let first = Signature {
            schema: schema.into(),
            name: name.into(),
            arguments: String::new(),
        };
        let mut found = self
            .types
            .snapshot()
            .routines
            .range(first.clone())
            .take_while(|(it, _)| it.schema == first.schema && it.name == first.name)
            .map(|(_, routine)| routine)
            .filter(|it| count(&it.signature) == arguments && it.language.as_str() == "sql");
        let routine = found.next()?;
        found.next().is_none().then_some(routine)
    }
}

/// Returns how many arguments a signature has.
fn count(signature: &str) -> usize {
    match signature.trim() {
        "" => 0,
        some => some.split(", ").count(),
    }
}

/// Returns the names of `topic text, value jsonb`; nothing for arguments with
/// modes or defaults.
fn parameters(arguments: &str, count: usize) -> Option<Vec<Option<String>>> {
    if count == 0 {
        return Some(Vec::new());
    }
    let names: Vec<_> = arguments
        .split(", ")
        .map(|it| {
            let (first, rest) = it.split_once(' ')?;
            let is_type = matches!(
                (first, rest),
                ("double", "precision") | ("character" | "bit" | "timestamp" | "time", _)
            );
            (!is_type).then(|| first.trim_matches('"').to_owned())
        })
        .collect();
    (names.len() == count && !arguments.contains(" DEFAULT ")).then_some(names)
}
