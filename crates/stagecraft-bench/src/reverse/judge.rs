//! What can be seen of a database from outside, and what of it is no longer
//! there: the answers of the properties, the lines of `pg_dump`, the rows of
//! every table and where sequences stand.

use std::collections::BTreeMap;
use std::pin::pin;

use futures_util::StreamExt as _;
use stagecraft_apply::Session;

use super::stage::Stage;
use super::{Rows, properties};
use crate::layer::Trouble;

const TABLES: &str = "
    select format('%I.%I', n.nspname, c.relname),
      string_agg(quote_ident(a.attname), ', ' order by a.attname)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'm') and n.nspname = 'public'
    group by 1";
const POSITIONS: &str = "
    select coalesce(string_agg(sequencename || ' ' || coalesce(last_value::text, 'unused'), '; ' order by sequencename), '')
    from pg_sequences where schemaname = 'public'";
pub(super) const DUMP: &str = "pg_dump, line by line";
const SEQUENCES: &str = "where sequences stand";

/// What became of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    Kept,
    /// The columns are the same and stand in another order.
    Order,
    Lost {
        /// In a word or two.
        brief: String,
        /// What was and what is.
        details: Vec<String>,
    },
}

/// What can be seen of a database.
pub(super) struct Seen {
    /// None where there is no answer.
    properties: Vec<(String, Option<String>)>,
    /// How often each line occurs.
    dump: BTreeMap<String, usize>,
    /// The columns of each table by name, and its rows as `COPY` writes them.
    tables: BTreeMap<String, (String, Option<Vec<String>>)>,
    positions: Option<String>,
}

impl Seen {
    /// Looks at everything; of emptied tables there are no rows to see, nor
    /// does it matter then where sequences stand.
    pub(super) async fn look(stage: &Stage, database: &str, rows: Rows) -> Result<Self, Trouble> {
        let session = stage.judge(database).await?;
        let client = session.client();
        let mut answers = Vec::new();
        for property in properties::all() {
            let row = client.query_one(property.sql, &[]).await;
            let answer = row.ok().and_then(|it| it.try_get(0).ok().flatten());
            answers.push((property.name.to_owned(), answer));
        }
        let mut dump = BTreeMap::new();
        for line in stage.dump(database).await? {
            *dump.entry(line).or_default() += 1;
        }
        let mut tables = BTreeMap::new();
        let mut positions = None;
        if rows == Rows::Kept {
            for row in client.query(TABLES, &[]).await? {
                let (table, columns): (String, String) = (row.try_get(0)?, row.try_get(1)?);
                let contents = contents(&session, &table, &columns).await.ok();
                tables.insert(table, (columns, contents));
            }
            positions = Some(client.query_one(POSITIONS, &[]).await?.try_get(0)?);
        }
        Ok(Self {
            properties: answers,
            dump,
            tables,
            positions,
        })
    }

    /// Returns what became of everything that was there, in order.
    pub(super) fn compare(&self, now: &Self) -> Vec<(String, Fate)> {
        let mut fates = Vec::new();
        for ((name, was), (_, is)) in self.properties.iter().zip(&now.properties) {
            fates.push((name.clone(), fate(name, was.as_deref(), is.as_deref())));
        }
        for (table, was) in &self.tables {
            let fate = rows(was, now.tables.get(table));
            fates.push((format!("rows of {table}"), fate));
        }
        if let Some(was) = &self.positions {
            fates.push((
                SEQUENCES.to_owned(),
                fate(SEQUENCES, Some(was), now.positions.as_deref()),
            ));
        }
        fates.push((DUMP.to_owned(), lines(&self.dump, &now.dump)));
        fates
    }

    /// Returns the properties that say nothing of what leads from here to
    /// `now` and back: no answer, or the same one.
    pub(super) fn mute(&self, now: &Self) -> Vec<String> {
        let answers = self.properties.iter().zip(&now.properties);
        answers
            .filter(|((_, was), (_, is))| was.is_none() || was == is)
            .map(|((name, _), _)| name.clone())
            .collect()
    }
}

/// Reads all rows, sorted, columns by name.
async fn contents(session: &Session, table: &str, columns: &str) -> Result<Vec<String>, Trouble> {
    let sql = format!(
        "copy (select {columns} from only {table} order by row({columns})::text collate \"C\") to stdout"
    );
    let mut stream = pin!(session.client().copy_out(&sql).await?);
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        bytes.extend_from_slice(&chunk?);
    }
    Ok(String::from_utf8(bytes)?
        .lines()
        .map(str::to_owned)
        .collect())
}

fn fate(name: &str, was: Option<&str>, is: Option<&str>) -> Fate {
    if was.is_some() && was == is {
        return Fate::Kept;
    }
    if name == properties::ORDER && was.map(sorted) == is.map(sorted) {
        return Fate::Order;
    }
    let text = |it: Option<&str>| it.unwrap_or("nothing").to_owned();
    Fate::Lost {
        brief: "lost".to_owned(),
        details: vec![format!("was {}", text(was)), format!("is  {}", text(is))],
    }
}

/// Returns each relation's columns, sorted.
fn sorted(orders: &str) -> Vec<Vec<&str>> {
    let relations = orders.split("; ");
    relations
        .map(|it| {
            let (relation, columns) = it.split_once(": ").unwrap_or((it, ""));
            let mut words = vec![relation];
            words.extend(columns.split(", "));
            if let Some(columns) = words.get_mut(1..) {
                columns.sort_unstable();
            }
            words
        })
        .collect()
}

fn rows(was: &(String, Option<Vec<String>>), is: Option<&(String, Option<Vec<String>>)>) -> Fate {
    if is == Some(was) && was.1.is_some() {
        return Fate::Kept;
    }
    let lost = |brief: String, details| Fate::Lost { brief, details };
    let Some((columns, Some(now))) = is else {
        return lost("lost: no table".to_owned(), Vec::new());
    };
    if *columns != was.0 {
        let details = vec![format!("was {}", was.0), format!("is  {columns}")];
        return lost("lost: other columns".to_owned(), details);
    }
    let Fate::Lost { details, .. } = lines(&counted(was.1.as_deref()), &counted(Some(now))) else {
        return Fate::Kept;
    };
    let gone = details.iter().filter(|it| it.starts_with('-')).count();
    let before = was.1.as_ref().map_or(0, Vec::len);
    lost(format!("lost: {gone} of {before}"), details)
}

fn counted(lines: Option<&[String]>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for line in lines.unwrap_or_default() {
        *counts.entry(line.clone()).or_default() += 1;
    }
    counts
}

/// Compares lines wherever they stand, each as often as it occurs.
fn lines(was: &BTreeMap<String, usize>, is: &BTreeMap<String, usize>) -> Fate {
    let more = |of: &BTreeMap<String, usize>, than: &BTreeMap<String, usize>, mark: char| {
        let mut found = Vec::new();
        for (line, count) in of {
            let surplus = count.saturating_sub(than.get(line).copied().unwrap_or(0));
            found.extend(std::iter::repeat_n(format!("{mark} {line}"), surplus));
        }
        found
    };
    let (gone, new) = (more(was, is, '-'), more(is, was, '+'));
    if gone.is_empty() && new.is_empty() {
        return Fate::Kept;
    }
    Fate::Lost {
        brief: format!("lost: {} gone, {} more", gone.len(), new.len()),
        details: gone.into_iter().chain(new).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brief(fate: &Fate) -> &str {
        match fate {
            Fate::Kept => "kept",
            Fate::Order => "order",
            Fate::Lost { brief, .. } => brief,
        }
    }

    #[test]
    fn what_is_the_same_is_kept_and_silence_is_no_answer() {
        for (name, was, is, expected) in [
            ("rule", Some("x"), Some("x"), "kept"),
            ("rule", Some("x"), Some("y"), "lost"),
            ("rule", Some("x"), None, "lost"),
            ("rule", None, None, "lost"),
            (
                "column order",
                Some("t: a, b; u: c"),
                Some("t: b, a; u: c"),
                "order",
            ),
            (
                "column order",
                Some("t: a, b; u: c"),
                Some("t: b; u: a, c"),
                "lost",
            ),
            ("column order", Some("t: a, b"), Some("u: a, b"), "lost"),
            ("rule", Some("t: a, b"), Some("t: b, a"), "lost"),
        ] {
            assert_eq!(brief(&fate(name, was, is)), expected, "{was:?} {is:?}");
        }
    }

    #[test]
    fn rows_and_lines_count_as_often_as_they_occur() {
        let table = |columns: &str, lines: &[&str]| {
            let lines = lines.iter().map(|it| (*it).to_owned()).collect();
            (columns.to_owned(), Some(lines))
        };
        let was = table("a", &["1", "1", "2"]);
        let of = |is: &(String, Option<Vec<String>>)| brief(&rows(&was, Some(is))).to_owned();
        assert_eq!(of(&was), "kept");
        assert_eq!(of(&table("a", &["1", "2", "3"])), "lost: 1 of 3");
        assert_eq!(of(&table("b", &["1", "1", "2"])), "lost: other columns");
        assert_eq!(of(&("a".to_owned(), None)), "lost: no table");
        let counts = |lines: &[&str]| counted(table("", lines).1.as_deref());
        let fate = lines(&counts(&["grant", "rule"]), &counts(&["grant", "grant"]));
        assert_eq!(
            fate,
            Fate::Lost {
                brief: "lost: 1 gone, 1 more".to_owned(),
                details: vec!["- rule".to_owned(), "+ grant".to_owned()],
            }
        );
    }
}
