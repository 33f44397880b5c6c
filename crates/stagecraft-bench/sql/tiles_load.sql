-- 20 shops with 1,000,000 facts, 200,000 conversations and 100,000 counts of stock; a quarter is shop 1's.
set client_min_messages = warning;

insert into auth.users (id, aud, role, email)
select md5('u' || n)::uuid, 'authenticated', 'authenticated', 'u' || n || '@x.example'
from generate_series(1, 40) n;
insert into shops (id, slug, name, created_at)
select md5('s' || n)::uuid, 'shop-' || n, 'Shop ' || n, '2025-01-01' from generate_series(1, 20) n;
insert into shop_members (shop_id, user_id, role, display_name)
select md5('s' || n)::uuid, md5('u' || n)::uuid, 'reviewer'::shop_role, 'M' || n from generate_series(1, 20) n
union all
select md5('s' || n)::uuid, md5('u' || (n + 20))::uuid, 'operator', 'O' || n from generate_series(1, 20) n;

create temp table pick as
select i, md5('s' || case when i % 4 = 0 then 1 else 2 + (i % 19) end)::uuid as shop
from generate_series(0, 999) i;

-- Times are spread over the 180 days before now, in an order that is not theirs.
insert into signals (shop_id, topic, occurred_at, key, value, received_at)
select
  shop, t.topic, at, 'k' || n,
  case t.topic
    when 'order.paid' then jsonb_build_object('total', 10 + n % 90, 'units', 1 + n % 3)
    when 'order.refunded' then '{"amount": 5}'
    when 'return.opened' then '{"units": 1}'
    when 'traffic.visit' then
      jsonb_build_object('channel', (array['organic', 'email', 'direct', 'referral'])[1 + n % 4])
    else '{"channel": "paid_search", "impressions": 100, "clicks": 4, "spend": 1.5, "revenue": 3}'
  end,
  at
from generate_series(1, 1000000) n
join pick on pick.i = n % 1000
cross join lateral (select case
  when n % 10 < 3 then 'order.paid'
  when n % 50 = 3 then 'order.refunded'
  when n % 50 = 13 then 'return.opened'
  when n % 10 < 9 then 'traffic.visit'
  else 'ads.delivery'
end) t (topic)
cross join lateral (select now() - make_interval(secs => (n::bigint * 7919 % 15552000))) moment (at);

insert into conversations (
  shop_id, id, channel, subject, customer_key, opened_at, state, first_responded_at, resolved_at,
  first_response_due_at, resolution_due_at)
select
  shop, md5('c' || n)::uuid, (enum_range(null::cx_channel))[1 + n % 5], 'Question ' || n, 'cust' || n % 5000, at,
  case when resolved then 'resolved' else 'open' end::conversation_state,
  case when resolved or n % 3 = 0 then at + make_interval(mins => n % 120) end,
  case when resolved then at + make_interval(hours => 2 + n % 40) end,
  at, at
from generate_series(1, 200000) n
join pick on pick.i = n % 1000
cross join lateral (
  select now() - make_interval(secs => (n::bigint * 7919 % 15552000)), n % 33 <> 1
) given (at, resolved);
-- The trigger keeps the conversation's times, which are set already.
alter table messages disable trigger follow_message;
insert into messages (shop_id, conversation_id, id, direction, body, sent_at)
select
  shop_id, id, md5(id::text || k)::uuid, (array['inbound', 'outbound'])[k]::message_direction,
  'Some text of a message', opened_at + make_interval(mins => k)
from conversations cross join generate_series(1, 2) k;
alter table messages enable trigger follow_message;

insert into products (shop_id, id, handle, title, state, tags)
select md5('s' || s)::uuid, md5('p' || n)::uuid, 'p-' || n, 'Product ' || n, 'active', '{}'
from generate_series(1, 20) s cross join generate_series(1, case when s = 1 then 278 else 44 end) n;
insert into variants (shop_id, id, product_id, sku, title, price)
select shop_id, md5('v' || id::text)::uuid, id, upper(handle), 'v', 5 from products where handle like 'p-%';
insert into inventory_snapshots (shop_id, variant_id, taken_on, on_hand, units_sold)
select
  shop_id, id, current_date - back, hashtext(id::text) % 200 + back, abs(hashtext(id::text || back)) % 6
from variants cross join generate_series(90, 1, -1) back;

insert into ideas (shop_id, title, hypothesis, is_wildcard, state)
select md5('s' || s)::uuid, 'i' || n, 'h', n = 5, 'live'
from generate_series(1, 20) s cross join generate_series(1, 5) n;
insert into approvals (
  shop_id, id, kind, title, author_id, evidence, impact, risk, risk_level, rollback_plan)
select
  md5('s' || s)::uuid, md5('a' || n)::uuid, 'content', 'a' || n, md5('u' || (s + 20))::uuid,
  '["e"]', 'i', 'r', 'low', 'b'
from generate_series(1, 20) s cross join generate_series(1, case when s = 1 then 500 else 50 end) n;
update approvals set state = 'pending_review';
insert into seo_anomalies (shop_id, page, kind, detected_on, expected, observed)
select md5('s' || s)::uuid, '/p' || n, 'ctr_drop', current_date - (n % 90), 10, n % 10
from generate_series(1, 20) s cross join generate_series(1, case when s = 1 then 3000 else 300 end) n;

-- Close the days that the sales tiles show, then yesterday's customers, growth and stock.
select count(ops.run_job(shops.id, 'sales', current_date - back))
from shops cross join generate_series(40, 1, -1) back;
select count(*) from ops.run_nightly();
analyze;
