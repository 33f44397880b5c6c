-- The four rollups. Each replaces one day of one shop by what the raw rows say now,
-- so running it again gives the same rows.

create function ops.roll_sales(shop uuid, day date) returns integer
language plpgsql set search_path = '' as $$
declare
  from_at timestamptz := ops.day_start(shop, day);
  to_at timestamptz := ops.day_start(shop, day + 1);
begin
  delete from public.daily_sales sales where sales.shop_id = shop and sales.day = roll_sales.day;
  insert into public.daily_sales (shop_id, day, orders, units, revenue, refunds, returned_units)
  select
    shop,
    roll_sales.day,
    count(*) filter (where topic = 'order.paid'),
    coalesce(sum((value ->> 'units')::numeric) filter (where topic = 'order.paid'), 0),
    coalesce(sum((value ->> 'total')::numeric) filter (where topic = 'order.paid'), 0),
    coalesce(sum((value ->> 'amount')::numeric) filter (where topic = 'order.refunded'), 0),
    coalesce(sum((value ->> 'units')::numeric) filter (where topic = 'return.opened'), 0)
  from public.signals
  where shop_id = shop
    and topic in ('order.paid', 'order.refunded', 'return.opened')
    and occurred_at >= from_at and occurred_at < to_at;
  return 1;
end
$$;
comment on function ops.roll_sales(uuid, date) is 'signals → daily_sales.';

create function ops.roll_growth(shop uuid, day date) returns integer
language plpgsql set search_path = '' as $$
declare
  from_at timestamptz := ops.day_start(shop, day);
  to_at timestamptz := ops.day_start(shop, day + 1);
  written integer;
begin
  delete from public.daily_growth growth where growth.shop_id = shop and growth.day = roll_growth.day;
  insert into public.daily_growth (shop_id, day, channel, sessions, impressions, clicks, spend, revenue)
  select
    shop,
    roll_growth.day,
    (value ->> 'channel')::public.traffic_channel,
    count(*) filter (where topic = 'traffic.visit'),
    coalesce(sum((value ->> 'impressions')::numeric), 0),
    coalesce(sum((value ->> 'clicks')::numeric), 0),
    coalesce(sum((value ->> 'spend')::numeric), 0),
    coalesce(sum((value ->> 'revenue')::numeric), 0)
  from public.signals
  where shop_id = shop
    and topic in ('traffic.visit', 'ads.delivery')
    and occurred_at >= from_at and occurred_at < to_at
  group by value ->> 'channel';
  get diagnostics written = row_count;
  return written;
end
$$;
comment on function ops.roll_growth(uuid, date) is 'signals → daily_growth.';

create function ops.roll_cx(shop uuid, day date) returns integer
language plpgsql set search_path = '' as $$
declare
  from_at timestamptz := ops.day_start(shop, day);
  to_at timestamptz := ops.day_start(shop, day + 1);
  written integer;
begin
  delete from public.daily_cx cx where cx.shop_id = shop and cx.day = roll_cx.day;
  insert into public.daily_cx (
    shop_id, day, channel, opened, responded, responded_late, response_p50_seconds,
    response_p90_seconds, resolved, resolved_late, resolution_p50_seconds)
  with opened as (
    select
      channel,
      count(*) as opened,
      count(first_responded_at) as responded,
      count(*) filter (where first_responded_at > first_response_due_at) as responded_late,
      percentile_disc(0.5) within group (order by first_response_seconds) as response_p50,
      percentile_disc(0.9) within group (order by first_response_seconds) as response_p90
    from public.conversations
    where shop_id = shop and opened_at >= from_at and opened_at < to_at
    group by channel
  ), resolved as (
    select
      channel,
      count(*) as resolved,
      count(*) filter (where resolved_at > resolution_due_at) as resolved_late,
      percentile_disc(0.5) within group (order by resolution_seconds) as resolution_p50
    from public.conversations
    where shop_id = shop and resolved_at >= from_at and resolved_at < to_at
    group by channel
  )
  select
    shop, roll_cx.day, channel,
    coalesce(opened, 0), coalesce(responded, 0), coalesce(responded_late, 0), response_p50,
    response_p90, coalesce(resolved, 0), coalesce(resolved_late, 0), resolution_p50
  from opened full join resolved using (channel);
  get diagnostics written = row_count;
  return written;
end
$$;
comment on function ops.roll_cx(uuid, date) is 'conversations → daily_cx.';

revoke execute on function
  ops.roll_sales(uuid, date), ops.roll_growth(uuid, date), ops.roll_cx(uuid, date) from public;
