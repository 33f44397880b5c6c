-- The stock rollup: planning figures per variant from 90 days of counts and a year of deliveries.

create function ops.roll_stock(shop uuid, day date) returns integer
language plpgsql set search_path = '' as $$
declare
  written integer;
begin
  if exists (
    select from public.inventory_levels level where level.shop_id = shop and level.as_of > roll_stock.day
  ) then
    return 0;
  end if;
  delete from public.inventory_levels level where level.shop_id = shop;
  insert into public.inventory_levels (
    shop_id, variant_id, as_of, on_hand, incoming, average_daily, max_daily,
    average_lead_days, max_lead_days)
  with counted as (
    select
      variant_id,
      avg(units_sold) as average_daily,
      max(units_sold) as max_daily,
      (array_agg(on_hand order by taken_on desc))[1] as on_hand
    from public.inventory_snapshots
    where shop_id = shop and taken_on > roll_stock.day - 90 and taken_on <= roll_stock.day
    group by variant_id
  ), kit as (
    select
      part.kit_variant_id as variant_id,
      min(floor(greatest(coalesce(counted.on_hand, 0), 0)::numeric / part.quantity))::integer as on_hand
    from public.kit_components part
    left join counted on counted.variant_id = part.component_variant_id
    where part.shop_id = shop
    group by part.kit_variant_id
  ), lead as (
    select
      vendor.id as vendor_id,
      coalesce(greatest(avg(bought.received_on - bought.ordered_on), 1), vendor.average_lead_days) as average_days,
      coalesce(greatest(max(bought.received_on - bought.ordered_on), 1), vendor.max_lead_days) as max_days
    from public.vendors vendor
    left join public.purchase_orders bought
      on bought.shop_id = vendor.shop_id and bought.vendor_id = vendor.id
      and bought.state = 'received'
      and bought.received_on > roll_stock.day - 365 and bought.received_on <= roll_stock.day
    where vendor.shop_id = shop
    group by vendor.id, vendor.average_lead_days, vendor.max_lead_days
  ), incoming as (
    select line.variant_id, sum(greatest(line.ordered - line.received, 0)) as units
    from public.purchase_orders bought
    join public.purchase_order_lines line
      on line.shop_id = bought.shop_id and line.purchase_order_id = bought.id
    where bought.shop_id = shop and bought.state = 'ordered'
    group by line.variant_id
  )
  select
    shop,
    variant.id,
    roll_stock.day,
    coalesce(kit.on_hand, counted.on_hand),
    coalesce(incoming.units, 0),
    coalesce(counted.average_daily, 0),
    coalesce(counted.max_daily, 0),
    coalesce(lead.average_days, 14),
    coalesce(lead.max_days, 21)
  from public.variants variant
  left join counted on counted.variant_id = variant.id
  left join kit on kit.variant_id = variant.id
  left join public.variant_vendors source on source.shop_id = shop and source.variant_id = variant.id
  left join lead on lead.vendor_id = source.vendor_id
  left join incoming on incoming.variant_id = variant.id
  where variant.shop_id = shop and coalesce(kit.on_hand, counted.on_hand) is not null;
  get diagnostics written = row_count;
  return written;
end
$$;
comment on function ops.roll_stock(uuid, date) is
  'inventory_snapshots, kits, vendors and purchase orders → inventory_levels. Does nothing for a day before the newest planned one.';
revoke execute on function ops.roll_stock(uuid, date) from public;
