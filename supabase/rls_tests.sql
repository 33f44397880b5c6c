-- RLS contract test of the operator control center.
--
--   psql "$SUPABASE_URL" -f supabase/rls_tests.sql
--
-- Seeds two shops of its own, tries every tenant table × command × actor against the contract
-- below, and rolls everything back. Prints TAP; psql exits with 3 when a probe fails.
-- Run it as `postgres` (owner of the tables, BYPASSRLS, member of the API roles).
--
-- How a probe decides: each statement runs in a subtransaction that is always undone.
--   0 rows or 42501 → denied. Rows → allowed, and their number must be exactly the contract's.
--   Integrity errors (class 23) come after the policies → the policies had let the row through.
-- Updates and deletes are tried blind too (no column read), as the SELECT policy hides
-- foreign rows from any statement with a WHERE. Reassignment to another shop is tried once
-- as granted and once with the column granted, so that grant and policy each hold alone.

\set ON_ERROR_STOP on
\set QUIET on
\pset tuples_only on
\pset format unaligned
\pset pager off

begin;
set local client_min_messages = warning;
set local lock_timeout = '5s';
set local statement_timeout = '10min';
set local search_path = public, extensions;
select set_config('request.jwt.claims', '', true), set_config('request.jwt.claim.sub', '', true) \g /dev/null

-- Words -------------------------------------------------------------------------------------

create function pg_temp.id(n integer) returns uuid language sql immutable as $$
  select ('5ca1ab1e-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid
$$;

-- {shop}, {me} and {n} in a template become literals.
create function pg_temp.fill(template text, shop uuid, me uuid) returns text
language plpgsql immutable as $$
declare
  n text[];
begin
  template := replace(template, '{shop}', quote_nullable(shop) || '::uuid');
  template := replace(template, '{me}', quote_nullable(me) || '::uuid');
  for n in select regexp_matches(template, '\{(\d+)\}', 'g') loop
    template := replace(template, '{' || n[1] || '}', quote_literal(pg_temp.id(n[1]::integer)) || '::uuid');
  end loop;
  return template;
end
$$;

-- Actors: role in shop A, role in shop B; null is none ---------------------------------------

create temp table actor (
  name text primary key, db_role text, claims jsonb, me uuid, in_a shop_role, in_b shop_role
) on commit drop;
insert into actor
select
  name, db_role,
  case
    when name = 'stale' then null
    when db_role = 'anon' then '{"role":"anon"}'
    else jsonb_strip_nulls(jsonb_build_object(
      'role', db_role, 'aud', 'authenticated', 'iss', 'https://example.supabase.co/auth/v1',
      'sub', pg_temp.id(sub), 'aal', 'aal1', 'is_anonymous', name = 'anonymous',
      'email', name || '@example.com', 'app_metadata', '{}'::jsonb, 'user_metadata', '{}'::jsonb))
  end,
  pg_temp.id(sub), in_a::shop_role, in_b::shop_role
from (values
  ('viewer',      'authenticated', 11, 'viewer',   null),
  ('operator',    'authenticated', 12, 'operator', null),
  ('colleague',   'authenticated', 13, 'operator', null),
  ('reviewer',    'authenticated', 14, 'reviewer', null),
  ('manager',     'authenticated', 15, 'manager',  null),
  ('two_shops',   'authenticated', 16, 'manager',  'viewer'),
  ('other_shop',  'authenticated', 17, null,       'manager'),
  ('revoked',     'authenticated', 18, null,       null),
  ('outsider',    'authenticated', 19, null,       null),
  -- An anonymous sign-in that carries the id of a manager: still nothing.
  ('anonymous',   'authenticated', 15, null,       null),
  ('claimless',   'authenticated', null, null,     null),
  ('stale',       'authenticated', null, null,     null),
  ('anon',        'anon',          null, null,     null),
  ('service',     'service_role',  14, null,       null)
) given (name, db_role, sub, in_a, in_b);

-- Contract ----------------------------------------------------------------------------------
-- Least role per command, null for nobody. own_*: rows of the allowed shops that count.
-- by_author: an insert in a colleague's name is refused. service: commands of service_role.

create temp table contract (
  relation text primary key, tenant text, reads shop_role, inserts shop_role, updates shop_role,
  deletes shop_role, service text, by_author boolean, insert_sql text, update_set text, own_deletes text
) on commit drop;
insert into contract values
  ('shops', 'id', 'viewer', null, 'manager', null, 'SIU', false,
    'insert into public.shops (slug, name) values (''rls-contract-new'', ''New'')', 'name = ''x''', null),
  ('shop_members', 'shop_id', 'viewer', 'manager', 'manager', null, 'SIU', false,
    'insert into public.shop_members (shop_id, user_id, display_name) values ({shop}, {19}, ''New'')',
    'display_name = ''x''', null),
  ('audit_log', 'shop_id', 'reviewer', null, null, null, 'S', false,
    'insert into public.audit_log (shop_id, seq, at, actor_role, action, relation, row_key, after, previous_hash, hash)
     values ({shop}, 999999, now(), ''x'', ''insert'', ''x'', ''{}'', ''{}'', '''', '''')', 'actor_id = null', null),
  ('approvals', 'shop_id', 'viewer', 'operator', 'operator', 'operator', 'SIUD', true,
    'insert into public.approvals (shop_id, kind, title, author_id) values ({shop}, ''content'', ''New'', {me})',
    'kind = ''content''', 'author_id = {me} and state = ''draft'''),
  ('approval_items', 'shop_id', 'viewer', 'operator', 'operator', 'operator', 'SIUD', false,
    'insert into public.approval_items (shop_id, approval_id, position, subject, body) values ({shop}, {101}, 9, ''New'', ''New'')',
    'subject = ''x''', 'true'),
  ('approval_grades', 'shop_id', 'viewer', 'reviewer', null, null, 'SI', true,
    'insert into public.approval_grades (shop_id, approval_id, position, grader_id, tone, accuracy, policy)
     values ({shop}, {102}, 2, {me}, 5, 4, 3)', 'note = null', null),
  ('approval_edits', 'shop_id', 'viewer', 'reviewer', null, null, 'SI', true,
    'insert into public.approval_edits (shop_id, approval_id, position, revision, editor_id, body)
     values ({shop}, {102}, 2, 1, {me}, ''New'')', 'reason = null', null),
  ('signals', 'shop_id', 'viewer', null, null, null, 'SI', false,
    'insert into public.signals (shop_id, topic, occurred_at, key) values ({shop}, ''test.fact'', now(), ''new'')',
    'value = ''{}''', null),
  ('ideas', 'shop_id', 'viewer', 'operator', 'reviewer', 'operator', 'SIUD', true,
    'insert into public.ideas (shop_id, title, hypothesis, suggested_by) values ({shop}, ''New'', ''New'', {me})',
    'score = 0', 'suggested_by = {me} and state = ''queued'''),
  ('product_creation_jobs', 'shop_id', 'viewer', null, null, null, 'SU', false,
    'insert into public.product_creation_jobs (shop_id, idea_id) values ({shop}, {112})', 'attempts = 1', null),
  ('products', 'shop_id', 'viewer', 'operator', 'operator', null, 'SIUD', false,
    'insert into public.products (shop_id, handle, title) values ({shop}, ''new'', ''New'')', 'title = ''x''', null),
  ('variants', 'shop_id', 'viewer', 'operator', 'operator', null, 'SIUD', false,
    'insert into public.variants (shop_id, product_id, sku, title, price) values ({shop}, {121}, ''NEW-1'', ''New'', 1)',
    'title = ''x''', null),
  ('kit_components', 'shop_id', 'viewer', 'operator', 'operator', 'operator', 'SIUD', false,
    'insert into public.kit_components (shop_id, kit_variant_id, component_variant_id) values ({shop}, {133}, {132})',
    'quantity = 2', 'true'),
  ('vendors', 'shop_id', 'viewer', 'operator', 'operator', null, 'SIUD', false,
    'insert into public.vendors (shop_id, name) values ({shop}, ''New'')', 'average_lead_days = 9', null),
  ('variant_vendors', 'shop_id', 'viewer', 'operator', 'operator', 'operator', 'SIUD', false,
    'insert into public.variant_vendors (shop_id, variant_id, vendor_id) values ({shop}, {132}, {141})',
    'vendor_id = {141}', 'true'),
  ('purchase_orders', 'shop_id', 'viewer', 'operator', 'operator', null, 'SIUD', false,
    'insert into public.purchase_orders (shop_id, vendor_id, reference) values ({shop}, {141}, ''New'')',
    'expected_on = null', null),
  ('purchase_order_lines', 'shop_id', 'viewer', 'operator', 'operator', 'operator', 'SIUD', false,
    'insert into public.purchase_order_lines (shop_id, purchase_order_id, variant_id, ordered, unit_cost)
     values ({shop}, {151}, {132}, 1, 1)', 'unit_cost = 2', 'true'),
  ('inventory_snapshots', 'shop_id', 'viewer', null, null, null, 'SIU', false,
    'insert into public.inventory_snapshots (shop_id, variant_id, taken_on, on_hand) values ({shop}, {132}, ''2020-01-01'', 1)',
    'on_hand = 1', null),
  ('inventory_levels', 'shop_id', 'viewer', null, null, null, 'S', false,
    'insert into public.inventory_levels (shop_id, variant_id, as_of, on_hand, average_daily, max_daily, average_lead_days, max_lead_days)
     values ({shop}, {132}, ''2020-01-01'', 1, 1, 1, 1, 1)', 'on_hand = 1', null),
  ('picks', 'shop_id', 'viewer', 'operator', null, null, 'SI', true,
    'insert into public.picks (shop_id, order_key, picker_id) values ({shop}, ''new'', {me})', 'picked_at = now()', null),
  ('pick_lines', 'shop_id', 'viewer', 'operator', null, null, 'SI', true,
    'insert into public.pick_lines (shop_id, order_key, variant_id, units) values ({shop}, {me}::text, {132}, 1)',
    'units = 1', null),
  ('cx_promises', 'shop_id', 'viewer', 'manager', 'manager', 'manager', 'SIUD', false,
    'insert into public.cx_promises (shop_id, channel) values ({shop}, ''chat'')', 'first_response = ''2 hours''', 'true'),
  ('conversations', 'shop_id', 'viewer', null, 'operator', null, 'SIU', false,
    'insert into public.conversations (shop_id, channel, subject, customer_key) values ({shop}, ''chat'', ''New'', ''c'')',
    'priority = ''high''', null),
  ('messages', 'shop_id', 'viewer', 'operator', null, null, 'SI', true,
    'insert into public.messages (shop_id, conversation_id, direction, author_id, body) values ({shop}, {161}, ''note'', {me}, ''New'')',
    'author_id = null', null),
  ('seo_anomalies', 'shop_id', 'viewer', null, 'operator', null, 'SIU', false,
    'insert into public.seo_anomalies (shop_id, page, kind, detected_on, expected, observed) values ({shop}, ''/new'', ''ctr_drop'', ''2020-01-01'', 2, 1)',
    'note = ''x''', null),
  ('experiments', 'shop_id', 'viewer', 'operator', 'operator', null, 'SIUD', false,
    'insert into public.experiments (shop_id, name, hypothesis, metric) values ({shop}, ''new'', ''New'', ''New'')',
    'metric = ''x''', null),
  ('experiment_arms', 'shop_id', 'viewer', 'operator', 'operator', 'operator', 'SIUD', false,
    'insert into public.experiment_arms (shop_id, experiment_id, arm) values ({shop}, {171}, ''new'')', 'weight = 10', 'true'),
  ('knowledge_articles', 'shop_id', 'viewer', 'operator', 'operator', 'reviewer', 'SIUD', false,
    'insert into public.knowledge_articles (shop_id, slug, title) values ({shop}, ''new'', ''New'')',
    'title = ''x''', 'state <> ''published'''),
  ('knowledge_chunks', 'shop_id', 'viewer', null, null, null, 'SIUD', false,
    'insert into public.knowledge_chunks (shop_id, article_id, position, body) values ({shop}, {181}, 9, ''New'')',
    'body = ''x''', null),
  ('daily_sales', 'shop_id', 'viewer', null, null, null, 'S', false,
    'insert into public.daily_sales (shop_id, day, orders, units, revenue, refunds, returned_units) values ({shop}, ''2020-01-01'', 0, 0, 0, 0, 0)',
    'orders = 1', null),
  ('daily_growth', 'shop_id', 'viewer', null, null, null, 'S', false,
    'insert into public.daily_growth (shop_id, day, channel, sessions, impressions, clicks, spend, revenue) values ({shop}, ''2020-01-01'', ''email'', 0, 0, 0, 0, 0)',
    'sessions = 1', null),
  ('daily_cx', 'shop_id', 'viewer', null, null, null, 'S', false,
    'insert into public.daily_cx (shop_id, day, channel, opened, responded, responded_late, resolved, resolved_late) values ({shop}, ''2020-01-01'', ''email'', 0, 0, 0, 0, 0)',
    'resolved = 1', null),
  -- Views: read only, for whoever may read what is below them.
  ('picker_payouts', 'shop_id', 'viewer', null, null, null, 'S', false, null, null, null),
  ('tile_revenue', 'shop_id', 'viewer', null, null, null, 'S', false, null, null, null),
  ('tile_average_order', 'shop_id', 'viewer', null, null, null, 'S', false, null, null, null),
  ('tile_returns', 'shop_id', 'viewer', null, null, null, 'S', false, null, null, null),
  ('tile_stock_risk', 'shop_id', 'viewer', null, null, null, 'S', false, null, null, null),
  ('tile_seo_anomalies', 'shop_id', 'viewer', null, null, null, 'S', false, null, null, null),
  ('tile_cx_queue', 'shop_id', 'viewer', null, null, null, 'S', false, null, null, null),
  ('tile_approvals_queue', 'shop_id', 'viewer', null, null, null, 'S', false, null, null, null),
  ('tile_idea_pool', 'shop_id', 'viewer', null, null, null, 'S', false, null, null, null);

-- Seeds: the same keys in both shops, so that only shop_id tells the rows apart ----------------

insert into auth.users (id, aud, role, email)
select pg_temp.id(n), 'authenticated', 'authenticated', 'rls-contract-' || n || '@example.com'
from generate_series(11, 19) n;
insert into shops (id, slug, name) values
  (pg_temp.id(1), 'rls-contract-a', 'A'), (pg_temp.id(2), 'rls-contract-b', 'B');
insert into shop_members (shop_id, user_id, role, display_name)
select pg_temp.id(1), me, in_a, name from actor where in_a is not null
union all
select pg_temp.id(2), me, in_b, name from actor where in_b is not null
-- Authors of the rows of shop B.
union all values
  (pg_temp.id(2), pg_temp.id(12), 'operator'::shop_role, 'author'),
  (pg_temp.id(2), pg_temp.id(14), 'reviewer', 'grader'),
  (pg_temp.id(1), pg_temp.id(18), 'manager', 'revoked');
-- The author and the grader of shop B have left it: as actors they belong to shop A only.

create function pg_temp.seed(shop uuid) returns void language plpgsql as $$
declare
  author uuid := pg_temp.id(12);
  grader uuid := pg_temp.id(14);
  -- A viewer who wrote something while an operator.
  demoted uuid := case shop when pg_temp.id(1) then pg_temp.id(11) else pg_temp.id(16) end;
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
select pg_temp.seed(pg_temp.id(1)), pg_temp.seed(pg_temp.id(2)) \g /dev/null
update shop_members set revoked_at = now()
where (shop_id = pg_temp.id(2) and user_id in (pg_temp.id(12), pg_temp.id(14)))
   or (shop_id = pg_temp.id(1) and user_id = pg_temp.id(18));

-- Probes ------------------------------------------------------------------------------------

-- Runs one statement as an actor and undoes it. A probe that returns a value says it; others
-- say how many rows they touched.
create function pg_temp.try(who actor, statement text, returns_value boolean default false, prepare text default null)
returns text language plpgsql as $$
declare
  touched bigint;
  value text;
begin
  begin
    if prepare is not null then
      execute prepare;
    end if;
    perform set_config('request.jwt.claims', coalesce(who.claims::text, ''), true);
    perform set_config('role', who.db_role, true);
    if returns_value then
      execute statement into value;
      raise exception using errcode = 'ZZ001', message = coalesce(value, 'null');
    end if;
    execute statement;
    get diagnostics touched = row_count;
    raise exception using errcode = 'ZZ001', message = touched || ' rows';
  exception
    when sqlstate 'ZZ001' then return sqlerrm;
    when others then return sqlstate;
  end;
end
$$;

create temp table result (n integer generated always as identity, passed boolean, line text) on commit drop;
create function pg_temp.say(description text, got text, expected text[]) returns void language sql as $$
  insert into result (passed, line) values (
    coalesce(got = any (expected), false),
    description || case when coalesce(got = any (expected), false) then ' # ' || got
      else ' # expected ' || array_to_string(expected, ' or ') || ', got ' || coalesce(got, 'nothing') end)
$$;

create function pg_temp.probe() returns void language plpgsql as $$
declare
  who actor;
  rel contract;
  a constant uuid := pg_temp.id(1);
  b constant uuid := pg_temp.id(2);
  shop uuid;
  name text;
  service boolean;
  denied constant text[] := array['42501', '0 rows'];
  -- What an allowed write may also meet: its row passed the policies and then a rule of the data.
  admitted constant text[] := array['23001', '23503', '23505', '23514'];
  mine uuid[];
  expected bigint;
  colleague uuid;
  statement text;
begin
  for rel in select * from contract order by relation loop
    for who in select * from actor order by name loop
      service := who.db_role = 'service_role';
      name := format('%s %%s %s', who.name, rel.relation);

      -- Reads: exactly the rows of the shops in which the actor may read; none of any other.
      mine := case when service then array[a, b] else
        array_remove(array[case when who.in_a >= rel.reads then a end, case when who.in_b >= rel.reads then b end], null) end;
      if who.db_role = 'anon' then
        perform pg_temp.say(format(name, 'select'), pg_temp.try(who, format('select 1 from public.%I', rel.relation)), array['42501']);
      else
        execute format(
          'select format(''A %%s, B %%s, others 0'', count(*) filter (where %1$I = %2$L), count(*) filter (where %1$I = %3$L))
           from public.%4$I where %1$I = any (%5$L)', rel.tenant, a, b, rel.relation, mine) into statement;
        perform pg_temp.say(format(name, 'select'), pg_temp.try(who, format(
          'select format(''A %%s, B %%s, others %%s'', count(*) filter (where %1$I = %2$L), count(*) filter (where %1$I = %3$L), count(*) filter (where %1$I not in (%2$L, %3$L))) from public.%4$I %5$s',
          rel.tenant, a, b, rel.relation,
          case when service then format('where %I in (%L, %L)', rel.tenant, a, b) else '' end), true), array[statement]);
      end if;
      continue when rel.insert_sql is null;

      -- Inserts into both shops, in the actor's own name and in a colleague's.
      foreach shop in array array[a, b] loop
        statement := format(name, 'insert ' || case when shop = a then 'A' else 'B' end);
        if (service and rel.service like '%I%')
          or (case when shop = a then who.in_a else who.in_b end) >= rel.inserts
        then
          perform pg_temp.say(statement, pg_temp.try(who, pg_temp.fill(rel.insert_sql, shop, who.me)), array['1 rows']);
          if rel.by_author and not service then
            colleague := case when who.me = pg_temp.id(11) then pg_temp.id(16) else pg_temp.id(11) end;
            if shop = b then
              colleague := pg_temp.id(16);
            end if;
            perform pg_temp.say(statement || ' for a colleague',
              pg_temp.try(who, pg_temp.fill(rel.insert_sql, shop, colleague)), array['42501']);
          end if;
        else
          perform pg_temp.say(statement, pg_temp.try(who, pg_temp.fill(rel.insert_sql, shop, who.me)), array['42501']);
        end if;
      end loop;

      -- Updates and deletes: blind, with a constant RETURNING, and aimed at each shop.
      if service then
        perform pg_temp.say(format(name, 'update'),
          pg_temp.try(who, pg_temp.fill(format('update public.%I set %s where %I in (%L, %L)', rel.relation, rel.update_set, rel.tenant, a, b), a, who.me)),
          case when rel.service like '%U%' then (
            select array_agg(n::text || ' rows') || admitted from generate_series(1, 100) n
          ) else array['42501'] end);
        perform pg_temp.say(format(name, 'delete'),
          pg_temp.try(who, format('delete from public.%I where %I in (%L, %L)', rel.relation, rel.tenant, a, b)),
          case when rel.service like '%D%' then (
            select array_agg(n::text || ' rows') || admitted from generate_series(1, 100) n
          ) else array['42501'] end);
        continue;
      end if;

      mine := array_remove(array[case when who.in_a >= rel.updates then a end, case when who.in_b >= rel.updates then b end], null);
      execute format('select count(*) from public.%I where %I = any ($1)', rel.relation, rel.tenant) into expected using mine;
      statement := pg_temp.fill(format('update public.%I set %s', rel.relation, rel.update_set), a, who.me);
      perform pg_temp.say(format(name, 'update blind'), pg_temp.try(who, statement),
        case when expected > 0 then array[expected || ' rows'] || admitted else denied end);
      perform pg_temp.say(format(name, 'update blind, returning 1'), pg_temp.try(who, statement || ' returning 1'),
        case when expected > 0 then array[expected || ' rows'] || admitted else denied end);
      perform pg_temp.say(format(name, 'update of shop B'),
        pg_temp.try(who, statement || format(' where %I = %L', rel.tenant, b)),
        case when b = any (mine) then (select array_agg(n::text || ' rows') || admitted from generate_series(1, 100) n) else denied end);

      mine := array_remove(array[case when who.in_a >= rel.deletes then a end, case when who.in_b >= rel.deletes then b end], null);
      execute format('select count(*) from public.%I where %I = any ($1) and (%s)', rel.relation, rel.tenant,
        pg_temp.fill(coalesce(rel.own_deletes, 'false'), a, who.me)) into expected using mine;
      perform pg_temp.say(format(name, 'delete blind'), pg_temp.try(who, format('delete from public.%I', rel.relation)),
        case when expected > 0 then array[expected || ' rows'] || admitted else denied end);
      perform pg_temp.say(format(name, 'delete of shop B'),
        pg_temp.try(who, format('delete from public.%I where %I = %L', rel.relation, rel.tenant, b)),
        case when b = any (mine) and expected > 0
          then (select array_agg(n::text || ' rows') || admitted from generate_series(1, 100) n) else denied end);

      -- Reassignment: own rows into another shop. Refused by the grant, and by the policy alone.
      if who.in_a >= rel.updates then
        statement := format('update public.%I set %I = %L', rel.relation, rel.tenant,
          case when rel.relation = 'shops' then pg_temp.id(3) else b end);
        perform pg_temp.say(format(name, 'reassign'), pg_temp.try(who, statement), array['42501']);
        perform pg_temp.say(format(name, 'reassign, column granted'),
          pg_temp.try(who, statement, false, format('grant update (%I) on public.%I to authenticated', rel.tenant, rel.relation)),
          array['42501']);
      end if;
    end loop;
  end loop;
end
$$;
select pg_temp.probe() \g /dev/null

-- Functions: who may call them, and what another shop's id gets ---------------------------------

select pg_temp.say(who.name || ' ' || call.name, pg_temp.try(who, call.statement, true), case
  when who.db_role = 'anon' or (who.db_role = 'service_role' and call.name like 'search%') then array['42501']
  when who.db_role = 'service_role' then array['true']
  else array[coalesce(((case call.shop when 'A' then who.in_a else who.in_b end) >= call.least)::text, 'false')]
  end)
from actor who
cross join (values
  ('search_knowledge A', 'A', 'viewer'::shop_role,
    format('select (count(*) > 0)::text from public.search_knowledge(%L, ''ship'')', pg_temp.id(1))),
  ('search_knowledge B', 'B', 'viewer',
    format('select (count(*) > 0)::text from public.search_knowledge(%L, ''ship'')', pg_temp.id(2))),
  ('verify_audit_trail A', 'A', 'reviewer',
    format('select (entries > 0)::text from public.verify_audit_trail(%L)', pg_temp.id(1))),
  ('verify_audit_trail B', 'B', 'reviewer',
    format('select (entries > 0)::text from public.verify_audit_trail(%L)', pg_temp.id(2)))
) call (name, shop, least, statement)
order by call.name, who.name \g /dev/null

-- Catalog: what no probe can reach --------------------------------------------------------------

select pg_temp.say('row-level security is on: ' || c.oid::regclass, c.relrowsecurity::text, array['true'])
from pg_class c
where c.relkind in ('r', 'p')
  and c.relnamespace = any (array['public', 'private', 'ops', 'partitions']::regnamespace[])
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
order by c.oid::regclass::text \g /dev/null

select pg_temp.say('in the contract: ' || c.relname, coalesce(contract.relation, 'missing'), array[c.relname::text])
from pg_class c left join contract on contract.relation = c.relname
where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relnamespace = 'public'::regnamespace
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
order by c.relname \g /dev/null

select pg_temp.say('view runs as its caller: ' || c.relname,
  coalesce((select option_value from pg_options_to_table(c.reloptions) where option_name = 'security_invoker'), 'false'),
  array['true', 'on'])
from pg_class c
where c.relkind = 'v' and c.relnamespace = 'public'::regnamespace
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
order by c.relname \g /dev/null

select pg_temp.say(format('%s has no %s on %s', api, privilege, contract.relation),
  has_table_privilege(api, 'public.' || contract.relation, privilege)::text, array['false'])
from contract
cross join unnest(array['anon', 'authenticated', 'service_role']) api
cross join unnest(array['TRUNCATE', 'REFERENCES', 'TRIGGER']) privilege
order by api, relation, privilege \g /dev/null

-- Columns that members may update: what a trigger or a job owns is not among them, nor is any key.
select pg_temp.say('authenticated updates columns of ' || contract.relation, coalesce((
    select string_agg(a.attname, ' ' order by a.attname) from pg_attribute a
    where a.attrelid = ('public.' || contract.relation)::regclass and a.attnum > 0 and not a.attisdropped
      and has_column_privilege('authenticated', a.attrelid, a.attnum, 'UPDATE')), 'none'),
  array[coalesce(given.columns, 'none')])
from contract left join (values
  ('approval_items', 'before body subject'),
  ('approvals', 'decision_note evidence impact kind lesson risk risk_level rollback_plan state title'),
  ('conversations', 'assignee_id priority state'),
  ('cx_promises', 'first_response resolution'),
  ('experiment_arms', 'weight'),
  ('experiments', 'conclusion hypothesis metric name state'),
  ('ideas', 'evidence hypothesis is_wildcard score state title'),
  ('kit_components', 'quantity'),
  ('knowledge_articles', 'body slug source_url state title'),
  ('products', 'handle state tags title'),
  ('purchase_order_lines', 'ordered received unit_cost'),
  ('purchase_orders', 'expected_on ordered_on received_on reference state vendor_id'),
  ('seo_anomalies', 'note state'),
  ('shop_members', 'display_name revoked_at role'),
  ('shops', 'currency name time_zone'),
  ('variant_vendors', 'vendor_id'),
  ('variants', 'price sku title unit_cost'),
  ('vendors', 'average_lead_days max_lead_days name')
) given (relation, columns) using (relation)
order by contract.relation \g /dev/null

select pg_temp.say(format('authenticated has %s on %s', command, relation), case command
    when 'DELETE' then has_table_privilege('authenticated', 'public.' || relation, command)
    else has_any_column_privilege('authenticated', 'public.' || relation, command)
  end::text, array[(least_role is not null)::text])
from contract
cross join lateral (values ('SELECT', reads), ('INSERT', inserts), ('DELETE', deletes)) needed (command, least_role)
order by relation, command \g /dev/null

select pg_temp.say('anon has nothing on ' || relation,
  (has_table_privilege('anon', 'public.' || relation, 'SELECT, INSERT, UPDATE, DELETE')
    or has_any_column_privilege('anon', 'public.' || relation, 'SELECT, INSERT, UPDATE'))::text, array['false'])
from contract order by relation \g /dev/null

select pg_temp.say(format('%s may use schema %s', api, n.nspname), has_schema_privilege(api, n.oid, 'USAGE')::text,
  array[(api = 'service_role' and n.nspname = 'ops')::text])
from pg_namespace n cross join unnest(array['anon', 'authenticated', 'service_role']) api
where n.nspname in ('private', 'ops', 'partitions')
order by api, n.nspname \g /dev/null

select pg_temp.say('anon may not execute ' || p.oid::regprocedure, has_function_privilege('anon', p.oid, 'EXECUTE')::text, array['false'])
from pg_proc p
where p.pronamespace = any (array['public', 'private', 'ops']::regnamespace[])
  and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
order by p.oid::regprocedure::text \g /dev/null

-- Result ------------------------------------------------------------------------------------

select case when passed then 'ok ' else 'not ok ' end || n || ' - ' || line from result order by n;
select '1..' || count(*) from result;
do $$
declare
  failed bigint := (select count(*) from result where not passed);
  total bigint := (select count(*) from result);
begin
  if failed > 0 or total = 0 then
    raise exception 'RLS contract: % of % failed', failed, total;
  end if;
end
$$;
rollback;
