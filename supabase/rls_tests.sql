-- Row security contract test. Made from supabase/rls.toml by `stagecraft rls export`: change that instead.
--
--   psql "$SUPABASE_URL" -f supabase/rls_tests.sql
--
-- Makes rows of its own, tries every relation × command × actor of the contract, and rolls everything
-- back. Prints TAP: a cell that could not be proven is not ok. psql exits with 3 when one is not.
-- Run it as the owner of the tables, a role that policies do not hold for and that may take the API
-- roles: `postgres` in a Supabase project.
--
-- contract blake3:582a13f5ca397e7dec28348260deab5d1be279ca7e4fa39b7017487b659c5e93
-- fixture  blake3:d7cd4a3d889f8727837a57e3b27fb6f0f37d21a6bf98c75e8ef1dde9ca8d6df0

\set ON_ERROR_STOP on
\set QUIET on
\pset tuples_only on
\pset format unaligned
\pset pager off

begin;

-- Session ------------------------------------------------------------

-- How the runner's own session is while it works. Everything is undone by the final ROLLBACK.
set local client_min_messages = warning;
set local lock_timeout = '5s';
set local statement_timeout = '10min';
set local row_security = on;
-- Statements are many and small.
set local jit = off;
set local datestyle = 'ISO, YMD';
set local timezone = 'UTC';
-- Many small statements, each run once.
set local jit = off;
do $$
begin
    -- Claims of an earlier request on this connection, in both spellings, would be taken for an actor's.
    perform set_config(name, '', true)
    from unnest(array[
        'request.jwt.claims', 'request.jwt.claim.sub', 'request.jwt.claim.role', 'request.jwt.claim.email'
    ]) as name;
    -- Messages tell the two kinds of 42501 apart; where this is not allowed they are in the server's language.
    begin
        set local lc_messages = 'C';
    exception when insufficient_privilege then null;
    end;
end
$$;
set local search_path = public, extensions;

-- Sequences are not transactional, unless they were altered before: what nextval() draws from then
-- is thrown away by the ROLLBACK as well. Those that the runner does not own are left alone.
do $$
declare
    one record;
begin
    for one in
        select s.schemaname, s.sequencename, coalesce(s.last_value + s.increment_by, s.start_value) as next
        from pg_catalog.pg_sequences as s
        where
            s.schemaname !~ '^pg_'
            and pg_catalog.pg_has_role(s.sequenceowner, 'usage')
            and coalesce(s.last_value + s.increment_by, s.start_value) between s.min_value and s.max_value
    loop
        execute format('alter sequence %I.%I restart with %s', one.schemaname, one.sequencename, one.next);
    end loop;
end
$$;


-- Rows ------------------------------------------------------------

-- Rows that the row security contract (rls.toml) is tried on: three shops with the same keys, so that
-- only shop_id tells their rows apart. Runs in the transaction of the probes, which is rolled back.

create function pg_temp.id(n integer) returns uuid language sql immutable as $$
  select ('5ca1ab1e-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid
$$;

insert into auth.users (id, aud, role, email)
select pg_temp.id(n), 'authenticated', 'authenticated', 'rls-contract-' || n || '@example.com'
from generate_series(11, 19) n;
insert into shops (id, slug, name) values
  (pg_temp.id(1), 'rls-contract-a', 'A'), (pg_temp.id(2), 'rls-contract-b', 'B'),
  -- Nobody's, so that even who belongs to both others has rows to be kept from.
  (pg_temp.id(3), 'rls-contract-c', 'C'),
  -- Shops without goods, in which who manages shop A holds the roles between.
  (pg_temp.id(4), 'rls-contract-d', 'D'), (pg_temp.id(5), 'rls-contract-e', 'E');
insert into shop_members (shop_id, user_id, role, display_name)
select pg_temp.id(shop), pg_temp.id(member), role::shop_role, name
from (values
  (1, 11, 'viewer', 'viewer'),
  (1, 12, 'operator', 'operator'),
  (1, 13, 'operator', 'colleague'),
  (1, 14, 'reviewer', 'reviewer'),
  (1, 15, 'manager', 'manager'),
  (1, 16, 'manager', 'many_shops'),
  (2, 16, 'viewer', 'many_shops'),
  (4, 16, 'operator', 'many_shops'),
  (5, 16, 'reviewer', 'many_shops'),
  (2, 17, 'manager', 'other_shop'),
  (1, 18, 'manager', 'revoked'),
  -- Authors of the rows of the other shops. They have left them: as actors they belong to shop A only.
  (2, 12, 'operator', 'author'),
  (2, 14, 'reviewer', 'grader'),
  (3, 12, 'operator', 'author'),
  (3, 14, 'reviewer', 'grader'),
  (3, 18, 'operator', 'revoked')
) given (shop, member, role, name);

create function pg_temp.seed(shop uuid) returns void language plpgsql as $$
declare
  author uuid := pg_temp.id(12);
  grader uuid := pg_temp.id(14);
  -- A viewer who wrote something while an operator.
  demoted uuid := case shop
    when pg_temp.id(1) then pg_temp.id(11) when pg_temp.id(2) then pg_temp.id(16) else pg_temp.id(18) end;
begin
  insert into approvals (shop_id, kind, title, author_id) values (shop, 'content', 'Draft of a viewer', demoted);
  insert into ideas (shop_id, title, hypothesis, suggested_by) values (shop, 'Idea of a viewer', 'h', demoted);
  insert into approvals (shop_id, id, kind, title, author_id, evidence, impact, risk, risk_level, rollback_plan)
  select shop, pg_temp.id(n), 'content', 'Approval', author, '[{"label": "seen"}]', 'i', 'r', 'low', 'b'
  from generate_series(101, 102) n;
  insert into approval_items (shop_id, approval_id, position, subject, body)
  values (shop, pg_temp.id(101), 1, 's', 'b'), (shop, pg_temp.id(102), 1, 's', 'b'), (shop, pg_temp.id(102), 2, 's', 'b');
  update approvals set state = 'pending_review' where shop_id = shop and id = pg_temp.id(102);
  insert into approval_grades (shop_id, approval_id, position, grader_id, tone, accuracy, policy)
  values (shop, pg_temp.id(102), 1, grader, 5, 5, 5);
  insert into approval_edits (shop_id, approval_id, position, revision, editor_id, body)
  values (shop, pg_temp.id(102), 1, 1, grader, 'edited');
  insert into signals (shop_id, topic, occurred_at, key, value) values
    (shop, 'order.paid', now(), 'o1', '{"total": 10, "units": 1}'),
    (shop, 'order.refunded', now(), 'o1', '{"amount": 1}');
  insert into ideas (shop_id, id, title, hypothesis, state, suggested_by) values
    (shop, pg_temp.id(111), 'Live', 'h', 'live', author),
    (shop, pg_temp.id(112), 'Queued', 'h', 'queued', author),
    (shop, pg_temp.id(113), 'Accepted', 'h', 'live', author);
  update ideas set state = 'accepted' where shop_id = shop and id = pg_temp.id(113);
  insert into products (shop_id, id, handle, title, state, tags) values
    (shop, pg_temp.id(121), 'plain', 'Plain', 'active', '{PACK:6}'),
    (shop, pg_temp.id(122), 'kit', 'Kit', 'active', '{BUNDLE:TRUE}');
  insert into variants (shop_id, id, product_id, sku, title, price) values
    (shop, pg_temp.id(131), pg_temp.id(121), 'P-1', 'One', 1),
    (shop, pg_temp.id(132), pg_temp.id(121), 'P-2', 'Two', 1),
    (shop, pg_temp.id(133), pg_temp.id(122), 'K-1', 'Kit', 1);
  insert into kit_components (shop_id, kit_variant_id, component_variant_id)
  values (shop, pg_temp.id(133), pg_temp.id(131));
  insert into vendors (shop_id, id, name) values (shop, pg_temp.id(141), 'Vendor');
  insert into variant_vendors (shop_id, variant_id, vendor_id) values (shop, pg_temp.id(131), pg_temp.id(141));
  insert into purchase_orders (shop_id, id, vendor_id, reference) values (shop, pg_temp.id(151), pg_temp.id(141), 'PO-1');
  insert into purchase_order_lines (shop_id, purchase_order_id, variant_id, ordered, unit_cost)
  values (shop, pg_temp.id(151), pg_temp.id(131), 1, 1);
  insert into inventory_snapshots (shop_id, variant_id, taken_on, on_hand, units_sold)
  values (shop, pg_temp.id(131), current_date - 1, 1, 2);
  insert into inventory_levels (shop_id, variant_id, as_of, on_hand, average_daily, max_daily, average_lead_days, max_lead_days)
  values (shop, pg_temp.id(131), current_date - 1, 1, 2, 2, 14, 21);
  insert into picks (shop_id, order_key, picker_id)
  select shop, user_id::text, user_id from shop_members where shop_id = shop;
  insert into pick_lines (shop_id, order_key, variant_id, units)
  select shop, user_id::text, pg_temp.id(131), 1 from shop_members where shop_id = shop;
  insert into cx_promises (shop_id, channel) values (shop, 'email');
  insert into conversations (shop_id, id, channel, subject, customer_key) values (shop, pg_temp.id(161), 'email', 'Open', 'c');
  insert into messages (shop_id, conversation_id, direction, body) values (shop, pg_temp.id(161), 'inbound', 'Hello');
  insert into messages (shop_id, conversation_id, direction, author_id, body)
  values (shop, pg_temp.id(161), 'note', author, 'Looks like a parcel lost on its way');
  insert into seo_anomalies (shop_id, page, kind, detected_on, expected, observed)
  values (shop, '/p', 'ctr_drop', current_date - 1, 10, 5);
  insert into experiments (shop_id, id, name, hypothesis, metric) values (shop, pg_temp.id(171), 'e', 'h', 'm');
  insert into experiment_arms (shop_id, experiment_id, arm) values (shop, pg_temp.id(171), 'control');
  insert into knowledge_articles (shop_id, id, slug, title, state) values
    (shop, pg_temp.id(181), 'shipping', 'Shipping', 'published'), (shop, pg_temp.id(182), 'draft', 'Draft', 'draft');
  insert into knowledge_chunks (shop_id, article_id, position, body)
  values (shop, pg_temp.id(181), 1, 'We ship worldwide within three days.');
  insert into daily_sales (shop_id, day, orders, units, revenue, refunds, returned_units)
  values (shop, current_date - 2, 1, 1, 10, 0, 0);
  insert into daily_growth (shop_id, day, channel, sessions, impressions, clicks, spend, revenue)
  values (shop, current_date - 2, 'email', 1, 1, 1, 1, 1);
  insert into daily_cx (shop_id, day, channel, opened, responded, responded_late, resolved, resolved_late)
  values (shop, current_date - 2, 'email', 1, 0, 0, 0, 0);
end
$$;
do $$ begin perform pg_temp.seed(pg_temp.id(1)), pg_temp.seed(pg_temp.id(2)), pg_temp.seed(pg_temp.id(3)); end $$;
update shop_members set revoked_at = now()
where (shop_id <> pg_temp.id(1) and user_id in (pg_temp.id(12), pg_temp.id(14)))
   or user_id = pg_temp.id(18);


-- Runner ------------------------------------------------------------

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

-- Runs one probe as its actor and undoes it. Alternatives are tried until one decides.
--
--   held       it was seen to be as the contract says
--   not_held   it was seen to be otherwise
--   unproven   nothing that was tried decides it
create function pg_temp.rls_try(
    probe rls_probe, home text,
    out verdict text, out outcome text, out got text, out detail text, out statement text
) language plpgsql as $$
declare
    touched bigint;
    value text;
    after text;
    code text;
    context text;
    type_name text;
    constraint_hit text;
    is_prepared boolean;
    is_inner boolean;
    is_set text;
begin
    for n in 1 .. cardinality(probe.statements) loop
        statement := probe.statements[n];
        code := null;
        value := null;
        touched := null;
        after := probe.before;
        is_prepared := false;
        begin
            if probe.prepares[n] is not null then
                execute probe.prepares[n];
            end if;
            is_prepared := true;
            if probe.db_role is not null then
                -- An assignment is evaluated without a plan being run, as PERFORM would.
                is_set := set_config('request.jwt.claims', probe.claims, true);
                is_set := set_config('role', probe.db_role, true);
            end if;
            if probe.kind in ('rows', 'value', 'call') then
                execute statement into value;
            else
                execute statement;
                get diagnostics touched = row_count;
                if touched > 0 and probe.after_sql is not null then
                    is_set := set_config('role', home, true);
                    execute probe.after_sql into after;
                end if;
            end if;
            raise exception using errcode = 'ZZ001';
        exception
            when sqlstate 'ZZ001' then null;
            when others then
                get stacked diagnostics
                    code = returned_sqlstate, detail = message_text, context = pg_exception_context,
                    type_name = pg_datatype_name, constraint_hit = constraint_name;
        end;

        -- Whether a function of somebody else's was running: the innermost comes first.
        is_inner := code is not null
            and strpos(context, 'PL/pgSQL function') < strpos(context, 'PL/pgSQL function pg_temp');
        if code in ('40001', '40P01', '55P03') or code like '53%' then
            raise exception using errcode = code, message = detail;
        end if;

        -- What happened.
        outcome := case
            when not is_prepared then 'bad_probe'
            when code is null and probe.kind in ('value', 'call') then 'value'
            when code is null and probe.kind = 'rows' then case when value like '0 %' then 'zero_rows' else 'rows' end
            when code is null and touched = 0 then 'zero_rows'
            when code is null and after is distinct from probe.before then 'bystanders_changed'
            when code is null then 'rows'
            when code = '42501' and detail ~ 'row-level security' then 'rls_rejected'
            when code = '42501' and is_inner then 'privilege_inner'
            when code = '42501' then 'no_privilege'
            when code = '42P17' then 'policy_recursion'
            when is_inner then 'trigger_error'
            when type_name <> '' or (code = '23514' and constraint_hit = '') then 'pre_rls_constraint'
            when code in ('23502', '23503', '23505', '23514', '23P01', '23001') then 'admitted_then_constraint'
            when code = '55000' then 'not_updatable'
            else 'policy_error'
        end;
        got := coalesce(value, case when touched is null then code else touched || ' rows' end);

        -- A statement that the runner itself can't run says nothing about policies.
        if outcome = 'policy_error' and probe.kind not in ('value', 'call') then
            begin
                if probe.prepares[n] is not null then
                    execute probe.prepares[n];
                end if;
                execute statement;
                raise exception using errcode = 'ZZ001';
            exception
                when sqlstate 'ZZ001' then null;
                when others then
                    if sqlstate = code then
                        outcome := 'bad_probe';
                    end if;
            end;
        end if;

        -- Whether that is as the contract says.
        verdict := case
            when probe.kind = 'call' and code is not null
                then case when probe.inside = 0 and code <> '42P17' then 'held' else 'not_held' end
            when outcome in ('policy_recursion', 'policy_error') then 'not_held'
            when probe.kind in ('value', 'call') then
                case when value is not distinct from probe.expected then 'held' else 'not_held' end
            when probe.kind = 'rows' then case
                when outcome in ('no_privilege', 'privilege_inner', 'rls_rejected', 'trigger_error')
                    then case when probe.inside = 0 then 'held' else 'not_held' end
                when outcome = 'bad_probe' then 'unproven'
                when value is distinct from probe.expected then 'not_held'
                when probe.outside = 0 and (probe.inside = 0 or not probe.is_open) then 'unproven'
                else 'held'
            end
            when outcome in ('bad_probe', 'pre_rls_constraint') then 'unproven'
            when outcome in ('no_privilege', 'privilege_inner', 'rls_rejected', 'not_updatable')
                then case
                    when probe.kind in ('still', 'forbidden') or probe.inside = 0 then 'held'
                    else 'not_held'
                end
            -- A trigger is no policy: where rows are written, it is tried again without it.
            when outcome = 'trigger_error'
                then case when probe.kind in ('still', 'forbidden') then 'held' else 'unproven' end
            when outcome = 'bystanders_changed' then 'not_held'
            when probe.kind = 'still'
                then case when outcome = 'admitted_then_constraint' then 'unproven' else 'held' end
            when probe.kind = 'forbidden'
                then case when outcome = 'zero_rows' then 'held' else 'not_held' end
            when probe.kind = 'insert' and outcome = 'zero_rows'
                then case when probe.inside = 0 then 'held' else 'unproven' end
            when probe.kind = 'insert'
                then case when probe.inside > 0 then 'held' else 'not_held' end
            when outcome = 'zero_rows'
                then case
                    when probe.inside > 0 then 'not_held'
                    when probe.outside = 0 then 'unproven'
                    else 'held'
                end
            when probe.inside = 0 then 'not_held'
            when outcome = 'admitted_then_constraint'
                then case when probe.outside = 0 then 'held' else 'unproven' end
            when touched <> probe.inside then 'not_held'
            when probe.outside = 0 and not probe.is_open then 'unproven'
            else 'held'
        end;
        exit when verdict <> 'unproven';
    end loop;
end
$$;

-- {user} and {tenants} in a condition become an actor's, as literals.
create function pg_temp.rls_fill(template text, who rls_actor, least_role text) returns text
language plpgsql as $$
begin
    template := replace(template, '{user}', quote_nullable(who.user_id));
    if strpos(template, '{tenants}') > 0 then
        template := replace(template, '{tenants}', format('%L::%s[]',
            (select t.ids from rls_tenants as t where t.actor = who.name and t.role = coalesce(least_role, '')),
            (select p.tenant_type from rls_plan as p)));
    end if;
    return template;
end
$$;

-- Returns the rows of a relation for which a condition is true, and the others: how many, and a
-- digest that says whether they are the same.
create function pg_temp.rls_set(of_relation text, of_condition text, of_row text) returns rls_set
language plpgsql as $$
declare
    found_set rls_set;
begin
    select s.* into found_set from rls_set as s
    where s.relation = of_relation and s.condition = of_condition and s.row_expression = of_row;
    if found then
        return found_set;
    end if;
    execute format(
        'select %1$L, %2$L, %3$L,
            count(*) filter (where is_inside), count(*) filter (where not is_inside),
            coalesce(md5(string_agg(line, chr(10) order by line) filter (where is_inside)), ''''),
            coalesce(md5(string_agg(line, chr(10) order by line) filter (where not is_inside)), '''')
        from (select %3$s as line, coalesce((%2$s), false) as is_inside from %1$s as t) as s',
        of_relation, of_condition, of_row) into found_set;
    insert into rls_set select (found_set).*;
    return found_set;
end
$$;

-- Returns the answer to a query of one text array, looked up once.
create function pg_temp.rls_once(query text) returns text[] language plpgsql as $$
declare
    known_answer text[];
begin
    select k.answer into known_answer from rls_known as k where k.question = md5(query);
    if not found then
        execute query into known_answer;
        insert into rls_known values (md5(query), known_answer);
    end if;
    return known_answer;
end
$$;

-- Returns an expression of a row as far as a role may read it.
create function pg_temp.rls_row(of_relation text, db_role text, columns text[]) returns text
language plpgsql as $$
declare
    readable text;
begin
    if has_table_privilege(db_role, of_relation, 'SELECT') then
        return 't::text';
    end if;
    select string_agg(format('t.%I', c), ', ' order by n) into readable
    from unnest(columns) with ordinality as c (c, n)
    where has_column_privilege(db_role, of_relation, c, 'SELECT');
    return coalesce('row(' || readable || ')::text', 't::text');
end
$$;

-- The same with an actor's claims, by the runner's own rights.
create function pg_temp.rls_set_of(who rls_actor, of_relation text, of_condition text, of_row text) returns rls_set
language plpgsql as $$
declare
    found_set rls_set;
begin
    perform set_config('request.jwt.claims', who.claims, true);
    found_set := pg_temp.rls_set(of_relation, format('%s /* %s */', of_condition, who.place), of_row);
    perform set_config('request.jwt.claims', '', true);
    return found_set;
end
$$;

-- Reads the plan: actors, and the tenants that are theirs.
create function pg_temp.rls_load(plan jsonb) returns void language plpgsql as $$
declare
    who rls_actor;
    least record;
    ids text[];
begin
    insert into rls_plan values (plan, plan ->> 'tenant_type');
    insert into rls_actor
    select
        a.n, a.body ->> 'name', a.body ->> 'role', a.body ->> 'claims', a.body ->> 'user',
        case when jsonb_typeof(a.body -> 'tenants') = 'array'
            then array(select jsonb_array_elements_text(a.body -> 'tenants')) end,
        (select r.rolsuper or r.rolbypassrls from pg_catalog.pg_roles as r where r.rolname = a.body ->> 'role')
    from jsonb_array_elements(plan -> 'actors') with ordinality as a (body, n);

    for who in select * from rls_actor order by place loop
        for least in select key as role, value as query from jsonb_each_text(plan -> 'tenants_of') loop
            if who.given is not null then
                ids := who.given;
            elsif least.query is null or who.user_id is null then
                ids := '{}';
            else
                execute format('select coalesce(array_agg(x::text order by x::text), ''{}'') from (%s) as s (x)',
                    replace(least.query, '{user}', quote_literal(who.user_id))) into ids;
            end if;
            insert into rls_tenants values (who.name, least.role, ids);
        end loop;
    end loop;
end
$$;

-- Before anything is believed: every actor is who it should be, and policies hold for it.
create function pg_temp.rls_expand_session() returns void language plpgsql as $$
declare
    plan jsonb := (select body from rls_plan);
    who rls_actor;
    statement text;
begin
    for who in select * from rls_actor order by place loop
        insert into rls_probe (object, command, actor, form, level, db_role, claims, statements, kind, expected)
        values ('(session)', 'session', who.name, 'role', who.db_role, who.db_role, who.claims,
            array['select current_user'], 'value', who.db_role);
        if plan ->> 'identity' is not null then
            insert into rls_probe (object, command, actor, form, level, db_role, claims, statements, kind, expected)
            -- By the runner with the actor's claims: helpers of policies need not be callable by name.
            values ('(session)', 'session', who.name, 'user', coalesce(who.user_id, 'nobody'), current_user, who.claims,
                array[format('select %s', plan ->> 'identity')], 'value', who.user_id);
        end if;
        if plan ->> 'echo' is not null and not who.bypasses and who.user_id is not null then
            statement := format('select array(select x::text from unnest(array[]::%2$s[] || (%1$s)) as x where x is not null order by 1)::text',
                plan ->> 'echo', plan ->> 'tenant_type');
            insert into rls_probe (object, command, actor, form, level, db_role, claims, statements, kind, expected)
            select '(session)', 'session', who.name, 'tenants', array_to_string(t.ids, ' '), current_user, who.claims,
                array[statement], 'value', t.ids::text
            from rls_tenants as t where t.actor = who.name and t.role = '';
        end if;
        insert into rls_probe (object, command, actor, form, level, db_role, claims, statements, kind, expected)
        select '(session)', 'session', who.name, 'policies hold', (not who.bypasses)::text, who.db_role, who.claims,
            array[format('select row_security_active(%s)', min(c.oid::bigint))], 'value', (not who.bypasses)::text
        from jsonb_array_elements(plan -> 'objects') as o
        join pg_catalog.pg_class as c on c.oid = to_regclass(o ->> 'name')
        where c.relrowsecurity
        having count(*) > 0;
    end loop;
end
$$;

-- Privileges that no policy covers, and who may execute what.
create function pg_temp.rls_expand_privileges() returns void language plpgsql as $$
declare
    plan jsonb := (select body from rls_plan);
begin
    insert into rls_probe (object, command, actor, form, level, statements, kind, expected)
    select o ->> 'name', lower(p), r.name, 'privilege', 'none',
        array[format('select has_table_privilege(%L, %L, %L)', r.name, o ->> 'name', p)], 'value', 'false'
    from jsonb_array_elements(plan -> 'objects') with ordinality as o (o, n)
    cross join jsonb_array_elements_text(plan -> 'bound_roles') as r (name)
    cross join jsonb_array_elements_text(plan -> 'uncovered') as p
    where
        o ->> 'kind' in ('table', 'foreign')
        and (p <> 'MAINTAIN' or current_setting('server_version_num')::integer >= 170000)
    order by o.n, r.name, p;

    -- Columns that may be updated, where the contract lists them.
    insert into rls_probe (object, command, actor, form, level, statements, kind, expected)
    select o ->> 'name', 'update', r.name, 'columns', 'listed',
        array[format(
            'select coalesce(string_agg(a.attname, '' '' order by a.attname), '''') from pg_catalog.pg_attribute as a
             where a.attrelid = %1$L::regclass and a.attnum > 0 and not a.attisdropped
                and has_column_privilege(%2$L, a.attrelid, a.attnum, ''UPDATE'')',
            o ->> 'name', r.name)], 'value',
        (select coalesce(string_agg(c, ' ' order by c), '') from jsonb_array_elements_text(o -> 'updatable') as c)
    from jsonb_array_elements(plan -> 'objects') with ordinality as o (o, n)
    cross join jsonb_array_elements_text(o -> 'updaters') as r (name)
    where jsonb_typeof(o -> 'updatable') = 'array'
    order by o.n, r.name;

    -- Cells that a grant has to be in the way of.
    insert into rls_probe (object, command, actor, form, level, statements, kind, expected)
    select distinct o ->> 'name', c ->> 'command', a.db_role, 'grant', c ->> 'level',
        array[case c ->> 'command'
            when 'delete' then format('select has_table_privilege(%L, %L, ''DELETE'')', a.db_role, o ->> 'name')
            else format('select has_any_column_privilege(%L, %L, %L)', a.db_role, o ->> 'name', upper(c ->> 'command'))
        end], 'value', (c ->> 'denied_by' = 'policy')::text
    from jsonb_array_elements(plan -> 'objects') as o
    cross join jsonb_array_elements(o -> 'cells') as c
    join rls_actor as a on c -> 'actors' ? a.name
    where c ->> 'denied_by' is not null;

    insert into rls_probe (object, command, actor, form, level, statements, kind, expected)
    select f ->> 'name', 'execute', r.name, 'privilege', case when f -> 'execute' ? r.name then 'all' else 'none' end,
        array[format('select has_function_privilege(%L, %L, ''EXECUTE'')', r.name, f ->> 'name')], 'value',
        (f -> 'execute' ? r.name)::text
    from jsonb_array_elements(plan -> 'functions') with ordinality as f (f, n)
    cross join jsonb_array_elements_text(plan -> 'roles') as r (name)
    order by f.n, r.name;

    insert into rls_probe (object, command, actor, form, level, statements, kind, expected)
    select s.key, 'usage', r.name, 'privilege', case when s.value ? r.name then 'all' else 'none' end,
        array[format('select has_schema_privilege(%L, %L, ''USAGE'')', r.name, s.key)], 'value',
        (s.value ? r.name)::text
    from jsonb_each(plan -> 'hidden') as s
    cross join jsonb_array_elements_text(plan -> 'roles') as r (name)
    order by s.key, r.name;

    -- A second lock, for when somebody can enter after all.
    insert into rls_probe (object, command, actor, form, level, statements, kind, expected)
    select name, 'row security', 'everybody', 'switch', 'on',
        array[format('select c.relrowsecurity from pg_catalog.pg_class as c where c.oid = %L::regclass', name)],
        'value', 'true'
    from (
        select format('%I.%I', n.nspname, c.relname) as name
        from pg_catalog.pg_class as c
        join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where
            c.relkind in ('r', 'p')
            and plan -> 'locked' ? n.nspname
            and not exists (
                select from pg_catalog.pg_depend as d
                where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    ) as s
    order by name;
end
$$;

-- Calls: who gets something, who must get nothing.
create function pg_temp.rls_expand_calls() returns void language plpgsql as $$
declare
    plan jsonb := (select body from rls_plan);
    routine jsonb;
    call jsonb;
    who rls_actor;
    gets boolean;
    leak text;
begin
    -- Nobody knows what a function does.
    if plan ->> 'read_only' = 'true' then
        return;
    end if;
    for routine in select * from jsonb_array_elements(plan -> 'functions') loop
        for call in select * from jsonb_array_elements(routine -> 'calls') loop
            for who in select * from rls_actor order by place loop
                gets := routine -> 'execute' ? who.db_role and case call ->> 'gives'
                    when 'all' then true
                    when 'none' then false
                    else who.bypasses or exists (
                        select from rls_tenants as t
                        where t.actor = who.name and t.role = coalesce(call ->> 'role', '')
                            and call ->> 'tenant' = any (t.ids))
                end;
                leak := case when call ->> 'result_tenant' is null or who.bypasses then 'false' else format(
                    'bool_or(not coalesce((r.%I = any (%s)), false))', call ->> 'result_tenant',
                    pg_temp.rls_fill('{tenants}', who, '')) end;
                insert into rls_probe (object, command, actor, form, level, db_role, claims, statements, kind, inside, expected)
                values (routine ->> 'name', 'call', who.name, call ->> 'args', call ->> 'level', who.db_role, who.claims,
                    array[format(
                        'select case when coalesce(%3$s, false) then ''foreign rows'' when count(*) filter (where %4$s) > 0 then ''something'' else ''nothing'' end from %1$s(%2$s) as r',
                        routine ->> 'call', call ->> 'args', leak, call ->> 'something')],
                    'call', gets::integer, case when gets then 'something' else 'nothing' end);
            end loop;
        end loop;
    end loop;
end
$$;

-- Which rows an actor can add: its own, and each kind of somebody else's.

-- The columns that a role may give a value in an INSERT; all of them when it may give none, so that
-- what refuses it is seen.
create function pg_temp.rls_insertable(object jsonb, db_role text) returns text[] language plpgsql as $$
declare
    given text[];
begin
    if not has_table_privilege(db_role, object ->> 'name', 'INSERT') then
        select array_agg(c order by n) into given
        from jsonb_array_elements_text(object -> 'columns') with ordinality as c (c, n)
        where has_column_privilege(db_role, object ->> 'name', c, 'INSERT');
    end if;
    return coalesce(given, array(select jsonb_array_elements_text(object -> 'columns')));
end
$$;

-- INSERT statements that repeat rows of the relation, changed by a patch: every value is valid, and
-- a key that is taken stops the row only after the policies have let it through.
create function pg_temp.rls_inserts(
    object jsonb, db_role text, condition text, patch jsonb, is_inside boolean, apart text, most integer
) returns text[] language plpgsql as $$
declare
    asked constant text := md5(concat_ws(chr(10),
        'inserts', object ->> 'name', db_role, condition, patch, is_inside, coalesce(apart, ''), most));
    names text;
    texts text;
    statements text[];
begin
    select k.answer into statements from rls_known as k where k.question = asked;
    if found then
        return statements;
    end if;
    select string_agg(format('%I', c), ', ' order by n), string_agg(format('quote_nullable(t.%I::text)', c), ', ' order by n)
    into names, texts
    from unnest(pg_temp.rls_insertable(object, db_role)) with ordinality as c (c, n);
    -- A view whose columns are all computed.
    if names is null then
        return null;
    end if;
    execute format(
        'select array_agg(line order by line) from (
            select %7$s %8$L || concat_ws('', '', %2$s) || '')'' as line
            from %3$s as t
            where coalesce((%4$s), false) is %5$s
            order by %9$s line limit %6$s
        ) as s',
        object ->> 'name', texts,
        case when patch = '{}' then object ->> 'name' else format(
            '(select p.* from %s as b cross join lateral jsonb_populate_record(b, %L) as p)', object ->> 'name', patch)
        end,
        condition, is_inside::text, most,
        case when apart is null then 'distinct' else format('distinct on ((%s)::text)', apart) end,
        format('insert into %s (%s) overriding system value values (', object ->> 'name', names),
        case when apart is null then '' else format('(%s)::text,', apart) end) into statements;
    insert into rls_known values (asked, statements);
    return statements;
end
$$;

-- An INSERT of a new row that its actor may also read, and asks back as clients do: the SELECT
-- policies hold for it before it is in the table.
create function pg_temp.rls_returned(object jsonb, who rls_actor, condition text) returns text[] language plpgsql as $$
declare
    key constant text := object -> 'fresh' ->> 0;
    readable text;
    statements text[];
begin
    select pg_temp.rls_fill(c ->> 'rows', who, c ->> 'role') into readable
    from jsonb_array_elements(object -> 'cells') as c
    where c ->> 'command' = 'select' and c -> 'actors' ? who.name;
    if key is null or readable is null or not has_column_privilege(who.db_role, object ->> 'name', key, 'SELECT') then
        return null;
    end if;
    statements := pg_temp.rls_inserts(object, who.db_role, format('(%s) and (%s)', condition, readable),
        jsonb_build_object(key, object -> 'fresh' ->> 1), true, null, 1);
    return array[statements[1] || format(' returning %I', key)];
end
$$;

create function pg_temp.rls_expand_insert(object jsonb, cell jsonb, who rls_actor, condition text, probe rls_probe)
returns void language plpgsql as $$
declare
    name constant text := object ->> 'name';
    tenant constant text := object ->> 'tenant_column';
    owner constant text := object ->> 'owner_column';
    least constant text := coalesce(cell ->> 'role', '');
    allowed constant bigint := probe.inside;
    kinds text := 't.' || quote_ident(tenant);
    variant record;
    statements text[];
    statement text;
begin
    probe.kind := 'insert';
    statements := pg_temp.rls_inserts(object, who.db_role, condition, '{}', true, null, 4);
    if statements is not null then
        probe.form := 'own';
        probe.prepares := array_fill(null::text, array[cardinality(statements)]) || (object ->> 'unhook');
        perform pg_temp.rls_add(probe, statements || case when object ->> 'unhook' is not null then statements[1] end);
    end if;
    statements := pg_temp.rls_returned(object, who, condition);
    if statements is not null then
        probe.form := 'own, returned';
        probe.prepares := array[null, object ->> 'unhook'];
        perform pg_temp.rls_add(probe, statements || case when object ->> 'unhook' is not null then statements[1] end);
    end if;
    probe.inside := 0;
    probe.prepares := null;
    -- The actor's own rows that something else forbids are a kind of their own, and the first.
    if tenant is not null and owner is not null and who.user_id is not null and strpos(condition, who.user_id) > 0 then
        kinds := format('concat_ws('' '', t.%I::text is distinct from %L, t.%I)', owner, who.user_id, tenant);
    end if;
    for variant in
        select 'foreign' as form, '{}'::jsonb as patch
        union all
        -- Somebody else's row, in the actor's own name.
        select 'foreign in own name', jsonb_build_object(owner, who.user_id)
        where owner is not null and who.user_id is not null
        union all
        -- A row of the actor's, in another tenant.
        select 'own in foreign tenant', jsonb_build_object(tenant, f.id)
        from pg_temp.rls_foreign(object, cell, who, condition) as f (id)
        where tenant is not null and f.id is not null and allowed > 0
        union all
        select 'own for a colleague', jsonb_build_object(owner, f.id)
        from pg_temp.rls_colleague(object, who, condition) as f (id)
        where owner is not null and f.id is not null and allowed > 0
        union all
        select 'own without a tenant', jsonb_build_object(tenant, null)
        where tenant is not null and (object ->> 'tenant_nullable')::boolean and allowed > 0
    loop
        probe.form := variant.form;
        statements := pg_temp.rls_inserts(
            object, who.db_role,
            -- What became allowed by the patch is not tried as a foreign row.
            condition, variant.patch, false,
            case when variant.patch = '{}' then kinds end,
            case when variant.patch = '{}' then 4 else 1 end);
        foreach statement in array coalesce(statements, '{}') loop
            if object ->> 'unhook' is null then
                perform pg_temp.rls_add(probe, array[statement]);
            else
                probe.prepares := array[null, object ->> 'unhook'];
                perform pg_temp.rls_add(probe, array[statement, statement]);
            end if;
        end loop;
    end loop;
end
$$;

-- One object, one command, one actor: the statements that show which rows it can touch.

-- Blind updates: only of columns that the role may write, or, so that what refuses it is seen, of the
-- first column that there is.
create function pg_temp.rls_updates(object jsonb, db_role text, condition text) returns text[] language plpgsql as $$
declare
    candidate record;
    value text;
    statements text[] := '{}';
begin
    for candidate in
        select s ->> 0 as column_name, s ->> 1 as value,
            has_column_privilege(db_role, object ->> 'name', s ->> 0, 'UPDATE') as is_granted
        from jsonb_array_elements(object -> 'sets') with ordinality as s (s, n)
        order by is_granted desc, n
        limit 4
    loop
        exit when not candidate.is_granted and statements <> '{}';
        value := candidate.value;
        if value = '{row}' then
            value := coalesce((pg_temp.rls_once(format(
                'select array[min(quote_nullable(t.%I::text))] from %s as t where (%s)',
                candidate.column_name, object ->> 'name', condition)))[1], 'null');
        end if;
        statements := statements || format('update %s set %I = %s', object ->> 'name', candidate.column_name, value);
    end loop;
    return nullif(statements, '{}');
end
$$;

create function pg_temp.rls_expand_cell(object jsonb, cell jsonb, who rls_actor) returns void
language plpgsql as $$
declare
    name constant text := object ->> 'name';
    command constant text := cell ->> 'command';
    condition constant text := pg_temp.rls_fill(cell ->> 'rows', who, cell ->> 'role');
    is_open constant boolean := cell ->> 'level' = 'all';
    digest constant text := format(
        'select coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '''') from %s as t where coalesce((%s), false) is false',
        name, condition);
    row_set rls_set := pg_temp.rls_set(name, condition, 't::text');
    probe rls_probe;
    row_expression text;
    statements text[];
    own_keys text;
    one record;
begin
    probe.object := name;
    probe.command := command;
    probe.actor := who.name;
    probe.level := cell ->> 'level';
    probe.db_role := who.db_role;
    probe.claims := who.claims;
    probe.is_open := is_open;
    probe.inside := row_set.inside;
    probe.outside := row_set.outside;

    if command = 'select' then
        row_expression := pg_temp.rls_row(name, who.db_role, array(select jsonb_array_elements_text(object -> 'all_columns')));
        row_set := case
            -- What a view shows may depend on who asks, beside which rows.
            when object ->> 'kind' = 'view' then pg_temp.rls_set_of(who, name, condition, row_expression)
            else pg_temp.rls_set(name, condition, row_expression)
        end;
        probe.inside := row_set.inside;
        probe.outside := row_set.outside;
        probe.form := 'rows';
        probe.kind := 'rows';
        probe.expected := row_set.inside || ' ' || row_set.digest_inside;
        perform pg_temp.rls_add(probe, array[format(
            'select count(*) || '' '' || coalesce(md5(string_agg(line, chr(10) order by line)), '''') from (select %s as line from %s as t) as s',
            row_expression, name)]);
        return;
    end if;

    if command = 'insert' then
        perform pg_temp.rls_expand_insert(object, cell, who, condition, probe);
        return;
    end if;

    -- Other rows have to stay as they are; with none there is nothing to compare.
    probe.kind := 'write';
    if row_set.outside > 0 then
        probe.before := row_set.digest_outside;
        probe.after_sql := digest;
    end if;
    statements := case command
        when 'update' then pg_temp.rls_updates(object, who.db_role, condition)
        else array['delete from ' || name]
    end;
    if statements is null then
        return;
    end if;
    -- Where triggers or keys stop what the policies let through, it is tried again without them.
    if object ->> 'unhook' is not null then
        probe.prepares := array_fill(null::text, array[cardinality(statements)]) || (object ->> 'unhook');
        statements := statements || statements[1];
    end if;
    -- No column is read: only the command's own policies are asked.
    probe.form := 'blind';
    perform pg_temp.rls_add(probe, statements);
    probe.form := 'returning 1';
    perform pg_temp.rls_add(probe, array(select s || ' returning 1' from unnest(statements) with ordinality as u (s, n) order by n));

    -- By key, as clients do: the SELECT policies are asked as well.
    if row_set.inside > 0 and object -> 'key' <> '[]' and (
        select bool_and(has_column_privilege(who.db_role, name, k, 'SELECT')) from jsonb_array_elements_text(object -> 'key') as k
    ) then
        own_keys := (pg_temp.rls_once(format(
            'select array[string_agg(k, '', '')] from (select format(''(%s)'', %s) as k from %s as t where (%s) limit 100) as s',
            (select string_agg('%L', ', ') from jsonb_array_elements(object -> 'key')),
            (select string_agg(format('t.%I', k), ', ' order by n) from jsonb_array_elements_text(object -> 'key') with ordinality as k (k, n)),
            name, condition)))[1];
        probe.form := 'by key';
        probe.inside := least(row_set.inside, 100);
        perform pg_temp.rls_add(probe, array(
            select format('%s where (%s) in (%s)', s,
                (select string_agg(format('%I', k), ', ' order by n) from jsonb_array_elements_text(object -> 'key') with ordinality as k (k, n)),
                own_keys)
            from unnest(statements) with ordinality as u (s, n) order by n));
        probe.inside := row_set.inside;
    end if;

    if command = 'update' then
        perform pg_temp.rls_expand_reassign(object, cell, who, condition, digest, probe);
    end if;
end
$$;

create function pg_temp.rls_add(probe rls_probe, statements text[]) returns void language plpgsql as $$
begin
    statements := array_remove(statements, null);
    if cardinality(statements) > 0 then
        insert into rls_probe (object, command, actor, form, level, db_role, claims, prepares, statements, kind,
            is_open, inside, outside, before, after_sql, expected)
        values (probe.object, probe.command, probe.actor, probe.form, probe.level, probe.db_role, probe.claims,
            probe.prepares, statements, probe.kind,
            probe.is_open, probe.inside, probe.outside, probe.before, probe.after_sql, probe.expected);
    end if;
end
$$;

-- A tenant that is not the actor's and that has rows here, or that the contract names.
create function pg_temp.rls_foreign(object jsonb, cell jsonb, who rls_actor, condition text) returns text language plpgsql as $$
begin
    if object ->> 'tenant_column' is null then
        return null;
    end if;
    return (pg_temp.rls_once(format('select array[min(t.%1$I::text)] from %2$s as t
        where coalesce((%3$s), false) is false and t.%1$I::text <> all (%4$L)',
        object ->> 'tenant_column', object ->> 'name', condition,
        (select t.ids from rls_tenants as t where t.actor = who.name and t.role = ''))))[1];
end
$$;

-- Another user who has rows here.
create function pg_temp.rls_colleague(object jsonb, who rls_actor, condition text) returns text language plpgsql as $$
begin
    if object ->> 'owner_column' is null then
        return null;
    end if;
    return (pg_temp.rls_once(format('select array[min(t.%1$I::text)] from %2$s as t where t.%1$I::text <> %3$L',
        object ->> 'owner_column', object ->> 'name', coalesce(who.user_id, ''))))[1];
end
$$;

-- Rows that change hands: out of the actor's set, or into it.
create function pg_temp.rls_expand_reassign(
    object jsonb, cell jsonb, who rls_actor, condition text, digest text, probe rls_probe
) returns void language plpgsql as $$
declare
    name constant text := object ->> 'name';
    tenant constant text := object ->> 'tenant_column';
    owner constant text := object ->> 'owner_column';
    foreign_tenant constant text := pg_temp.rls_foreign(object, cell, who, condition);
    own_tenant constant text := (
        select t.ids[1] from rls_tenants as t where t.actor = who.name and t.role = coalesce(cell ->> 'role', ''));
    colleague constant text := pg_temp.rls_colleague(object, who, condition);
    variant record;
    missing text;
begin
    if probe.is_open then
        return;
    end if;
    probe.before := (pg_temp.rls_set(name, condition, 't::text')).digest_outside;
    probe.after_sql := digest;
    for variant in
        select 'to a foreign tenant' as form, format('%I = %L', tenant, foreign_tenant) as set, array[tenant] as columns, 'forbidden' as kind
        where tenant is not null and foreign_tenant is not null and probe.inside > 0
        union all
        -- Where the actor belongs, and may do less.
        select 'to ' || f.id || ', where it may do less', format('%I = %L', tenant, f.id), array[tenant], 'forbidden'
        from rls_tenants as t, unnest(t.ids) as f (id)
        where tenant is not null and probe.inside > 0 and t.actor = who.name and t.role = ''
            and f.id <> all ((select e.ids from rls_tenants as e where e.actor = who.name and e.role = coalesce(cell ->> 'role', ''))::text[])
        union all
        select 'to a colleague', format('%I = %L', owner, colleague), array[owner], 'still'
        where owner is not null and colleague is not null and probe.inside > 0
        union all
        select 'into the own tenant', format('%I = %L', tenant, own_tenant), array[tenant], 'still'
        where tenant is not null and own_tenant is not null
        union all
        select 'into the own name', format('%I = %L', owner, who.user_id), array[owner], 'still'
        where owner is not null and who.user_id is not null
        union all
        select 'into the own name and tenant', format('%I = %L, %I = %L', owner, who.user_id, tenant, own_tenant), array[owner, tenant], 'still'
        where owner is not null and tenant is not null and who.user_id is not null and own_tenant is not null
        union all
        -- One policy's USING with another one's WITH CHECK.
        select 'own name, foreign tenant', format('%I = %L, %I = %L', owner, who.user_id, tenant, foreign_tenant), array[owner, tenant], 'still'
        where owner is not null and tenant is not null and who.user_id is not null and foreign_tenant is not null
        union all
        select 'own tenant, other name', format('%I = %L, %I = %L', owner, colleague, tenant, own_tenant), array[owner, tenant], 'still'
        where owner is not null and tenant is not null and colleague is not null and own_tenant is not null
        union all
        select 'to no tenant', format('%I = null', tenant), array[tenant], 'forbidden'
        where tenant is not null and (object ->> 'tenant_nullable')::boolean and probe.inside > 0
    loop
        probe.form := variant.form;
        probe.kind := variant.kind;
        probe.prepares := null;
        perform pg_temp.rls_add(probe, array[format('update %s set %s', name, variant.set)]);
        -- The policies alone, where a missing column privilege would hide what they let through.
        select string_agg(format('%I', c), ', ') into missing from unnest(variant.columns) as c
        where not has_column_privilege(who.db_role, name, c, 'UPDATE');
        if missing is not null and has_any_column_privilege(who.db_role, name, 'UPDATE') then
            probe.form := variant.form || ', granted';
            probe.prepares := array[format('grant update (%s) on %s to %I', missing, name, who.db_role)];
            perform pg_temp.rls_add(probe, array[format('update %s set %s', name, variant.set)]);
        end if;
    end loop;

    -- Columns that nobody changes.
    probe.prepares := null;
    probe.kind := 'still';
    for variant in
        select p ->> 0 as column_name, p ->> 1 as value from jsonb_array_elements(object -> 'protected') as p
        where probe.inside > 0
    loop
        probe.form := 'protected ' || variant.column_name;
        probe.after_sql := format('select coalesce(md5(string_agg(x, chr(10) order by x)), '''') from (select (t.%I)::text as x from %s as t) as s',
            variant.column_name, name);
        probe.before := (pg_temp.rls_once(format('select array[(%s)]', probe.after_sql)))[1];
        perform pg_temp.rls_add(probe, array[format('update %s set %I = %s', name, variant.column_name, variant.value)]);
    end loop;
end
$$;

-- Makes all probes from the plan.
create function pg_temp.rls_expand() returns void language plpgsql as $$
declare
    object jsonb;
    cell jsonb;
    who rls_actor;
    context text;
begin
    perform pg_temp.rls_expand_session();
    perform pg_temp.rls_expand_privileges();
    perform pg_temp.rls_expand_calls();
    begin
        for object in select o from rls_plan, jsonb_array_elements(body -> 'objects') as o loop
            for cell in select * from jsonb_array_elements(object -> 'cells') loop
                continue when cell ->> 'command' <> 'select' and (select body ->> 'read_only' = 'true' from rls_plan);
                for who in select a.* from rls_actor as a where cell -> 'actors' ? a.name order by a.place loop
                    perform pg_temp.rls_expand_cell(object, cell, who);
                end loop;
            end loop;
        end loop;
    exception when others then
        get stacked diagnostics context = pg_exception_context;
        raise exception using errcode = sqlstate,
            message = format('%s of %s as %s: %s', cell ->> 'command', object ->> 'name', who.name, sqlerrm),
            hint = format('the contract says: %s', cell ->> 'rows'), detail = context;
    end;
end
$$;

-- Tries all probes. What came of them is written down in the end: no actor may touch the runner's tables.
create function pg_temp.rls_check() returns void language plpgsql as $$
begin
    insert into rls_result select * from pg_temp.rls_tried();
end
$$;

create function pg_temp.rls_tried() returns setof rls_result language plpgsql as $$
declare
    home constant text := current_setting('role');
    probe rls_probe;
    seen record;
begin
    for probe in select * from rls_probe order by id loop
        seen := pg_temp.rls_try(probe, home);
        return next row(probe.id, seen.verdict, seen.outcome, seen.got, seen.detail, seen.statement);
    end loop;
end
$$;

-- What all probes of an actor, an object and a command say together: the worst of them.
--
-- What nobody was seen to be allowed is not proven to be allowed to anybody: where the contract
-- allows a command on some rows, and no actor has any, the cells are unproven.
create function pg_temp.rls_cells() returns table (
    place bigint, object text, command text, actor text, level text, verdict text, outcome text,
    inside bigint, outside bigint, probes bigint, unproven text
) language sql stable as $$
    with tried as (
        select
            p.id, p.object, p.command, p.actor, p.level, p.inside, p.outside, r.outcome,
            array_position(array['held', 'unproven', 'not_held'], r.verdict) as badness
        from rls_probe as p
        join rls_result as r using (id)
    ),
    cell as (
        select
            min(t.id) as first, t.object, t.command, t.actor,
            (array_agg(t.level order by t.id))[1] as level,
            max(t.badness) as badness,
            (array_agg(t.outcome order by t.badness desc, t.id))[1] as outcome,
            max(t.inside) as inside,
            max(t.outside) as outside,
            count(*) as probes
        from tried as t
        group by t.object, t.command, t.actor
    ),
    judged as (
        select
            c.*,
            c.badness = 1 and c.command in ('select', 'insert', 'update', 'delete')
            and c.level not in ('none', 'all', 'listed')
            and not bool_or(c.inside > 0) over (partition by c.object, c.command, c.level) as is_unseen
        from cell as c
    )
    select
        row_number() over (order by j.first), j.object, j.command, j.actor, j.level,
        case when j.is_unseen then 'unproven' else (array['held', 'unproven', 'not_held'])[j.badness] end,
        j.outcome, j.inside, j.outside, j.probes,
        case when j.is_unseen then 'no actor has rows of their own here' end
    from judged as j
    order by j.first
$$;

-- What a probe should have seen, and what it saw.
create function pg_temp.rls_say(probe rls_probe, result rls_result) returns text language sql stable as $$
    select format('expected %s, got %s%s',
        case probe.kind
            when 'value' then coalesce(quote_nullable(probe.expected), 'null')
            when 'call' then probe.expected
            when 'insert' then case when probe.inside > 0 then 'it to be let in' else 'it to be refused' end
            when 'still' then 'no row of somebody else to change'
            when 'forbidden' then 'it to be refused'
            else probe.inside || ' of ' || probe.inside + probe.outside || ' rows'
        end,
        case
            when result.outcome = 'value' then coalesce(quote_nullable(result.got), 'null')
            when result.outcome = 'bystanders_changed' then result.got || ', and rows of others changed'
            when probe.kind = 'rows' and split_part(result.got, ' ', 1) = probe.inside::text and result.verdict = 'not_held'
                then 'as many, but others'
            when probe.kind = 'rows' and result.outcome in ('rows', 'zero_rows') then split_part(result.got, ' ', 1) || ' rows'
            when result.outcome in ('rows', 'zero_rows') then result.got
            else replace(result.outcome, '_', ' ')
        end,
        case when result.detail is null then '' else ' (' || result.detail || ')' end)
$$;


-- Plan ------------------------------------------------------------

do $run$ begin
    perform pg_temp.rls_load($plan$
{
"actors": [
  {"claims":"{\"role\":\"anon\"}","name":"anon","role":"anon","tenants":null,"user":null},
  {"claims":"{\"aal\":\"aal1\",\"app_metadata\":{},\"aud\":\"authenticated\",\"email\":\"anonymous@example.com\",\"exp\":4102444800,\"iat\":1700000000,\"is_anonymous\":true,\"iss\":\"https://example.supabase.co/auth/v1\",\"role\":\"authenticated\",\"session_id\":\"00000000-0000-4000-8000-000000000000\",\"sub\":\"5ca1ab1e-0000-4000-8000-000000000015\",\"user_metadata\":{}}","name":"anonymous","role":"authenticated","tenants":[],"user":"5ca1ab1e-0000-4000-8000-000000000015"},
  {"claims":"{\"aal\":\"aal1\",\"app_metadata\":{},\"aud\":\"authenticated\",\"email\":\"claimless@example.com\",\"exp\":4102444800,\"iat\":1700000000,\"is_anonymous\":false,\"iss\":\"https://example.supabase.co/auth/v1\",\"role\":\"authenticated\",\"user_metadata\":{}}","name":"claimless","role":"authenticated","tenants":null,"user":null},
  {"claims":"{\"aal\":\"aal1\",\"app_metadata\":{},\"aud\":\"authenticated\",\"email\":\"colleague@example.com\",\"exp\":4102444800,\"iat\":1700000000,\"is_anonymous\":false,\"iss\":\"https://example.supabase.co/auth/v1\",\"role\":\"authenticated\",\"session_id\":\"00000000-0000-4000-8000-000000000000\",\"sub\":\"5ca1ab1e-0000-4000-8000-000000000013\",\"user_metadata\":{}}","name":"colleague","role":"authenticated","tenants":null,"user":"5ca1ab1e-0000-4000-8000-000000000013"},
  {"claims":"{\"aal\":\"aal1\",\"app_metadata\":{},\"aud\":\"authenticated\",\"email\":\"manager@example.com\",\"exp\":4102444800,\"iat\":1700000000,\"is_anonymous\":false,\"iss\":\"https://example.supabase.co/auth/v1\",\"role\":\"authenticated\",\"session_id\":\"00000000-0000-4000-8000-000000000000\",\"sub\":\"5ca1ab1e-0000-4000-8000-000000000015\",\"user_metadata\":{}}","name":"manager","role":"authenticated","tenants":null,"user":"5ca1ab1e-0000-4000-8000-000000000015"},
  {"claims":"{\"aal\":\"aal1\",\"app_metadata\":{},\"aud\":\"authenticated\",\"email\":\"many_shops@example.com\",\"exp\":4102444800,\"iat\":1700000000,\"is_anonymous\":false,\"iss\":\"https://example.supabase.co/auth/v1\",\"role\":\"authenticated\",\"session_id\":\"00000000-0000-4000-8000-000000000000\",\"sub\":\"5ca1ab1e-0000-4000-8000-000000000016\",\"user_metadata\":{}}","name":"many_shops","role":"authenticated","tenants":null,"user":"5ca1ab1e-0000-4000-8000-000000000016"},
  {"claims":"{\"aal\":\"aal1\",\"app_metadata\":{},\"aud\":\"authenticated\",\"email\":\"operator@example.com\",\"exp\":4102444800,\"iat\":1700000000,\"is_anonymous\":false,\"iss\":\"https://example.supabase.co/auth/v1\",\"role\":\"authenticated\",\"session_id\":\"00000000-0000-4000-8000-000000000000\",\"sub\":\"5ca1ab1e-0000-4000-8000-000000000012\",\"user_metadata\":{}}","name":"operator","role":"authenticated","tenants":null,"user":"5ca1ab1e-0000-4000-8000-000000000012"},
  {"claims":"{\"aal\":\"aal1\",\"app_metadata\":{},\"aud\":\"authenticated\",\"email\":\"other_shop@example.com\",\"exp\":4102444800,\"iat\":1700000000,\"is_anonymous\":false,\"iss\":\"https://example.supabase.co/auth/v1\",\"role\":\"authenticated\",\"session_id\":\"00000000-0000-4000-8000-000000000000\",\"sub\":\"5ca1ab1e-0000-4000-8000-000000000017\",\"user_metadata\":{}}","name":"other_shop","role":"authenticated","tenants":null,"user":"5ca1ab1e-0000-4000-8000-000000000017"},
  {"claims":"{\"aal\":\"aal1\",\"app_metadata\":{},\"aud\":\"authenticated\",\"email\":\"outsider@example.com\",\"exp\":4102444800,\"iat\":1700000000,\"is_anonymous\":false,\"iss\":\"https://example.supabase.co/auth/v1\",\"role\":\"authenticated\",\"session_id\":\"00000000-0000-4000-8000-000000000000\",\"sub\":\"5ca1ab1e-0000-4000-8000-000000000019\",\"user_metadata\":{}}","name":"outsider","role":"authenticated","tenants":null,"user":"5ca1ab1e-0000-4000-8000-000000000019"},
  {"claims":"{\"aal\":\"aal1\",\"app_metadata\":{},\"aud\":\"authenticated\",\"email\":\"reviewer@example.com\",\"exp\":4102444800,\"iat\":1700000000,\"is_anonymous\":false,\"iss\":\"https://example.supabase.co/auth/v1\",\"role\":\"authenticated\",\"session_id\":\"00000000-0000-4000-8000-000000000000\",\"sub\":\"5ca1ab1e-0000-4000-8000-000000000014\",\"user_metadata\":{}}","name":"reviewer","role":"authenticated","tenants":null,"user":"5ca1ab1e-0000-4000-8000-000000000014"},
  {"claims":"{\"aal\":\"aal1\",\"app_metadata\":{},\"aud\":\"authenticated\",\"email\":\"revoked@example.com\",\"exp\":4102444800,\"iat\":1700000000,\"is_anonymous\":false,\"iss\":\"https://example.supabase.co/auth/v1\",\"role\":\"authenticated\",\"session_id\":\"00000000-0000-4000-8000-000000000000\",\"sub\":\"5ca1ab1e-0000-4000-8000-000000000018\",\"user_metadata\":{}}","name":"revoked","role":"authenticated","tenants":null,"user":"5ca1ab1e-0000-4000-8000-000000000018"},
  {"claims":"{\"aal\":\"aal1\",\"app_metadata\":{},\"aud\":\"authenticated\",\"email\":\"service@example.com\",\"exp\":4102444800,\"iat\":1700000000,\"is_anonymous\":false,\"iss\":\"https://example.supabase.co/auth/v1\",\"role\":\"service_role\",\"user_metadata\":{}}","name":"service","role":"service_role","tenants":null,"user":null},
  {"claims":"","name":"stale","role":"authenticated","tenants":null,"user":null},
  {"claims":"{\"aal\":\"aal1\",\"app_metadata\":{},\"aud\":\"authenticated\",\"email\":\"viewer@example.com\",\"exp\":4102444800,\"iat\":1700000000,\"is_anonymous\":false,\"iss\":\"https://example.supabase.co/auth/v1\",\"role\":\"authenticated\",\"session_id\":\"00000000-0000-4000-8000-000000000000\",\"sub\":\"5ca1ab1e-0000-4000-8000-000000000011\",\"user_metadata\":{}}","name":"viewer","role":"authenticated","tenants":null,"user":"5ca1ab1e-0000-4000-8000-000000000011"}
],
"bound_roles": ["anon","authenticated"],
"echo": "(select private.shop_ids('viewer'))",
"functions": [
  {"call":"public.search_knowledge","calls":[{"args":"'5ca1ab1e-0000-4000-8000-000000000001', 'ship'","gives":"own_tenant","level":"own_tenant:viewer","result_tenant":null,"role":"viewer","something":"not (r is null) and r::text not in ('f', '(f)')","tenant":"5ca1ab1e-0000-4000-8000-000000000001"},{"args":"'5ca1ab1e-0000-4000-8000-000000000002', 'ship'","gives":"own_tenant","level":"own_tenant:viewer","result_tenant":null,"role":"viewer","something":"not (r is null) and r::text not in ('f', '(f)')","tenant":"5ca1ab1e-0000-4000-8000-000000000002"}],"execute":["authenticated"],"name":"public.search_knowledge(uuid,text,integer)"},
  {"call":"public.verify_audit_trail","calls":[{"args":"'5ca1ab1e-0000-4000-8000-000000000001'","gives":"own_tenant","level":"own_tenant:reviewer","result_tenant":null,"role":"reviewer","something":"r.entries > 0","tenant":"5ca1ab1e-0000-4000-8000-000000000001"},{"args":"'5ca1ab1e-0000-4000-8000-000000000002'","gives":"own_tenant","level":"own_tenant:reviewer","result_tenant":null,"role":"reviewer","something":"r.entries > 0","tenant":"5ca1ab1e-0000-4000-8000-000000000002"}],"execute":["authenticated","service_role"],"name":"public.verify_audit_trail(uuid)"}
],
"hidden": {"ops":["service_role"],"partitions":[],"private":[]},
"identity": "auth.uid()::text",
"locked": ["private","ops","partitions"],
"objects": [
  {"all_columns":["shop_id","approval_id","position","revision","editor_id","body","reason","edited_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_row:reviewer","role":"reviewer","rows":"t.shop_id = any ({tenants}) and t.editor_id = {user}"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","approval_id","position","revision","editor_id","body","reason","edited_at"],"fresh":null,"key":["shop_id","approval_id","position","revision"],"kind":"table","name":"public.approval_edits","owner_column":"editor_id","protected":[],"sets":[["reason","null"],["body","'stagecraft'"],["edited_at","'2001-02-03'"],["edited_at","default"],["body","{row}"],["edited_at","{row}"],["revision","7"],["revision","{row}"],["approval_id","{row}"],["position","{row}"],["approval_id","'57a6ec4a-f700-4000-8000-000000000000'"],["position","7"],["approval_id","{row}"],["position","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.approval_edits disable trigger user","updatable":null,"updaters":[]},
  {"all_columns":["shop_id","approval_id","position","grader_id","tone","accuracy","policy","note","graded_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_row:reviewer","role":"reviewer","rows":"t.shop_id = any ({tenants}) and t.grader_id = {user}"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","approval_id","position","grader_id","tone","accuracy","policy","note","graded_at"],"fresh":null,"key":["shop_id","approval_id","position","grader_id"],"kind":"table","name":"public.approval_grades","owner_column":"grader_id","protected":[],"sets":[["note","null"],["tone","7"],["accuracy","7"],["policy","7"],["graded_at","'2001-02-03'"],["graded_at","default"],["tone","{row}"],["accuracy","{row}"],["policy","{row}"],["graded_at","{row}"],["approval_id","{row}"],["position","{row}"],["approval_id","'57a6ec4a-f700-4000-8000-000000000000'"],["position","7"],["approval_id","{row}"],["position","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.approval_grades disable trigger user","updatable":null,"updaters":[]},
  {"all_columns":["shop_id","approval_id","position","subject","before","body"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"}],"columns":["shop_id","approval_id","position","subject","before","body"],"fresh":null,"key":["shop_id","approval_id","position"],"kind":"table","name":"public.approval_items","owner_column":null,"protected":[],"sets":[["subject","'x'"],["before","null"],["subject","'stagecraft'"],["body","'stagecraft'"],["subject","{row}"],["body","{row}"],["position","7"],["position","{row}"],["approval_id","{row}"],["approval_id","'57a6ec4a-f700-4000-8000-000000000000'"],["approval_id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.approval_items disable trigger user; alter table public.approval_edits drop constraint approval_edits_shop_id_approval_id_position_fkey; alter table public.approval_grades drop constraint approval_grades_shop_id_approval_id_position_fkey","updatable":["before","body","subject"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","id","kind","title","state","author_id","evidence","impact","risk","risk_level","rollback_plan","reviewer_id","decision_note","lesson","created_at","updated_at","submitted_at","decided_at","applied_at","audited_at","learned_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_row:operator","role":"operator","rows":"t.shop_id = any ({tenants}) and t.author_id = {user}"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":null,"level":"own_row:operator where state = 'draft'","role":"operator","rows":"t.shop_id = any ({tenants}) and t.author_id = {user} and (state = 'draft')"}],"columns":["shop_id","id","kind","title","state","author_id","evidence","impact","risk","risk_level","rollback_plan","reviewer_id","decision_note","lesson","created_at","updated_at","submitted_at","decided_at","applied_at","audited_at","learned_at"],"fresh":["id","57a6ec4a-f700-4000-8000-000000000001"],"key":["shop_id","id"],"kind":"table","name":"public.approvals","owner_column":"author_id","protected":[],"sets":[["kind","'content'"],["impact","null"],["risk","null"],["risk_level","null"],["rollback_plan","null"],["decision_note","null"],["lesson","null"],["submitted_at","null"],["decided_at","null"],["applied_at","null"],["audited_at","null"],["learned_at","null"],["kind","'customer_reply'"],["title","'stagecraft'"],["evidence","'{\"stagecraft\": true}'"],["created_at","'2001-02-03'"],["updated_at","'2001-02-03'"],["evidence","default"],["created_at","default"],["updated_at","default"],["kind","{row}"],["title","{row}"],["evidence","{row}"],["created_at","{row}"],["updated_at","{row}"],["reviewer_id","{row}"],["reviewer_id","null"],["state","'draft'"],["state","default"],["state","{row}"],["id","'57a6ec4a-f700-4000-8000-000000000000'"],["id","default"],["id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.approvals disable trigger user; alter table public.approval_items drop constraint approval_items_shop_id_approval_id_fkey","updatable":["decision_note","evidence","impact","kind","lesson","risk","risk_level","rollback_plan","state","title"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","seq","at","actor_id","actor_role","action","relation","row_key","before","after","previous_hash","hash"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:reviewer","role":"reviewer","rows":"t.shop_id = any ({tenants})"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","seq","at","actor_id","actor_role","action","relation","row_key","before","after","previous_hash","hash"],"fresh":["seq","2147480007"],"key":["shop_id","seq"],"kind":"table","name":"public.audit_log","owner_column":null,"protected":[],"sets":[["actor_id","null"],["before","null"],["after","null"],["at","'2001-02-03'"],["actor_role","'stagecraft'"],["action","'stagecraft'"],["relation","'stagecraft'"],["row_key","'{\"stagecraft\": true}'"],["previous_hash","'\\x57'"],["hash","'\\x57'"],["at","{row}"],["actor_role","{row}"],["action","{row}"],["relation","{row}"],["row_key","{row}"],["previous_hash","{row}"],["hash","{row}"],["seq","7"],["seq","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.audit_log disable trigger user","updatable":null,"updaters":[]},
  {"all_columns":["shop_id","id","channel","subject","customer_key","state","priority","assignee_id","opened_at","first_response_due_at","resolution_due_at","first_responded_at","resolved_at","first_response_seconds","resolution_seconds"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","id","channel","subject","customer_key","state","priority","assignee_id","opened_at","first_response_due_at","resolution_due_at","first_responded_at","resolved_at"],"fresh":["id","57a6ec4a-f700-4000-8000-000000000001"],"key":["shop_id","id"],"kind":"table","name":"public.conversations","owner_column":null,"protected":[],"sets":[["priority","'high'"],["first_responded_at","null"],["resolved_at","null"],["channel","'email'"],["subject","'stagecraft'"],["customer_key","'stagecraft'"],["state","'open'"],["priority","'low'"],["opened_at","'2001-02-03'"],["first_response_due_at","'2001-02-03'"],["resolution_due_at","'2001-02-03'"],["state","default"],["priority","default"],["opened_at","default"],["channel","{row}"],["subject","{row}"],["customer_key","{row}"],["state","{row}"],["priority","{row}"],["opened_at","{row}"],["first_response_due_at","{row}"],["resolution_due_at","{row}"],["assignee_id","{row}"],["assignee_id","null"],["id","'57a6ec4a-f700-4000-8000-000000000000'"],["id","default"],["id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.conversations disable trigger user; alter table public.messages drop constraint messages_shop_id_conversation_id_fkey","updatable":["assignee_id","priority","state"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","channel","first_response","resolution"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_tenant:manager","role":"manager","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:manager","role":"manager","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":null,"level":"own_tenant:manager","role":"manager","rows":"t.shop_id = any ({tenants})"}],"columns":["shop_id","channel","first_response","resolution"],"fresh":null,"key":["shop_id","channel"],"kind":"table","name":"public.cx_promises","owner_column":null,"protected":[],"sets":[["first_response","'2 hours'"],["first_response","'7 days'"],["resolution","'7 days'"],["first_response","default"],["resolution","default"],["first_response","{row}"],["resolution","{row}"],["channel","'email'"],["channel","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.cx_promises disable trigger user","updatable":["first_response","resolution"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","day","channel","opened","responded","responded_late","response_p50_seconds","response_p90_seconds","resolved","resolved_late","resolution_p50_seconds"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","day","channel","opened","responded","responded_late","response_p50_seconds","response_p90_seconds","resolved","resolved_late","resolution_p50_seconds"],"fresh":null,"key":["shop_id","day","channel"],"kind":"table","name":"public.daily_cx","owner_column":null,"protected":[],"sets":[["response_p50_seconds","null"],["response_p90_seconds","null"],["resolution_p50_seconds","null"],["opened","7"],["responded","7"],["responded_late","7"],["resolved","7"],["resolved_late","7"],["opened","{row}"],["responded","{row}"],["responded_late","{row}"],["resolved","{row}"],["resolved_late","{row}"],["day","'2001-02-03'"],["channel","'email'"],["day","{row}"],["channel","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":null,"updatable":null,"updaters":[]},
  {"all_columns":["shop_id","day","channel","sessions","impressions","clicks","spend","revenue","click_through_rate","return_on_ad_spend"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","day","channel","sessions","impressions","clicks","spend","revenue"],"fresh":null,"key":["shop_id","day","channel"],"kind":"table","name":"public.daily_growth","owner_column":null,"protected":[],"sets":[["sessions","7"],["impressions","7"],["clicks","7"],["spend","7"],["revenue","7"],["sessions","{row}"],["impressions","{row}"],["clicks","{row}"],["spend","{row}"],["revenue","{row}"],["day","'2001-02-03'"],["channel","'organic'"],["day","{row}"],["channel","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":null,"updatable":null,"updaters":[]},
  {"all_columns":["shop_id","day","orders","units","revenue","refunds","returned_units","average_order"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","day","orders","units","revenue","refunds","returned_units"],"fresh":null,"key":["shop_id","day"],"kind":"table","name":"public.daily_sales","owner_column":null,"protected":[],"sets":[["orders","7"],["units","7"],["revenue","7"],["refunds","7"],["returned_units","7"],["orders","{row}"],["units","{row}"],["revenue","{row}"],["refunds","{row}"],["returned_units","{row}"],["day","'2001-02-03'"],["day","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":null,"updatable":null,"updaters":[]},
  {"all_columns":["shop_id","experiment_id","arm","is_control","weight","exposures","conversions","conversion_rate"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"}],"columns":["shop_id","experiment_id","arm","is_control","weight","exposures","conversions"],"fresh":["arm","stagecraft"],"key":["shop_id","experiment_id","arm"],"kind":"table","name":"public.experiment_arms","owner_column":null,"protected":[],"sets":[["weight","10"],["is_control","true"],["weight","7"],["exposures","7"],["conversions","7"],["is_control","default"],["weight","default"],["exposures","default"],["conversions","default"],["is_control","{row}"],["weight","{row}"],["exposures","{row}"],["conversions","{row}"],["arm","'stagecraft'"],["arm","{row}"],["experiment_id","{row}"],["experiment_id","'57a6ec4a-f700-4000-8000-000000000000'"],["experiment_id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":null,"updatable":["weight"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","id","name","hypothesis","metric","state","started_at","stopped_at","conclusion","created_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","id","name","hypothesis","metric","state","started_at","stopped_at","conclusion","created_at"],"fresh":["id","57a6ec4a-f700-4000-8000-000000000001"],"key":["shop_id","id"],"kind":"table","name":"public.experiments","owner_column":null,"protected":[],"sets":[["metric","'x'"],["started_at","null"],["stopped_at","null"],["conclusion","null"],["hypothesis","'stagecraft'"],["metric","'stagecraft'"],["state","'draft'"],["created_at","'2001-02-03'"],["state","default"],["created_at","default"],["hypothesis","{row}"],["metric","{row}"],["state","{row}"],["created_at","{row}"],["id","'57a6ec4a-f700-4000-8000-000000000000'"],["name","'stagecraft'"],["id","default"],["id","{row}"],["name","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.experiments disable trigger user; alter table public.experiment_arms drop constraint experiment_arms_shop_id_experiment_id_fkey","updatable":["conclusion","hypothesis","metric","name","state"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","id","title","hypothesis","evidence","score","is_wildcard","state","slot","suggested_by","decided_by","decided_at","created_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_row:operator","role":"operator","rows":"t.shop_id = any ({tenants}) and t.suggested_by = {user}"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:reviewer","role":"reviewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":null,"level":"own_row:operator where state = 'queued'","role":"operator","rows":"t.shop_id = any ({tenants}) and t.suggested_by = {user} and (state = 'queued')"}],"columns":["shop_id","id","title","hypothesis","evidence","score","is_wildcard","state","slot","suggested_by","decided_by","decided_at","created_at"],"fresh":["id","57a6ec4a-f700-4000-8000-000000000001"],"key":["shop_id","id"],"kind":"table","name":"public.ideas","owner_column":"suggested_by","protected":[],"sets":[["score","0"],["decided_at","null"],["title","'stagecraft'"],["hypothesis","'stagecraft'"],["evidence","'{\"stagecraft\": true}'"],["score","7"],["is_wildcard","true"],["created_at","'2001-02-03'"],["evidence","default"],["score","default"],["is_wildcard","default"],["created_at","default"],["title","{row}"],["hypothesis","{row}"],["evidence","{row}"],["score","{row}"],["is_wildcard","{row}"],["created_at","{row}"],["decided_by","{row}"],["decided_by","null"],["state","'queued'"],["state","default"],["state","{row}"],["slot","null"],["id","'57a6ec4a-f700-4000-8000-000000000000'"],["id","default"],["id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.ideas disable trigger user; alter table public.product_creation_jobs drop constraint product_creation_jobs_shop_id_idea_id_fkey","updatable":["evidence","hypothesis","is_wildcard","score","state","title"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","variant_id","as_of","on_hand","incoming","average_daily","max_daily","average_lead_days","max_lead_days","safety_stock","reorder_point","status","weeks_of_stock"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","variant_id","as_of","on_hand","incoming","average_daily","max_daily","average_lead_days","max_lead_days"],"fresh":null,"key":["shop_id","variant_id"],"kind":"table","name":"public.inventory_levels","owner_column":null,"protected":[],"sets":[["as_of","'2001-02-03'"],["on_hand","7"],["incoming","7"],["average_daily","7"],["max_daily","7"],["average_lead_days","7"],["max_lead_days","7"],["incoming","default"],["as_of","{row}"],["on_hand","{row}"],["incoming","{row}"],["average_daily","{row}"],["max_daily","{row}"],["average_lead_days","{row}"],["max_lead_days","{row}"],["variant_id","{row}"],["variant_id","'57a6ec4a-f700-4000-8000-000000000000'"],["variant_id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":null,"updatable":null,"updaters":[]},
  {"all_columns":["shop_id","variant_id","taken_on","on_hand","units_sold"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","variant_id","taken_on","on_hand","units_sold"],"fresh":null,"key":["shop_id","variant_id","taken_on"],"kind":"table","name":"public.inventory_snapshots","owner_column":null,"protected":[],"sets":[["on_hand","7"],["units_sold","7"],["units_sold","default"],["on_hand","{row}"],["units_sold","{row}"],["taken_on","'2001-02-03'"],["taken_on","{row}"],["variant_id","{row}"],["variant_id","'57a6ec4a-f700-4000-8000-000000000000'"],["variant_id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.inventory_snapshots disable trigger user","updatable":null,"updaters":[]},
  {"all_columns":["shop_id","kit_variant_id","component_variant_id","quantity"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"}],"columns":["shop_id","kit_variant_id","component_variant_id","quantity"],"fresh":null,"key":["shop_id","kit_variant_id","component_variant_id"],"kind":"table","name":"public.kit_components","owner_column":null,"protected":[],"sets":[["quantity","2"],["quantity","7"],["quantity","default"],["quantity","{row}"],["kit_variant_id","{row}"],["component_variant_id","{row}"],["kit_variant_id","'57a6ec4a-f700-4000-8000-000000000000'"],["component_variant_id","'57a6ec4a-f700-4000-8000-000000000000'"],["kit_variant_id","{row}"],["component_variant_id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.kit_components disable trigger user","updatable":["quantity"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","id","slug","title","body","state","source_url","created_at","updated_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":null,"level":"own_tenant:reviewer where state <> 'published'","role":"reviewer","rows":"t.shop_id = any ({tenants}) and (state <> 'published')"}],"columns":["shop_id","id","slug","title","body","state","source_url","created_at","updated_at"],"fresh":["id","57a6ec4a-f700-4000-8000-000000000001"],"key":["shop_id","id"],"kind":"table","name":"public.knowledge_articles","owner_column":null,"protected":[],"sets":[["title","'x'"],["source_url","null"],["title","'stagecraft'"],["body","'stagecraft'"],["created_at","'2001-02-03'"],["updated_at","'2001-02-03'"],["body","default"],["created_at","default"],["updated_at","default"],["title","{row}"],["body","{row}"],["created_at","{row}"],["updated_at","{row}"],["state","'draft'"],["state","default"],["state","{row}"],["id","'57a6ec4a-f700-4000-8000-000000000000'"],["slug","'stagecraft'"],["id","default"],["id","{row}"],["slug","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.knowledge_articles disable trigger user; alter table public.knowledge_chunks drop constraint knowledge_chunks_shop_id_article_id_fkey","updatable":["body","slug","source_url","state","title"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","article_id","position","body","search","embedding"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","article_id","position","body","embedding"],"fresh":null,"key":["shop_id","article_id","position"],"kind":"table","name":"public.knowledge_chunks","owner_column":null,"protected":[],"sets":[["embedding","null"],["body","'stagecraft'"],["body","{row}"],["position","7"],["position","{row}"],["article_id","{row}"],["article_id","'57a6ec4a-f700-4000-8000-000000000000'"],["article_id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":null,"updatable":null,"updaters":[]},
  {"all_columns":["shop_id","conversation_id","sent_at","id","direction","author_id","body"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_row:operator","role":"operator","rows":"t.shop_id = any ({tenants}) and t.author_id = {user}"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","conversation_id","sent_at","id","direction","author_id","body"],"fresh":["id","57a6ec4a-f700-4000-8000-000000000001"],"key":["shop_id","conversation_id","sent_at","id"],"kind":"table","name":"public.messages","owner_column":"author_id","protected":[],"sets":[["direction","'inbound'"],["body","'stagecraft'"],["direction","{row}"],["body","{row}"],["sent_at","'2001-02-03'"],["id","'57a6ec4a-f700-4000-8000-000000000000'"],["sent_at","default"],["id","default"],["sent_at","{row}"],["id","{row}"],["conversation_id","{row}"],["conversation_id","'57a6ec4a-f700-4000-8000-000000000000'"],["conversation_id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.messages disable trigger user","updatable":null,"updaters":[]},
  {"all_columns":["shop_id","order_key","variant_id","units","pieces"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_tenant:operator where exists (select from public.picks p where (p.shop_id, p.order_key) = (t.shop_id, t.order_key) and p.picker_id = :user)","role":"operator","rows":"t.shop_id = any ({tenants}) and (exists (select from public.picks p where (p.shop_id, p.order_key) = (t.shop_id, t.order_key) and p.picker_id = {user}))"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","order_key","variant_id","units","pieces"],"fresh":null,"key":["shop_id","order_key","variant_id"],"kind":"table","name":"public.pick_lines","owner_column":null,"protected":[],"sets":[["units","7"],["pieces","7"],["units","{row}"],["pieces","{row}"],["order_key","{row}"],["variant_id","{row}"],["order_key","'stagecraft'"],["variant_id","'57a6ec4a-f700-4000-8000-000000000000'"],["order_key","{row}"],["variant_id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.pick_lines disable trigger user","updatable":null,"updaters":[]},
  {"all_columns":["shop_id","order_key","picker_id","picked_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_row:operator","role":"operator","rows":"t.shop_id = any ({tenants}) and t.picker_id = {user}"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","order_key","picker_id","picked_at"],"fresh":["order_key","stagecraft"],"key":["shop_id","order_key"],"kind":"table","name":"public.picks","owner_column":"picker_id","protected":[],"sets":[["picked_at","'2001-02-03'"],["picked_at","default"],["picked_at","{row}"],["order_key","'stagecraft'"],["order_key","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.picks disable trigger user; alter table public.pick_lines drop constraint pick_lines_shop_id_order_key_fkey","updatable":null,"updaters":[]},
  {"all_columns":["shop_id","idea_id","state","attempts","error","created_at","updated_at","finished_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","idea_id","state","attempts","error","created_at","updated_at","finished_at"],"fresh":null,"key":["shop_id","idea_id"],"kind":"table","name":"public.product_creation_jobs","owner_column":null,"protected":[],"sets":[["error","null"],["finished_at","null"],["state","'waiting'"],["attempts","7"],["created_at","'2001-02-03'"],["updated_at","'2001-02-03'"],["state","default"],["attempts","default"],["created_at","default"],["updated_at","default"],["state","{row}"],["attempts","{row}"],["created_at","{row}"],["updated_at","{row}"],["idea_id","{row}"],["idea_id","'57a6ec4a-f700-4000-8000-000000000000'"],["idea_id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.product_creation_jobs disable trigger user","updatable":null,"updaters":[]},
  {"all_columns":["shop_id","id","handle","title","state","tags","is_kit","pack_size","created_at","updated_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","id","handle","title","state","tags","created_at","updated_at"],"fresh":["id","57a6ec4a-f700-4000-8000-000000000001"],"key":["shop_id","id"],"kind":"table","name":"public.products","owner_column":null,"protected":[],"sets":[["title","'x'"],["title","'stagecraft'"],["state","'draft'"],["tags","'{}'"],["created_at","'2001-02-03'"],["updated_at","'2001-02-03'"],["state","default"],["tags","default"],["created_at","default"],["updated_at","default"],["title","{row}"],["state","{row}"],["tags","{row}"],["created_at","{row}"],["updated_at","{row}"],["id","'57a6ec4a-f700-4000-8000-000000000000'"],["handle","'stagecraft'"],["id","default"],["id","{row}"],["handle","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.products disable trigger user; alter table public.variants drop constraint variants_shop_id_product_id_fkey","updatable":["handle","state","tags","title"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","purchase_order_id","variant_id","ordered","received","unit_cost"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"}],"columns":["shop_id","purchase_order_id","variant_id","ordered","received","unit_cost"],"fresh":null,"key":["shop_id","purchase_order_id","variant_id"],"kind":"table","name":"public.purchase_order_lines","owner_column":null,"protected":[],"sets":[["unit_cost","2"],["ordered","7"],["received","7"],["unit_cost","7"],["received","default"],["ordered","{row}"],["received","{row}"],["unit_cost","{row}"],["purchase_order_id","{row}"],["variant_id","{row}"],["purchase_order_id","'57a6ec4a-f700-4000-8000-000000000000'"],["variant_id","'57a6ec4a-f700-4000-8000-000000000000'"],["purchase_order_id","{row}"],["variant_id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.purchase_order_lines disable trigger user","updatable":["ordered","received","unit_cost"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","id","vendor_id","reference","state","ordered_on","expected_on","received_on","created_at","updated_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","id","vendor_id","reference","state","ordered_on","expected_on","received_on","created_at","updated_at"],"fresh":["id","57a6ec4a-f700-4000-8000-000000000001"],"key":["shop_id","id"],"kind":"table","name":"public.purchase_orders","owner_column":null,"protected":[],"sets":[["expected_on","null"],["ordered_on","null"],["expected_on","null"],["received_on","null"],["state","'draft'"],["created_at","'2001-02-03'"],["updated_at","'2001-02-03'"],["state","default"],["created_at","default"],["updated_at","default"],["state","{row}"],["created_at","{row}"],["updated_at","{row}"],["vendor_id","{row}"],["vendor_id","'57a6ec4a-f700-4000-8000-000000000000'"],["vendor_id","{row}"],["id","'57a6ec4a-f700-4000-8000-000000000000'"],["reference","'stagecraft'"],["id","default"],["id","{row}"],["reference","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.purchase_orders disable trigger user; alter table public.purchase_order_lines drop constraint purchase_order_lines_shop_id_purchase_order_id_fkey","updatable":["expected_on","ordered_on","received_on","reference","state","vendor_id"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","page","kind","detected_on","expected","observed","change","state","note"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","page","kind","detected_on","expected","observed","state","note"],"fresh":["page","stagecraft"],"key":["shop_id","page","kind","detected_on"],"kind":"table","name":"public.seo_anomalies","owner_column":null,"protected":[],"sets":[["note","'x'"],["note","null"],["expected","7"],["observed","7"],["state","'open'"],["state","default"],["expected","{row}"],["observed","{row}"],["state","{row}"],["page","'stagecraft'"],["kind","'traffic_drop'"],["detected_on","'2001-02-03'"],["page","{row}"],["kind","{row}"],["detected_on","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.seo_anomalies disable trigger user","updatable":["note","state"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","user_id","role","display_name","joined_at","revoked_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_tenant:manager","role":"manager","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:manager","role":"manager","rows":"t.shop_id = any ({tenants})"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","user_id","role","display_name","joined_at","revoked_at"],"fresh":null,"key":["shop_id","user_id"],"kind":"table","name":"public.shop_members","owner_column":null,"protected":[],"sets":[["display_name","'x'"],["revoked_at","null"],["role","'viewer'"],["display_name","'stagecraft'"],["joined_at","'2001-02-03'"],["role","default"],["joined_at","default"],["role","{row}"],["display_name","{row}"],["joined_at","{row}"],["user_id","{row}"],["user_id","'57a6ec4a-f700-4000-8000-000000000000'"],["user_id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.shop_members disable trigger user; alter table public.approval_edits drop constraint approval_edits_shop_id_editor_id_fkey; alter table public.approval_grades drop constraint approval_grades_shop_id_grader_id_fkey; alter table public.approvals drop constraint approvals_shop_id_author_id_fkey; alter table public.approvals drop constraint approvals_shop_id_reviewer_id_fkey; alter table public.conversations drop constraint conversations_shop_id_assignee_id_fkey; alter table public.ideas drop constraint ideas_shop_id_decided_by_fkey; alter table public.ideas drop constraint ideas_shop_id_suggested_by_fkey; alter table public.messages drop constraint messages_shop_id_author_id_fkey; alter table public.picks drop constraint picks_shop_id_picker_id_fkey","updatable":["display_name","revoked_at","role"],"updaters":["authenticated"]},
  {"all_columns":["id","slug","name","currency","time_zone","created_at","archived_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:manager","role":"manager","rows":"t.id = any ({tenants})"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["id","slug","name","currency","time_zone","created_at","archived_at"],"fresh":null,"key":["id"],"kind":"table","name":"public.shops","owner_column":null,"protected":[],"sets":[["name","'x'"],["archived_at","null"],["name","'stagecraft'"],["currency","'stagecraft'"],["time_zone","'stagecraft'"],["created_at","'2001-02-03'"],["currency","default"],["time_zone","default"],["created_at","default"],["name","{row}"],["currency","{row}"],["time_zone","{row}"],["created_at","{row}"],["slug","'stagecraft'"],["slug","{row}"]],"tenant_column":"id","tenant_nullable":false,"unhook":"alter table public.shops disable trigger user; alter table ops.job_runs drop constraint job_runs_shop_id_fkey; alter table private.audit_heads drop constraint audit_heads_shop_id_fkey; alter table public.approvals drop constraint approvals_shop_id_fkey; alter table public.audit_log drop constraint audit_log_shop_id_fkey; alter table public.conversations drop constraint conversations_shop_id_fkey; alter table public.cx_promises drop constraint cx_promises_shop_id_fkey; alter table public.daily_cx drop constraint daily_cx_shop_id_fkey; alter table public.daily_growth drop constraint daily_growth_shop_id_fkey; alter table public.daily_sales drop constraint daily_sales_shop_id_fkey; alter table public.experiments drop constraint experiments_shop_id_fkey; alter table public.ideas drop constraint ideas_shop_id_fkey; alter table public.knowledge_articles drop constraint knowledge_articles_shop_id_fkey; alter table public.products drop constraint products_shop_id_fkey; alter table public.seo_anomalies drop constraint seo_anomalies_shop_id_fkey; alter table public.shop_members drop constraint shop_members_shop_id_fkey; alter table public.signals drop constraint signals_shop_id_fkey; alter table public.vendors drop constraint vendors_shop_id_fkey","updatable":["currency","name","time_zone"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","topic","occurred_at","key","value","received_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","topic","occurred_at","key","value","received_at"],"fresh":["topic","stagecraft"],"key":["shop_id","topic","occurred_at","key"],"kind":"table","name":"public.signals","owner_column":null,"protected":[],"sets":[["value","'{\"stagecraft\": true}'"],["received_at","'2001-02-03'"],["value","default"],["received_at","default"],["value","{row}"],["received_at","{row}"],["topic","'stagecraft'"],["occurred_at","'2001-02-03'"],["key","'stagecraft'"],["topic","{row}"],["occurred_at","{row}"],["key","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.signals disable trigger user","updatable":null,"updaters":[]},
  {"all_columns":["shop_id","variant_id","vendor_id"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"}],"columns":["shop_id","variant_id","vendor_id"],"fresh":null,"key":["shop_id","variant_id"],"kind":"table","name":"public.variant_vendors","owner_column":null,"protected":[],"sets":[["vendor_id","{row}"],["vendor_id","'57a6ec4a-f700-4000-8000-000000000000'"],["vendor_id","{row}"],["variant_id","{row}"],["variant_id","'57a6ec4a-f700-4000-8000-000000000000'"],["variant_id","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.variant_vendors disable trigger user","updatable":["vendor_id"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","id","product_id","sku","title","price","unit_cost","created_at","updated_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","id","product_id","sku","title","price","unit_cost","created_at","updated_at"],"fresh":["id","57a6ec4a-f700-4000-8000-000000000001"],"key":["shop_id","id"],"kind":"table","name":"public.variants","owner_column":null,"protected":[],"sets":[["title","'x'"],["title","'stagecraft'"],["price","7"],["unit_cost","7"],["created_at","'2001-02-03'"],["updated_at","'2001-02-03'"],["unit_cost","default"],["created_at","default"],["updated_at","default"],["title","{row}"],["price","{row}"],["unit_cost","{row}"],["created_at","{row}"],["updated_at","{row}"],["product_id","{row}"],["product_id","'57a6ec4a-f700-4000-8000-000000000000'"],["product_id","{row}"],["id","'57a6ec4a-f700-4000-8000-000000000000'"],["sku","'stagecraft'"],["id","default"],["id","{row}"],["sku","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.variants disable trigger user; alter table public.inventory_levels drop constraint inventory_levels_shop_id_variant_id_fkey; alter table public.inventory_snapshots drop constraint inventory_snapshots_shop_id_variant_id_fkey; alter table public.kit_components drop constraint kit_components_shop_id_component_variant_id_fkey; alter table public.kit_components drop constraint kit_components_shop_id_kit_variant_id_fkey; alter table public.pick_lines drop constraint pick_lines_shop_id_variant_id_fkey; alter table public.purchase_order_lines drop constraint purchase_order_lines_shop_id_variant_id_fkey; alter table public.variant_vendors drop constraint variant_vendors_shop_id_variant_id_fkey","updatable":["price","sku","title","unit_cost"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","id","name","average_lead_days","max_lead_days","created_at","updated_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"insert","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"insert","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"update","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"update","denied_by":null,"level":"own_tenant:operator","role":"operator","rows":"t.shop_id = any ({tenants})"},{"actors":["service"],"command":"delete","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","id","name","average_lead_days","max_lead_days","created_at","updated_at"],"fresh":["id","57a6ec4a-f700-4000-8000-000000000001"],"key":["shop_id","id"],"kind":"table","name":"public.vendors","owner_column":null,"protected":[],"sets":[["average_lead_days","9"],["average_lead_days","7"],["max_lead_days","7"],["created_at","'2001-02-03'"],["updated_at","'2001-02-03'"],["average_lead_days","default"],["max_lead_days","default"],["created_at","default"],["updated_at","default"],["average_lead_days","{row}"],["max_lead_days","{row}"],["created_at","{row}"],["updated_at","{row}"],["id","'57a6ec4a-f700-4000-8000-000000000000'"],["name","'stagecraft'"],["id","default"],["id","{row}"],["name","{row}"]],"tenant_column":"shop_id","tenant_nullable":false,"unhook":"alter table public.vendors disable trigger user; alter table public.purchase_orders drop constraint purchase_orders_shop_id_vendor_id_fkey; alter table public.variant_vendors drop constraint variant_vendors_shop_id_vendor_id_fkey","updatable":["average_lead_days","max_lead_days","name"],"updaters":["authenticated"]},
  {"all_columns":["shop_id","order_key","picker_id","picked_at","pieces","payout"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"}],"columns":[],"fresh":null,"key":[],"kind":"view","name":"public.picker_payouts","owner_column":null,"protected":[],"sets":[],"tenant_column":"shop_id","tenant_nullable":true,"unhook":null,"updatable":null,"updaters":[]},
  {"all_columns":["shop_id","approval_id","kind","title","state","risk_level","author","submitted_at","items","can_decide"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"}],"columns":[],"fresh":null,"key":[],"kind":"view","name":"public.tile_approvals_queue","owner_column":null,"protected":[],"sets":[],"tenant_column":"shop_id","tenant_nullable":true,"unhook":null,"updatable":null,"updaters":[]},
  {"all_columns":["shop_id","day","orders","average_order","average_order_7_days"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"}],"columns":[],"fresh":null,"key":[],"kind":"view","name":"public.tile_average_order","owner_column":null,"protected":[],"sets":[],"tenant_column":"shop_id","tenant_nullable":true,"unhook":null,"updatable":null,"updaters":[]},
  {"all_columns":["shop_id","conversation_id","channel","subject","priority","state","due_at","is_late","needs_first_response","assignee_id"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"}],"columns":[],"fresh":null,"key":[],"kind":"view","name":"public.tile_cx_queue","owner_column":null,"protected":[],"sets":[],"tenant_column":"shop_id","tenant_nullable":true,"unhook":null,"updatable":null,"updaters":[]},
  {"all_columns":["shop_id","slot","idea_id","title","score","is_wildcard","created_at"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","slot","idea_id","score","is_wildcard","created_at"],"fresh":null,"key":[],"kind":"view","name":"public.tile_idea_pool","owner_column":null,"protected":[],"sets":[["slot","null"],["idea_id","null"],["score","null"],["is_wildcard","null"],["created_at","null"]],"tenant_column":"shop_id","tenant_nullable":true,"unhook":null,"updatable":null,"updaters":[]},
  {"all_columns":["shop_id","day","units","returned_units","refunds","return_rate"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","day","units","returned_units"],"fresh":null,"key":[],"kind":"view","name":"public.tile_returns","owner_column":null,"protected":[],"sets":[["day","null"],["units","null"],["returned_units","null"]],"tenant_column":"shop_id","tenant_nullable":true,"unhook":null,"updatable":null,"updaters":[]},
  {"all_columns":["shop_id","day","orders","revenue","refunds","is_final"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"}],"columns":[],"fresh":null,"key":[],"kind":"view","name":"public.tile_revenue","owner_column":null,"protected":[],"sets":[],"tenant_column":"shop_id","tenant_nullable":true,"unhook":null,"updatable":null,"updaters":[]},
  {"all_columns":["shop_id","page","kind","detected_on","expected","observed","change","state"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"insert","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"update","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anon","anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","service","stale","viewer"],"command":"delete","denied_by":"grant","level":"none","role":"","rows":"false"}],"columns":["shop_id","page","kind","detected_on","expected","observed","state"],"fresh":null,"key":[],"kind":"view","name":"public.tile_seo_anomalies","owner_column":null,"protected":[],"sets":[["page","null"],["kind","null"],["detected_on","null"],["expected","null"],["observed","null"],["change","null"],["state","null"]],"tenant_column":"shop_id","tenant_nullable":true,"unhook":null,"updatable":null,"updaters":[]},
  {"all_columns":["shop_id","variant_id","sku","product","status","on_hand","pieces_on_hand","incoming","weeks_of_stock","reorder_point","suggested_units","as_of"],"cells":[{"actors":["service"],"command":"select","denied_by":null,"level":"all","role":"","rows":"true"},{"actors":["anon"],"command":"select","denied_by":"grant","level":"none","role":"","rows":"false"},{"actors":["anonymous","claimless","colleague","manager","many_shops","operator","other_shop","outsider","reviewer","revoked","stale","viewer"],"command":"select","denied_by":null,"level":"own_tenant:viewer","role":"viewer","rows":"t.shop_id = any ({tenants})"}],"columns":[],"fresh":null,"key":[],"kind":"view","name":"public.tile_stock_risk","owner_column":null,"protected":[],"sets":[],"tenant_column":"shop_id","tenant_nullable":true,"unhook":null,"updatable":null,"updaters":[]}
],
"roles": ["anon","authenticated","service_role"],
"tenant_type": "uuid",
"tenants_of": {"":"select shop_id from public.shop_members where user_id = {user} and (revoked_at is null)","manager":"select shop_id from public.shop_members where user_id = {user} and (revoked_at is null) and role::text in ('manager')","operator":"select shop_id from public.shop_members where user_id = {user} and (revoked_at is null) and role::text in ('operator', 'reviewer', 'manager')","reviewer":"select shop_id from public.shop_members where user_id = {user} and (revoked_at is null) and role::text in ('reviewer', 'manager')","viewer":"select shop_id from public.shop_members where user_id = {user} and (revoked_at is null) and role::text in ('viewer', 'operator', 'reviewer', 'manager')"},
"uncovered": ["TRUNCATE","REFERENCES","TRIGGER","MAINTAIN"]
}
$plan$::jsonb);
    perform pg_temp.rls_expand();
end $run$;

-- Result -----------------------------------------------------------------------------------

do $$ begin perform pg_temp.rls_check(); end $$;

select '1..' || count(*) from pg_temp.rls_cells();
select
    case when c.verdict = 'held' then 'ok ' else 'not ok ' end || c.place || ' - '
    || concat_ws(' ', c.actor, c.command, c.object)
    || format(': %s; %s of %s rows; %s probes', c.level, c.inside, c.inside + c.outside, c.probes)
    || coalesce(e'\n#   unproven: ' || c.unproven, '')
    || coalesce((
        select string_agg(
            e'\n#   ' || replace(r.verdict, '_', ' ') || ', ' || p.form || ': '
            || replace(pg_temp.rls_say(p, r), e'\n', ' ') || e'\n#   ' || replace(r.statement, e'\n', ' '), '' order by p.id)
        from rls_probe as p
        join rls_result as r using (id)
        where
            c.verdict <> 'held' and r.verdict <> 'held'
            and p.object = c.object and p.command = c.command and p.actor = c.actor
    ), '')
from pg_temp.rls_cells() as c
order by c.place;

do $$
declare
    failed bigint;
    total bigint;
begin
    select count(*) filter (where verdict <> 'held'), count(*) into failed, total from pg_temp.rls_cells();
    if failed > 0 or total = 0 then
        raise exception 'RLS contract: % of % failed', failed, total;
    end if;
end
$$;
rollback;
