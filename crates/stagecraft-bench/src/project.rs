//! A made-up project of many small migrations, and a schema of many tables.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes `count` migrations and returns their files in order.
pub(crate) fn write(
    root: &Path,
    count: usize,
    migration: impl Fn(usize) -> String,
) -> std::io::Result<Vec<PathBuf>> {
    let folder = root.join("supabase/migrations");
    fs::create_dir_all(&folder)?;
    (0..count)
        .map(|number| {
            let path = folder.join(format!(
                "{:014}_step_{number}.sql",
                20_260_101_000_000 + number
            ));
            fs::write(&path, migration(number))?;
            Ok(path)
        })
        .collect()
}

/// Returns a small migration of the kinds that real projects hold.
pub(crate) fn migration(number: usize) -> String {
    let table = number / 5;
    match number % 5 {
        0 => format!(
            "-- a table\ncreate table public.t{table} (\n  id bigint generated always as identity primary key,\n  \
             owner uuid not null,\n  body text not null default ''\n);\n\
             alter table public.t{table} enable row level security;\n"
        ),
        1 => format!(
            "create index t{table}_owner_idx on public.t{table} (owner);\n\
             comment on table public.t{table} is 'number {table}';\n"
        ),
        2 => format!(
            "alter table public.t{table} add column note text;\n\
             alter table public.t{table} add constraint t{table}_body check (length(body) < 1000);\n"
        ),
        3 => format!(
            "create policy own on public.t{table} for select to authenticated using (owner = (select auth.uid()));\n"
        ),
        _ => format!(
            "create or replace function public.f{table}() returns bigint language sql stable as $$ \
             select count(*) from public.t{table} $$;\ngrant select on public.t{table} to authenticated;\n"
        ),
    }
}

/// Returns the SQL of `tables` tables with all that a table usually has.
pub(crate) fn schema(tables: usize) -> String {
    let mut sql = String::new();
    for number in 0..tables * 5 {
        let _ = sql.write_str(&migration(number));
    }
    sql
}
