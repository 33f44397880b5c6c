-- Sales tiles: revenue, average order, returns. Rolled-up days from the cache, newer ones live.

create view public.tile_revenue with (security_invoker = true) as
  select
    sales.shop_id, sales.day, sales.orders, sales.revenue::numeric as revenue,
    sales.refunds::numeric as refunds, true as is_final
  from public.daily_sales sales
  where sales.day >= current_date - 30
  union all
  select shop.id, live.day, live.orders, live.revenue, live.refunds, false
  from public.shops shop
  cross join lateral (
    -- The first day that is not rolled up; never more than two days back, so the scan stays small.
    select greatest(
      (select max(sales.day) + 1 from public.daily_sales sales where sales.shop_id = shop.id),
      (now() at time zone shop.time_zone)::date - 1
    ) as first_day
  ) unrolled
  cross join lateral (
    select
      (fact.occurred_at at time zone shop.time_zone)::date as day,
      (count(*) filter (where fact.topic = 'order.paid'))::integer as orders,
      coalesce(sum((fact.value ->> 'total')::numeric), 0) as revenue,
      coalesce(sum((fact.value ->> 'amount')::numeric), 0) as refunds
    from public.signals fact
    where fact.shop_id = shop.id
      and fact.topic in ('order.paid', 'order.refunded')
      and fact.occurred_at >= unrolled.first_day::timestamp at time zone shop.time_zone
      -- Leaves the months ahead out of the plan.
      and fact.occurred_at < now() + interval '1 day'
    group by 1
  ) live;
comment on view public.tile_revenue is 'Revenue of the last 30 days; is_final is false for days that the nightly run has not closed.';

create view public.tile_average_order with (security_invoker = true) as
  select
    sales.shop_id,
    sales.day,
    sales.orders,
    sales.average_order,
    round(sum(sales.revenue) over week / nullif(sum(sales.orders) over week, 0), 2) as average_order_7_days
  from public.daily_sales sales
  where sales.day >= current_date - 37
  window week as (
    partition by sales.shop_id order by sales.day
    range between interval '6 days' preceding and current row
  );
comment on view public.tile_average_order is 'Average order value per closed day, and over the seven days up to it.';

create view public.tile_returns with (security_invoker = true) as
  select
    sales.shop_id,
    sales.day,
    sales.units,
    sales.returned_units,
    sales.refunds::numeric as refunds,
    round(sales.returned_units::numeric / nullif(sales.units, 0), 4) as return_rate
  from public.daily_sales sales
  where sales.day >= current_date - 30;
comment on view public.tile_returns is 'Units that came back and money that went back, per closed day.';

revoke all on table public.tile_revenue, public.tile_average_order, public.tile_returns
  from public, anon, authenticated, service_role;
grant select on table public.tile_revenue, public.tile_average_order, public.tile_returns
  to authenticated, service_role;
