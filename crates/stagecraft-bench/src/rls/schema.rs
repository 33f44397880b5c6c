//! A made-up schema of many tables under the usual policies, its contract and
//! its rows: two tenants with two users each.

use std::fmt::Write as _;

/// Who tries: a name, and the table of its actor.
pub(super) const ACTORS: [(&str, &str); 5] = [
    ("anon", "role = \"anon\""),
    (
        "a_one",
        "role = \"authenticated\", user = \"00000000-0000-4000-8000-0000000000a1\"",
    ),
    (
        "a_two",
        "role = \"authenticated\", user = \"00000000-0000-4000-8000-0000000000a2\"",
    ),
    (
        "b_one",
        "role = \"authenticated\", user = \"00000000-0000-4000-8000-0000000000b1\"",
    ),
    (
        "outsider",
        "role = \"authenticated\", user = \"00000000-0000-4000-8000-0000000000c1\"",
    ),
];

const HEAD: &str = "create schema private;
grant usage on schema private to authenticated;
create table private.members (tenant_id uuid, user_id uuid, primary key (tenant_id, user_id));
create function private.tenant_ids() returns setof uuid language sql stable security definer set search_path = ''
  as $$ select m.tenant_id from private.members as m where m.user_id = (select auth.uid()) $$;
grant execute on function private.tenant_ids() to authenticated;
";

/// Returns the name of a table.
pub(super) fn table(number: usize) -> String {
    format!("public.t{number:02}")
}

/// Returns the SQL of `tables` tables with four policies each.
pub(super) fn schema(tables: usize) -> String {
    let mut sql = HEAD.to_owned();
    let seen = "tenant_id in (select private.tenant_ids())";
    let own = format!("{seen} and owner_id = (select auth.uid())");
    for number in 0..tables {
        let table = table(number);
        let _ = write!(
            sql,
            "create table {table} (
  id uuid primary key, tenant_id uuid not null, owner_id uuid not null,
  title text not null, note text, state text not null default 'open', created_at timestamptz not null
);
create index on {table} (tenant_id);
alter table {table} enable row level security;
create policy seen on {table} for select to authenticated using ({seen});
create policy made on {table} for insert to authenticated with check ({own});
create policy changed on {table} for update to authenticated using ({own}) with check ({own});
create policy removed on {table} for delete to authenticated using ({own});
revoke all on {table} from anon, authenticated;
grant select, insert, update, delete on {table} to authenticated;
"
        );
    }
    sql
}

/// Returns the contract of the first `tables` tables, tried by these actors.
pub(super) fn contract(tables: usize, actors: &[(&str, &str)]) -> String {
    let mut text = "version = 1
schemas = [\"public\"]

[tenancy]
type = \"uuid\"
echo = \"(select private.tenant_ids())\"

[tenancy.membership]
table = \"private.members\"
tenant = \"tenant_id\"
user = \"user_id\"

[actors]
"
    .to_owned();
    for (name, actor) in actors {
        let _ = writeln!(text, "{name} = {{ {actor} }}");
    }
    for number in 0..tables {
        let _ = write!(
            text,
            "
[table.\"{}\"]
tenant = \"tenant_id\"
owner = \"owner_id\"
set = {{ column = \"note\", value = \"'x'\" }}
authenticated = {{ select = \"own_tenant\", insert = \"own_row\", update = \"own_row\", delete = \"own_row\" }}
",
            table(number)
        );
    }
    text
}

/// Returns the SQL of the rows: one of each user's in every table.
pub(super) fn rows(tables: usize) -> String {
    let users = ["a1", "a2", "b1", "b2"];
    let uuid = |tail: &str| format!("'00000000-0000-4000-8000-{tail:0>12}'");
    let tenant = |user: &str| uuid(user.get(..1).unwrap_or(user));
    let members: Vec<_> = users
        .iter()
        .map(|it| format!("({}, {})", tenant(it), uuid(it)))
        .collect();
    let mut sql = format!(
        "insert into private.members values {};\n",
        members.join(", ")
    );
    for number in 0..tables {
        let rows: Vec<_> = users
            .iter()
            .map(|it| {
                format!(
                    "({}, {}, {}, 'of {it}', null, 'open', '2026-01-01 00:00:00+00')",
                    uuid(&format!("{number:02}{it}")),
                    tenant(it),
                    uuid(it)
                )
            })
            .collect();
        let _ = writeln!(
            sql,
            "insert into {} values {};",
            table(number),
            rows.join(", ")
        );
    }
    sql
}

#[cfg(test)]
mod tests {
    use stagecraft_rls::Contract;

    use super::*;

    #[test]
    fn the_contract_can_be_read() {
        let contract = Contract::parse("rls.toml", &contract(60, &ACTORS)).unwrap();
        assert_eq!(contract.table.len(), 60);
        assert_eq!(contract.actors.len(), 5);
        assert_eq!(rows(60).lines().count(), 61);
    }
}
