//! Rows that the migrations themselves make, with keys that are others each
//! time: a fixture finds them by what stays.

use std::collections::BTreeMap;

use stagecraft_model::{Ident, QualifiedName, quote_literal};

use super::rows::Row;
use crate::facts::{ForeignKey, Relation};

/// Keys that only the database has that was looked at, and the queries that
/// find their rows in another one; nothing where no query does.
#[derive(Debug, Default)]
pub(super) struct Inherited(BTreeMap<(QualifiedName, Ident), BTreeMap<String, Option<String>>>);

/// What becomes of a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// It is written as it is.
    Plain,
    /// This expression stands for it.
    Found(String),
    /// No other database has it.
    Lost,
}

impl Inherited {
    /// Notes the rows of a table that migrations made.
    pub(super) fn note(&mut self, table: &Relation, columns: &[Ident], rows: &[Row]) {
        let [key] = table.primary_key() else {
            return;
        };
        let Some(column) = table.column(key) else {
            return;
        };
        let is_new = is_random(column.default.as_deref());
        // Nobody can tell whether a migration wrote this one down or drew it.
        let may_be_new = column.base_type == "uuid";
        if !is_new && !may_be_new {
            return;
        }
        let place = |name: &Ident| columns.iter().position(|it| it == name);
        let Some(at) = place(key) else {
            return;
        };
        let natural: Vec<Vec<(&Ident, usize)>> = table
            .indexes
            .iter()
            .filter(|it| it.unique && it.valid && !it.primary && !it.expressions)
            .filter_map(|it| it.columns.iter().map(|it| Some((it, place(it)?))).collect())
            .collect();
        let found = self.0.entry((table.name.clone(), key.clone())).or_default();
        for row in rows {
            let value = |n: usize| row.get(n).and_then(Option::as_deref);
            let Some(id) = value(at) else {
                continue;
            };
            let query = natural.iter().find_map(|index| {
                let conditions: Option<Vec<_>> = index
                    .iter()
                    .map(|(name, n)| Some(format!("{name} = {}", quote_literal(value(*n)?))))
                    .collect();
                let conditions = conditions?.join(" and ");
                // A partial index allows others beside.
                Some(format!(
                    "(select {key} from {} where {conditions} limit 1)",
                    table.name
                ))
            });
            if is_new || query.is_some() {
                found.insert(id.to_owned(), query);
            }
        }
    }

    /// Returns what stands for a value of a column that keys of its table may
    /// point with.
    pub(super) fn reference(&self, keys: &[ForeignKey], column: &Ident, value: &str) -> Reference {
        let found = keys.iter().find_map(|key| {
            let n = key.columns.iter().position(|it| it == column)?;
            let target = (key.parent.clone(), key.parent_columns.get(n)?.clone());
            self.0.get(&target)?.get(value)
        });
        match found {
            None => Reference::Plain,
            Some(Some(query)) => Reference::Found(query.clone()),
            Some(None) => Reference::Lost,
        }
    }
}

/// Whether a default is another value each time: sequences start over.
fn is_random(default: Option<&str>) -> bool {
    default.is_some_and(|it| it.contains("uuid") || it.contains("random"))
}

#[cfg(test)]
mod tests {
    use super::is_random;

    #[test]
    fn sequences_and_constants_are_the_same_each_time() {
        assert!(is_random(Some("gen_random_uuid()")));
        assert!(is_random(Some("extensions.uuid_generate_v4()")));
        assert!(!is_random(Some("nextval('a_id_seq'::regclass)")));
        assert!(!is_random(Some("'x'::text")));
        assert!(!is_random(None));
    }
}
