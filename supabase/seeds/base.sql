-- Base seed: two small shops that show everything once. Deterministic; loading it again changes nothing.
-- Northwind Coffee (Berlin) is where the examples are; Harbor Tea (New York) proves that they stay there.

do $seed$
declare
  coffee constant uuid := '10000000-0000-4000-8000-000000000001';
  tea constant uuid := '20000000-0000-4000-8000-000000000001';
  -- People: 1 manager, 2 reviewer, 3 operator, 4 viewer; prefixed by shop.
  shop uuid;
  person uuid[];
  reply uuid;
begin
  if exists (select from public.shops where id = coffee) then
    raise notice 'base seed is loaded already';
    return;
  end if;

  insert into auth.users (
    instance_id, id, aud, role, email, email_confirmed_at, raw_app_meta_data, raw_user_meta_data,
    created_at, updated_at, confirmation_token, recovery_token, email_change_token_new, email_change)
  select
    '00000000-0000-0000-0000-000000000000', who.id, 'authenticated', 'authenticated', who.email,
    '2026-01-05 09:00+00', '{"provider": "email", "providers": ["email"]}', '{}',
    '2026-01-05 09:00+00', '2026-01-05 09:00+00', '', '', '', ''
  from (values
    ('1a000000-0000-4000-8000-000000000001'::uuid, 'mira@northwind.example'),
    ('1a000000-0000-4000-8000-000000000002', 'ravi@northwind.example'),
    ('1a000000-0000-4000-8000-000000000003', 'olga@northwind.example'),
    ('1a000000-0000-4000-8000-000000000004', 'vito@northwind.example'),
    ('2a000000-0000-4000-8000-000000000001', 'hana@harbor.example'),
    ('2a000000-0000-4000-8000-000000000002', 'ezra@harbor.example'),
    ('2a000000-0000-4000-8000-000000000003', 'lena@harbor.example'),
    ('2a000000-0000-4000-8000-000000000004', 'theo@harbor.example')
  ) who (id, email)
  on conflict (id) do nothing;

  insert into public.shops (id, slug, name, currency, time_zone, created_at) values
    (coffee, 'northwind-coffee', 'Northwind Coffee', 'EUR', 'Europe/Berlin', '2026-01-05 09:00+00'),
    (tea, 'harbor-tea', 'Harbor Tea', 'USD', 'America/New_York', '2026-01-05 09:00+00');

  foreach shop in array array[coffee, tea] loop
    person := array(
      select (case shop when coffee then '1a' else '2a' end || '000000-0000-4000-8000-00000000000' || n)::uuid
      from generate_series(1, 4) n);
    insert into public.shop_members (shop_id, user_id, role, display_name, joined_at)
    select shop, person[n], (array['manager', 'reviewer', 'operator', 'viewer'])[n]::public.shop_role,
      (case shop when coffee then array['Mira', 'Ravi', 'Olga', 'Vito'] else array['Hana', 'Ezra', 'Lena', 'Theo'] end)[n],
      '2026-01-05 09:00+00'
    from generate_series(1, 4) n;

    -- Products: a plain one, a pack of six and a kit of both.
    insert into public.products (shop_id, id, handle, title, state, tags) values
      (shop, 'b0000000-0000-4000-8000-000000000001', 'house-blend', 'House Blend', 'active', '{}'),
      (shop, 'b0000000-0000-4000-8000-000000000002', 'filter-papers', 'Filter Papers', 'active', '{PACK:6}'),
      (shop, 'b0000000-0000-4000-8000-000000000003', 'starter-kit', 'Starter Kit', 'active', '{BUNDLE:TRUE}');
    insert into public.variants (shop_id, id, product_id, sku, title, price, unit_cost) values
      (shop, 'c0000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000001', 'BLEND-250', '250 g', 8.90, 3.10),
      (shop, 'c0000000-0000-4000-8000-000000000002', 'b0000000-0000-4000-8000-000000000001', 'BLEND-1000', '1 kg', 29.00, 11.40),
      (shop, 'c0000000-0000-4000-8000-000000000003', 'b0000000-0000-4000-8000-000000000002', 'PAPER-6', 'Six packs', 12.00, 4.00),
      (shop, 'c0000000-0000-4000-8000-000000000004', 'b0000000-0000-4000-8000-000000000003', 'START-1', 'Box', 19.90, 7.10);
    insert into public.kit_components (shop_id, kit_variant_id, component_variant_id, quantity) values
      (shop, 'c0000000-0000-4000-8000-000000000004', 'c0000000-0000-4000-8000-000000000001', 2),
      (shop, 'c0000000-0000-4000-8000-000000000004', 'c0000000-0000-4000-8000-000000000003', 1);
    insert into public.vendors (shop_id, id, name, average_lead_days, max_lead_days) values
      (shop, 'd0000000-0000-4000-8000-000000000001', 'Roastery', 7, 12);
    insert into public.variant_vendors (shop_id, variant_id, vendor_id)
    select shop, id, 'd0000000-0000-4000-8000-000000000001' from public.variants
    where shop_id = shop and sku <> 'START-1';
    insert into public.purchase_orders (shop_id, id, vendor_id, reference, state, ordered_on, expected_on, received_on) values
      (shop, 'd1000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001', 'PO-1001', 'received', '2026-10-01', '2026-10-08', '2026-10-09'),
      (shop, 'd1000000-0000-4000-8000-000000000002', 'd0000000-0000-4000-8000-000000000001', 'PO-1002', 'ordered', '2026-11-16', '2026-11-23', null);
    insert into public.purchase_order_lines (shop_id, purchase_order_id, variant_id, ordered, received, unit_cost) values
      (shop, 'd1000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000001', 60, 60, 3.10),
      (shop, 'd1000000-0000-4000-8000-000000000002', 'c0000000-0000-4000-8000-000000000002', 20, 0, 11.40);

    -- Four weeks of counts: one variant sold out, one urgent, one low.
    insert into public.inventory_snapshots (shop_id, variant_id, taken_on, on_hand, units_sold)
    select shop, ('c0000000-0000-4000-8000-00000000000' || n)::uuid, date '2026-10-26' + day,
      (array[0, 9, 30])[n] + (27 - day) * (array[2, 1, 3])[n],
      (array[2, 1, 3])[n] + case when day % 7 = 5 then 2 else 0 end
    from generate_series(1, 3) n, generate_series(0, 27) day;

    -- Four weeks of facts: orders, a refund and a return a week, visits and one campaign.
    insert into public.signals (shop_id, topic, occurred_at, key, value, received_at)
    select shop, 'order.paid', at, 'order-' || day || '-' || n,
      jsonb_build_object('total', 20 + (day * 7 + n * 3) % 40, 'units', 1 + (day + n) % 4), at
    from generate_series(0, 27) day, generate_series(1, 4) n,
      lateral (select timestamptz '2026-10-26 08:00+00' + make_interval(days => day, hours => n * 2) as at) moment;
    insert into public.signals (shop_id, topic, occurred_at, key, value, received_at)
    select shop, topic, at, 'order-' || day || '-1', value, at
    from generate_series(2, 27, 7) day,
      lateral (select timestamptz '2026-10-26 16:00+00' + make_interval(days => day) as at) moment,
      (values ('order.refunded', '{"amount": 12.5}'::jsonb), ('return.opened', '{"units": 1}')) fact (topic, value);
    insert into public.signals (shop_id, topic, occurred_at, key, value, received_at)
    select shop, 'traffic.visit', at, 'visit-' || day || '-' || n,
      jsonb_build_object('channel', (array['organic', 'email', 'direct'])[1 + n % 3]), at
    from generate_series(0, 27) day, generate_series(1, 9) n,
      lateral (select timestamptz '2026-10-26 07:00+00' + make_interval(days => day, hours => n) as at) moment;
    insert into public.signals (shop_id, topic, occurred_at, key, value, received_at)
    select shop, 'ads.delivery', at, 'campaign-autumn',
      jsonb_build_object('channel', 'paid_search', 'impressions', 400 + day * 10, 'clicks', 12 + day % 5, 'spend', 9.5, 'revenue', 31), at
    from generate_series(0, 27) day,
      lateral (select timestamptz '2026-10-26 20:00+00' + make_interval(days => day) as at) moment;

    -- Customers: one answered and resolved, one answered late, one who still waits.
    insert into public.cx_promises (shop_id, channel, first_response, resolution) values
      (shop, 'email', '4 hours', '2 days'), (shop, 'chat', '5 minutes', '1 hour');
    insert into public.conversations (shop_id, id, channel, subject, customer_key, opened_at) values
      (shop, 'e0000000-0000-4000-8000-000000000001', 'email', 'Where is my order?', 'customer-17', '2026-11-20 09:00+00'),
      (shop, 'e0000000-0000-4000-8000-000000000002', 'chat', 'Is the blend vegan?', 'customer-21', '2026-11-21 10:00+00'),
      (shop, 'e0000000-0000-4000-8000-000000000003', 'email', 'Broken box', 'customer-30', '2026-11-22 11:00+00');
    insert into public.messages (shop_id, conversation_id, id, direction, author_id, body, sent_at)
    select shop, ('e0000000-0000-4000-8000-00000000000' || conversation)::uuid,
      ('e1000000-0000-4000-8000-00000000000' || row_number() over (order by sent_at))::uuid,
      direction::public.message_direction, case when direction = 'outbound' then person[3] end, body, sent_at
    from (values
      (1, 'inbound', 'Where is my order?', timestamptz '2026-11-20 09:00+00'),
      (1, 'outbound', 'It left yesterday; here is the link.', '2026-11-20 10:30+00'),
      (2, 'inbound', 'Is the blend vegan?', '2026-11-21 10:00+00'),
      (2, 'outbound', 'Yes, all of it.', '2026-11-21 10:20+00'),
      (3, 'inbound', 'The box came broken.', '2026-11-22 11:00+00')
    ) said (conversation, direction, body, sent_at)
    order by sent_at;
    update public.conversations set state = 'resolved', resolved_at = '2026-11-20 15:00+00'
    where shop_id = shop and id = 'e0000000-0000-4000-8000-000000000001';

    insert into public.seo_anomalies (shop_id, page, kind, detected_on, expected, observed) values
      (shop, '/collections/beans', 'traffic_drop', '2026-11-20', 420, 230),
      (shop, '/products/house-blend', 'ctr_drop', '2026-11-21', 0.041, 0.028);
    insert into public.experiments (shop_id, id, name, hypothesis, metric) values
      (shop, 'f0000000-0000-4000-8000-000000000001', 'free-shipping-bar', 'A bar that says what is missing to free shipping lifts the average order.', 'average order value');
    insert into public.experiment_arms (shop_id, experiment_id, arm, is_control, weight, exposures, conversions) values
      (shop, 'f0000000-0000-4000-8000-000000000001', 'without', true, 50, 1200, 31),
      (shop, 'f0000000-0000-4000-8000-000000000001', 'with', false, 50, 1184, 39);
    update public.experiments set state = 'running' where shop_id = shop;

    insert into public.knowledge_articles (shop_id, id, slug, title, body, state) values
      (shop, 'a0000000-0000-4000-8000-000000000001', 'shipping', 'Shipping', 'Orders leave within one working day. Broken parcels are replaced.', 'published'),
      (shop, 'a0000000-0000-4000-8000-000000000002', 'ingredients', 'Ingredients', 'Every blend is vegan.', 'published');
    insert into public.knowledge_chunks (shop_id, article_id, position, body) values
      (shop, 'a0000000-0000-4000-8000-000000000001', 1, 'Orders leave within one working day.'),
      (shop, 'a0000000-0000-4000-8000-000000000001', 2, 'Broken parcels are replaced at no cost; a photo is enough.'),
      (shop, 'a0000000-0000-4000-8000-000000000002', 1, 'Every blend is vegan and roasted without additives.');

    -- Ideas: five live, the wildcard in slot five, one accepted before them.
    insert into public.ideas (shop_id, id, title, hypothesis, score, is_wildcard, state, suggested_by)
    select shop, ('1d000000-0000-4000-8000-00000000000' || n)::uuid, title, 'People who buy the blend ask for it.',
      score, n = 6, case when n = 1 then 'live' else 'queued' end::public.idea_state, person[3]
    from (values (1, 'Decaf blend', 81), (2, 'Travel mug', 64), (3, 'Cold brew pack', 72),
      (4, 'Subscription', 77), (5, 'Gift card', 58), (6, 'Coffee soap', 31)) idea (n, title, score);
    update public.ideas set state = 'accepted', decided_by = person[2]
    where shop_id = shop and id = '1d000000-0000-4000-8000-000000000001';
    update public.ideas set state = 'live' where shop_id = shop and state = 'queued' ;

    -- Approvals: one that went the whole way, one that waits, one draft.
    insert into public.approvals (shop_id, id, kind, title, author_id, evidence, impact, risk, risk_level, rollback_plan) values
      (shop, 'ab000000-0000-4000-8000-000000000001', 'reorder', 'Reorder the 1 kg blend', person[3],
        '[{"label": "9 left, 1.3 a day", "fact": "inventory_levels"}]', 'Three weeks of sales stay possible.', 'Cash bound for a month.', 'low', 'Cancel PO-1002 before it ships.'),
      (shop, 'ab000000-0000-4000-8000-000000000002', 'customer_reply', 'Answer: broken box', person[3],
        '[{"label": "photo of the box", "url": "https://files.example/box.jpg"}]', 'One customer kept.', 'A wrong promise on replacement.', 'medium', 'Send a correction.');
    insert into public.approvals (shop_id, id, kind, title, author_id)
    values (shop, 'ab000000-0000-4000-8000-000000000003', 'price_change', 'Papers at 11.50', person[3]);
    insert into public.approval_items (shop_id, approval_id, position, subject, body) values
      (shop, 'ab000000-0000-4000-8000-000000000001', 1, 'BLEND-1000', 'Order 20 units from Roastery.'),
      (shop, 'ab000000-0000-4000-8000-000000000002', 1, 'Reply to customer-30', 'Sorry about the box! A new one leaves today.');
    reply := 'ab000000-0000-4000-8000-000000000002';
    update public.approvals set state = 'pending_review' where shop_id = shop and evidence <> '[]';
    insert into public.approval_grades (shop_id, approval_id, position, grader_id, tone, accuracy, policy) values
      (shop, reply, 1, person[2], 5, 4, 4);
    insert into public.approval_edits (shop_id, approval_id, position, revision, editor_id, body, reason) values
      (shop, reply, 1, 1, person[2], 'Sorry about the box! A new one leaves tomorrow.', 'We ship within one working day.');
    update public.approvals set state = 'approved', reviewer_id = person[2]
    where shop_id = shop and id = 'ab000000-0000-4000-8000-000000000001';
    update public.approvals set state = 'applied'
    where shop_id = shop and id = 'ab000000-0000-4000-8000-000000000001';
    update public.approvals set state = 'audited'
    where shop_id = shop and id = 'ab000000-0000-4000-8000-000000000001';
    update public.approvals set state = 'learned', lesson = 'Order before the weekend: Roastery ships on Mondays.'
    where shop_id = shop and id = 'ab000000-0000-4000-8000-000000000001';

    insert into public.picks (shop_id, order_key, picker_id, picked_at) values
      (shop, 'order-27-1', person[3], '2026-11-22 12:00+00'), (shop, 'order-27-2', person[3], '2026-11-22 13:00+00');
    insert into public.pick_lines (shop_id, order_key, variant_id, units) values
      (shop, 'order-27-1', 'c0000000-0000-4000-8000-000000000001', 2),
      (shop, 'order-27-2', 'c0000000-0000-4000-8000-000000000003', 2);
  end loop;

  -- The four weeks, as the nightly job would have left them.
  perform ops.run_nightly(day::date)
  from generate_series(date '2026-10-26', date '2026-11-22', interval '1 day') day;
end
$seed$;
