//! One file of plain SQL: no COPY and no commands of `psql`, since `supabase
//! db reset` knows neither.

use std::path::Path;

use stagecraft_model::quote_literal;

use super::atomic::Draft;
use super::{Shard, Written};
use crate::encode::{Unfit, literal, literals};
use crate::{Codec, Error, Job, Late, Rows, TableJob, Value};

/// The unit that shards are made of; also the most rows of a statement.
const BLOCK: u64 = 500;

/// A statement gets no further row once it is as long.
const LONGEST: usize = 256 * 1024;

pub(super) fn write(
    folder: &Path,
    job: &Job,
    rows: &dyn Rows,
    shard: Shard,
) -> Result<Written, Error> {
    let mut draft = Draft::create(folder, &shard.file_name("seed", "sql"))?;
    let late = job.tables.iter().filter(|it| it.late.is_some());
    let blocks = |table: &TableJob| table.rows.div_ceil(BLOCK);
    let total = job.tables.iter().chain(late).map(blocks).sum();
    let own = shard.of(total);
    let mut first = 0;
    for is_late in [false, true] {
        for (place, table) in job.tables.iter().enumerate() {
            if is_late && table.late.is_none() {
                continue;
            }
            let end = first + blocks(table);
            let from = own.start.clamp(first, end) - first;
            let to = own.end.clamp(first, end) - first;
            first = end;
            let mut writer = Writer {
                table,
                cursor: rows.cursor(place),
                values: vec![Value::Null; table.columns.len()],
                draft: &mut draft,
            };
            for block in from..to {
                let rows = block * BLOCK..((block + 1) * BLOCK).min(table.rows);
                match (&table.late, is_late) {
                    (Some(late), true) => writer.updates(late, rows)?,
                    _ => writer.inserts(rows)?,
                }
            }
        }
    }
    // What comes last stands in the last part alone, or the parts would not be
    // the whole.
    if shard.index == shard.count {
        draft.out.extend_from_slice(raise(job).as_bytes());
        draft.settle()?;
    }
    draft.finish()
}

/// Returns the statement that raises sequences past what was inserted: those
/// that a column owns, be it serial or identity; those that count down are
/// left alone. Nothing where no column could have one.
fn raise(job: &Job) -> String {
    let mut columns = Vec::new();
    for table in job.tables.iter().filter(|it| it.rows > 0) {
        let whole = |it: &Codec| matches!(it, Codec::Int2 | Codec::Int4 | Codec::Int8);
        for column in table.columns.iter().filter(|it| whole(&it.codec)) {
            columns.push(format!(
                "({}::regclass, {})",
                quote_literal(&table.name.to_string()),
                quote_literal(column.name.as_str())
            ));
        }
    }
    if columns.is_empty() {
        return String::new();
    }
    RAISE.replace("COLUMNS", &columns.join(", "))
}

const RAISE: &str = "do $sequences$
declare it record;
begin
  for it in
    select s.oid::regclass as sequence, a.attrelid::regclass as owner, a.attname as name, q.seqmin, q.seqmax
    from pg_depend d
    join pg_class s on s.oid = d.objid and s.relkind = 'S'
    join pg_sequence q on q.seqrelid = s.oid and q.seqincrement > 0
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
      and (d.refobjid, a.attname) in (values COLUMNS)
  loop
    execute format(
      'select setval(%L, m.most) from (select max(%I)::bigint as most from %s) as m cross join %s as s
        where m.most between %s and %s and (m.most > s.last_value or (m.most = s.last_value and not s.is_called))',
      it.sequence, it.name, it.owner, it.sequence, it.seqmin, it.seqmax
    );
  end loop;
end $sequences$;
";

struct Writer<'a> {
    table: &'a TableJob,
    cursor: Box<dyn crate::Cursor + 'a>,
    values: Vec<Value>,
    draft: &'a mut Draft,
}

impl Writer<'_> {
    fn inserts(&mut self, rows: std::ops::Range<u64>) -> Result<(), Error> {
        let overriding = if self.table.columns.iter().any(|it| it.always_identity) {
            " overriding system value"
        } else {
            ""
        };
        let head = format!(
            "insert into {} ({}){overriding} values\n",
            self.table.name,
            self.table.column_list()
        );
        let mut start = None;
        for number in rows {
            self.cursor.row(number, &mut self.values);
            for place in self.table.late.iter().flat_map(|it| &it.columns) {
                if let Some(value) = self.values.get_mut(*place) {
                    *value = Value::Null;
                }
            }
            let out = &mut self.draft.out;
            if start.is_some() {
                out.extend_from_slice(b",\n");
            } else {
                start = Some(out.len());
                out.extend_from_slice(head.as_bytes());
            }
            literals(&self.table.columns, &self.values, out)
                .map_err(|source| unfit(self.table, number, source))?;
            self.draft.rows += 1;
            if start.is_some_and(|it| self.draft.out.len() - it >= LONGEST) {
                self.end_statement(&mut start)?;
            }
        }
        self.end_statement(&mut start)
    }

    fn end_statement(&mut self, start: &mut Option<usize>) -> Result<(), Error> {
        if start.take().is_some() {
            self.draft.out.extend_from_slice(b";\n");
        }
        self.draft.settle()
    }

    /// One statement for each row: literals of a common list would need the
    /// columns' types.
    fn updates(&mut self, late: &Late, rows: std::ops::Range<u64>) -> Result<(), Error> {
        for number in rows {
            self.cursor.row(number, &mut self.values);
            let mut values = late.columns.iter().filter_map(|it| self.values.get(*it));
            if values.all(Value::is_null) {
                continue;
            }
            let head = format!("update {} set ", self.table.name);
            self.draft.out.extend_from_slice(head.as_bytes());
            self.pairs(&late.columns, ", ", number)?;
            self.draft.out.extend_from_slice(b" where ");
            self.pairs(&late.key, " and ", number)?;
            self.draft.out.extend_from_slice(b";\n");
            self.draft.settle()?;
        }
        Ok(())
    }

    fn pairs(&mut self, places: &[usize], between: &str, row: u64) -> Result<(), Error> {
        let out = &mut self.draft.out;
        for (count, place) in places.iter().enumerate() {
            let pair = (self.table.columns.get(*place), self.values.get(*place));
            let (Some(column), Some(value)) = pair else {
                continue;
            };
            if count > 0 {
                out.extend_from_slice(between.as_bytes());
            }
            out.extend_from_slice(format!("{} = ", column.name).as_bytes());
            literal(column, value, out).map_err(|source| unfit(self.table, row, source))?;
        }
        Ok(())
    }
}

fn unfit(table: &TableJob, row: u64, source: Unfit) -> Error {
    Error::Unfit {
        table: table.name.to_string(),
        row,
        source,
    }
}
