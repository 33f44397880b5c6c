//! Migrations as a project that has lived for a while holds them: half of them
//! add, the others drop, rename, narrow, replace or change rows.

/// So many steps a pair of tables goes through.
const STEPS: usize = 20;
/// So many rows the application writes into a new table.
const ROWS: usize = 200;

/// Returns the text of a migration. Twenty in a row are about one pair of
/// tables.
pub(crate) fn migration(number: usize) -> String {
    let n = number / STEPS;
    let (a, b) = (format!("public.a{n}"), format!("public.b{n}"));
    let sql = match number % STEPS {
        0 => format!(
            "create type public.state{n} as enum ('draft', 'open', 'closed');\n\
             create table {a} (\n  id bigint generated always as identity primary key,\n  \
             owner uuid not null,\n  title text not null,\n  amount numeric(12, 4) not null default 0,\n  \
             state public.state{n} not null default 'draft',\n  created_at timestamptz not null default now()\n);\n\
             alter table {a} enable row level security;"
        ),
        1 => format!(
            "create table {b} (\n  id bigint generated always as identity primary key,\n  \
             a_id bigint not null references {a} on delete cascade,\n  body text not null default '',\n  \
             quantity integer not null check (quantity > 0)\n);\n\
             create index b{n}_a on {b} (a_id);\nalter table {b} enable row level security;"
        ),
        2 => format!(
            "create policy own on {a} for select to authenticated using (owner = (select auth.uid()));\n\
             create policy own on {b} for select to authenticated\n  \
             using (a_id in (select id from {a} where owner = (select auth.uid())));\n\
             grant select on {a}, {b} to authenticated;"
        ),
        3 => format!(
            "create function public.touch{n}() returns trigger language plpgsql set search_path = '' as $$\n\
             begin\n  new.title := trim(new.title);\n  return new;\nend $$;\n\
             create trigger touch before insert or update on {a} for each row execute function public.touch{n}();"
        ),
        4 => format!(
            "create view public.v{n} with (security_invoker = true) as\n  \
             select a.id, a.title, b.body from {a} as a join {b} as b on b.a_id = a.id where a.state <> 'closed';"
        ),
        5 => format!(
            "insert into {a} (owner, title)\n\
             select gen_random_uuid(), 'template ' || n from generate_series(1, 20) as n;"
        ),
        6 => format!("alter table {a} add column slug text, add column note text;"),
        7 => format!(
            "update {a} set slug = lower(title) || '-' || id;\n\
             alter table {a} alter column slug set not null;\n\
             create unique index a{n}_slug on {a} (slug);"
        ),
        8 => format!(
            "comment on table {a} is 'number {n}';\n\
             alter table {a} add constraint a{n}_title check (length(title) < 500) not valid;\n\
             alter table {a} validate constraint a{n}_title;"
        ),
        9 => format!("create index b{n}_quantity on {b} (quantity) where quantity > 3;"),
        10 => format!("alter table {b} rename column body to content;"),
        11 => format!("alter table {b} alter column quantity type bigint;"),
        12 => format!(
            "create or replace function public.touch{n}() returns trigger language plpgsql set search_path = '' as $$\n\
             begin\n  new.title := trim(both from new.title);\n  return new;\nend $$;"
        ),
        13 => format!("delete from {b} where quantity % 7 = 0;"),
        14 => format!("alter type public.state{n} add value 'archived' after 'open';"),
        15 => format!(
            "drop policy own on {b};\n\
             create policy own on {b} to authenticated\n  \
             using (exists (select from {a} as a where a.id = a_id and a.owner = (select auth.uid())));"
        ),
        16 => format!("alter table {a} alter column amount type numeric(12, 2);"),
        17 => format!("drop view public.v{n};\nalter table {a} drop column note;"),
        18 => format!("update {b} set quantity = quantity + 1 where quantity < 4;"),
        _ if n % 2 == 1 => format!("drop table {b};"),
        _ => format!(
            "alter table {b} rename to c{n};\ncreate table public.d{n} (id uuid primary key, a_id bigint references {a});"
        ),
    };
    format!("-- step {} of pair {n}\n{sql}\n", number % STEPS)
}

/// What the application writes once a migration is there.
pub(crate) struct Rows {
    /// The table of `public` that it writes to.
    pub(crate) table: String,
    pub(crate) sql: String,
}

/// Returns what the application writes after a migration, if anything.
pub(crate) fn rows(number: usize) -> Option<Rows> {
    let n = number / STEPS;
    let (table, sql) = match number % STEPS {
        0 => (
            format!("a{n}"),
            format!(
                "insert into public.a{n} (owner, title, amount, state)\n\
                 select gen_random_uuid(), 'Title ' || n, n + 0.1234, (enum_range(null::public.state{n}))[n % 3 + 1]\n\
                 from generate_series(1, {ROWS}) as n"
            ),
        ),
        1 => (
            format!("b{n}"),
            format!(
                "insert into public.b{n} (a_id, body, quantity)\n\
                 select id, 'body ' || id, id % 9 + 1 from public.a{n}"
            ),
        ),
        6 => (
            format!("a{n}"),
            format!("update public.a{n} set note = 'note ' || id where id % 2 = 0"),
        ),
        _ => return None,
    };
    Some(Rows { table, sql })
}
