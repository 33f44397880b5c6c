-- What the runner works with: who tries, what is tried, and what came of it.
create temp table rls_plan (body jsonb not null, tenant_type text not null) on commit drop;

create temp table rls_actor (
    place bigint not null,
    name text primary key,
    db_role text not null,
    claims text not null,
    user_id text,
    given text[],
    bypasses boolean not null
) on commit drop;

create temp table rls_tenants (
    actor text not null,
    role text not null,
    ids text[] not null,
    primary key (actor, role)
) on commit drop;

-- Row sets by relation, condition and row expression: counted once, whoever they are asked for.
create temp table rls_set (
    relation text not null,
    condition text not null,
    row_expression text not null,
    inside bigint not null,
    outside bigint not null,
    digest_inside text not null,
    digest_outside text not null,
    primary key (relation, condition, row_expression)
) on commit drop;

-- What was looked up for an actor, so that it is not looked up for the next one that is no different.
create temp table rls_known (question text primary key, answer text[]) on commit drop;

create temp table rls_probe (
    id integer generated always as identity primary key,
    object text not null,
    command text not null,
    actor text not null,
    form text not null,
    level text not null,
    db_role text,
    claims text,
    prepares text[],
    statements text[] not null,
    -- rows, write, insert, still, forbidden, value
    kind text not null,
    -- Whether every row may be touched, so that there is nothing to hide.
    is_open boolean not null default false,
    inside bigint not null default 0,
    outside bigint not null default 0,
    before text,
    after_sql text,
    expected text,
    -- Probes that notice most come first where one is enough.
    rank integer generated always as (case kind when 'value' then 0 when 'rows' then 1 when 'insert' then 2 when 'write' then 3 else 4 end) stored
) on commit drop;

create temp table rls_result (
    id integer primary key,
    verdict text not null,
    outcome text not null,
    got text,
    detail text,
    statement text
) on commit drop;
