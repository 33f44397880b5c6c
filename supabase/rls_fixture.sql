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
