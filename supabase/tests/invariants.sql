-- Rules of the data layer beyond who sees what: approvals, ideas, stock, rollups, retention, audit.
--
--   psql "$SUPABASE_URL" -f supabase/tests/invariants.sql
--
-- Seeds its own shop, prints TAP, rolls everything back; psql exits with 3 when a rule does not hold.

\set ON_ERROR_STOP on
\set QUIET on
\pset tuples_only on
\pset format unaligned
\pset pager off

begin;
set local client_min_messages = warning;
set local lock_timeout = '5s';
set local search_path = public, extensions;
select set_config('request.jwt.claims', '', true), set_config('request.jwt.claim.sub', '', true) \g /dev/null

create function pg_temp.id(n integer) returns uuid language sql immutable as $$
  select ('1ca1ab1e-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid
$$;
create temp table result (n integer generated always as identity, passed boolean, line text) on commit drop;
create function pg_temp.is(description text, got anyelement, expected anyelement) returns void language sql as $$
  insert into result (passed, line) values (got is not distinct from expected,
    description || case when got is not distinct from expected then '' else format(' # expected %s, got %s', expected, got) end)
$$;
-- Runs a statement as a user of the shop (null: as the owner) and keeps it when it succeeds.
create function pg_temp.run(who integer, statement text) returns text language plpgsql as $$
begin
  begin
    if who is not null then
      perform set_config('request.jwt.claims', jsonb_build_object('role', 'authenticated', 'sub', pg_temp.id(who))::text, true);
      perform set_config('role', 'authenticated', true);
    end if;
    execute statement;
    perform set_config('role', 'none', true), set_config('request.jwt.claims', '', true);
    return 'done';
  exception when others then
    return sqlstate;
  end;
end
$$;
create function pg_temp.gives(description text, who integer, statement text, expected text) returns void language sql as $$
  select pg_temp.is(description, pg_temp.run(who, statement), expected)
$$;

-- A shop: 11 author, 12 reviewer, 13 manager, 14 operator; Berlin, so that days are not UTC days.
insert into auth.users (id, aud, role, email)
select pg_temp.id(n), 'authenticated', 'authenticated', 'invariant-' || n || '@example.com' from generate_series(11, 14) n;
insert into shops (id, slug, name, time_zone) values (pg_temp.id(1), 'invariants', 'Invariants', 'Europe/Berlin');
insert into shop_members (shop_id, user_id, role, display_name)
select pg_temp.id(1), pg_temp.id(n), (array['operator', 'reviewer', 'manager', 'operator'])[n - 10]::shop_role, 'Member ' || n
from generate_series(11, 14) n;

-- Tenancy
select pg_temp.gives('an unknown time zone is refused', null, 'update shops set time_zone = ''Mars/Olympus'' where slug = ''invariants''', '23514') \g /dev/null
select pg_temp.gives('the last manager stays', 13, 'update shop_members set role = ''viewer'' where user_id = ''' || pg_temp.id(13) || '''', '23001') \g /dev/null
select pg_temp.gives('the last manager is not revoked', 13, 'update shop_members set revoked_at = now() where user_id = ''' || pg_temp.id(13) || '''', '23001') \g /dev/null

-- Approvals
create function pg_temp.move(who integer, to_state text, more text default '') returns text language sql as $$
  select pg_temp.run(who, format('update public.approvals set state = %L%s where id = %L', to_state, more, pg_temp.id(101)))
$$;
create function pg_temp.moves(description text, who integer, to_state text, expected text, more text default '') returns void language sql as $$
  select pg_temp.is(description, pg_temp.move(who, to_state, more), expected)
$$;
select pg_temp.gives('an operator drafts', 11, format('insert into approvals (shop_id, id, kind, title, author_id) values (%L, %L, ''content'', ''t'', %L)', pg_temp.id(1), pg_temp.id(101), pg_temp.id(11)), 'done') \g /dev/null
select pg_temp.gives('nothing begins approved', null, format('insert into approvals (shop_id, kind, title, author_id, state) values (%L, ''content'', ''t'', %L, ''approved'')', pg_temp.id(1), pg_temp.id(11)), '23514') \g /dev/null
select pg_temp.gives('an item is added to a draft', 11, format('insert into approval_items (shop_id, approval_id, position, subject, body) values (%L, %L, 1, ''s'', ''b'')', pg_temp.id(1), pg_temp.id(101)), 'done') \g /dev/null
select pg_temp.moves('an empty draft is not submitted', 11, 'pending_review', '23514') \g /dev/null
select pg_temp.gives('without ' || missing || ' nothing is submitted', 11,
  format('update approvals set state = ''pending_review'', %s where id = %L',
    (select string_agg(field || ' = ' || case when field = missing then case field when 'evidence' then '''[]''' else 'null' end else value end, ', ')
     from (values ('evidence', '''["e"]'''), ('impact', '''i'''), ('risk', '''r'''), ('risk_level', '''low'''), ('rollback_plan', '''b''')) given (field, value)),
    pg_temp.id(101)), '23514')
from unnest(array['evidence', 'impact', 'risk', 'risk_level', 'rollback_plan']) missing \g /dev/null
select pg_temp.gives('another operator does not edit the draft', 14, format('update approvals set title = ''mine'' where id = %L', pg_temp.id(101)), '42501') \g /dev/null
select pg_temp.gives('the author fills it in', 11, format('update approvals set evidence = ''["e"]'', impact = ''i'', risk = ''r'', risk_level = ''low'', rollback_plan = ''b'' where id = %L', pg_temp.id(101)), 'done') \g /dev/null
select pg_temp.gives('evidence is not blank: ' || blank, 11, format('update approvals set evidence = %L where id = %L', blank, pg_temp.id(101)), '23514')
from unnest(array['[""]', '[null]', '{}', '"e"']) blank \g /dev/null
select pg_temp.moves('a draft is not approved', 12, 'approved', '23514') \g /dev/null
select pg_temp.moves('somebody else does not submit it', 14, 'pending_review', '42501') \g /dev/null
select pg_temp.moves('the author submits', 11, 'pending_review', 'done') \g /dev/null
select pg_temp.gives('a submitted proposal is not edited', 11, format('update approvals set title = ''other'' where id = %L', pg_temp.id(101)), '23001') \g /dev/null
select pg_temp.gives('a submitted proposal is not deleted', null, format('delete from approvals where id = %L', pg_temp.id(101)), '23001') \g /dev/null
select pg_temp.gives('its items are frozen: ' || what, null, statement || format(' approval_id = %L', pg_temp.id(101)), '23001')
from (values ('update', 'update approval_items set body = ''x'' where'), ('delete', 'delete from approval_items where')) given (what, statement) \g /dev/null
select pg_temp.gives('no item is added', null, format('insert into approval_items (shop_id, approval_id, position, subject, body) values (%L, %L, 2, ''s'', ''b'')', pg_temp.id(1), pg_temp.id(101)), '23001') \g /dev/null
select pg_temp.gives('a reviewer edits an item', 12, format('insert into approval_edits (shop_id, approval_id, position, revision, editor_id, body) values (%L, %L, 1, 1, %L, ''better'')', pg_temp.id(1), pg_temp.id(101), pg_temp.id(12)), 'done') \g /dev/null
select pg_temp.gives('a reviewer grades an item', 12, format('insert into approval_grades (shop_id, approval_id, position, grader_id, tone, accuracy, policy) values (%L, %L, 1, %L, 5, 4, 3)', pg_temp.id(1), pg_temp.id(101), pg_temp.id(12)), 'done') \g /dev/null
select pg_temp.gives('a grade is 1 to 5: ' || bad, null, format('insert into approval_grades (shop_id, approval_id, position, grader_id, tone, accuracy, policy) values (%L, %L, 1, %L, %s, 4, 3)', pg_temp.id(1), pg_temp.id(101), pg_temp.id(13), bad), '23514')
from unnest(array[0, 6]) bad \g /dev/null
select pg_temp.gives('an author does not grade', null, format('insert into approval_grades (shop_id, approval_id, position, grader_id, tone, accuracy, policy) values (%L, %L, 1, %L, 5, 4, 3)', pg_temp.id(1), pg_temp.id(101), pg_temp.id(11)), '42501') \g /dev/null
select pg_temp.gives(format('%s of %s is refused, to the owner too', verb, tab), null, case verb when 'update' then format('update %I set position = 1', tab) else format('delete from %I', tab) end, '23001')
from unnest(array['approval_grades', 'approval_edits']) tab, unnest(array['update', 'delete']) verb \g /dev/null
select pg_temp.moves('an operator does not approve', 14, 'approved', '42501') \g /dev/null
select pg_temp.gives('the author does not approve, whatever the role', null, format('update shop_members set role = ''manager'' where user_id = %L', pg_temp.id(11)), 'done') \g /dev/null
select pg_temp.moves('the author does not approve, as a manager', 11, 'approved', '42501') \g /dev/null
select pg_temp.moves('a job does not approve in the author''s name', null, 'approved', '42501', format(', reviewer_id = %L', pg_temp.id(11))) \g /dev/null
select pg_temp.moves('a job does not approve in nobody''s name', null, 'approved', '23514') \g /dev/null
select pg_temp.moves('a rejection says why', 12, 'rejected', '23514') \g /dev/null
select pg_temp.moves('pending is not applied', 12, 'applied', '23514') \g /dev/null
select pg_temp.moves('the reviewer approves', 12, 'approved', 'done') \g /dev/null
select pg_temp.moves('approved is not rejected', 12, 'rejected', '23514', ', decision_note = ''no''') \g /dev/null
select pg_temp.gives('a decision is not rewritten', null, format('update approvals set reviewer_id = %L where id = %L', pg_temp.id(13), pg_temp.id(101)), '23001') \g /dev/null
select pg_temp.gives('no edit after the decision', 12, format('insert into approval_edits (shop_id, approval_id, position, revision, editor_id, body) values (%L, %L, 1, 2, %L, ''late'')', pg_temp.id(1), pg_temp.id(101), pg_temp.id(12)), '23001') \g /dev/null
select pg_temp.moves('applied', 14, 'applied', 'done') \g /dev/null
select pg_temp.moves('an operator does not audit', 14, 'audited', '42501') \g /dev/null
select pg_temp.moves('audited', 12, 'audited', 'done') \g /dev/null
select pg_temp.moves('learned needs a lesson', 14, 'learned', '23514') \g /dev/null
select pg_temp.moves('learned', 14, 'learned', 'done', ', lesson = ''l''') \g /dev/null
select pg_temp.moves('learned is the end', 12, s::text, '23514')
from unnest(enum_range(null::approval_state)) s where s <> 'learned' \g /dev/null

-- Ideas
create function pg_temp.idea(n integer, wild boolean default false, state text default 'live') returns text language sql as $$
  select pg_temp.run(null, format('insert into public.ideas (shop_id, id, title, hypothesis, is_wildcard, state) values (%L, %L, ''t'', ''h'', %L, %L)', pg_temp.id(1), pg_temp.id(n), wild, state))
$$;
select pg_temp.is('idea ' || n || ' goes live', pg_temp.idea(n), 'done') from generate_series(201, 204) n \g /dev/null
select pg_temp.is('five without a wildcard are refused', pg_temp.idea(205), '23P01') \g /dev/null
select pg_temp.is('the wildcard is the fifth', pg_temp.idea(206, true), 'done') \g /dev/null
select pg_temp.is('no second wildcard', pg_temp.idea(207, true), '23P01') \g /dev/null
select pg_temp.is('no sixth', pg_temp.idea(208), '23P01') \g /dev/null
select pg_temp.is('a queued one is fine', pg_temp.idea(209, false, 'queued'), 'done') \g /dev/null
select pg_temp.is('none begins accepted', pg_temp.idea(210, false, 'accepted'), '23514') \g /dev/null
select pg_temp.gives('a live idea does not become the wildcard', null, format('update ideas set is_wildcard = true where id = %L', pg_temp.id(201)), '23001') \g /dev/null
select pg_temp.gives('a reviewer accepts', 12, format('update ideas set state = ''accepted'' where id = %L', pg_temp.id(201)), 'done') \g /dev/null
select pg_temp.gives('an accepted idea stays accepted', 12, format('update ideas set state = ''live'' where id = %L', pg_temp.id(201)), '23001') \g /dev/null
select pg_temp.is('one job', count(*), 1::bigint) from product_creation_jobs where idea_id = pg_temp.id(201) \g /dev/null
select pg_temp.gives('a second job is refused', null, format('insert into product_creation_jobs (shop_id, idea_id) values (%L, %L)', pg_temp.id(1), pg_temp.id(201)), '23505') \g /dev/null
select pg_temp.gives('the free slot is taken', 12, format('update ideas set state = ''live'' where id = %L', pg_temp.id(209)), 'done') \g /dev/null
select pg_temp.is('slots of the live', array_agg(slot order by slot), '{1,2,3,4,5}'::smallint[]) from ideas where shop_id = pg_temp.id(1) and state = 'live' \g /dev/null

-- Stock formulas
select pg_temp.is('safety stock', private.safety_stock(10, 20, 4, 14), 144::numeric) \g /dev/null
select pg_temp.is('reorder point', private.reorder_point(10, 20, 4, 14), 200::numeric) \g /dev/null
select pg_temp.is('status of ' || on_hand, private.stock_status(on_hand, 144, 200), expected::stock_status)
from (values (-1, 'out_of_stock'), (0, 'out_of_stock'), (1, 'urgent_reorder'), (144, 'urgent_reorder'), (145, 'low_stock'), (200, 'low_stock'), (201, 'in_stock')) given (on_hand, expected) \g /dev/null
select pg_temp.is('payout of ' || pieces, private.picker_payout(pieces)::numeric, expected)
from (values (0::bigint, 0.00), (1, 2.00), (4, 2.00), (5, 4.00), (10, 4.00), (11, 7.00), (500, 7.00)) given (pieces, expected) \g /dev/null
select pg_temp.is('pack of ' || tags::text, private.pack_size(tags::text[]), expected)
from (values ('{}', 1), ('{PACK:6}', 6), ('{x,PACK:12}', 12), ('{PACK:0}', 1), ('{pack:6}', 1)) given (tags, expected) \g /dev/null

insert into products (shop_id, id, handle, title, state, tags) values
  (pg_temp.id(1), pg_temp.id(301), 'plain', 'p', 'active', '{PACK:3}'), (pg_temp.id(1), pg_temp.id(302), 'kit', 'k', 'active', '{BUNDLE:TRUE}');
insert into variants (shop_id, id, product_id, sku, title, price) values
  (pg_temp.id(1), pg_temp.id(311), pg_temp.id(301), 'A', 'a', 1), (pg_temp.id(1), pg_temp.id(312), pg_temp.id(301), 'B', 'b', 1), (pg_temp.id(1), pg_temp.id(313), pg_temp.id(302), 'K', 'k', 1);
insert into kit_components (shop_id, kit_variant_id, component_variant_id, quantity) values
  (pg_temp.id(1), pg_temp.id(313), pg_temp.id(311), 2), (pg_temp.id(1), pg_temp.id(313), pg_temp.id(312), 1);
select pg_temp.gives('a kit is not made of kits', null, format('insert into kit_components (shop_id, kit_variant_id, component_variant_id) values (%L, %L, %L)', pg_temp.id(1), pg_temp.id(311), pg_temp.id(312)), '23514') \g /dev/null
insert into vendors (shop_id, id, name, average_lead_days, max_lead_days) values (pg_temp.id(1), pg_temp.id(321), 'v', 10, 10);
insert into variant_vendors (shop_id, variant_id, vendor_id) values (pg_temp.id(1), pg_temp.id(311), pg_temp.id(321));
insert into purchase_orders (shop_id, vendor_id, reference, state, ordered_on, received_on) values
  (pg_temp.id(1), pg_temp.id(321), '1', 'received', '2026-03-01', '2026-03-05'), (pg_temp.id(1), pg_temp.id(321), '2', 'received', '2026-03-01', '2026-03-09');
insert into inventory_snapshots (shop_id, variant_id, taken_on, on_hand, units_sold) values
  (pg_temp.id(1), pg_temp.id(311), '2026-04-01', 30, 2), (pg_temp.id(1), pg_temp.id(311), '2026-04-02', 21, 4),
  (pg_temp.id(1), pg_temp.id(312), '2026-04-02', 7, 0);
insert into picks (shop_id, order_key, picker_id) values (pg_temp.id(1), 'o', pg_temp.id(11));
insert into pick_lines (shop_id, order_key, variant_id, units) values (pg_temp.id(1), 'o', pg_temp.id(313), 1);
select pg_temp.is('pieces of a kit: components × pack sizes', pieces, 9::bigint) from picker_payouts where shop_id = pg_temp.id(1) \g /dev/null

-- Rollups: Berlin is two hours ahead on 2 April, so 22:30 UTC belongs to the next day.
insert into signals (shop_id, topic, occurred_at, key, value) values
  (pg_temp.id(1), 'order.paid', '2026-04-01 22:30+00', 'o1', '{"total": 10, "units": 1}'),
  (pg_temp.id(1), 'order.paid', '2026-04-02 21:59+00', 'o2', '{"total": 20.5, "units": 2}'),
  (pg_temp.id(1), 'order.paid', '2026-04-02 22:00+00', 'o3', '{"total": 99, "units": 9}'),
  (pg_temp.id(1), 'ads.delivery', '2026-04-02 12:00+00', 'a1', '{"channel": "email", "impressions": 100, "clicks": 7, "spend": 4, "revenue": 10}');
select pg_temp.gives('an unsound fact is refused: ' || topic || ' ' || value, null, format('insert into signals (shop_id, topic, occurred_at, key, value) values (%L, %L, now(), ''bad'', %L)', pg_temp.id(1), topic, value), '23514')
from (values ('order.paid', '{"units": 1}'), ('order.paid', '{"total": "10", "units": 1}'), ('traffic.visit', '{"channel": "fax"}'), ('other.topic', '[]')) given (topic, value) \g /dev/null
select pg_temp.is('four jobs run', count(*), 4::bigint) from ops.run_nightly('2026-04-02', pg_temp.id(1)) where state = 'succeeded' \g /dev/null
select pg_temp.is('a second run does nothing', count(*), 0::bigint) from ops.run_nightly('2026-04-02', pg_temp.id(1)) \g /dev/null
select pg_temp.is('the business day of the shop', format('%s orders %s', orders, revenue), '2 orders 30.50') from daily_sales where shop_id = pg_temp.id(1) \g /dev/null
select pg_temp.is('ratios', format('%s %s', click_through_rate, return_on_ad_spend), '0.0700 2.50') from daily_growth where shop_id = pg_temp.id(1) \g /dev/null
select pg_temp.is('measured lead times and demand',
  format('%s on hand, %s/%s a day, %s/%s days, safety %s, point %s, %s', on_hand, average_daily::float, max_daily::float, average_lead_days::float, max_lead_days::float, safety_stock::float, reorder_point::float, status),
  '21 on hand, 3/4 a day, 6/8 days, safety 14, point 32, low_stock') from inventory_levels where variant_id = pg_temp.id(311) \g /dev/null
select pg_temp.is('a kit has what its scarcest component allows', on_hand, 7) from inventory_levels where variant_id = pg_temp.id(313) \g /dev/null
insert into signals (shop_id, topic, occurred_at, key, value) values (pg_temp.id(1), 'order.paid', '2026-04-02 10:00+00', 'late', '{"total": 5, "units": 1}');
select pg_temp.is('a late fact marks its job and no other', string_agg(job::text, ','), 'sales') from ops.job_runs where shop_id = pg_temp.id(1) and stale \g /dev/null
insert into signals (shop_id, topic, occurred_at, key, value) values (pg_temp.id(1), 'order.paid', '2026-04-02 10:00+00', 'late', '{"total": 5, "units": 1}') on conflict do nothing;
select pg_temp.is('the next night repeats that day', string_agg(job || ' ' || day, ', ' order by day, job), 'sales 2026-04-02, sales 2026-04-03, growth 2026-04-03, cx 2026-04-03, stock 2026-04-03') from ops.run_nightly('2026-04-03', pg_temp.id(1)) \g /dev/null
select pg_temp.is('and counts the late fact once', format('%s orders %s', orders, revenue), '3 orders 35.50') from daily_sales where shop_id = pg_temp.id(1) and day = '2026-04-02' \g /dev/null

-- Conversations
insert into cx_promises (shop_id, channel, first_response, resolution) values (pg_temp.id(1), 'chat', '10 minutes', '2 hours');
insert into conversations (shop_id, id, channel, subject, customer_key, opened_at) values (pg_temp.id(1), pg_temp.id(401), 'chat', 's', 'c', '2026-04-02 08:00+00');
insert into messages (shop_id, conversation_id, direction, author_id, body, sent_at) values
  (pg_temp.id(1), pg_temp.id(401), 'note', pg_temp.id(11), 'n', '2026-04-02 08:01+00'), (pg_temp.id(1), pg_temp.id(401), 'outbound', pg_temp.id(11), 'a', '2026-04-02 08:11+00'),
  (pg_temp.id(1), pg_temp.id(401), 'outbound', pg_temp.id(11), 'b', '2026-04-02 08:20+00');
select pg_temp.is('the first outbound message is the first response', format('%s s, %s', first_response_seconds, state), '660 s, waiting') from conversations where id = pg_temp.id(401) \g /dev/null
select pg_temp.is('a conversation of a closed day marks it', string_agg(job::text || day, ','), 'cx2026-04-02') from ops.job_runs where shop_id = pg_temp.id(1) and stale \g /dev/null
update conversations set state = 'resolved', resolved_at = '2026-04-02 09:00+00' where id = pg_temp.id(401);
select ops.run_nightly('2026-04-04', pg_temp.id(1)) \g /dev/null
select pg_temp.is('metrics of the day', format('%s opened, %s late, %s resolved, %s late', opened, responded_late, resolved, resolved_late), '1 opened, 1 late, 1 resolved, 0 late') from daily_cx where shop_id = pg_temp.id(1) \g /dev/null
insert into messages (shop_id, conversation_id, direction, body) values (pg_temp.id(1), pg_temp.id(401), 'inbound', 'still broken');
select pg_temp.is('an inbound message opens again', format('%s %s', state, resolved_at), 'open ') from conversations where id = pg_temp.id(401) \g /dev/null
select pg_temp.is('and the day of the resolution is repeated', string_agg(job::text || day, ','), 'cx2026-04-02') from ops.job_runs where shop_id = pg_temp.id(1) and stale \g /dev/null

-- A job that fails is recorded and stops nothing else.
create function pg_temp.fail() returns trigger language plpgsql as $$ begin raise exception 'disk on fire'; end $$;
create trigger fail before insert on daily_growth for each row execute function pg_temp.fail();
insert into signals (shop_id, topic, occurred_at, key, value) values (pg_temp.id(1), 'traffic.visit', '2026-04-05 10:00+00', 'v', '{"channel": "email"}');
select pg_temp.is('a failure is one row', string_agg(job || ' ' || state, ', ' order by day, job), 'cx succeeded, sales succeeded, growth failed, cx succeeded, stock succeeded') from ops.run_nightly('2026-04-05', pg_temp.id(1)) \g /dev/null
drop trigger fail on daily_growth;
select pg_temp.is('and is tried again', string_agg(format('%s %s %s', job, day, attempts), ', '), 'growth 2026-04-05 2') from ops.run_nightly('2026-04-05', pg_temp.id(1)) \g /dev/null

-- Partitions and retention
insert into signals (shop_id, topic, occurred_at, key) values (pg_temp.id(1), 'test.old', '2019-05-05', 'x'), (pg_temp.id(1), 'test.old', '2031-05-05', 'y');
select pg_temp.is('facts outside every month are kept', count(*), 2::bigint) from partitions.signals_default where shop_id = pg_temp.id(1) \g /dev/null
select pg_temp.is('a month is added', ops.add_signal_partitions('2031-05-01', 1), 1) \g /dev/null
select pg_temp.is('once', ops.add_signal_partitions('2031-05-31', 1), 0) \g /dev/null
select pg_temp.is('and takes its facts over', tableoid::regclass::text, 'partitions.signals_2031_05') from signals where shop_id = pg_temp.id(1) and key = 'y' \g /dev/null
select pg_temp.is('a new month is closed to the API', format('%s %s', relrowsecurity, has_table_privilege('authenticated', oid, 'SELECT')), 't f')
from pg_class where oid = 'partitions.signals_2031_05'::regclass \g /dev/null
-- As of 2005, so that no row but these is old enough, wherever this runs.
update ops.retention_policies set batch_rows = 2 where relation = 'public.inventory_snapshots';
insert into inventory_snapshots (shop_id, variant_id, taken_on, on_hand) select pg_temp.id(1), pg_temp.id(311), date '2003-11-28' + n, 1 from generate_series(0, 5) n;
create temp table batch on commit drop as
  select step, ops.purge_batch('public.inventory_snapshots', '2005-01-01 12:00+00') as rows from generate_series(1, 4) step;
select pg_temp.is('retention goes in batches until nothing is left', array_agg(rows order by step), '{2,1,0,0}') from batch \g /dev/null
select pg_temp.is('exactly what is too old is gone', min(taken_on), date '2003-12-01') from inventory_snapshots where shop_id = pg_temp.id(1) \g /dev/null
select pg_temp.is('each batch is recorded', array_agg(rows_deleted order by id), '{2,1}') from ops.retention_runs where relation = 'public.inventory_snapshots' and cutoff = '2003-12-01 00:00+00' \g /dev/null
select pg_temp.is('and audited', sum((after ->> 'rows')::integer), 3::bigint) from audit_log where shop_id = pg_temp.id(1) and action = 'purge' and relation = 'inventory_snapshots' \g /dev/null
select ops.add_signal_partitions('2000-01-15', 1) \g /dev/null
insert into signals (shop_id, topic, occurred_at, key) values (pg_temp.id(1), 'test.old', '2000-01-05', 'in a month'), (pg_temp.id(1), 'test.old', '2001-05-05', 'in no month');
select pg_temp.is('a month of facts is dropped whole', format('%s, then %s', ops.purge_batch('public.signals', '2005-01-01'), to_regclass('partitions.signals_2000_01')), '1, then ') \g /dev/null
select pg_temp.is('facts of no month are deleted', ops.purge_batch('public.signals', '2005-01-01'), 1) \g /dev/null
select pg_temp.is('and then nothing is left', ops.purge_batch('public.signals', '2005-01-01'), 0) \g /dev/null
select pg_temp.is('what is kept for ever is not purged', ops.purge_batch('public.audit_log', 'infinity'), 0) \g /dev/null
select pg_temp.is('every table has a retention policy: ' || c.relname, policy.relation, 'public.' || c.relname)
from pg_class c left join ops.retention_policies policy on policy.relation = 'public.' || c.relname
where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') \g /dev/null

-- Audit trail
select pg_temp.is('the chain holds', first_broken, null::bigint), pg_temp.is('and is not empty', entries > 30, true) from verify_audit_trail(pg_temp.id(1)) \g /dev/null
select pg_temp.gives(verb || ' of the trail is refused, to the owner too', null, statement, '23001')
from (values ('update', 'update audit_log set after = ''{}'''), ('delete', 'delete from audit_log'), ('truncate', 'truncate audit_log')) given (verb, statement) \g /dev/null
select pg_temp.is('who approved is in it', actor_id, pg_temp.id(12)) from audit_log where shop_id = pg_temp.id(1) and relation = 'approvals' and after ->> 'state' = 'approved' \g /dev/null
alter table audit_log disable trigger refuse_change;
savepoint tampering;
update audit_log set after = jsonb_set(after, '{title}', '"forged"') where shop_id = pg_temp.id(1) and seq = 7;
select pg_temp.is('a changed row shows', first_broken, 7::bigint) from verify_audit_trail(pg_temp.id(1)) \g /dev/null
delete from audit_log where shop_id = pg_temp.id(1) and seq = 5;
select pg_temp.is('a missing row shows', first_broken, 6::bigint) from verify_audit_trail(pg_temp.id(1)) \g /dev/null

select case when passed then 'ok ' else 'not ok ' end || n || ' - ' || line from result order by n;
select '1..' || count(*) from result;
do $$
declare
  failed bigint := (select count(*) from result where not passed);
  total bigint := (select count(*) from result);
begin
  if failed > 0 or total = 0 then
    raise exception 'invariants: % of % failed', failed, total;
  end if;
end
$$;
rollback;
