-- Stock tile: what runs out, worst first, and how much to order.

create view public.tile_stock_risk with (security_invoker = true) as
  select
    level.shop_id,
    level.variant_id,
    variant.sku,
    product.title::text as product,
    level.status,
    level.on_hand,
    level.on_hand * product.pack_size as pieces_on_hand,
    level.incoming,
    level.weeks_of_stock,
    ceil(level.reorder_point)::integer as reorder_point,
    greatest(ceil(level.reorder_point)::integer - level.on_hand - level.incoming, 0) as suggested_units,
    level.as_of
  from public.inventory_levels level
  join public.variants variant
    on variant.shop_id = level.shop_id and variant.id = level.variant_id
  join public.products product
    on product.shop_id = variant.shop_id and product.id = variant.product_id
  where level.status <> 'in_stock' and product.state = 'active';
comment on view public.tile_stock_risk is 'Active variants at or below their reorder point.';

revoke all on table public.tile_stock_risk from public, anon, authenticated, service_role;
grant select on table public.tile_stock_risk to authenticated, service_role;
